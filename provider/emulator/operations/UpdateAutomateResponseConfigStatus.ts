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
    // The document has brackets, the example of the official command line has lost them.
    const list = args.Ids.trim().startsWith("[") ? args.Ids : `[${args.Ids}]`;
    if (!/^\[\s*\d+(\s*,\s*\d+)*\s*\]$/.test(list.trim())) return refused("Ids is not a list of integers");
    const ids = [readJson(list)].flat().map(String);
    const rules = rulesInView(state, args).filter((rule) => ids.includes(rule.Id));
    const missing = ids.filter((id) => !rules.some((rule) => rule.Id === id));
    if (missing.length > 0 && state.settings.statusOfMissing === "refused") {
      return refused(`no rule ${missing.join(", ")} in this view`);
    }
    for (const rule of rules) Object.assign(rule, { Status: args.InUse ? 100 : 0, GmtModified: formatTime(now) });
    return accepted(args.Ids);
  },
});
