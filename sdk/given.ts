import type { NO_DATA as Mark } from "../provider/unknown";
import * as pulumi from "./pulumi";

const NO_DATA: typeof Mark = "\u2063\u2062\u2064\u2063";

/**
 * The arguments, with a mark for whatever is given and would not arrive: an output of undefined, an undefined value inside
 * another value, and what is neither text, number, boolean, list nor plain object, such as a Set, which Pulumi makes an empty
 * object of. The provider's check refuses each by its name. A literal undefined argument means "not given".
 */
export function markLost(args: object | undefined): object {
  const given = Object.entries(args ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, marked(value)]));
}

/** The arguments, with what `timeouts` leaves out from Pulumi's option `customTimeouts`. */
export function fillTimeouts(
  args: { readonly timeouts?: unknown } | undefined,
  { customTimeouts }: pulumi.CustomResourceOptions = {},
): object | undefined {
  if (customTimeouts === undefined) return args;
  const { read: _, ...verbs } = customTimeouts;
  const usual = Object.fromEntries(Object.entries(verbs).filter(([, duration]) => duration !== undefined));
  const given = args?.timeouts;
  const filled = (known: object | undefined) => ({ ...usual, ...known });
  const timeouts = isOutput(given)
    ? pulumi.output(given as object | undefined).apply((known) => known && filled(known))
    : filled(given as object | undefined);
  return { ...args, timeouts };
}

/** Whether a value is only known later: an output or a promise. */
export function isOutput(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** Whether anything in a value is only known later: an output or a promise. */
export function hasOutput(value: unknown, inside: readonly unknown[] = []): boolean {
  if (isOutput(value)) return true;
  if (typeof value !== "object" || value === null || inside.includes(value)) return false;
  return Object.values(value).some((part) => hasOutput(part, [...inside, value]));
}

function marked(value: unknown, inside: readonly unknown[] = []): unknown {
  if (value === undefined) return `${NO_DATA}undefined`;
  // Not by pulumi.output, which makes an empty object of a Set.
  if (pulumi.Output.isInstance(value)) return value.apply((found) => marked(found ?? undefined));
  if (value instanceof Promise) return value.then((found) => marked(found ?? undefined));
  if (pulumi.isUnknown(value)) return value;
  const odd = whyNoData(value, inside);
  if (odd !== undefined) return NO_DATA + odd;
  if (typeof value !== "object" || value === null) return value;
  const deeper = [...inside, value];
  if (Array.isArray(value)) return Array.from(value, (part) => marked(part, deeper));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, marked(part, deeper)]));
}

/** What a value is that is no data; undefined when it is. */
function whyNoData(value: unknown, inside: readonly unknown[]): string | undefined {
  if (["function", "symbol", "bigint"].includes(typeof value)) return `a ${typeof value}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  if (inside.includes(value)) return "a value that contains itself";
  if (pulumi.Resource.isInstance(value)) return "a resource, not an output of one";
  if ([pulumi.asset.Asset, pulumi.asset.Archive].some((kind) => kind.isInstance(value))) return "an asset";
  const prototype: unknown = Object.getPrototypeOf(value);
  // A plain object, of whichever realm: a test runner may have one of its own.
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return undefined;
  const hasFields = Object.keys(value).length > 0 && !("toJSON" in value) && !(Symbol.iterator in value);
  return hasFields ? undefined : `a ${value.constructor.name}`;
}
