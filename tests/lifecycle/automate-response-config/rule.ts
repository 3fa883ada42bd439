import type { EmulatorOptions } from "../../../provider/emulator";
import { autoName } from "../../../provider/lifecycle/auto-name";
import { automateResponseConfig } from "../../../provider/resources/automate-response-config/verbs";
import { cloudOf, urnOf } from "../../support/deployment";

/** The operations of the kind. */
export const POST = "PostAutomateResponseConfig";
export const LIST = "ListAutomateResponseConfigs";
export const STATUS = "UpdateAutomateResponseConfigStatus";
export const DELETE = "DeleteAutomateResponseConfig";

/** A rule as a program writes it. */
export const blockWebshell = {
  ruleName: "block-webshell",
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell_online" }, alert_level: { equals: "serious" } },
  actions: [
    { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758" },
  ],
} as const;

/** The same rule as the service has it. */
export const blockWebshellThere = {
  RuleName: "block-webshell",
  AutoResponseType: "alert",
  ExecutionCondition: JSON.stringify([
    { left: { value: "alert_name" }, operator: "containsString", right: { value: "webshell_online" } },
    { left: { value: "alert_level" }, operator: "equals", right: { value: "serious" } },
  ]),
  ActionType: "doPlaybook",
  ActionConfig: JSON.stringify(blockWebshell.actions),
};

/** The same rule without a name of its own. */
export const unnamed = { ...blockWebshell, ruleName: undefined, __urn: urnOf("block-webshell") };

/** The name that the provider makes for it. */
export const madeName = autoName(unnamed.__urn, []);

/** A cloud with rules, and deployments to it. */
export const rules = (options?: EmulatorOptions) => cloudOf(automateResponseConfig, options);
