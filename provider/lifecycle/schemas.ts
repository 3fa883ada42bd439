import * as v from "valibot";
import { isDuration } from "../duration";
import { isObject } from "../json";
import { isUnknown } from "./unknown";

/** The schema, or a value that is not known before apply. For what stands inside another value. */
export function orUnknown<Schema extends v.GenericSchema<unknown, unknown>>(schema: Schema) {
  return v.lazy((input) => (isUnknown(input) ? v.any() : schema)) as unknown as v.GenericSchema<
    unknown,
    v.InferOutput<Schema>
  >;
}

/** A text that is not empty. */
export function text(what: string) {
  const message = `must be ${what}`;
  return v.pipe(v.string(message), v.nonEmpty(message));
}

/** One of a closed list of words. */
export function oneOf<const Words extends readonly string[]>(words: Words) {
  return v.picklist(words, `must be one of ${words.map((word) => `"${word}"`).join(", ")}`);
}

/** A switch. */
export function flag() {
  return v.boolean("must be true or false");
}

/**
 * A 64-bit id: a string of digits, or a number that JavaScript holds exactly; stored as a string.
 * Numbers above 2^53 have lost digits before they get here, so they are refused.
 */
export function id(what: string) {
  const message = `must be ${what}: a string of digits (a number above 2^53 loses digits)`;
  const exact = v.pipe(
    v.number(message),
    v.safeInteger(message),
    v.minValue(0, message),
    v.transform(String),
  );
  const digits = v.pipe(v.string(message), v.regex(/^\d{1,19}$/, message));
  return v.lazy((input) => (typeof input === "number" ? exact : digits)) as v.GenericSchema<unknown, string>;
}

/** An object with these keys and any others. A missing key is told in the words of its own schema. */
export function shape<Entries extends v.ObjectEntries>(entries: Entries, message: string) {
  const missing = Object.fromEntries(
    Object.entries(entries)
      .filter(([, schema]) => schema.type !== "optional")
      .map(([name]) => [name, undefined]),
  );
  return v.pipe(
    v.looseObject({}, message),
    v.transform((given) => ({ ...missing, ...given })),
    v.looseObject(entries, message),
  );
}

const duration = v.pipe(
  v.string('must be a duration such as "90s", "10m" or "1h30m"'),
  v.check(isDuration, 'must be a duration such as "90s", "10m" or "1h30m"'),
);

/** How long each verb may take. */
export function timeouts() {
  return v.strictObject(
    { create: v.optional(duration), update: v.optional(duration), delete: v.optional(duration) },
    'must be an object with "create", "update" and "delete" only, each a duration such as "10m"',
  );
}

/** A number that JavaScript holds exactly. */
export const exactNumber = v.pipe(
  v.number(),
  v.finite(),
  v.check(
    (value) => Number.isSafeInteger(value) || !Number.isInteger(value),
    "must be written as a string: a number above 2^53 loses digits",
  ),
);

/** Any JSON value; whole numbers in it only as far as JavaScript holds them exactly. */
export const exact: v.GenericSchema = v.lazy((input) => {
  if (typeof input === "number") return exactNumber;
  if (Array.isArray(input)) return v.array(exact);
  return isObject(input) ? v.record(v.string(), exact) : v.any();
});

/** Words whose change runs a one-shot again. */
export function triggers() {
  const message = 'must be an object of strings such as { release: "2026-11" }';
  return v.record(v.string(), orUnknown(v.string(message)), message);
}

/** One of a few small numbers; a string of digits is taken as the number. */
export function oneOfNumbers<const Numbers extends readonly number[]>(numbers: Numbers) {
  const message = `must be ${numbers.join(" or ")}`;
  return v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))], message),
    v.picklist(numbers, message),
  ) as v.GenericSchema<unknown, Numbers[number]>;
}
