import { isDeepStrictEqual } from "node:util";
import { editJson } from "./edit";
import type { Destination, PropertyTable, Row } from "./rows";
import type { ValueType } from "./value";

type Values = Readonly<Record<string, unknown>>;

/** The parameters of the request that creates or updates, and none of the view. */
export function requestOf<Inputs extends object, Request>(
  { rows }: PropertyTable<Inputs, Request, unknown, unknown>,
  inputs: Inputs,
): Request {
  return written(rows, inputs, ({ own, field }) => (own ? undefined : field)) as Request;
}

/**
 * The parameters of the request that updates: what was edited, and everything else as the service shows it.
 * @param found what the service shows
 */
export function editOf<Inputs extends object, Request, Found extends object>(
  table: PropertyTable<Inputs, Request, unknown, Found>,
  found: Found,
  recorded: Inputs,
  wanted: Inputs,
): Request {
  const [before, after, there] = [requestOf(table, recorded), requestOf(table, wanted), found] as readonly Values[];
  const parameters = Object.values<Row>(table.rows).flatMap(({ type, wire: { field, own } }) => {
    if (field === undefined || own) return [];
    const value = edited(type, before?.[field], after?.[field], there?.[field]);
    return value === undefined ? [] : [[field, value]];
  });
  return Object.fromEntries(parameters);
}

function edited({ keyOf }: ValueType<unknown, unknown>, before: unknown, after: unknown, there: unknown): unknown {
  if (isDeepStrictEqual(before, after)) return there ?? after;
  const isWhole = keyOf === undefined || [before, after, there].includes(undefined);
  return isWhole ? after : editJson(String(before), String(after), String(there), keyOf);
}

/** The parameters that say whose resource is meant, and where. */
export function viewOf<Inputs extends object, View>(
  { rows }: PropertyTable<Inputs, unknown, View, unknown>,
  inputs: Partial<Inputs>,
): View {
  return written(rows, inputs, ({ view }) => view) as View;
}

/**
 * What is recorded, brought to what the service shows; what means the same keeps the form in which it was written, and what
 * the service leaves out stays.
 */
export function readInto<Inputs extends object, Found extends object, Recorded extends Partial<Inputs>>(
  { rows }: PropertyTable<Inputs, unknown, unknown, Found>,
  found: Found,
  recorded: Recorded,
): Recorded & Inputs {
  const shown = Object.entries<Row>(rows).flatMap(([name, { type, wire }]) => {
    const value = wire.field && (found as Values)[wire.field];
    return value === undefined ? [] : [[name, type.read(value, (recorded as Values)[name], recorded)]];
  });
  return { ...recorded, ...Object.fromEntries(shown) };
}

/** The properties in which what the service shows differs from what is wanted. */
export function differences<Inputs extends object, Found extends object>(
  table: PropertyTable<Inputs, unknown, unknown, Found>,
  found: Found,
  wanted: Inputs,
): string[] {
  const shown = readInto(table, found, wanted) as Values;
  return Object.keys(table.rows).filter((name) => !isDeepStrictEqual(shown[name], (wanted as Values)[name]));
}

/** Whether a change of these properties needs the request that updates, or calls of their own only. */
export function needsRequest(
  { rows }: { readonly rows: Readonly<Record<string, Row>> },
  names: readonly string[],
): boolean {
  return names.some((name) => rows[name] && !rows[name].wire.own && !rows[name].wire.local);
}

function written(
  rows: Readonly<Record<string, Row>>,
  inputs: object,
  parameterOf: (wire: Destination) => string | undefined,
): Values {
  const parameters = Object.entries(rows).flatMap(([name, { type, wire }]) => {
    const [parameter, value] = [parameterOf(wire), (inputs as Values)[name]];
    return parameter === undefined || value === undefined ? [] : [[parameter, type.write(value)]];
  });
  return Object.fromEntries(parameters);
}
