import { isDeepStrictEqual } from "node:util";
import type { PropertyTable, Row } from "./rows";

type Values = Readonly<Record<string, unknown>>;

/** The parameters of the request that creates or updates, all of them, and none of the view. */
export function requestOf<Inputs extends object, Request>(
  { rows, made }: PropertyTable<Inputs, Request, unknown, unknown>,
  inputs: Inputs,
): Request {
  const sent = written(rows, inputs, (wire) =>
    typeof wire === "object" && !("own" in wire) && "field" in wire ? wire.field : undefined,
  );
  const rest = Object.entries(made).map(([parameter, make]) => [parameter, make(inputs)]);
  return { ...sent, ...Object.fromEntries(rest) } as Request;
}

/** The parameters that say whose resource is meant, and where. */
export function viewOf<Inputs extends object, View>(
  { rows }: PropertyTable<Inputs, unknown, View, unknown>,
  inputs: Partial<Inputs>,
): View {
  return written(rows, inputs, (wire) => (typeof wire === "object" && "view" in wire ? wire.view : undefined)) as View;
}

/** What is recorded, brought to what the service shows; what means the same keeps the form in which it was written. */
export function readInto<Inputs extends object, Found extends object, Recorded extends Partial<Inputs>>(
  { rows }: PropertyTable<Inputs, unknown, unknown, Found>,
  found: Found,
  recorded: Recorded,
): Recorded & Inputs {
  const shown = shownBy(rows, found).map(([name, { type }, wire]) => {
    return [name, type.read(wire, (recorded as Values)[name], recorded)];
  });
  return { ...recorded, ...Object.fromEntries(shown) };
}

/** The properties in which what the service shows differs from what is wanted. */
export function differences<Inputs extends object, Found extends object>(
  { rows }: PropertyTable<Inputs, unknown, unknown, Found>,
  found: Found,
  wanted: Inputs,
): string[] {
  return shownBy(rows, found)
    .filter(([name, { type }, wire]) => {
      const value = (wanted as Values)[name];
      return !isDeepStrictEqual(type.read(wire, value, wanted), value);
    })
    .map(([name]) => name);
}

/** Whether a change of these properties needs the request that updates, or calls of their own only. */
export function needsRequest(
  { rows }: PropertyTable<never, unknown, unknown, unknown>,
  names: readonly string[],
): boolean {
  return names.some((name) => {
    const wire = (rows as Readonly<Record<string, Row>>)[name]?.wire;
    return typeof wire === "object" && !("own" in wire);
  });
}

function written(rows: object, inputs: object, parameterOf: (wire: Row["wire"]) => string | undefined): Values {
  const parameters = Object.entries<Row>(rows as Record<string, Row>).flatMap(([name, { type, wire }]) => {
    const [parameter, value] = [parameterOf(wire), (inputs as Values)[name]];
    return parameter === undefined || value === undefined ? [] : [[parameter, type.write(value)]];
  });
  return Object.fromEntries(parameters);
}

/** The rows that a read shows, each with what it shows; what the service leaves out says nothing. */
function shownBy(rows: object, found: object): [string, Row, unknown][] {
  return Object.entries<Row>(rows as Record<string, Row>).flatMap(([name, row]) => {
    const { wire } = row;
    const value = typeof wire === "object" && "field" in wire ? (found as Values)[wire.field] : undefined;
    return value === undefined ? [] : [[name, row, value] as [string, Row, unknown]];
  });
}
