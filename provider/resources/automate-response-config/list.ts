import { configuredView } from "../../api/collections/rules";
import { dataManagementCentre } from "../../api/configuration/endpoints";
import type { Context } from "../../api/context";
import type { AutomateResponseRule } from "../../api/operations/ListAutomateResponseConfigs";
import type { Found } from "../../lifecycle/kind";
import type { AutomateResponseConfigState } from "./properties";
import { status } from "./values";
import { stateOf } from "./verbs";

/** Which rules are wanted; what is not given does not matter. */
export interface RuleQuery {
  /** The rule of this id, digits. (API: Id) */
  id?: string;
  /** Rules of exactly this name. */
  ruleName?: string;
  /** Rules that watch `alert` or `event`. */
  autoResponseType?: string;
  /** Rules that take this action, e.g. `doPlaybook`. */
  actionType?: string;
  /** Rules that run this playbook. */
  playbookUuid?: string;
  /** Enabled or disabled rules. */
  enabled?: boolean;
  /** `custom`, or `preset` for the rules that the service came with. */
  responseRuleType?: string;
  /** Rules that this RAM user made, digits. (API: SubUserId) */
  subUserId?: string;
}

/** A rule as a resource, and as the service lists it. */
interface FoundRule extends Found<AutomateResponseConfigState> {
  readonly listed: AutomateResponseRule;
}

/** The rules of the configured view, as resources. */
export async function listRules(context: Context, query: RuleQuery): Promise<FoundRule[]> {
  const { config, collections } = context;
  const { id, ruleName, autoResponseType, actionType, playbookUuid, enabled, responseRuleType, subUserId } = query;
  const rules = await collections.rules(configuredView(config)).search(context, {
    Id: id,
    RuleName: ruleName,
    AutoResponseType: autoResponseType,
    ActionType: actionType,
    PlaybookUuid: playbookUuid,
    Status: enabled === undefined ? undefined : status.write(enabled),
    ResponseRuleType: responseRuleType,
    SubUserId: subUserId,
  });
  const { roleType, roleFor } = config;
  const where = { regionId: dataManagementCentre(config), roleType, roleFor };
  return rules
    .filter(({ Id }) => id === undefined || Id === id)
    .filter(({ RuleName }) => ruleName === undefined || RuleName === ruleName)
    .filter(({ SubUserId }) => subUserId === undefined || SubUserId === subUserId)
    .map((rule) => {
      // The service's own rule was there before the stack.
      const onDelete = rule.ResponseRuleType === "preset" ? "retain" : "delete";
      const shown = {
        ...rule,
        ActionConfig: rule.ActionConfig ?? "",
        ExecutionCondition: rule.ExecutionCondition ?? "",
      };
      return {
        listed: rule,
        id: rule.Id,
        state: stateOf(shown, { ...where, onDelete, adopt: false, allowUnknownFields: false }),
      };
    });
}
