import type { RuleQuery } from "../../provider/resources/automate-response-config/list";
import type { AutomateResponseConfigState } from "../../provider/resources/automate-response-config/properties";
import { defineFunction, type Listed } from "./function";

/** Which rules are wanted; all of them when nothing is given. */
export interface GetAutomateResponseConfigsArgs extends RuleQuery {}

// biome-ignore format: in a row, as they only name properties
const shown = [
  "ruleName", "autoResponseType", "conditions", "executionCondition", "actions", "enabled", "responseRuleType",
] as const;
type Shown = Pick<AutomateResponseConfigState, (typeof shown)[number]>;

/** One automated response rule, in the words of its resource. Either `conditions` or `executionCondition` is there. */
export interface AutomateResponseConfigSummary extends Shown {
  /** Id of the rule, digits. (API: Id) */
  id: string;
  /** Account of the rule, digits. (API: Aliuid) */
  aliuid?: string;
  /** RAM user who made the rule, digits. (API: SubUserId) */
  subUserId?: string;
  /** When it was made, `YYYY-MM-DD hh:mm:ss`; the service names no time zone. (API: GmtCreate) */
  gmtCreate?: string;
  /** When it was last changed, `YYYY-MM-DD hh:mm:ss`; the service names no time zone. (API: GmtModified) */
  gmtModified?: string;
}

/** The rules that `getAutomateResponseConfigs` found. */
export type GetAutomateResponseConfigsResult = Listed<"rules", AutomateResponseConfigSummary>;

const ask = defineFunction<GetAutomateResponseConfigsArgs, GetAutomateResponseConfigsResult>(
  "getAutomateResponseConfigs",
  {
    id: "text",
    ruleName: "text",
    autoResponseType: "text",
    actionType: "text",
    playbookUuid: "text",
    enabled: "boolean",
    responseRuleType: "text",
    subUserId: "text",
  },
  async (context, args) => {
    const { listRules } = await import("../../provider/resources/automate-response-config/list.js");
    const rules = await listRules(context, args);
    const summaryOf = (rule: Shown) => Object.fromEntries(shown.map((name) => [name, rule[name]])) as unknown as Shown;
    return {
      rules: rules.map(({ id, state, listed }) => ({
        id,
        ...summaryOf(state),
        aliuid: listed.Aliuid,
        subUserId: listed.SubUserId,
        gmtCreate: listed.GmtCreate || undefined,
        gmtModified: listed.GmtModified || undefined,
      })),
    };
  },
);

/**
 * Lists automated response rules (ListAutomateResponseConfigs) of the configured account, region and view. Fails with a
 * `SoarError`.
 *
 * @example
 * const { rules } = await soar.getAutomateResponseConfigs({ enabled: false });
 * for (const { id, ruleName } of rules) console.log(`${id} "${ruleName}" is off`);
 */
export const getAutomateResponseConfigs = ask.promise;

/** `getAutomateResponseConfigs` for arguments that are outputs. */
export const getAutomateResponseConfigsOutput = ask.output;
