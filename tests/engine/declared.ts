/** Files of a program that declares the rules of `rules.json`: name -> arguments. */
export function declared(rules: Readonly<Record<string, object>>): Readonly<Record<string, string>> {
  return {
    "index.js": [
      'const soar = require("pulumi-alicloud-soar");',
      'for (const [name, args] of Object.entries(require("./rules.json")))',
      "  new soar.AutomateResponseConfig(name, args);",
    ].join("\n"),
    "rules.json": JSON.stringify(rules),
  };
}

/** Arguments of a rule. */
export const webshell = {
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell_online" }, alert_level: { equals: "serious" } },
  actions: [
    {
      actionType: "doPlaybook",
      playbookName: "WafBlockIP",
      playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758",
    },
  ],
};
