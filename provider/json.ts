import { isSafeNumber, parse } from "lossless-json";

/** A JSON object. */
export type JsonObject = { readonly [key: string]: unknown };

/** Whether a value is an object, and neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Keys that a JavaScript object does not hold like any other: valibot leaves them out (its `_isValidObjectKey`). */
export const LOST_KEYS: readonly string[] = ["__proto__", "constructor", "prototype"];

/**
 * Reads JSON without losing a digit: a number that JavaScript cannot hold exactly becomes a string of the same digits. Blanks
 * and a byte order mark around the text do not count.
 * @throws SyntaxError that says what is wrong, and where; two values for one key are wrong, too
 */
export function parseJson(text: string): unknown {
  return parse(text.trim(), undefined, exact);
}

/**
 * Reads JSON as `parseJson` does, and as fast as JSON.parse where no number is long. Of two values for one key the last one counts.
 * @throws SyntaxError that says what is wrong, and where
 */
export function parseFast(text: string): unknown {
  if (!NUMBER.test(text) || !LONG_NUMBER.test(text)) return JSON.parse(text);
  return parse(text, undefined, { parseNumber: exact, onDuplicateKey: ({ newValue }) => newValue });
}

/** Finds every number, and some texts. */
const NUMBER = /(?:^|[[:,])\s*-?\d/;
/** Finds every number that JavaScript may not hold exactly: of many digits, or with an exponent. */
const LONG_NUMBER = /[\d.]{16}|\de[+-]?\d/i;

function exact(digits: string): number | string {
  return isSafeNumber(digits) ? Number(digits) : digits;
}

/** Reads JSON, as `parseJson` does by default; undefined when the text is none. */
export function readJson(text: string, read: (text: string) => unknown = parseJson): unknown {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Reads a JSON array of objects; undefined when the text is anything else. */
export function readObjects(text: string): Record<string, unknown>[] | undefined {
  const value = readJson(text);
  return Array.isArray(value) && value.every(isObject) ? value : undefined;
}

/** The value without the keys that say nothing, at every depth; what is inside a value is left out before it is judged. */
export function without<Value>(value: Value, saysNothing: (key: string, part: unknown) => boolean): Value {
  if (Array.isArray(value)) return value.map((part) => without(part, saysNothing)) as Value;
  if (!isObject(value)) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, without(part, saysNothing)] as const);
  return Object.fromEntries(parts.filter(([key, part]) => !saysNothing(key, part))) as Value;
}

/** The value without keys that hold null: the service adds such keys, which say nothing. */
export function withoutNulls<Value>(value: Value): Value {
  return without(value, (_key, part) => part === null);
}

/** One text for all values that mean the same: keys sorted, numbers written as strings. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(arranged(value, (part) => (typeof part === "number" ? String(part) : part)));
}

/** The value with the keys of every object in it sorted. */
export function inOrder<Value>(value: Value): Value {
  return arranged(value, (part) => part) as Value;
}

function arranged(value: unknown, leaf: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => arranged(part, leaf));
  if (!isObject(value)) return leaf(value);
  const keys = Object.keys(value).sort(compareText);
  return Object.fromEntries(keys.map((key) => [key, arranged(value[key], leaf)]));
}

/** Whether a value says nothing: null, an empty text, or nothing else inside. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === "") return true;
  return typeof value === "object" && Object.values(value).every(isEmpty);
}

/** Whether a key with this value says what its absence does: it is empty, 0 or false, at every depth. */
export function isAsAbsent(value: unknown): boolean {
  if (value === 0 || value === false) return true;
  return isEmpty(value) || (isObject(value) && Object.values(value).every(isAsAbsent));
}

/**
 * Whether what is shown says what was written. Key order, a number against its digits, and what says nothing make no
 * difference at any depth.
 * @param isSilent whether a key that nobody wrote says nothing; default: where its value is as if absent
 */
export function saysSame(
  shown: unknown,
  written: unknown,
  isSilent = (_key: string, value: unknown) => isAsAbsent(value),
): boolean {
  if (isObject(shown) && isObject(written)) {
    return [...new Set([...Object.keys(shown), ...Object.keys(written)])].every((key) => {
      if (!Object.hasOwn(written, key)) return isSilent(key, shown[key]);
      if (!Object.hasOwn(shown, key)) return isAsAbsent(written[key]);
      return saysSame(shown[key], written[key], isSilent);
    });
  }
  if (Array.isArray(shown) && Array.isArray(written)) {
    return shown.length === written.length && shown.every((part, index) => saysSame(part, written[index], isSilent));
  }
  if (isEmpty(shown) && isEmpty(written)) return true;
  return canonicalText(shown) === canonicalText(written);
}

/** Order of texts by code unit: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
