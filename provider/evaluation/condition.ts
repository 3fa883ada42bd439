import { isObject } from "../json";
import { type ExecutionConditionItem, isScalar, withoutSilentKeys } from "../rule-language/conditions";
import { type Operator, operatorOf } from "../rule-language/operators";
import { SECRET, UNKNOWN } from "../unknown";
import { COMPARISONS, isNullity, NULLITIES, type TextTest } from "./comparisons";
import { type Keys, keysOf, testedOn } from "./entry";
import type { Doubt, Finding } from "./findings";

/** What a condition compares, for those who look conditions up. */
interface Compared extends Operator {
  readonly field: string;
  /** The value of the condition; absent for an operator that takes none, and where a part of it is not to be seen. */
  readonly value?: string | readonly string[];
}

/** A condition, ready to be asked of many entries. */
export interface Condition {
  /** The condition as the rule has it. */
  readonly item: ExecutionConditionItem;
  /** The keys of an entry that it reads. */
  readonly keys: readonly string[];
  /** Whether it holds of an entry. */
  readonly find: (entry: Keys) => Finding;
  /** Whether it holds of what the key of its field holds: undefined where the entry lacks the key. */
  readonly test: (value: unknown) => Finding;
  /** What it compares; absent where it cannot be told of any entry. */
  readonly compared?: Compared;
}

/** Makes a condition ready. */
export function conditionOf(item: ExecutionConditionItem): Condition {
  const ready = testOf(item);
  if (typeof ready === "string") return { item, keys: [], find: () => ready, test: () => ready };
  const { compared, test } = ready;
  return { item, keys: keysOf(compared.field), find: testedOn(compared.field, test), test, compared };
}

type Test = (value: unknown) => Finding;

function testOf(item: ExecutionConditionItem): { readonly compared: Compared; readonly test: Test } | Doubt {
  const { left, operator: name, right, isNot, ...rest } = withoutSilentKeys(item);
  if (isNot !== undefined) return "negated";
  if (Object.keys(rest).length > 0 || !isSide(left) || !(right === undefined || isSide(right))) return "unknown keys";
  const hidden = hiddenIn(left.value) ?? hiddenIn(name);
  if (hidden) return hidden;
  const operator = operatorOf(name);
  if (operator === undefined) return "unknown operator";
  const found = valueTest(operator, right);
  if (typeof found === "string") return found;
  return { compared: { ...operator, field: left.value, ...found.value }, test: found.test };
}

type ValueTest = { readonly value: Pick<Compared, "value">; readonly test: Test };

function valueTest(operator: Operator, right: ExecutionConditionItem["right"]): ValueTest | Doubt {
  const { meaning, isNegated } = operator;
  const opposed = (finding: Finding) => (typeof finding === "boolean" ? finding !== isNegated : finding);
  if (isNullity(meaning)) {
    if (right !== undefined) return "value";
    return { value: {}, test: (value) => (value === undefined ? "missing" : opposed(NULLITIES[meaning](value))) };
  }
  const value = valueIn(right?.value);
  if (value === undefined) return "value";
  const [hidden] = [value].flat().flatMap((part) => hiddenIn(part) ?? []);
  const compare = COMPARISONS[meaning];
  const shown = typeof value === "string" ? value : value.filter((part) => hiddenIn(part) === undefined);
  const whole = hidden !== undefined && (typeof value === "string" || !isOfSeveral(meaning));
  const test = whole ? hidden : compare(shown);
  if (typeof test === "string") return test;
  const find = hidden === undefined ? test : withHidden(meaning, test, hidden);
  return {
    value: hidden === undefined ? { value } : {},
    test: (part) => {
      if (part === undefined) return "missing";
      if (part === null) return isNegated ? "no value" : false;
      return isScalar(part) ? opposed(find(String(part))) : "structure";
    },
  };
}

function isOfSeveral(meaning: Operator["meaning"]): boolean {
  return meaning === "in" || meaning.endsWith("any") || meaning.endsWith("all");
}

/** A list of which a part is not to be seen: what the others decide, they decide. */
function withHidden(meaning: Operator["meaning"], test: TextTest, hidden: Doubt): TextTest {
  const decides = meaning !== "containsall";
  return (text) => {
    const finding = test(text);
    return finding === decides ? finding : hidden;
  };
}

/** A value as the wire has it; undefined for one that is none. */
function valueIn(value: unknown): string | string[] | undefined {
  if (isScalar(value)) return String(value);
  return Array.isArray(value) && value.length > 0 && value.every(isScalar) ? value.map(String) : undefined;
}

function hiddenIn(value: unknown): Doubt | undefined {
  if (value === UNKNOWN) return "known later";
  return value === SECRET ? "secret" : undefined;
}

function isSide(side: unknown): side is { readonly value: string } {
  return isObject(side) && Object.keys(side).join() === "value";
}
