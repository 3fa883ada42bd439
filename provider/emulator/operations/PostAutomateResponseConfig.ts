import { accepted, formatTime, rulesInView, viewOf, viewParameters } from "../cloud-siem";
import { arrayIn, textAt } from "../json";
import { callerId, newRule } from "../new-records";
import { defineOperation, refused } from "../operation";
import type { Rule } from "../records";
import { newUnlistedName } from "../unlisted-names";

const CONTENT = ["RuleName", "AutoResponseType", "ExecutionCondition", "ActionType", "ActionConfig"] as const;

/** Creates a rule, or changes the one whose Id is sent. Settings say how it does both. */
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
    const { settings } = state;
    const rules = rulesInView(state, args);
    const rule = rules.find((candidate) => candidate.Id === args.Id);
    const creates = args.Id === undefined || (!rule && settings.postToMissing === "creates");
    const sent = CONTENT.flatMap((name) => (args[name] ? [[name, args[name]] as const] : []));
    const content: Partial<Rule> = Object.fromEntries(sent);
    if (settings.ruleNameBlanks === "trimmed" && content.RuleName) content.RuleName = content.RuleName.trim();
    const patches = !creates && settings.postWithId === "patches";
    if (sent.length < CONTENT.length && !patches) return refused(`${CONTENT.join(", ")} make a rule`);
    const wrong = wrongIn({ ...rule, ...content });
    if (wrong !== undefined) return refused(wrong);
    const unlisted = settings.unlistedNames === "refused" ? newUnlistedName(state, content, rule) : undefined;
    if (unlisted !== undefined) return refused(unlisted);
    const hasName = (other: Rule) => other !== rule && other.RuleName === content.RuleName;
    if (settings.ruleNames === "unique" && rules.some(hasName)) {
      return refused(`a rule named ${content.RuleName} exists already`);
    }
    if (creates) {
      const made = newRule(state, now, { ...content, ...viewOf(args), SubUserId: args.SubUserId });
      state.rules.push(made);
      return accepted(made.Id);
    }
    if (!rule) {
      return settings.postToMissing === "accepted" ? accepted(args.Id) : refused(`no rule ${args.Id} in this view`);
    }
    if (rule.ResponseRuleType === "preset") return refused("a preset rule cannot be edited");
    const SubUserId = args.SubUserId ?? (settings.creatorAfterPost === "kept" ? rule.SubUserId : callerId);
    const Status = { kept: rule.Status, "switched-on": 100, "switched-off": 0 }[settings.statusAfterPost];
    Object.assign(rule, content, { SubUserId, Status, GmtModified: formatTime(now) });
    return accepted(rule.Id);
  },
});

/** Why these do not make a rule, if they do not. */
function wrongIn({ ExecutionCondition = "", ActionConfig = "", ActionType = "" }: Partial<Rule>): string | undefined {
  if (!arrayIn(ExecutionCondition)) return "ExecutionCondition is not a JSON array";
  const actions = arrayIn(ActionConfig);
  if (!actions) return "ActionConfig is not a JSON array";
  const types = ActionType.split(",");
  if (actions.some((action) => !types.includes(textAt(action, "actionType")))) {
    return "ActionType does not name every actionType of ActionConfig";
  }
  return undefined;
}
