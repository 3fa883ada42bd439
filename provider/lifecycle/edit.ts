import { isDeepStrictEqual } from "node:util";
import { isLosslessNumber, parse, stringify } from "lossless-json";
import { isObject, type JsonObject, readJson } from "../json";

/**
 * What tells one element of a list from another, in a list whose elements have something to tell them apart by; and what does
 * so where several have the same key.
 */
export type KeyOf = (element: unknown) => readonly [key: string, detail?: string];

/**
 * A list that is there, as JSON text, with an edit: what `before` and `after` have in common stays as it is there, digit by
 * digit, with whatever somebody else changed of it. Where nothing would be left of both, it is what `after` says: a rule
 * without conditions would match everything.
 */
export function editJson(before: string, after: string, there: string, keyOf: KeyOf): string {
  const [base, wanted, live] = [before, after, there].map((text) => readJson(text, parse));
  if (!Array.isArray(base) || !Array.isArray(wanted) || !Array.isArray(live)) return after;
  const edited = editList(base, wanted, live, keyOf);
  return edited.length === 0 ? after : (stringify(edited) ?? after);
}

function editList(
  before: readonly unknown[],
  after: readonly unknown[],
  there: readonly unknown[],
  keyOf: KeyOf,
): unknown[] {
  const lists = [before, after, there] as const;
  const shared = new Set(lists.flatMap((list) => repeated(list.map((element) => keyOf(element)[0]))));
  const nameOf = (element: unknown) => {
    const [key, detail = ""] = keyOf(element);
    return shared.has(key) ? `${key} ${detail}` : key;
  };
  const [base, wanted, live] = [keyed(before, nameOf), keyed(after, nameOf), keyed(there, nameOf)];
  const isReordered = !isDeepStrictEqual([...base.keys()], [...wanted.keys()]);
  const order = isReordered ? [...wanted.keys(), ...live.keys()] : [...live.keys(), ...wanted.keys()];
  return [...new Set(order)].map((key) => edit(base.get(key), wanted.get(key), live.get(key))).filter(isThere);
}

/** One value; undefined is one that is not there. */
function edit(before: unknown, after: unknown, there: unknown): unknown {
  if (isDeepStrictEqual(before, after)) return there;
  if (!isRecord(before) || !isRecord(after) || !isRecord(there)) return after;
  const names = new Set([...Object.keys(there), ...Object.keys(after)]);
  const edited = [...names].map((name) => [name, edit(before[name], after[name], there[name])] as const);
  return Object.fromEntries(edited.filter(([, value]) => isThere(value)));
}

/** The elements by key; the second of a key has a key of its own. */
function keyed(list: readonly unknown[], nameOf: (element: unknown) => string): Map<string, unknown> {
  const elements = new Map<string, unknown>();
  for (const element of list) {
    const key = nameOf(element);
    let nth = 1;
    while (elements.has(`${nth} ${key}`)) nth += 1;
    elements.set(`${nth} ${key}`, element);
  }
  return elements;
}

function repeated(keys: readonly string[]): string[] {
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}

function isThere(value: unknown): boolean {
  return value !== undefined;
}

function isRecord(value: unknown): value is JsonObject {
  return isObject(value) && !isLosslessNumber(value);
}
