import type { Config } from "../../api/configuration/config";
import { dataManagementCentre } from "../../api/configuration/endpoints";
import type { AutomateResponseRule } from "../../api/operations/ListAutomateResponseConfigs";
import type { PostAutomateResponseConfigRequest } from "../../api/operations/PostAutomateResponseConfig";
import type { View } from "../../api/operations/products";
import { updateAutomateResponseConfigStatus } from "../../api/operations/UpdateAutomateResponseConfigStatus";
import type { CheckFailure, CommonArgs, CommonInputs } from "../../lifecycle/kind";
import { autoNamed, type Filled, field, local, own, propertyTable, view, type Written } from "../../lifecycle/rows";
import { digits, flag, name, oneOf, oneOfNumbers, text, timeouts } from "../../lifecycle/value";
import type { Actions } from "../../rule-language/actions";
import type { Conditions, RawConditions } from "../../rule-language/conditions";
import { actionList, conditionMap, rawConditions, status } from "./values";

/** What an automated response rule is declared with. */
export interface AutomateResponseConfigArgs extends CommonArgs {
  /**
   * Name of the rule. Default: the name of the resource and seven hex digits, so that no two stacks mean the same rule
   * (`pulumi:autonaming`). A name that is taken out of the program stays. (API: RuleName)
   */
  ruleName?: string;
  /** What the rule watches: `alert` or `event`. (API: AutoResponseType) */
  autoResponseType: "alert" | "event" | (string & {});
  /**
   * What must hold, all of it: field -> operator -> value, e.g. `{ alert_level: { equals: "serious" } }`. One of several
   * values is a list, for `in`, `not in` and `BETWEEN` only: `{ in: ["High", "Medium"] }`; several that must all hold are keys:
   * `{ containsString: { "msiexec": true, "://": true } }`; an operator that takes no value has `true`: `{ isNull: true }`.
   * `getResponseRuleFields` lists fields and operators. Exactly one of `conditions` and `executionCondition` is given.
   * (API: ExecutionCondition)
   */
  conditions?: Conditions;
  /**
   * The raw form of the conditions, for what the map cannot say: the array of the API's document, or its JSON text. A text
   * that the service has and that is no such array is `{ verbatim: text }`. A recorded one stays where the program gives
   * neither, as it is with `ignoreChanges: ["conditions"]` after a refresh. (API: ExecutionCondition)
   */
  executionCondition?: RawConditions | string;
  /**
   * What is done, in this order. It may be written as its JSON text. A text that the service has and that is no such list is
   * `{ verbatim: text }`. (API: ActionConfig; ActionType is derived from it)
   */
  actions: Actions | string;
  /** Whether the service evaluates the rule. Default: true. (API: InUse of UpdateAutomateResponseConfigStatus) */
  enabled?: boolean;
  /**
   * Data-management centre: `cn-hangzhou` for assets in the Chinese mainland and Hong Kong, `ap-southeast-1` elsewhere.
   * Default: the one of the provider's region. A change replaces the rule. (API: RegionId)
   */
  regionId?: "cn-hangzhou" | "ap-southeast-1";
  /** 0: own account; 1: all managed accounts. Default: the provider's. A change replaces the rule. (API: RoleType) */
  roleType?: 0 | 1;
  /**
   * Member account whose rules are meant (its view), as digits. Default: the provider's. A change replaces the rule.
   * (API: RoleFor)
   */
  roleFor?: string;
  /** RAM user who counts as the rule's creator, as digits. Default: the caller. (API: SubUserId) */
  subUserId?: string;
  /** What happens to the rule when the resource is deleted. Default: `delete`. A preset rule cannot be deleted. */
  onDelete?: "delete" | "disable" | "retain";
  /**
   * Whether a rule of the same name that exists is taken over and updated, its status included. Default: false, an error.
   */
  adopt?: boolean;
  /**
   * Whether conditions may name fields and operators, and actions playbooks, that the service does not list. Default: false, an
   * error before the rule is sent; only what an edit adds is looked up. (API: DescribeAutomateResponseConfigFeature,
   * DescribePlaybooks)
   */
  allowUnknownFields?: boolean;
}

