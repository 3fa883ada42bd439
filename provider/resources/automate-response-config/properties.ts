import type { DataManagementCentre } from "../../api/configuration/endpoints";
import type { CommonInputs } from "../../lifecycle/kind";
import type { Action, Conditions, ExecutionConditionItem } from "../../rule-language";

/** What an automated response rule is declared with. */
export interface AutomateResponseConfigInputs extends CommonInputs {
  /** Name of the rule. Default: the name of the resource. (API: RuleName) */
  ruleName: string;
  /** What the rule watches: `alert` or `event`. (API: AutoResponseType) */
  autoResponseType: "alert" | "event" | (string & {});
  /**
   * What must hold, all of it: field -> operator -> value, e.g. `{ alert_level: { equals: "serious" } }`. The value `true`
   * stands for an operator without a right-hand side. `getResponseRuleFields` lists fields and operators. Exactly one of
   * `conditions` and `executionCondition` is given. (API: ExecutionCondition)
   */
  conditions?: Conditions;
  /**
   * The raw form of the conditions, for what the map cannot say: the array of the API's document, or its JSON text.
   * (API: ExecutionCondition)
   */
  executionCondition?: ExecutionConditionItem[];
  /** What is done, in this order. (API: ActionConfig; ActionType is derived from it) */
  actions: Action[];
  /** Whether the service evaluates the rule. Default: true. (API: InUse of UpdateAutomateResponseConfigStatus) */
  enabled: boolean;
  /**
   * Data-management centre: `cn-hangzhou` for assets in the Chinese mainland and Hong Kong, `ap-southeast-1` elsewhere.
   * Default: the one of the provider's region. A change replaces the rule. (API: RegionId)
   */
  regionId: DataManagementCentre;
  /**
   * View: 0 own account, 1 all accounts the administrator manages. Default: the provider's. A change replaces the rule.
   * (API: RoleType)
   */
  roleType?: 0 | 1;
  /**
   * Member account whose view the administrator takes, as digits. Default: the provider's. A change replaces the rule.
   * (API: RoleFor)
   */
  roleFor?: string;
  /** RAM user who counts as the rule's creator, as digits. Default: the caller. (API: SubUserId) */
  subUserId?: string;
  /** What happens to the rule when the resource is deleted. Default: `delete`. A preset rule cannot be deleted. */
  onDelete: "delete" | "disable" | "retain";
  /** Whether an existing, different rule of the same name is taken over and updated. Default: false, an error. */
  adopt: boolean;
}

/** What is remembered of an automated response rule. Its `id` is the rule's Id. */
export interface AutomateResponseConfigState extends AutomateResponseConfigInputs {
  /** `custom`, or `preset` for a rule that the service came with. (API: ResponseRuleType) */
  responseRuleType: string;
}
