import type { RuleBody } from "../../api/collections/rules";
import type { AutomateResponseRule } from "../../api/operations/ListAutomateResponseConfigs";
import type { View } from "../../api/operations/products";
import { readObjects } from "../../json";
import {
  type Action,
  actionTypeOf,
  itemsOf,
  sameActions,
  sameConditions,
  writeLike,
} from "../../rule-language";
import type { AutomateResponseConfigInputs, AutomateResponseConfigState } from "./properties";

export { configuredView } from "../../api/collections/rules";

type Inputs = AutomateResponseConfigInputs;
type Rule = AutomateResponseRule;

const ENABLED = 100;

/** Whether the service evaluates the rule (ListAutomateResponseConfigs, Status). */
export function isEnabled(rule: Rule): boolean {
  return rule.Status === ENABLED;
}

/** The properties in which a rule differs from what is wanted. */
export function differences(rule: Rule, inputs: Inputs): readonly string[] {
  return [
    ...(rule.RuleName === inputs.ruleName ? [] : ["ruleName"]),
    ...(rule.AutoResponseType === inputs.autoResponseType ? [] : ["autoResponseType"]),
    ...(sameConditions(objects(rule.ExecutionCondition), itemsOf(inputs)) ? [] : ["conditions"]),
    ...(inputs.subUserId === undefined || inputs.subUserId === rule.SubUserId ? [] : ["subUserId"]),
    ...(sameActions(objects(rule.ActionConfig), inputs.actions) ? [] : ["actions"]),
  ];
}

/** Whether a rule is what is wanted, but for its status. */
export function means(rule: Rule, inputs: Inputs): boolean {
  return differences(rule, inputs).length === 0;
}

/** The objects of a JSON text that the service returned. */
function objects<Item>(jsonText: string): Item[] {
  return (readObjects(jsonText) ?? []) as Item[];
}

/** The view of a rule, as every rule operation takes it. */
export function toView({
  regionId,
  roleType,
  roleFor,
}: Pick<Inputs, "regionId" | "roleType" | "roleFor">): View {
  return { RegionId: regionId, RoleType: roleType, RoleFor: roleFor };
}

/** The complete body of a rule. */
export function toRequest(inputs: Inputs): RuleBody {
  return {
    RuleName: inputs.ruleName,
    AutoResponseType: inputs.autoResponseType,
    ExecutionCondition: JSON.stringify(itemsOf(inputs)),
    ActionType: actionTypeOf(inputs.actions),
    ActionConfig: JSON.stringify(inputs.actions),
    SubUserId: inputs.subUserId,
  };
}

/** What is recorded, brought to what the service says; what means the same keeps the form in which it was written. */
export function toState(rule: Rule, recorded: Partial<Inputs>): AutomateResponseConfigState {
  const { conditions, executionCondition, ...rest } = recorded;
  const actions = objects<Action>(rule.ActionConfig);
  return {
    ...(rest as Inputs),
    ...writeLike({ conditions, executionCondition }, objects(rule.ExecutionCondition)),
    ruleName: rule.RuleName,
    autoResponseType: rule.AutoResponseType,
    actions: recorded.actions && sameActions(actions, recorded.actions) ? recorded.actions : actions,
    enabled: isEnabled(rule),
    responseRuleType: rule.ResponseRuleType,
  };
}
