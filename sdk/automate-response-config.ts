import type * as pulumi from "@pulumi/pulumi";
import type {
  AutomateResponseConfigArgs as Properties,
  AutomateResponseConfigState as State,
} from "../provider/resources/automate-response-config/properties";
import { named } from "./auto-naming";
import { type Args, isOfKind, localDefaults, type Outputs, SoarResource } from "./resource";

const LOCAL = localDefaults({ onDelete: "delete", adopt: false, allowUnknownFields: false } as const);

/** What an automated response rule is declared with. */
export interface AutomateResponseConfigArgs extends Args<Properties> {}
export interface AutomateResponseConfig extends Outputs<State> {}

/**
 * An automated response rule: when an alert or event looks like this, run that playbook. Its `id` is the rule's Id.
 * Created and updated with PostAutomateResponseConfig.
 *
 * @example
 * new soar.AutomateResponseConfig("block-webshell", {
 *   autoResponseType: "alert",
 *   conditions: {
 *     alert_name: { containsString: "webshell_online" },
 *     alert_level: { equals: "serious" },
 *   },
 *   actions: [
 *     {
 *       actionType: "doPlaybook",
 *       playbookName: "WafBlockIP",
 *       playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758",
 *     },
 *   ],
 * });
 */
export class AutomateResponseConfig extends SoarResource<
  Properties,
  State,
  "onDelete" | "adopt" | "allowUnknownFields"
> {
  /** Whether a resource is of this class; policies ask it. */
  static override isInstance(resource: unknown): resource is AutomateResponseConfig {
    return isOfKind(resource, "AutomateResponseConfig");
  }

  constructor(name: string, args: AutomateResponseConfigArgs, opts?: pulumi.CustomResourceOptions) {
    // biome-ignore format: in a row, as they only name the outputs
    super("AutomateResponseConfig", name, named(name, "ruleName", args), {
      ruleName: undefined, conditions: undefined, executionCondition: undefined, enabled: true,
      regionId: undefined, roleType: undefined, roleFor: undefined, subUserId: undefined,
      responseRuleType: undefined,
    }, LOCAL, opts);
  }
}
