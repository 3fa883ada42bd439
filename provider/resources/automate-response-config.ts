/**
 * An automated response rule: when an alert or event looks like this, run that playbook.
 *
 * | verb    | operation                                                                             |
 * |---------|---------------------------------------------------------------------------------------|
 * | create  | PostAutomateResponseConfig without Id, then UpdateAutomateResponseConfigStatus if needed |
 * | read    | ListAutomateResponseConfigs, one listing for all rules of a view                      |
 * | update  | PostAutomateResponseConfig with Id and the complete body; the status call alone for `enabled` |
 * | delete  | DeleteAutomateResponseConfig, or what `onDelete` says                                 |
 * | replace | a changed view: delete first, so that two live rules never run the same playbook      |
 */
import { dataManagementCentre } from "../api/endpoints";
import type { AutomateResponseRule } from "../api/operations/list-automate-response-configs";
import { RuleDirectory } from "../api/rule-directory";
import type { Config } from "../config";
import type { Context } from "../context";
import {
  afterAcceptance,
  type CheckFailure,
  Claims,
  type CommonInputs,
  declaredTwice,
  diff,
  flag,
  id,
  inWords,
  isUnknown,
  type Kind,
  oneOf,
  oneOfNumbers,
  text,
  timeouts,
  unlessGone,
  withInputs,
} from "../lifecycle";
import { type Action, type Conditions, type ExecutionConditionItem, ruleSentence } from "../rule-language";
import { findRules } from "./rule-query";
import { actionsSchema, conditionsSchema, executionConditionSchema } from "./rule-schemas";
import { differences, isEnabled, means, toRequest, toState, toView } from "./rule-wire";

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
  regionId: "cn-hangzhou" | "ap-southeast-1";
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

type Inputs = AutomateResponseConfigInputs;
type State = AutomateResponseConfigState;
type Rule = AutomateResponseRule;

const NAME = "AutomateResponseConfig";

/** The kind `AutomateResponseConfig`. */
export const automateResponseConfig: Kind<Inputs, State, Context, Config> = {
  name: NAME,

  properties: {
    ruleName: { schema: text("the name of the rule"), onChange: "update" },
    autoResponseType: {
      schema: text('"alert" or "event"'),
      known: ["alert", "event"],
      onChange: "update",
    },
    conditions: { schema: conditionsSchema, optional: true, onChange: "update" },
    executionCondition: { schema: executionConditionSchema, optional: true, onChange: "update" },
    actions: { schema: actionsSchema, onChange: "update" },
    enabled: { schema: flag(), default: true, onChange: "update" },
    regionId: {
      schema: oneOf(["cn-hangzhou", "ap-southeast-1"]),
      default: dataManagementCentre,
      onChange: "replace",
    },
    roleType: {
      schema: oneOfNumbers([0, 1]),
      default: (config) => config.roleType,
      optional: true,
      onChange: "replace",
    },
    roleFor: {
      schema: id("an account id"),
      default: (config) => config.roleFor,
      optional: true,
      onChange: "replace",
    },
    subUserId: { schema: id("a RAM user id"), optional: true, onChange: "update" },
    onDelete: { schema: oneOf(["delete", "disable", "retain"]), default: "delete", onChange: "none" },
    adopt: { schema: flag(), default: false, onChange: "none" },
    timeouts: { schema: timeouts(), optional: true, onChange: "none" },
  },

  rules: [oneFormOfConditions],

  replacement: "delete-first",

  summarize: (inputs) => ruleSentence(inputs, { isUnknown, show: inWords }),

  async create(context, inputs) {
    const rules = RuleDirectory.of(context, toView(inputs));
    // RoleType 0 is what the service takes where it is left out.
    const view = Object.entries(toView(inputs)).filter(([, value]) => value !== undefined && value !== 0);
    const title = `"${inputs.ruleName}" (${view.map((parameter) => parameter.join(" ")).join(", ")})`;
    return Claims.of(context).create(NAME, title, async () => {
      const twin = await findTwin(context, rules, inputs);
      const rule = await (twin ? edit(context, rules, twin, inputs) : submit(context, rules, inputs));
      return { id: rule.Id, state: await settle(rules, rule, inputs) };
    });
  },

  async read(context, id, state) {
    const rules = RuleDirectory.of(context, toView(state));
    const rule = (await rules.all()).find(({ Id }) => Id === id) ?? (await rules.byId(context, id));
    return rule && toState(rule, state);
  },

  async update(context, id, state, inputs) {
    const rules = RuleDirectory.of(context, toView(inputs));
    const { updates } = diff(automateResponseConfig, context.config, state, inputs);
    if (updates.length === 1 && updates[0] === "enabled") {
      await rules.setStatus(id, inputs.enabled);
      return withInputs(automateResponseConfig, state, inputs);
    }
    const rule = await rules.byId(context, id);
    if (rule === undefined) {
      throw new Error(`Rule ${id} does not exist any more. Run "pulumi up --refresh" to create it again.`);
    }
    return settle(rules, await edit(context, rules, rule, inputs), inputs);
  },

  async delete(context, id, state) {
    const rules = RuleDirectory.of(context, toView(state));
    const act = {
      delete: () => rules.delete(context, id),
      disable: () => rules.setStatus(id, false),
      retain: async () => {},
    }[state.onDelete];
    await unlessGone(act, async () => (await rules.byId(context, id)) !== undefined);
  },

  list: (context) => findRules(context, {}),
};

