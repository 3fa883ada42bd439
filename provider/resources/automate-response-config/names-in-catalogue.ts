import { canonicalText, isObject } from "../../json";
import type { Beside, Unlisted } from "../../lifecycle/kind";
import type { Conditions, ExecutionConditionItem } from "../../rule-language/conditions";
import {
  type ListedField,
  misnamedPlaybook,
  type NamedCondition,
  namedConditions,
  namedPlaybooks,
  UNLISTED_VALUE_REMEDY,
  unlistedName,
  unlistedPlaybook,
  unlistedValue,
} from "../../rule-language/names";
import { hasUnknown, isUnknown } from "../../unknown";
import type { AutomateResponseConfigInputs as Inputs } from "./properties";

/** A condition, and where it stands. */
interface Placed {
  readonly condition: NamedCondition;
  /** Paths of what names the field, and of what names the operator and has the value. */
  readonly at: { readonly field: string; readonly operator: string };
  /** What of it can be told. */
  readonly knows: "field" | "names" | "all";
}

/**
 * What a rule names that the catalogue beside the program does not list, and that was not there before. What is not known yet is
 * looked up when the rule is sent.
 */
export function unlisted(inputs: Inputs, { config, catalogue, recorded }: Beside<Inputs>): Unlisted[] {
  const { allowUnknownFields, regionId, roleType, roleFor, autoResponseType } = inputs;
  if (allowUnknownFields !== false || hasUnknown([regionId, roleType, roleFor])) return [];
  const listed = catalogue.of({ accountId: config.accountId, regionId, roleType, roleFor });
  if (listed === undefined) return [];
  const { fields, playbooks, source, isStale } = listed;
  const remedy =
    `So says ${source}: if the account has it by now, run "npx alicloud-soar catalog"; ` +
    "if it is right as it is, set allowUnknownFields: true";
  const found = (property: string, sentence: string): Unlisted => {
    return { property, reason: `${sentence} ${remedy}`, isDoubt: isStale };
  };

  const former = recorded.autoResponseType === autoResponseType ? placed(recorded) : [];
  const ofType = fields[autoResponseType];
  const elsewhere = (name: string) =>
    Object.keys(fields).filter(
      (type) => type !== autoResponseType && fields[type]?.some(({ field }) => field === name),
    );
  const ofConditions =
    ofType === undefined
      ? []
      : placed(inputs).flatMap((one) => {
          return unlistedCondition(one, former, ofType, elsewhere, found) ?? [];
        });

  const before = playbooksOf(recorded.actions);
  const ofActions = playbooksOf(inputs.actions).flatMap((playbook): Unlisted[] => {
    const { uuid, name, at } = playbook;
    const former = before.filter((one) => one.uuid === uuid);
    const sentence = playbooks && former.length === 0 ? unlistedPlaybook(playbook, playbooks) : undefined;
    if (sentence !== undefined) return [found(at.uuid, sentence)];
    const isNew = name !== "" && former.every((one) => one.name !== name);
    const odd = playbooks && isNew ? misnamedPlaybook(playbook, playbooks) : undefined;
    return odd === undefined ? [] : [{ property: at.name, reason: odd, isDoubt: true }];
  });
  const each = new Map([...ofConditions, ...ofActions].map((one) => [`${one.property} ${one.reason}`, one]));
  return [...each.values()];
}

function unlistedCondition(
  { condition, at, knows }: Placed,
  former: readonly Placed[],
  fields: readonly ListedField[],
  elsewhere: (field: string) => string[],
  found: (property: string, sentence: string) => Unlisted,
): Unlisted | undefined {
  const { field, operator } = condition;
  const isListed = fields.some((one) => one.field === field);
  const was = (same: (one: NamedCondition) => boolean) => former.some((one) => same(one.condition));
  if (!isListed) {
    const sentence = unlistedName(condition, fields, elsewhere(field));
    return sentence && !was((one) => one.field === field) ? found(at.field, sentence) : undefined;
  }
  if (knows === "field" || was((one) => canonicalText(one) === canonicalText(condition))) return undefined;
  const sentence = unlistedName(condition, fields, []);
  if (sentence !== undefined) {
    return was((one) => one.field === field && one.operator === operator) ? undefined : found(at.operator, sentence);
  }
  const odd = knows === "all" ? unlistedValue(condition, fields) : undefined;
  return odd === undefined
    ? undefined
    : { property: at.operator, reason: `${odd} ${UNLISTED_VALUE_REMEDY}`, isDoubt: true };
}

/** The conditions of a rule, in whichever form, as far as they are known. */
function placed({ conditions, executionCondition }: Partial<Inputs>): Placed[] {
  if (isObject(conditions)) return Object.entries(conditions).flatMap(([field, operators]) => inMap(field, operators));
  if (!Array.isArray(executionCondition)) return [];
  const at = { field: "executionCondition", operator: "executionCondition" };
  const items: readonly (ExecutionConditionItem | string)[] = executionCondition;
  return items.flatMap((item) => {
    if (!isObject(item) || hasUnknown([item.left, item.operator])) return [];
    const knows = hasUnknown(item.right) ? ("names" as const) : ("all" as const);
    return namedConditions({ executionCondition: [item] }).map((condition) => ({ condition, at, knows }));
  });
}

function inMap(field: string, operators: unknown): Placed[] {
  const path = `conditions.${field}`;
  if (!isObject(operators)) {
    const at = { field: path, operator: path };
    return [{ condition: { field, operator: "", values: [] }, at, knows: "field" }];
  }
  return Object.entries(operators).flatMap(([operator, value]): Placed[] => {
    const at = { field: path, operator: `${path}.${operator}` };
    if (hasUnknown(value)) return [{ condition: { field, operator, values: [] }, at, knows: "names" as const }];
    const map = { [field]: { [operator]: value } } as Conditions;
    return namedConditions({ conditions: map }).map((condition) => ({ condition, at, knows: "all" as const }));
  });
}

/** The playbooks that a rule runs, as far as they are known, each with its paths. The name is empty where it is not known yet. */
function playbooksOf(actions: Inputs["actions"] | undefined) {
  if (!Array.isArray(actions)) return [];
  return actions.flatMap((action, index) => {
    if (!isObject(action) || hasUnknown([action.actionType, action.playbookUuid])) return [];
    return namedPlaybooks([action]).map(({ uuid, name }) => {
      const at = { uuid: `actions[${index}].playbookUuid`, name: `actions[${index}].playbookName` };
      return { uuid, name: isUnknown(name) ? "" : name, at };
    });
  });
}
