/** Anything that can be written as JSON; a bigint is written as its digits, whatever its size. */
export type Json = string | number | bigint | boolean | null | undefined | Json[] | { [key: string]: Json };

/** JSON text of `value`. `space` is put after each colon and comma. Properties that are undefined are left out. */
export function writeJson(value: Json, space = ""): string {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return `[${value.map((item) => writeJson(item, space)).join(`,${space}`)}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => `${JSON.stringify(key)}:${space}${writeJson(member, space)}`);
    return `{${members.join(`,${space}`)}}`;
  }
  return JSON.stringify(value ?? null);
}

/** Reads JSON text; integers become bigints, so that no digit is lost. Throws SyntaxError. */
export function readJson(text: string): Json {
  return JSON.parse(text, (_key, value, context?: { source: string }) =>
    typeof value === "number" && /^-?\d+$/.test(context?.source ?? "") ? BigInt(context?.source ?? "") : value,
  );
}

/** The JSON array in a text; undefined where there is none. */
export function arrayIn(text: string): Json[] | undefined {
  try {
    const value = readJson(text);
    return Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The text in a member of an object; empty where there is none. */
export function textAt(value: Json, name: string): string {
  const member = memberOf(value, name);
  return typeof member === "string" ? member : "";
}

/** A member of an object; undefined where there is none. */
export function memberOf(value: Json, name: string): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value[name] : undefined;
}

/** The same JSON value in another text: keys in reverse order, other white space. Text that is not JSON stays. */
export function rewriteJson(text: string): string {
  let value: Json;
  try {
    value = readJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
  return writeJson(reverseKeys(value), " ");
}

function reverseKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reverseKeys(member)]),
  );
}