/** What an automated response rule is declared with, after check. */
export interface AutomateResponseConfigInputs
  extends Filled<
      AutomateResponseConfigArgs,
      "ruleName" | "enabled" | "regionId" | "onDelete" | "adopt" | "allowUnknownFields"
    >,
    CommonInputs {
  executionCondition?: RawConditions;
  actions: Actions;
}

/** What is remembered of an automated response rule. Its `id` is the rule's Id. */
export interface AutomateResponseConfigState extends AutomateResponseConfigInputs {
  /** `custom`, or `preset` for a rule that the service came with. (API: ResponseRuleType) */
  responseRuleType: string;
}

type Api = {
  request: Omit<PostAutomateResponseConfigRequest, "Id" | "ActionType" | keyof View>;
  view: View;
  found: AutomateResponseRule;
  updates: true;
};

/** The property table. What the service shows of a rule is read by it, too. @internal */
export const properties = propertyTable<AutomateResponseConfigArgs, AutomateResponseConfigInputs, Api>()({
  ruleName: { type: name("the name of the rule"), wire: field("RuleName"), onChange: "update", default: autoNamed() },
  autoResponseType: {
    type: text('"alert" or "event"'),
    wire: field("AutoResponseType"),
    onChange: "update",
    known: ["alert", "event"],
  },
  conditions: { type: conditionMap, wire: field("ExecutionCondition"), onChange: "update", optional: true },
  executionCondition: {
    type: rawConditions,
    wire: field("ExecutionCondition"),
    onChange: "update",
    optional: true,
    default: keptRaw,
  },
  actions: {
    type: actionList,
    wire: field("ActionConfig"),
    onChange: "update",
    known: ["doPlaybook", "changeEventStatus", "changeThreatLevel"],
  },
  enabled: { type: status, wire: own(updateAutomateResponseConfigStatus, "Status"), onChange: "update", default: true },
  regionId: {
    type: oneOf("cn-hangzhou", "ap-southeast-1"),
    wire: view("RegionId"),
    onChange: "replace",
    default: dataManagementCentre,
  },
  roleType: {
    type: oneOfNumbers(0, 1),
    wire: view("RoleType"),
    onChange: "replace",
    optional: true,
    default: (config: Config) => config.roleType,
    absence: 0,
  },
  roleFor: {
    type: digits("an account id"),
    wire: view("RoleFor"),
    onChange: "replace",
    optional: true,
    default: (config: Config) => config.roleFor,
  },
  subUserId: { type: digits("a RAM user id"), wire: field("SubUserId"), onChange: "update", optional: true },
  onDelete: { type: oneOf("delete", "disable", "retain"), wire: local, onChange: "none", default: "delete" },
  adopt: { type: flag, wire: local, onChange: "none", default: false },
  allowUnknownFields: { type: flag, wire: local, onChange: "none", default: false },
  timeouts: { type: timeouts, wire: local, onChange: "none", optional: true },
});

/**
 * The recorded raw form, where the program gives none: with `ignoreChanges: ["conditions"]` the engine takes the map away when a
 * refresh has recorded what the map cannot say.
 */
function keptRaw(_config: Config, { given, recorded }: Written<AutomateResponseConfigInputs>) {
  return given.conditions === undefined ? recorded.executionCondition : undefined;
}

/** What two properties of a rule say against each other. */
export function oneFormOfConditions(inputs: AutomateResponseConfigInputs): readonly CheckFailure[] {
  const given = [inputs.conditions, inputs.executionCondition].filter((form) => form !== undefined).length;
  if (given === 1) return [];
  const got = given === 0 ? "neither" : "both";
  const reason = `exactly one of "conditions" and "executionCondition" must be given; got ${got}`;
  return [{ property: "conditions", reason }];
}
