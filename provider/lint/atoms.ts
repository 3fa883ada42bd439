import { COMPARISONS, isNullity, NULLITIES } from "../evaluation/comparisons";
import type { Finding } from "../evaluation/findings";
import { compareNumbers, folded } from "../evaluation/texts";
import type { Meaning, Operator } from "../rule-language/operators";

/** One comparison with one text: what every operator is made of. */
export interface Atom {
  readonly how: Exclude<Meaning, "between" | "in" | "containsany" | "containsall" | "startswithany" | "endswithany">;
  /** What is compared with; empty where nothing is. */
  readonly text: string;
  /** What it finds of a text. */
  readonly test: (text: string) => Finding;
}

/** What an operator and its value say when they are not negated: `any` or `all` of the atoms hold. */
export interface Claim {
  readonly quantifier: "any" | "all";
  readonly atoms: readonly Atom[];
}

/** The claim of an operator and its value; undefined where it cannot be taken apart. */
export function claimOf({ meaning }: Operator, value: string | readonly string[] | undefined): Claim | undefined {
  if (isNullity(meaning)) return one({ how: meaning, text: "", test: NULLITIES[meaning] });
  if (value === undefined) return undefined;
  switch (meaning) {
    case "in":
      return several("any", "equals", value);
    case "containsany":
      return several("any", "contains", value);
    case "containsall":
      return several("all", "contains", value);
    case "startswithany":
      return several("any", "startswith", value);
    case "endswithany":
      return several("any", "endswith", value);
    case "between": {
      const [low, high] = value;
      if (!isNumber(low) || !isNumber(high)) return undefined;
      return { quantifier: "all", atoms: [atom(">=", low), atom("<=", high)] };
    }
    default:
      return typeof value === "string" ? one(atom(meaning, value)) : undefined;
  }
}

function one(atom: Atom): Claim {
  return { quantifier: "all", atoms: [atom] };
}

/** A list in one text may be one value, or several: no document says which. */
function several(
  quantifier: Claim["quantifier"],
  how: CompareWith,
  value: string | readonly string[],
): Claim | undefined {
  const texts = typeof value === "string" ? [value] : value;
  if (typeof value === "string" && value.includes(",")) return undefined;
  return { quantifier, atoms: texts.map((text) => atom(how, text)) };
}

type CompareWith = Exclude<Atom["how"], keyof typeof NULLITIES>;

function atom(how: CompareWith, text: string): Atom {
  const test = COMPARISONS[how](text);
  return { how, text, test: typeof test === "string" ? () => test : test };
}

/** Whether whatever holds of the one holds of the other, too, and what certainly does not hold of the other does not of the one. */
export function atomImplies(one: Atom, other: Atom): boolean {
  if (one.how === other.how && one.text === other.text) return true;
  if (one.how === "equals" && isNullity(other.how)) return other.how === "exists" && one.text !== "";
  if (one.how === "equals") return comparesAlike(one, other) && other.test(one.text) === true;
  if (other.how === "exists") return needsText(one);
  if (isOrdered(one) && isOrdered(other)) return isWithin(one, other);
  return isPart(one) && isPart(other) && hasPart(one, other);
}

/** Whether both never hold of one text, and where one does, the other certainly does not. */
export function atomsExclude(one: Atom, other: Atom): boolean {
  return excludes(one, other) || excludes(other, one);
}

function excludes(one: Atom, other: Atom): boolean {
  if (other.how === "isnull") return needsText(one);
  if (isNullity(one.how) || isNullity(other.how)) return false;
  if (one.how === "equals") return comparesAlike(one, other) && other.test(one.text) === false;
  if (isOrdered(one) && isOrdered(other)) return isBelow(one, other);
  const [text, start] = [folded(one.text), folded(other.text)];
  if (one.how === "startswith" && other.how === "startswith") return !text.startsWith(start) && !start.startsWith(text);
  if (one.how === "endswith" && other.how === "endswith") return !text.endsWith(start) && !start.endsWith(text);
  return false;
}

/**
 * Whether what a comparison finds of the text of an equality is what it finds of every text that may be equal to it: the same
 * number in other digits, or in other capitals.
 */
function comparesAlike({ text }: Atom, { how, text: pattern }: Atom): boolean {
  if (isNumber(text)) return how === "equals" || how in OUTWARD;
  return how !== "regexp" || !pattern.includes("(?");
}

/** Whether it certainly does not hold of a text that is empty, nor of no value. */
function needsText(one: Atom): boolean {
  if (one.how === "equals" || isPart(one)) return one.text !== "";
  return isOrdered(one);
}

const PARTS = ["contains", "startswith", "endswith"];

function isPart({ how }: Atom): boolean {
  return PARTS.includes(how);
}

function hasPart({ how, text }: Atom, other: Atom): boolean {
  if (other.how === "contains") return text.includes(other.text);
  if (how !== other.how) return false;
  return how === "startswith" ? text.startsWith(other.text) : how === "endswith" && text.endsWith(other.text);
}

/** Which numbers an order leaves open: those above, or those below. */
const OUTWARD = { ">": 1, ">=": 1, "<": -1, "<=": -1 } as const;

type Ordered = Atom & { readonly how: keyof typeof OUTWARD };

/** What is no number is compared in a way that no document tells. */
function isOrdered(one: Atom): one is Ordered {
  return one.how in OUTWARD && isNumber(one.text);
}

function isWithin(one: Ordered, other: Ordered): boolean {
  const direction = OUTWARD[one.how];
  if (direction !== OUTWARD[other.how]) return false;
  const difference = direction * (compareNumbers(one.text, other.text) ?? 0);
  return difference > 0 || (difference === 0 && (isInclusive(other) || !isInclusive(one)));
}

/** Whether the first ends below where the second begins. */
function isBelow(one: Ordered, other: Ordered): boolean {
  if (OUTWARD[one.how] > 0 || OUTWARD[other.how] < 0) return false;
  const difference = compareNumbers(one.text, other.text) ?? 0;
  return difference < 0 || (difference === 0 && !(isInclusive(one) && isInclusive(other)));
}

function isInclusive({ how }: Ordered): boolean {
  return how.endsWith("=");
}

function isNumber(text: string | undefined): text is string {
  return text !== undefined && compareNumbers(text, text) !== undefined;
}
