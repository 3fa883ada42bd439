import * as pulumi from "@pulumi/pulumi";
import type { UNDEFINED as Mark } from "../provider/unknown";

const UNDEFINED: typeof Mark = "undefined:5d0c7a64-93f1-4f0e-8a0b-6e2b1c9d7f38";

/**
 * The arguments, with a mark for whatever is given and holds nothing: an output of undefined, or an undefined value inside
 * another value. The provider's check refuses each by its name. A literal undefined argument means "not given".
 */
export function markUndefined(args: object | undefined): object {
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

/** Whether anything in a value is only known later: an output or a promise. */
export function hasOutput(value: unknown): boolean {
  if (isOutput(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasOutput);
}

function marked(value: unknown): unknown {
  if (value === undefined) return UNDEFINED;
  if (isOutput(value)) return pulumi.output(value).apply((found) => marked(found ?? undefined));
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, marked(part)]));
}

function isOutput(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}
