import type { RuleFilter } from "../../api/collections/rules";
import { dataManagementCentre } from "../../api/configuration/endpoints";
import type { Context } from "../../api/context";
import type { Found } from "../../lifecycle";
import type { AutomateResponseConfigState } from "./properties";
import { configuredView, toState } from "./wire";

/** Which rules are wanted; what is not given does not matter. */
export interface RuleQuery {
  readonly ruleName?: string;
  readonly autoResponseType?: string;
  readonly actionType?: string;
  readonly playbookUuid?: string;
  readonly enabled?: boolean;
  readonly responseRuleType?: string;
}

/** The rules of the configured view, as resources. */
export async function findRules(
  context: Context,
  query: RuleQuery,
): Promise<Found<AutomateResponseConfigState>[]> {
  const view = configuredView(context.config);
  const rules = await context.collections.rules(view).search(context, toFilter(query));
  const { roleType, roleFor } = context.config;
  const given = { regionId: dataManagementCentre(context.config), roleType, roleFor };
  return rules
    .filter(({ RuleName }) => query.ruleName === undefined || RuleName === query.ruleName)
    .map((rule) => {
      const onDelete = rule.ResponseRuleType === "preset" ? "disable" : "delete";
      return { id: rule.Id, state: toState(rule, { ...given, onDelete, adopt: false }) };
    });
}

/** The service's own filters for a query. */
function toFilter(query: RuleQuery): RuleFilter {
  return {
    RuleName: query.ruleName,
    AutoResponseType: query.autoResponseType,
    ActionType: query.actionType,
    PlaybookUuid: query.playbookUuid,
    Status: query.enabled === undefined ? undefined : query.enabled ? 100 : 0,
    ResponseRuleType: query.responseRuleType,
  };
}
