import { canonicalText, compareText, isAsAbsent, isObject, LOST_KEYS, saysSame, without } from "../json";
import { takesForm, takesValue } from "./operators";
import type { SoarCatalog } from "./soar-catalog";
import { isVerbatim, sameText, type Verbatim } from "./verbatim";

/** One value that a field is compared with. The service takes numbers and booleans as text: `5` and `"5"` are the same. */
type ConditionScalar<Text = string> = Text | number | boolean;

/** One value, or several that must all hold, as keys: none of them is `false`. */
type OneValue<Text = string> = ConditionScalar<Text> | { [value: string]: boolean } | NoList;

/** No list that anybody writes: where there is one, the compiler's message has this text. */
type NoList = "takes one value: lists are for in, not in and BETWEEN"[];

/** A list of values; no document says whether the service has it as a text with commas, so that one goes out as it is. */
type ValueList<Text = string> = ConditionScalar<Text>[] | Text;

/**
 * What a field is compared with:
 * - one value, e.g. `{ equals: "serious" }`; with an operator that takes none, `true`: `{ isNull: true }`
 * - a list, for an operator that takes several values, e.g. `{ in: ["High", "Medium"] }`
 * - several conditions, which must all hold, e.g. `{ containsString: { "msiexec": true, "://": true } }`; none of them is `false`
 */
export type ConditionValue<Text = string> = OneValue<Text> | ValueList<Text>;

/** The operators that the documents name. */
interface DocumentedOperators<Text = string> {
  /** The field contains the value. */
  containsString?: OneValue<Text>;
  /** The field is the value. */
  equals?: OneValue<Text>;
  "="?: OneValue<Text>;
  "<>"?: OneValue<Text>;
  "<="?: OneValue<Text>;
  ">="?: OneValue<Text>;
  /** The field is one of a list of values. */
  in?: ValueList<Text>;
  "not in"?: ValueList<Text>;
  /** The field matches the pattern. */
  REGEXP?: OneValue<Text>;
  "NOT REGEXP"?: OneValue<Text>;
  /** The field is between the two values of a list. */
  BETWEEN?: ValueList<Text>;
  /** The field has no value: `true`. */
  isNull?: OneValue<Text>;
  /** The field has a value: `true`. */
  isNotNull?: OneValue<Text>;
}

/** What must hold of a field: operator -> value. An account may have other operators than these. */
type FieldConditions = DocumentedOperators & { [operator: string]: ConditionValue };

/** The fields that the documents name. */
interface DocumentedFields {
  /** Name of the alert. */
  alert_name?: FieldConditions;
  /** Description of the alert. */
  alert_desc?: FieldConditions;
  /** Level of the alert: `serious`, `suspicious` or `remind`. */
  alert_level?: FieldConditions;
  /** Level of the event: `serious`, `suspicious` or `remind`. */
  threat_level?: FieldConditions;
}

/** What an operator takes, as far as the documents tell. */
type ValueOf<Operator, Text> = Operator extends keyof DocumentedOperators
  ? DocumentedOperators<Text>[Operator]
  : ConditionValue<Text>;

/** The fields and operators of `soar-catalog.d.ts`, and no others. Its values are for completion: any other will do. */
type ListedConditions<Fields> = {
  [Field in keyof Fields]?: Fields[Field] extends { operators: infer Operators; values: infer Values }
    ? { [Operator in Operators & string]?: ValueOf<Operator, Values | (string & {})> }
    : never;
};

/**
 * Conditions that must all hold: field -> operator -> value, e.g. `{ alert_level: { equals: "serious" } }`. An account has
 * other fields than these, too; with `soar-catalog.d.ts` these are the account's.
 */
export type Conditions = SoarCatalog extends { fields: infer Fields }
  ? ListedConditions<Fields>
  : DocumentedFields & { [field: string]: FieldConditions };

/** The fields that an editor completes. */
type FieldName = SoarCatalog extends { fields: infer Fields } ? keyof Fields : keyof DocumentedFields;

/**
 * One element of the API's ExecutionCondition (PostAutomateResponseConfig, ExecutionCondition). Other keys than these
 * pass through untouched; one that holds null counts as absent.
 */
export interface ExecutionConditionItem {
  /** The field, e.g. `{ value: "alert_name" }`. */
  left: { value: FieldName | (string & {}); [key: string]: unknown };
  /** The operator, e.g. `containsString`; `getResponseRuleFields` lists what each field supports. */
  operator: keyof DocumentedOperators | (string & {});
  /** The value to compare with; absent for an operator that takes none. */
  right?: { value: unknown; [key: string]: unknown };
  [key: string]: unknown;
}

/** The raw form of conditions as it is stored. */
export type RawConditions = ExecutionConditionItem[] | Verbatim;

/** The two ways to write conditions; one of them is given. */
export interface WrittenConditions {
  conditions?: Conditions;
  executionCondition?: RawConditions;
}

/** Conditions in the raw form, however they are written. */
export function rawOf({ conditions, executionCondition }: WrittenConditions): RawConditions {
  return executionCondition ?? toExecutionCondition(conditions ?? {});
}

/**
 * Writes conditions as `written` does: unchanged where they mean the same, else as a map unless `written` is raw or the map
 * cannot say it.
 */
export function writeLike(written: WrittenConditions, found: RawConditions): WrittenConditions {
  const { conditions, executionCondition } = written;
  if (sameConditions(found, rawOf(written))) return { conditions, executionCondition };
  const map = executionCondition || isVerbatim(found) ? undefined : toConditions(found);
  return map ? { conditions: map } : { executionCondition: found };
}

