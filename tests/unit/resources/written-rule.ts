import type { Config } from "../../../provider/api/configuration/config";

/** What the provider is configured with. */
export const config: Config = { region: "cn-beijing", maxCallsPerSecond: 10, readTimeout: 60_000 };

/** The one action of the rule. */
export const playbook = { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220" };

/** A rule as a program gives it. */
export const written = {
  ruleName: "block-webshell",
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell_online" }, alert_level: { equals: "serious" } },
  actions: [playbook],
};
