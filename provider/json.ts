import { isSafeNumber, parse } from "lossless-json";

/**
 * Reads a JSON array. A number that JavaScript cannot hold exactly becomes a string of the same digits.
 * Undefined when the text is not JSON, or not an array of objects.
 */
export function parseObjects(jsonText: string): Record<string, unknown>[] | undefined {
  let value: unknown;
  try {
    value = parse(jsonText, undefined, (digits) => (isSafeNumber(digits) ? Number(digits) : digits));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return Array.isArray(value) && value.every(isObject) ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