/** The array that goes on the wire, sorted by field, then operator, then value. */
export function toExecutionCondition(conditions: Conditions): ExecutionConditionItem[] {
  return Object.entries(conditions)
    .flatMap(([field, operators]) =>
      Object.entries(operators).flatMap(([operator, value]) =>
        sidesOf(operator, value).map((side) => ({ left: { value: field }, operator, ...side })),
      ),
    )
    .sort((a, b) => compareText(keyOf(a), keyOf(b)));
}

/** The right-hand side of each condition that a value stands for. */
function sidesOf(operator: string, value: ConditionValue): { right?: { value: unknown } }[] {
  if (Array.isArray(value)) return [{ right: { value: value.map(String) } }];
  if (isObject(value)) return Object.keys(value).map((part) => ({ right: { value: part } }));
  return [value === true && takesValue(operator) === false ? {} : { right: { value: String(value) } }];
}

function keyOf({ left, operator, right }: ExecutionConditionItem): string {
  return [left.value, operator, canonicalText(right?.value ?? "")].join("\0");
}

/** The map form of a condition array, or undefined when the map cannot say the same. */
export function toConditions(items: readonly ExecutionConditionItem[]): Conditions | undefined {
  const plain = items.map(withoutSilentKeys);
  if (!plain.every(isPlain)) return undefined;
  const fields = [...Map.groupBy(plain, ({ left }) => left.value)].map(([field, ofField]) => {
    const operators = [...Map.groupBy(ofField, ({ operator }) => operator)];
    return [field, operators.map(([operator, same]) => [operator, together(same.map(valueInMap))] as const)] as const;
  });
  if (fields.some(([, operators]) => operators.some(([, value]) => value === undefined))) return undefined;
  return Object.fromEntries(fields.map(([field, operators]) => [field, Object.fromEntries(operators)])) as Conditions;
}

function isPlain({ left, operator, right, ...rest }: ExecutionConditionItem): boolean {
  const hasValuesOnly = hasOnlyValue(left) && (right === undefined || hasOnlyValue(right));
  return Object.keys(rest).length === 0 && hasValuesOnly && isKey(left.value) && isKey(operator);
}

function valueInMap({ operator, right }: ExecutionConditionItem): ConditionValue | undefined {
  if (right === undefined) return takesValue(operator) === false ? true : undefined;
  const { value } = right;
  if (takesValue(operator) === false) return undefined;
  const isList = Array.isArray(value) && value.length > 0 && value.every(isScalar);
  if (!isList && !isScalar(value)) return undefined;
  const written = isList ? value.map(String) : String(value);
  return takesForm(operator, written) ? written : undefined;
}

function together(values: readonly (ConditionValue | undefined)[]): ConditionValue | undefined {
  if (values.length === 1) return values[0];
  const areKeys = values.every((value) => typeof value === "string" && isKey(value));
  const keys = new Set(values as string[]);
  return areKeys && keys.size === values.length
    ? Object.fromEntries([...keys].map((value) => [value, true] as const))
    : undefined;
}

/**
 * Whether the conditions that the service shows are those that were written, in any order. What the service may add says
 * nothing: the number and the type of an item, that it is not negated and no variable, what is empty.
 */
export function sameConditions(shown: RawConditions, written: RawConditions): boolean {
  if (isVerbatim(shown) || isVerbatim(written)) return sameText(shown, written);
  if (shown.length !== written.length) return false;
  const left = written.map(withWords);
  return shown.map(withWords).every((item) => {
    const index = left.findIndex((candidate) => saysSame(item, candidate, isSilent));
    return index >= 0 && left.splice(index, 1).length === 1;
  });
}

/** What tells a condition from others: its field and its operator, then its value. */
export function keyOfCondition(item: unknown): [string, string] {
  if (!isObject(item)) return ["", ""];
  const [field, value] = [item.left, item.right].map((side) => (isObject(side) ? side.value : undefined));
  return [`${field} ${item.operator}`, typeof value === "object" ? canonicalText(value) : String(value)];
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
  return key === "itemId" || /type$/i.test(key) || (/^is(Not|Var)$/.test(key) && String(value) === "false");
}

function isSilent(key: string, value: unknown): boolean {
  return isAsAbsent(value) || isNeutral(key, value);
}

/** A boolean counts as its word, as in the map. */
function withWords(item: ExecutionConditionItem): ExecutionConditionItem {
  const { right } = item;
  return typeof right?.value === "boolean" ? { ...item, right: { ...right, value: String(right.value) } } : item;
}

/** A condition without the keys that say nothing: the number and the type of an item, that it is not negated and no variable. */
export function withoutSilentKeys(item: ExecutionConditionItem): ExecutionConditionItem {
  // An empty text is a value to compare with.
  const isEmpty = (part: unknown) => part === null || (isObject(part) && Object.keys(part).length === 0);
  return without(item, (key, part) => isEmpty(part) || isNeutral(key, part));
}

function hasOnlyValue(side: unknown): boolean {
  return isObject(side) && Object.keys(side).length === 1 && "value" in side;
}

/** Whether a value is one that a field can be compared with. */
export function isScalar(value: unknown): value is ConditionScalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isKey(text: unknown): text is string {
  return typeof text === "string" && text !== "" && !LOST_KEYS.includes(text);
}
