// Not in TypeScript: Pulumi would check its types at every preview, which takes seconds.
const { PolicyPack, validateResourceOfType } = require("@pulumi/policy");
const soar = require("pulumi-alicloud-soar");

/** Who may own a rule. */
const owners = ["soc", "platform"];

/** Playbooks that only tell somebody. Every other one counts as destructive. */
const harmless = ["SendNotification"];

new PolicyPack("gitops", {
  policies: [
    {
      name: "two-conditions",
      description: "A rule that runs a destructive playbook has two conditions or more.",
      enforcementLevel: "mandatory",
      validateResource: validateResourceOfType(soar.AutomateResponseConfig, (rule, _args, report) => {
        const playbooks = playbooksOf(rule.actions).filter((playbook) => !harmless.includes(playbook));
        if (playbooks.length === 0 || countConditions(rule.executionCondition ?? rule.conditions) >= 2) return;
        report(
          `It runs ${playbooks.join(", ")} with fewer than two conditions. Add one, such as alert_level. A playbook that only ` +
            "tells somebody may be named in policy/index.js as harmless.",
        );
      }),
    },
    {
      name: "repairs-have-triggers",
      description: "A repair says in triggers why it runs.",
      enforcementLevel: "mandatory",
      validateResource: validateResourceOfType(soar.OperationTask, ({ type, triggers = {} }, _args, report) => {
        if (type !== "REPAIR" || Object.keys(triggers).length > 0) return;
        report(
          'It has no triggers. Say what asks for it, e.g. triggers: { ticket: "SEC-1041" }: another ticket runs it again.',
        );
      }),
    },
    {
      // A rule that was adopted has the name that it has.
      name: "rules-have-owners",
      description: "The name of a rule begins with its owner, so that the console says whom to ask.",
      enforcementLevel: "advisory",
      validateResource: validateResourceOfType(soar.AutomateResponseConfig, ({ ruleName = "" }, _args, report) => {
        if (owners.some((owner) => ruleName.startsWith(`${owner}-`))) return;
        const beginnings = owners.map((owner) => `"${owner}-"`).join(" or ");
        report(`"${ruleName}" has no owner. Let the name of the resource, or its ruleName, begin with ${beginnings}.`);
      }),
    },
  ],
});

/** The playbooks of actions. A text that no document describes may run any. */
function playbooksOf(actions) {
  if (!Array.isArray(actions)) return ["what cannot be read"];
  return actions.flatMap(({ actionType, playbookName }) => (actionType === "doPlaybook" ? [String(playbookName)] : []));
}

/** How many conditions must hold: elements of a list, or the values of a map of fields. What cannot be read counts as none. */
function countConditions(conditions) {
  if (Array.isArray(conditions)) return conditions.length;
  return Object.values(conditions ?? {})
    .flatMap((operators) => (isMap(operators) ? Object.values(operators) : []))
    .flatMap((value) => (isMap(value) ? Object.keys(value) : [value])).length;
}

function isMap(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