function oneFormOfConditions(inputs: Inputs): readonly CheckFailure[] {
  const given = [inputs.conditions, inputs.executionCondition].filter((form) => form !== undefined).length;
  if (given === 1) return [];
  const got = given === 0 ? "neither" : "both";
  return [
    {
      property: "conditions",
      reason: `exactly one of "conditions" and "executionCondition" must be given; got ${got}`,
    },
  ];
}

/** Looks for a rule of the wanted name, which a killed deployment or a person may have left. */
async function findTwin(context: Context, rules: RuleDirectory, inputs: Inputs): Promise<Rule | undefined> {
  const listed = (await rules.all()).filter(({ RuleName }) => RuleName === inputs.ruleName);
  const asked = await Promise.all(listed.map(({ Id }) => rules.byId(context, Id)));
  const named = asked
    .filter((rule) => rule !== undefined)
    .filter(({ RuleName }) => RuleName === inputs.ruleName);
  if (named.length === 0) return undefined;
  const held = named.find(({ Id }) => Claims.of(context).holds(NAME, Id));
  if (held) throw declaredTwice(NAME, `"${inputs.ruleName}"`, held.Id);
  const same = named.find((rule) => means(rule, inputs));
  if (same) {
    context.log(`Took over rule ${same.Id} "${same.RuleName}": it exists already and means the same.`);
    return same;
  }
  const [first, ...others] = named;
  const edits = (rule: Rule) => [
    ...differences(rule, inputs),
    ...(isEnabled(rule) === inputs.enabled ? [] : ["enabled"]),
  ];
  if (inputs.adopt && first && others.length === 0) {
    context.log(`Adopting rule ${first.Id} "${first.RuleName}": updating its ${edits(first).join(", ")}.`);
    return first;
  }
  const found = named.map((rule) => `${rule.Id} (other ${edits(rule).join(", ")})`).join("; ");
  throw new Error(
    `A rule named "${inputs.ruleName}" exists already: ${found}. Set "adopt: true" to take it over and update it` +
      `${others.length > 0 ? ", after removing all but one," : ""} or choose another ruleName.`,
  );
}

async function submit(context: Context, rules: RuleDirectory, inputs: Inputs): Promise<Rule> {
  const isOurs = (rule: Rule) => means(rule, inputs);
  const id = await rules.create(context, toRequest(inputs), isOurs);
  const confirmed = await afterAcceptance(
    id,
    () => inputs,
    () => rules.confirm(context, id, inputs.ruleName),
  );
  const rule = confirmed ?? (await rules.byName(context, inputs.ruleName)).find(isOurs);
  if (rule) return rule;
  throw new Error(
    `The service answered "${id}", which is a rule of another name, and lists no rule "${inputs.ruleName}" yet. ` +
      'Nothing was recorded; run "pulumi up" again in a minute: it looks for the rule before it creates one.',
  );
}

/** Brings conditions and actions of an existing rule to what is wanted. The body is always complete. */
async function edit(context: Context, rules: RuleDirectory, rule: Rule, inputs: Inputs): Promise<Rule> {
  const preset = rule.ResponseRuleType === "preset";
  if (preset && inputs.onDelete === "delete") {
    throw new Error(
      `Rule ${rule.Id} is a preset rule and cannot be deleted: set onDelete to "disable" or "retain".`,
    );
  }
  const changes = differences(rule, inputs);
  if (changes.length === 0) return rule;
  if (preset) {
    throw new Error(
      `Rule ${rule.Id} is a preset rule: only enabled can be changed, not ${changes.join(", ")}.`,
    );
  }
  await rules.replaceBody(context, rule, toRequest(inputs));
  return (await rules.byId(context, rule.Id)) ?? rule;
}

/** Sets the status if it is not the wanted one: neither create nor update takes it as a parameter. */
async function settle(rules: RuleDirectory, rule: Rule, inputs: Inputs): Promise<State> {
  return afterAcceptance(
    rule.Id,
    () => toState(rule, inputs),
    async () => {
      if (isEnabled(rule) !== inputs.enabled) await rules.setStatus(rule.Id, inputs.enabled);
      return { ...inputs, responseRuleType: rule.ResponseRuleType };
    },
  );
}
