import { isDeepStrictEqual } from "node:util";
import { isObject, readJson } from "../json";
import { type Finding, finding } from "./finding";

type Member = readonly [key: string, value: unknown];

/** How a condition came back, beside the text that was sent. */
export function conditionCameBack(sent: string, got: unknown): Finding[] {
  const evidence = typeof got === "string" ? `the text ${got}` : `the structure ${JSON.stringify(got)}`;
  const [was, is] = [readJson(sent), typeof got === "string" ? readJson(got) : got];
  const added = addedTo(was, is);
  const nothingLost = added !== undefined;
  const keys = added && keysAnswer(added);
  return [
    finding("ruleTexts", nothingLost ? form(was, got, is) : undefined, evidence),
    finding("ruleKeys", keys, evidence),
  ];
}

function form(was: unknown, got: unknown, is: unknown): string {
  if (typeof got !== "string") return "structure";
  return JSON.stringify(is) === got && isDeepStrictEqual(keysOf(was), sharedKeys(was, is)) ? "as-sent" : "rewritten";
}

function keysAnswer(added: readonly Member[]): string {
  if (added.length === 0) return "none";
  if (added.every(([, value]) => value === null)) return "nulls";
  return added.every(([key]) => key === "isNot" || key === "itemId") ? "items" : "added";
}

/** The members that `is` has and `was` has not; undefined when something of `was` is gone. */
function addedTo(was: unknown, is: unknown): Member[] | undefined {
  if (Array.isArray(was)) {
    if (!Array.isArray(is) || is.length !== was.length) return undefined;
    return joined(was.map((item, index) => addedTo(item, is[index])));
  }
  if (!isObject(was)) return was === is ? [] : undefined;
  if (!isObject(is)) return undefined;
  const inside = Object.keys(was).map((key) => addedTo(was[key], is[key]));
  const beside = Object.keys(is).filter((key) => !(key in was));
  return joined([...inside, beside.map((key): Member => [key, is[key]])]);
}

function joined(parts: readonly (Member[] | undefined)[]): Member[] | undefined {
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

/** The keys of the items of a list, in their order; those that `was` has, too. */
function sharedKeys(was: unknown, is: unknown): string[][] {
  const known = keysOf(was);
  return keysOf(is).map((keys, index) => keys.filter((key) => known[index]?.includes(key)));
}

function keysOf(list: unknown): string[][] {
  return Array.isArray(list) ? list.map((item) => Object.keys(item)) : [];
}
