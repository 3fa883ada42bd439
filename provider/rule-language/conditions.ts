import { canonicalText, compareText } from "../json";

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
  for (const item of items.map(withoutNeutralKeys)) {
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

/** Whether two condition arrays mean the same: order, key order and number against digit string make no difference. */
export function sameConditions(a: readonly ExecutionConditionItem[], b: readonly ExecutionConditionItem[]): boolean {
  return meaning(a) === meaning(b);
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

function meaning(items: readonly ExecutionConditionItem[]): string {
  return items
    .map((item) => canonicalText(withoutNeutralKeys(item)))
    .sort(compareText)
    .join("\n");
}

// Event whitelist rules, the sibling grammar, come back with these keys (DescribeWhiteRuleList, Expression).
function withoutNeutralKeys(item: ExecutionConditionItem): ExecutionConditionItem {
  const kept = Object.entries(item).filter(
    ([key, value]) => value !== null && key !== "itemId" && !(key === "isNot" && value === false),
  );
  return Object.fromEntries(kept) as ExecutionConditionItem;
}

function hasOnlyValue(side: object): boolean {
  return Object.keys(side).length === 1 && "value" in side;
}

function isScalar(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
