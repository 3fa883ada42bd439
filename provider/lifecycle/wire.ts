import { isDeepStrictEqual } from "node:util";
import type { Destination, PropertyTable, Row } from "./rows";

type Values = Readonly<Record<string, unknown>>;

/** The parameters of the request that creates or updates, and none of the view. */
export function requestOf<Inputs extends object, Request>(
  { rows }: PropertyTable<Inputs, Request, unknown, unknown>,
  inputs: Inputs,
): Request {
  return written(rows, inputs, ({ own, field }) => (own ? undefined : field)) as Request;
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
