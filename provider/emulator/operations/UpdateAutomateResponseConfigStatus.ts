import { accepted, formatTime, rulesInView, viewParameters } from "../cloud-siem";
import { readJson } from "../json";
import { defineOperation, refused } from "../operation";

/** Enables or disables rules, preset ones too: all of `Ids` or, if one is not in the view, none. */
export const updateAutomateResponseConfigStatus = defineOperation({
  name: "UpdateAutomateResponseConfigStatus",
  product: "cloud-siem",
  parameters: {
    Ids: { type: "string", required: true },
    InUse: { type: "boolean", required: true },
    ...viewParameters,
  },
  run(args, { state, now }) {
    if (!/^\[\s*\d+(\s*,\s*\d+)*\s*\]$/.test(args.Ids)) return refused("Ids is not a JSON array of integers");
    const ids = [readJson(args.Ids)].flat().map(String);
    const rules = rulesInView(state, args).filter((rule) => ids.includes(rule.Id));
    const missing = ids.filter((id) => !rules.some((rule) => rule.Id === id));
    if (missing.length > 0) return refused(`no rule ${missing.join(", ")} in this view`);
    for (const rule of rules) Object.assign(rule, { Status: args.InUse ? 100 : 0, GmtModified: formatTime(now) });
    return accepted(args.Ids);
  },
});
