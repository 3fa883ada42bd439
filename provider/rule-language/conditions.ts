import { canonicalText, compareText, isEmpty, isObject, saysSame } from "../json";

/** What a field is compared with. `true`: the operator takes no right-hand side. */
export type ConditionValue = string | number | true;

/** Conditions that must all hold: field -> operator -> value, e.g. `{ alert_level: { equals: "serious" } }`. */
export type Conditions = { [field: string]: { [operator: string]: ConditionValue } };

/**
 * One element of the API's ExecutionCondition (PostAutomateResponseConfig, ExecutionCondition). Other keys than these
 * pass through untouched.
 */
export interface ExecutionConditionItem {
  /** The field, e.g. `{ value: "alert_name" }`. */
  left: { value: string; [key: string]: unknown };
  /** The operator, e.g. `containsString`; `getResponseRuleFields` lists what each field supports. */
  operator: string;
  /** The value to compare with; absent for an operator that takes none. */
  right?: { value: unknown; [key: string]: unknown };
  [key: string]: unknown;
}

/** The two ways to write conditions; one of them is given. */
export interface WrittenConditions {
  conditions?: Conditions;
  executionCondition?: ExecutionConditionItem[];
}

/** The items of conditions, however they are written. */
export function itemsOf({ conditions, executionCondition }: WrittenConditions): ExecutionConditionItem[] {
  return executionCondition ?? toExecutionCondition(conditions ?? {});
}

/**
 * Writes items as `written` does: unchanged where they mean the same, else as a map unless `written` is raw or the map
 * cannot say it.
 */
export function writeLike(written: WrittenConditions, items: readonly ExecutionConditionItem[]): WrittenConditions {
  const { conditions, executionCondition } = written;
  if (sameConditions(items, itemsOf(written))) return { conditions, executionCondition };
  const map = executionCondition ? undefined : toConditions(items);
  return map ? { conditions: map } : { executionCondition: canonicalItems(items) };
}

/** The array that goes on the wire, sorted by field, then operator. */
export function toExecutionCondition(conditions: Conditions): ExecutionConditionItem[] {
  return Object.entries(conditions)
    .flatMap(([field, operators]) =>
      Object.entries(operators).map(([operator, value]) => ({
        left: { value: field },
        operator,
        ...(value === true ? {} : { right: { value: String(value) } }),
      })),
    )
    .sort((a, b) => compareText(a.left.value, b.left.value) || compareText(a.operator, b.operator));
}

/** The map form of a condition array, or undefined when the map cannot say the same. */
export function toConditions(items: readonly ExecutionConditionItem[]): Conditions | undefined {
  const fields = new Map<string, Map<string, ConditionValue>>();
  for (const item of items.map(withoutSilentKeys)) {
    const { left, operator, right, ...rest } = item;
    if (Object.keys(rest).length > 0 || !hasOnlyValue(left) || typeof left.value !== "string") return undefined;
    if (right !== undefined && !(hasOnlyValue(right) && isScalar(right.value))) return undefined;
    const operators = fields.get(left.value) ?? new Map<string, ConditionValue>();
    if (operators.has(operator)) return undefined;
    operators.set(operator, right === undefined ? true : String(right.value));
    fields.set(left.value, operators);
  }
  return Object.fromEntries([...fields].map(([field, operators]) => [field, Object.fromEntries(operators)]));
}

/**
 * Whether the conditions that the service shows are those that were written, in any order. What the service may add says
 * nothing: the number and the type of an item, that it is not negated and no variable, what is empty.
 */
export function sameConditions(
  shown: readonly ExecutionConditionItem[],
  written: readonly ExecutionConditionItem[],
): boolean {
  if (shown.length !== written.length) return false;
  const left = inOrder(written);
  return inOrder(shown).every((item) => {
    const index = left.findIndex((candidate) => saysSame(item, candidate, isSilent));
    return index >= 0 && left.splice(index, 1).length === 1;
  });
}

function inOrder(items: readonly ExecutionConditionItem[]): ExecutionConditionItem[] {
  const texts = new Map(items.map((item) => [item, canonicalText(withoutSilentKeys(item))]));
  return items.toSorted((a, b) => compareText(texts.get(a) ?? "", texts.get(b) ?? ""));
}

/** What tells a condition from others: its field and its operator. */
export function keyOfCondition(item: unknown): string {
  if (!isObject(item)) return "";
  const field = isObject(item.left) ? item.left.value : undefined;
  return `${field} ${item.operator}`;
}

/**
 * The stored form of a condition array: sorted, because all of its elements must hold whatever their order, and with
 * numbers written as strings, as the map has them.
 */
export function canonicalItems(items: readonly ExecutionConditionItem[]): ExecutionConditionItem[] {
  return items
    .map((item) =>
      typeof item.right?.value === "number"
        ? { ...item, right: { ...item.right, value: String(item.right.value) } }
        : item,
    )
    .sort((a, b) => compareText(canonicalText(a), canonicalText(b)));
}

// Event whitelist rules, the sibling grammar, come back with these keys (DescribeWhiteRuleList, Expression).
function isNeutral(key: string, value: unknown): boolean {
  return key === "itemId" || /type$/i.test(key) || (/^is(Not|Var)$/.test(key) && value === false);
}

function isSilent(key: string, value: unknown): boolean {
  return isEmpty(value) || isNeutral(key, value);
}

function withoutSilentKeys<Value>(value: Value): Value {
  if (!isObject(value)) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, withoutSilentKeys(part)] as const);
  // An empty text is a value to compare with.
  const saysNothing = (part: unknown) => part === null || (isObject(part) && Object.keys(part).length === 0);
  return Object.fromEntries(parts.filter(([key, part]) => !saysNothing(part) && !isNeutral(key, part))) as Value;
}

function hasOnlyValue(side: object): boolean {
  return Object.keys(side).length === 1 && "value" in side;
}

function isScalar(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
