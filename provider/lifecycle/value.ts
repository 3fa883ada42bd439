import * as v from "valibot";
import { isDuration } from "../duration";
import { isObject } from "../json";
import type { KeyOf } from "./edit";
import { json, mapOf, nameOf, nonEmpty, orUnknown, type Schema } from "./schemas";

/** A type of value: what may be written, how it is sent, and what a read makes of it. */
export interface ValueType<Value, Wire = Value> {
  /** Validates, and brings every way to write a value to the one that is stored. Applying it twice changes nothing. */
  readonly schema: Schema<Value>;
  /** The value as it is sent. */
  write(value: Value): Wire;
  /**
   * The value that the service shows, as it is stored: what was written, where it means the same.
   * @param written the recorded value
   * @param recorded all that is recorded, for a value that can be written in two properties
   */
  read(wire: Wire, written: Value | undefined, recorded: object): Value | undefined;
  /** What tells one element from another, for JSON text of a list that is edited in parts. Default: it is edited as a whole. */
  readonly keyOf?: KeyOf;
  /** The words in a value of which the documents name some, each after its path, e.g. `[0].type`. Default: the value. */
  words?(value: Value): readonly (readonly [path: string, word: unknown])[];
}

/** A value that is sent as it is stored. */
export function plain<Value>(schema: Schema<Value>): ValueType<Value> {
  return { schema, write: (value) => value, read: (wire) => wire };
}

/** A value that no read shows: what was written stays. */
export function writeOnly<Value, Wire>(schema: Schema<Value>, write: (value: Value) => Wire): ValueType<Value, Wire> {
  return { schema, write, read: (_wire, written) => written };
}

/** A text that is not empty, or blank. */
export const text = (what: string) => plain(nonEmpty(what));

/** A text that is not empty and has no blanks at its ends. */
export const name = (what: string) => plain(nameOf(what));

/** One of a closed list of words. */
export const oneOf = <const Words extends readonly string[]>(...words: Words) =>
  plain<Words[number]>(v.picklist(words, `must be one of ${words.map((word) => `"${word}"`).join(", ")}`));

/** One of a few small numbers; a string of digits is taken as the number. */
export function oneOfNumbers<const Numbers extends readonly number[]>(...numbers: Numbers) {
  const message = `must be ${numbers.join(" or ")}`;
  const digitsOrNumber = v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))], message);
  return plain<Numbers[number]>(v.pipe(digitsOrNumber, v.picklist(numbers, message)));
}

/** A switch. */
export const flag = plain(v.boolean("must be true or false"));

/**
 * A 64-bit id: a string of digits, or a number that JavaScript holds exactly; stored as a string without zeros before it,
 * which lists do not have. One that was not written is not shown, because the service fills it in.
 */
export function digits(what: string): ValueType<string> {
  const message = `must be ${what}: a string of digits (a number above 2^53 loses digits)`;
  const exact = v.pipe(v.number(message), v.safeInteger(message), v.minValue(0, message), v.transform(String));
  const text = v.pipe(v.string(message), v.regex(/^\d{1,19}$/, message), v.transform(withoutZeros));
  const schema = v.lazy((input) => (typeof input === "number" ? exact : text)) as Schema<string>;
  return { ...plain(schema), read: (wire, written) => written && wire };
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, "");
}

const DURATION = 'must be a duration such as "90s", "10m" or "1h30m"';
const duration = v.optional(orUnknown(v.pipe(v.string(DURATION), v.check(isDuration, DURATION))));

const TIMEOUTS = 'must be an object with "create", "update" and "delete" only, each a duration such as "10m"';

/** How long each verb may take. */
export const timeouts = plain(
  v.pipe(
    v.custom<object>(isObject, TIMEOUTS),
    v.strictObject({ create: duration, update: duration, delete: duration }, TIMEOUTS),
  ),
);

const TRIGGERS = 'must be an object of strings such as { release: "2026-11" }';

/** Words whose change runs a one-shot again. */
export const triggers = plain(json(mapOf(orUnknown(v.string(TRIGGERS)), TRIGGERS)));
