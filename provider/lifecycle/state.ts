import { isDeepStrictEqual } from "node:util";
import { inOrder, without } from "../json";
import type { CommonInputs, Kind } from "./kind";
import type { Row } from "./rows";

/** The value without anything undefined inside: Pulumi's host cannot put undefined on the wire. */
export function withoutUndefined<Value>(value: Value): Value {
  return without(value, (_name, part) => part === undefined);
}

type AnyProperties = { readonly properties: Readonly<Record<string, Row>> };

/** What the properties hold that no call sends, where a program leaves them out: the defaults that are the same everywhere. */
function localDefaults(kind: AnyProperties): Readonly<Record<string, unknown>> {
  const rows = Object.entries(kind.properties);
  const isLocal = ({ wire, default: value }: Row) => wire.local && ["string", "boolean"].includes(typeof value);
  return Object.fromEntries(rows.filter(([, row]) => isLocal(row)).map(([name, row]) => [name, row.default]));
}

/** What is stored, with the local properties that are not, as they hold their default. */
export function withLocalDefaults<Stored extends object>(kind: AnyProperties, stored: Stored): Stored {
  return { ...localDefaults(kind), ...stored };
}

/**
 * What is to be stored and shown: without the local properties that hold their default, but for those that are written out.
 * @param written what the program gives or, in a refresh, what is stored
 */
export function withoutLocalDefaults<Whole extends object>(kind: AnyProperties, whole: Whole, written: object): Whole {
  const defaults = localDefaults(kind);
  const isShown = ([name, value]: [string, unknown]) => defaults[name] !== value || Object.hasOwn(written, name);
  return Object.fromEntries(Object.entries(whole).filter(isShown)) as Whole;
}

/** The inputs inside a state. */
export function inputsOf<Inputs extends CommonInputs, State extends Inputs>(
  kind: Kind<Inputs, State>,
  state: State,
): Inputs {
  const names = [...Object.keys(kind.properties), "summary"];
  return withoutUndefined(
    Object.fromEntries(names.map((name) => [name, state[name as keyof State]])),
  ) as unknown as Inputs;
}

/** The state with these inputs in the place of those that it was recorded with, also where one was taken away. */
export function withInputs<Inputs extends CommonInputs, State extends Inputs>(
  kind: Kind<Inputs, State>,
  state: State,
  inputs: Inputs,
): State {
  const outputs = Object.entries(state).filter(([name]) => !Object.hasOwn(kind.properties, name));
  return { ...(Object.fromEntries(outputs) as unknown as State), ...inputs };
}

/** The state after an update that stopped: what it was to do and has not done is as it was. */
export function withoutEdits<State extends object>(state: State, recorded: object, names: readonly string[]): State {
  const left = names.map((name) => [name, (recorded as Readonly<Record<string, unknown>>)[name]]);
  return { ...state, ...Object.fromEntries(left) };
}

/** The sentence about a resource. The engine keeps no order of keys, and what means the same is told the same. */
export function sentenceOf<Inputs extends CommonInputs, State extends Inputs>(
  kind: Pick<Kind<Inputs, State>, "summarize">,
  inputs: Inputs,
): string {
  return kind.summarize(inOrder(inputs));
}

/** The state that read found, with the sentence that fits it. What did not drift keeps the sentence it had. */
export function withSummary<Inputs extends CommonInputs, State extends Inputs>(
  kind: Kind<Inputs, State>,
  recorded: State,
  found: State,
): State {
  const drifted = !isDeepStrictEqual(inputsOf(kind, recorded), inputsOf(kind, found));
  return drifted ? { ...found, summary: sentenceOf(kind, found) } : found;
}
