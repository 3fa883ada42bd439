import { isObject, type JsonObject } from "../../json";

/**
 * An object of a reply.
 * @throws when it is anything else
 */
export function object(value: unknown, name: string): JsonObject {
  if (!isObject(value)) throw new TypeError(`${name} is not an object`);
  return value;
}

/**
 * A list of objects of a reply; absent or null is an empty list.
 * @throws when it is anything else
 */
export function objects(value: unknown, name: string): readonly JsonObject[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new TypeError(`${name} is not a list`);
  return value.map((item: unknown) => object(item, name));
}

/**
 * A text of a reply; absent or null is the empty text.
 * @throws when it is a list or an object
 */
export function text(value: unknown, name: string): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "object") throw new TypeError(`${name} is not a text`);
  return String(value);
}

/** A 64-bit id of a reply as digits, trimmed: the documents' samples end in a line feed. Absent, null or empty is undefined. */
export function optionalId(value: unknown, name: string): string | undefined {
  return text(value, name).trim() || undefined;
}

/**
 * A 64-bit id of a reply as digits, trimmed.
 * @throws when it is absent
 */
export function id(value: unknown, name: string): string {
  const found = optionalId(value, name);
  if (found === undefined) throw new TypeError(`${name} is missing`);
  return found;
}

/**
 * A whole number of a reply.
 * @throws when it is anything else, or beyond 2^53
 */
export function integer(value: unknown, name: string): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (!Number.isSafeInteger(number)) throw new TypeError(`${name} is not a whole number`);
  return number as number;
}

/**
 * A whole number of a reply; absent or null is undefined.
 * @throws when it is anything else, or beyond 2^53
 */
export function optionalInteger(value: unknown, name: string): number | undefined {
  return value === undefined || value === null ? undefined : integer(value, name);
}
