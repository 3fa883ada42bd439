import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import type { Config } from "../api/configuration/config";
import { defaultOf } from "./check";
import type { CommonInputs, Kind } from "./kind";
import type { OnChange, Row } from "./rows";
import { orUnknown } from "./schemas";

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
 * own; a property that an older release did not record counts as its default, unless absence has a meaning of its own, and
 * one that it recorded in another form counts as what check makes of that form now.
 */
export function diff<Inputs extends CommonInputs, State extends Inputs>(
  kind: Kind<Inputs, State>,
  config: Config,
  state: State,
  inputs: Inputs,
): Difference {
  const changed: Record<OnChange, string[]> = { update: [], replace: [], none: [] };
  const canonical = (all: Inputs) => (kind.canonical?.(all) ?? all) as Readonly<Record<string, unknown>>;
  const [before, after] = [canonical(state), canonical(inputs)];
  for (const [name, row] of Object.entries<Row>(kind.properties)) {
    const recorded = before[name] ?? (row.optional ? row.absence : defaultOf(row, config));
    const wanted = after[name] ?? row.absence;
    if (isDeepStrictEqual(recorded, wanted) || isDeepStrictEqual(checked(row, recorded), wanted)) continue;
    changed[row.onChange].push(name);
  }
  return { updates: changed.update, replaces: changed.replace, remembers: changed.none };
}

/** A recorded value in the form in which check stores it now. */
function checked({ type }: Row, recorded: unknown): unknown {
  const parsed = v.safeParse(orUnknown(type.schema), recorded);
  return parsed.success ? parsed.output : recorded;
}
