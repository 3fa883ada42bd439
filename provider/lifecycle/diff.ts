import { isDeepStrictEqual } from "node:util";
import type { Config } from "../api/configuration/config";
import { defaultOf } from "./check";
import type { CommonInputs, Kind } from "./kind";
import type { OnChange, Row } from "./rows";

/** What an edit amounts to. */
export interface Difference {
  /** Changed properties that need a call, in the order of the property table. */
  readonly updates: readonly string[];
  /** Changed properties that need a new resource. */
  readonly replaces: readonly string[];
  /** Changed properties that are only remembered. */
  readonly remembers: readonly string[];
}

/**
 * Compares what is recorded with what is wanted, property by property. `summary` is derived and never a change of its
 * own; a property that an older release did not record counts as its default, unless absence has a meaning of its own.
 */
export function diff<Inputs extends CommonInputs, State extends Inputs>(
  kind: Kind<Inputs, State>,
  config: Config,
  state: State,
  inputs: Inputs,
): Difference {
  const changed: Record<OnChange, string[]> = { update: [], replace: [], none: [] };
  for (const [name, row] of Object.entries<Row>(kind.properties)) {
    const absence = row.optional ? row.absence : defaultOf(row, config);
    const recorded = (state as Record<string, unknown>)[name] ?? absence;
    const wanted = (inputs as Record<string, unknown>)[name] ?? row.absence;
    if (!isDeepStrictEqual(recorded, wanted)) changed[row.onChange].push(name);
  }
  return { updates: changed.update, replaces: changed.replace, remembers: changed.none };
}
