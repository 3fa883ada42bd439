import { accepted, formatTime, rulesInView, viewOf, viewParameters } from "../cloud-siem";
import { type Json, readJson } from "../json";
import { newRule } from "../new-records";
import { defineOperation, refused } from "../operation";

/**
 * Creates a rule, or replaces the one whose Id is sent. The new rule's status is `state.defaultStatus`; a replaced one
 * keeps its status, and its creator unless SubUserId is sent.
 */
export const postAutomateResponseConfig = defineOperation({
  name: "PostAutomateResponseConfig",
  product: "cloud-siem",
  parameters: {
    Id: { type: "int64" },
    SubUserId: { type: "int64" },
    RuleName: { type: "string" },
    AutoResponseType: { type: "string" },
    ExecutionCondition: { type: "string" },
    ActionType: { type: "string" },
    ActionConfig: { type: "string" },
    ...viewParameters,
  },
  run(args, { state, now }) {
    const { RuleName, AutoResponseType, ExecutionCondition, ActionType, ActionConfig, SubUserId } = args;
    if (!RuleName || !AutoResponseType || !ExecutionCondition || !ActionType || !ActionConfig) {
      return refused("RuleName, AutoResponseType, ExecutionCondition, ActionType and ActionConfig make a rule");
    }
    if (!readArray(ExecutionCondition)) return refused("ExecutionCondition is not a JSON array");
    const actions = readArray(ActionConfig);
    if (!actions) return refused("ActionConfig is not a JSON array");
    const types = ActionType.split(",");
    if (actions.some((action) => !types.includes(actionType(action)))) {
      return refused("ActionType does not name every actionType of ActionConfig");
    }
    const content = { RuleName, AutoResponseType, ExecutionCondition, ActionType, ActionConfig };
    if (args.Id === undefined) {
      const rule = newRule(state, now, { ...content, ...viewOf(args), SubUserId });
      state.rules.push(rule);
      return accepted(rule.Id);
    }
    const rule = rulesInView(state, args).find((candidate) => candidate.Id === args.Id);
    if (!rule) return refused(`no rule ${args.Id} in this view`);
    if (rule.ResponseRuleType === "preset") return refused("a preset rule cannot be edited");
    Object.assign(rule, content, { SubUserId: SubUserId ?? rule.SubUserId, GmtModified: formatTime(now) });
    return accepted(rule.Id);
  },
});

function readArray(text: string): Json[] | undefined {
  try {
    const value = readJson(text);
    return Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function actionType(action: Json): string {
  const isObject = typeof action === "object" && action !== null && !Array.isArray(action);
  return isObject && typeof action.actionType === "string" ? action.actionType : "";
}
