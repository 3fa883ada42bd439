import type { Meaning } from "../rule-language/operators";
import { all, any, type Doubt, type Finding } from "./findings";
import { patternOf } from "./patterns";
import { compareNumbers, folded, same } from "./texts";

/** What the text of a field is found to be. */
export type TextTest = (text: string) => Finding;

/** How a value of a condition is compared with the text of a field; a doubt when it is no value of the operator. */
type Comparison = (value: string | readonly string[]) => TextTest | Doubt;

/** How one text is compared with many. */
type Compare = (part: string) => TextTest;

const equals: Compare = (part) => (text) => same(part, text);
const contains = ofParts((text, part) => text.includes(part));
const begins = ofParts((text, part) => text.startsWith(part));
const ends = ofParts((text, part) => text.endsWith(part));

/** What is not found where capitals do not count is not found at all. */
function ofParts(has: (text: string, part: string) => boolean): Compare {
  return (part) => {
    const sought = folded(part);
    return (text) => has(folded(text), sought) && (has(text, part) || "case");
  };
}

/** What each operator with a value does. No document says what the last two do. */
export const COMPARISONS: Readonly<Record<Exclude<Meaning, Nullity>, Comparison>> = {
  equals: ofOne(equals),
  contains: ofOne(contains),
  startswith: ofOne(begins),
  endswith: ofOne(ends),
  regexp: (value) => (typeof value === "string" ? (patternOf(value) ?? "pattern") : "value"),
  "<": ordered((difference) => difference < 0, false),
  "<=": ordered((difference) => difference <= 0, true),
  ">": ordered((difference) => difference > 0, false),
  ">=": ordered((difference) => difference >= 0, true),
  between: range,
  in: ofSeveral(any, equals),
  containsany: ofSeveral(any, contains),
  containsall: ofSeveral(all, contains),
  startswithany: ofSeveral(any, begins),
  endswithany: ofSeveral(any, ends),
  matches: () => "unknown operator",
  like: () => "unknown operator",
};

/** Operators that ask whether there is a value. */
type Nullity = "isnull" | "isempty" | "exists";

/** What each operator without a value finds of what a key holds; the key is there. */
export const NULLITIES: Readonly<Record<Nullity, (value: unknown) => Finding>> = {
  isnull: (value) => value === null || (isEmpty(value) && "empty"),
  isempty: (value) => (value === null ? "no value" : isEmpty(value)),
  exists: (value) => (value === null || isEmpty(value) ? "empty" : true),
};

/** Whether an operator asks whether there is a value. */
export function isNullity(meaning: Meaning): meaning is Nullity {
  return meaning in NULLITIES;
}

function isEmpty(value: unknown): boolean {
  return value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}

function isReached(difference: number | undefined): Finding {
  return difference === undefined ? "not numbers" : difference >= 0;
}

function ofOne(compare: Compare): Comparison {
  return (value) => (typeof value === "string" ? compare(value) : "value");
}

/** A list in one text may be one value, or several: no document says which. */
function ofSeveral(quantify: typeof any, compare: Compare): Comparison {
  return (value) => {
    if (typeof value !== "string") {
      const tests = value.map(compare);
      return (text) => quantify(tests, found, text);
    }
    const test = compare(value);
    return value.includes(",") ? (text) => test(text) === true || "value" : test;
  };
}

function found(test: TextTest, text: string): Finding {
  return test(text);
}

/** @param isOfSame whether it holds of two texts that are the same and no numbers */
function ordered(holds: (difference: number) => boolean, isOfSame: boolean): Comparison {
  return (value) => {
    if (typeof value !== "string") return "value";
    return (text) => {
      const difference = compareNumbers(text, value);
      if (difference !== undefined) return holds(difference);
      return text === value ? isOfSame : "not numbers";
    };
  };
}

/** Both ends belong to it, as in SQL. */
function range(value: string | readonly string[]): TextTest | Doubt {
  if (typeof value === "string" || value.length !== 2) return "value";
  const [low = "", high = ""] = value;
  return (text) => {
    const [above, below] = [compareNumbers(text, low), compareNumbers(text, high)];
    return all([above, below && -below], isReached, text);
  };
}
