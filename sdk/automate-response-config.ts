import type * as pulumi from "@pulumi/pulumi";
import type {
  AutomateResponseConfigInputs,
  AutomateResponseConfigState,
} from "../provider/resources/automate-response-config/properties";
import type { ExecutionConditionItem } from "../provider/rule-language/conditions";
import { type Args, type Outputs, SoarResource } from "./resource";

interface Written extends Omit<AutomateResponseConfigInputs, "executionCondition"> {
  /**
   * The raw form of the conditions, for what the map cannot say: the array of the API's document, or its JSON text.
   * (API: ExecutionCondition)
   */
  executionCondition?: ExecutionConditionItem[] | string;
}

/** What an automated response rule is declared with. */
export type AutomateResponseConfigArgs = Args<
  Written,
  "ruleName" | "enabled" | "regionId" | "onDelete" | "adopt"
>;

// Pulumi's Resource constructor defines these properties from `props` (sdk/nodejs/resource.ts).
export interface AutomateResponseConfig
  extends Outputs<Omit<AutomateResponseConfigState, "onDelete" | "adopt">> {}

/**
 * An automated response rule: when an alert or event looks like this, run that playbook. Its `id` is the rule's Id.
 * Created and updated with PostAutomateResponseConfig.
 *
 * @example
 * new soar.AutomateResponseConfig("block-webshell", {
 *   autoResponseType: "alert",
 *   conditions: { alert_name: { containsString: "webshell_online" }, alert_level: { equals: "serious" } },
 *   actions: [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758" }],
 * });
 */
export class AutomateResponseConfig extends SoarResource {
  /**
   * @param name Name of the resource, and of the rule unless `ruleName` is given.
   * @param args What the rule watches, and what it does.
   * @param opts Pulumi's resource options, e.g. `provider`, `dependsOn`, `protect`.
   */
  constructor(name: string, args: AutomateResponseConfigArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "AutomateResponseConfig",
      name,
      { ruleName: name, ...args },
      ["enabled", "regionId", "responseRuleType"],
      opts,
    );
  }
}
