import { quote, series } from "../wording";

interface Words {
  readonly says: string;
  /** What stands right of it: no value, one, a number, the two ends of a range, or several of which one or all count. */
  readonly takes: "nothing" | "value" | "number" | "range" | "any" | "all";
}

type Row = readonly [names: string, says: string, denies: string, takes: Words["takes"], opposites?: string];

type FirstWord<Text> = Text extends `${infer First} ${string}` ? First : Text;

/** What an operator means, negated or not: the first name of its row. */
export type Meaning = FirstWord<(typeof ROWS)[number][0]>;

/** An operator, taken apart. */
export interface Operator {
  readonly meaning: Meaning;
  /** Whether it is the opposite, e.g. `not in`. */
  readonly isNegated: boolean;
  /** What stands right of it. */
  readonly takes: Words["takes"];
}

/**
 * The operators that the documents name (ListResponseRuleFields, DescribeAutomateResponseConfigFeature and the samples of
 * PostAutomateResponseConfig), and those of the same meaning that other products have; written in lower case, without blanks
 * and hyphens. One that begins with `not` is the opposite of the rest of its name.
 */
const ROWS = [
  ["equals equal eq = ==", "is", "is not", "value", "<> != ne"],
  ["contains containsstring", "contains", "does not contain", "value"],
  ["startswith", "starts with", "does not start with", "value"],
  ["endswith", "ends with", "does not end with", "value"],
  ["regexp regex", "matches the pattern", "does not match the pattern", "value"],
  ["matches", "matches", "does not match", "value"],
  ["like", "is like", "is not like", "value"],
  ["< lt", "is less than", "is not less than", "number"],
  ["<= lte", "is at most", "is not at most", "number"],
  ["> gt", "is more than", "is not more than", "number"],
  [">= gte", "is at least", "is not at least", "number"],
  ["between", "is between", "is not between", "range"],
  ["in", "is one of", "is none of", "any"],
  ["containsany", "contains one of", "contains none of", "any"],
  ["containsall", "contains all of", "does not contain all of", "all"],
  ["startswithany", "starts with one of", "starts with none of", "any"],
  ["endswithany", "ends with one of", "ends with none of", "any"],
  ["isnull null", "has no value", "has a value", "nothing", "isnotnull"],
  ["isempty empty", "is empty", "is not empty", "nothing", "isnotempty"],
  ["exists exist", "exists", "does not exist", "nothing"],
] as const satisfies readonly Row[];

const KNOWN = new Map<string, Words & Operator>(
  ROWS.flatMap(([names, says, denies, takes, opposites]: Row) => {
    const same = names.split(" ");
    const others = [...(opposites?.split(" ") ?? []), ...same.map((name) => `not${name}`)];
    const meaning = same[0] as Meaning;
    return [
      ...same.map((name) => [name, { says, takes, meaning, isNegated: false }] as const),
      ...others.map((name) => [name, { says: denies, takes, meaning, isNegated: true }] as const),
    ];
  }),
);

function wordsOf(operator: string): (Words & Operator) | undefined {
  return KNOWN.get(operator.toLowerCase().replace(/[\s_-]/g, ""));
}

/** What an operator means: undefined for one that no document names. */
export function operatorOf(name: string): Operator | undefined {
  return wordsOf(name);
}

/** Whether an operator takes a value on its right: undefined for one that no document names. */
export function takesValue(operator: string): boolean | undefined {
  const takes = wordsOf(operator)?.takes;
  return takes && takes !== "nothing";
}

/**
 * Whether an operator takes a value of this form: one value, a list, or a list of two. A text with commas may be a list, too: no
 * document says how the service writes one. An operator that no document names takes any.
 */
export function takesForm(operator: string, value: string | readonly string[]): boolean {
  const count = typeof value === "string" ? value.split(",").length : value.length;
  switch (wordsOf(operator)?.takes) {
    case "value":
    case "number":
      return typeof value === "string";
    case "any":
    case "all":
      return typeof value !== "string" || count > 1;
    case "range":
      return count === 2;
    default:
      return true;
  }
}

/** Whether two operators are two names of one meaning. */
export function meanSame(one: string, other: string): boolean {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  return words !== undefined && words.says === others?.says;
}

/** Whether an operator compares with a whole value, and not with a part or a range of it. */
export function comparesWhole(operator: string): boolean {
  return ["equals", "in"].some((whole) => meanSame(operator, whole));
}

/**
 * An operator and its value in words, e.g. `contains "webshell"`; undefined for an operator that is not known, or one that has
 * a value and should have none, or the reverse.
 * @param right the right-hand side, where there is one
 */
export function comparison(operator: string, right: { readonly value: unknown } | undefined): string | undefined {
  const words = wordsOf(operator);
  if (words === undefined || (words.takes === "nothing") !== (right === undefined)) return undefined;
  return right === undefined ? words.says : `${words.says} ${valueInWords(words.takes, right.value)}`;
}

function valueInWords(takes: Words["takes"], value: unknown): string {
  const isOfNumbers = takes === "number" || takes === "range";
  const one = (part: unknown) => (isOfNumbers && isNumber(part) ? String(part) : quote(part));
  const isSeries = takes === "any" || takes === "all" || (takes === "range" && isRange(value));
  if (!isSeries || !Array.isArray(value) || value.length === 0 || value.some(isStructure)) return one(value);
  return series(value, one, takes === "any" ? "or" : "and");
}

function isRange(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2;
}

function isStructure(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** Whether a value is a number; the wire has numbers as text. */
function isNumber(value: unknown): boolean {
  return !isStructure(value) && /^-?\d{1,15}(\.\d{1,15})?$/.test(String(value));
}
