import { isObject, readJson, readObjects, withoutNulls } from "../json";
import type { Actions } from "../rule-language/actions";
import {
  canonicalItems,
  type ExecutionConditionItem,
  type RawConditions,
  toExecutionCondition,
} from "../rule-language/conditions";
import type { Hidden, JudgedRule } from "../rule-language/judged-rule";
import { isVerbatim } from "../rule-language/verbatim";
import { isMark, SECRET, UNKNOWN } from "../unknown";

/** The properties of a rule as the engine or a program has them. */
export type Properties = Readonly<Record<string, unknown>>;

/** The key by which the engine marks a secret. Pulumi, sdk/go/common/resource/properties.go, `SigKey` and `SecretSig`. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
/** Its value. */
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** What a rule is known by, which its properties do not say. */
export type Known = Pick<JudgedRule, "name" | "urn" | "id" | "provider" | "account" | "source">;

/** A rule to be judged, of its properties in whichever form they were written, checked or not. */
export function judgedRule(known: Known, properties: Properties): JudgedRule {
  const shown = withSecrets(properties) as Properties;
  const { ruleName, autoResponseType, enabled, roleType, roleFor, regionId, allowUnknownFields } = shown;
  return {
    ...known,
    ...(typeof ruleName === "string" && !isMark(ruleName) && { ruleName }),
    autoResponseType: String(autoResponseType),
    conditions: conditionsOf(shown),
    actions: actionsOf(shown.actions),
    enabled: hiddenIn(enabled) ?? enabled !== false,
    ...(typeof roleType === "number" && { roleType }),
    ...(typeof roleFor === "string" && { roleFor }),
    ...(typeof regionId === "string" && { regionId }),
    ...(allowUnknownFields === true && { allowUnknownFields }),
  };
}

function conditionsOf({ executionCondition, conditions }: Properties): JudgedRule["conditions"] {
  const written = executionCondition ?? conditions;
  const hidden = hiddenIn(written);
  if (hidden) return hidden;
  if (isVerbatim(written)) return written;
  const items = executionCondition === undefined || executionCondition === null ? ofMap(written) : itemsIn(written);
  return Array.isArray(items) ? canonicalItems(withoutNulls(items)) : items;
}

/** A field or an operator that is not to be seen becomes a condition whose operator is not. */
function ofMap(map: unknown): ExecutionConditionItem[] {
  if (!isObject(map)) return [];
  return Object.entries(map).flatMap(([field, operators]) =>
    isObject(operators)
      ? toExecutionCondition({ [field]: operators } as Parameters<typeof toExecutionCondition>[0])
      : [{ left: { value: field }, operator: String(operators) }],
  );
}

function itemsIn(written: unknown): RawConditions {
  const items = typeof written === "string" ? readObjects(written) : written;
  const areItems = Array.isArray(items) && items.every((item) => isObject(item) && isObject(item.left));
  return areItems ? (items as ExecutionConditionItem[]) : { verbatim: textOf(written) };
}

function actionsOf(written: unknown): JudgedRule["actions"] {
  const hidden = hiddenIn(written);
  if (hidden) return hidden;
  if (isVerbatim(written)) return written;
  const list = typeof written === "string" ? readObjects(written) : written;
  const areActions = Array.isArray(list) && list.every((action) => isObject(action) && "actionType" in action);
  return areActions ? (withoutNulls(list) as Actions) : { verbatim: textOf(written) };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** What is not to be seen, if a value is: a mark in its place. */
function hiddenIn(value: unknown): Hidden | undefined {
  if (value === UNKNOWN) return { hidden: "unknown" };
  return value === SECRET ? { hidden: "secret" } : undefined;
}

/** The value with every marked secret as what it is, where that was exported (`--show-secrets`), else as `SECRET`. */
export function withSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSecrets);
  if (!isObject(value)) return value;
  if (value[SIGNATURE] === SECRET_SIGNATURE) {
    if (typeof value.plaintext === "string") return withSecrets(readJson(value.plaintext) ?? SECRET);
    // Under mocks. (Pulumi, sdk/nodejs/runtime/rpc.ts, `deserializeProperty`)
    return "value" in value ? withSecrets(value.value) : SECRET;
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withSecrets(part)]));
}
