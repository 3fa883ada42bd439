import type { Action } from "../../provider/rule-language/actions";
import type { Conditions, ExecutionConditionItem } from "../../provider/rule-language/conditions";
import { defineFunction } from "./function";

/** Which rules are wanted; all of them when nothing is given. */
export interface GetAutomateResponseConfigsArgs {
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
}

/** One automated response rule. */
export interface AutomateResponseConfigSummary {
  /** Id of the rule, digits. */
  id: string;
  /** Name of the rule. */
  ruleName: string;
  /** `alert` or `event`. */
  autoResponseType: string;
  /** The conditions as a map; absent where the map cannot say them. */
  conditions?: Conditions;
  /** The conditions as the service has them; absent where `conditions` says them. */
  executionCondition?: ExecutionConditionItem[];
  /** What the rule does. */
  actions: Action[];
  /** Whether the service evaluates it. */
  enabled: boolean;
  /** `custom` or `preset`. */
  responseRuleType: string;
}

/** What `getAutomateResponseConfigs` found. */
export interface GetAutomateResponseConfigsResult {
  /** The rules, in the order in which the service lists them. */
  rules: AutomateResponseConfigSummary[];
}

const ask = defineFunction(
  async (context, args: GetAutomateResponseConfigsArgs): Promise<GetAutomateResponseConfigsResult> => {
    const { listRules } = await import("../../provider/resources/automate-response-config/list.js");
    const rules = await listRules(context, args);
    return {
      rules: rules.map(({ id, state: { ruleName, autoResponseType, actions, enabled, ...rest } }) => ({
        id,
        ruleName,
        autoResponseType,
        conditions: rest.conditions,
        executionCondition: rest.executionCondition,
        actions,
        enabled,
        responseRuleType: rest.responseRuleType,
      })),
    };
  },
);

/**
 * Lists automated response rules (ListAutomateResponseConfigs) of the configured account, region and view.
 * @throws SoarError that says what the service refused, and what to do
 */
export const getAutomateResponseConfigs = ask.promise;

/** `getAutomateResponseConfigs` for arguments that are outputs. */
export const getAutomateResponseConfigsOutput = ask.output;
