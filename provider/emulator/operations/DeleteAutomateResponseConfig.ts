import { accepted, rulesInView, viewParameters } from "../cloud-siem";
import { defineOperation, refused } from "../operation";

/** Deletes a custom rule. */
export const deleteAutomateResponseConfig = defineOperation({
  name: "DeleteAutomateResponseConfig",
  product: "cloud-siem",
  parameters: { Id: { type: "int64", required: true }, ...viewParameters },
  run(args, { state }) {
    const rule = rulesInView(state, args).find((candidate) => candidate.Id === args.Id);
    if (!rule && state.settings.deleteOfMissing === "accepted") return accepted(args.Id);
    if (!rule) return refused(`no rule ${args.Id} in this view`);
    if (rule.ResponseRuleType === "preset") return refused("a preset rule cannot be deleted");
    state.rules.splice(state.rules.indexOf(rule), 1);
    return accepted(rule.Id);
  },
});
