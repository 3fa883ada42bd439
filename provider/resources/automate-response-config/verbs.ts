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

import type { Rules } from "../../api/collections/rules";
import { dataManagementCentre, dataManagementCentres } from "../../api/configuration/endpoints";
import type { Context } from "../../api/context";
import type { AutomateResponseRule } from "../../api/operations/ListAutomateResponseConfigs";
import {
  afterAcceptance,
  type CheckFailure,
  declaredTwice,
  diff,
  flag,
  id,
  inWords,
  isUnknown,
  type Kind,
  Ownership,
  oneOf,
  oneOfNumbers,
  text,
  timeouts,
  unlessGone,
  withInputs,
} from "../../lifecycle";
import { ruleSentence } from "../../rule-language";
import type { AutomateResponseConfigInputs, AutomateResponseConfigState } from "./properties";
import { findRules } from "./query";
import { actionsSchema, conditionsSchema, executionConditionSchema } from "./schemas";
import { differences, isEnabled, means, toRequest, toState, toView } from "./wire";

type Inputs = AutomateResponseConfigInputs;
type State = AutomateResponseConfigState;
type Rule = AutomateResponseRule;

const NAME = "AutomateResponseConfig";

/** The kind `AutomateResponseConfig`. */
export const automateResponseConfig: Kind<Inputs, State> = {
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
      schema: oneOf(dataManagementCentres),
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
    const rules = context.collections.rules(toView(inputs));
    // RoleType 0 is what the service takes where it is left out.
    const view = Object.entries(toView(inputs)).filter(([, value]) => value !== undefined && value !== 0);
    const title = `"${inputs.ruleName}" (${view.map((parameter) => parameter.join(" ")).join(", ")})`;
    return Ownership.of(context).create(NAME, title, async () => {
      const twin = await findTwin(context, rules, inputs);
      const rule = await (twin ? edit(context, rules, twin, inputs) : submit(context, rules, inputs));
      return { id: rule.Id, state: await settle(context, rules, rule, inputs) };
    });
  },

  async read(context, id, state) {
    const rules = context.collections.rules(toView(state));
    const rule = (await rules.all(context)).find(({ Id }) => Id === id) ?? (await rules.byId(context, id));
    return rule && toState(rule, state);
  },

  async update(context, id, state, inputs) {
    const rules = context.collections.rules(toView(inputs));
    const { updates } = diff(automateResponseConfig, context.config, state, inputs);
    if (updates.length === 1 && updates[0] === "enabled") {
      await rules.setStatus(context, id, inputs.enabled);
      return withInputs(automateResponseConfig, state, inputs);
    }
    const rule = await rules.byId(context, id);
    if (rule === undefined) {
      throw new Error(`Rule ${id} does not exist any more. Run "pulumi up --refresh" to create it again.`);
    }
    return settle(context, rules, await edit(context, rules, rule, inputs), inputs);
  },

  async delete(context, id, state) {
    const rules = context.collections.rules(toView(state));
    const act = {
      delete: () => rules.delete(context, id),
      disable: () => rules.setStatus(context, id, false),
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
async function findTwin(context: Context, rules: Rules, inputs: Inputs): Promise<Rule | undefined> {
  const listed = (await rules.all(context)).filter(({ RuleName }) => RuleName === inputs.ruleName);
  const asked = await Promise.all(listed.map(({ Id }) => rules.byId(context, Id)));
  const named = asked
    .filter((rule) => rule !== undefined)
    .filter(({ RuleName }) => RuleName === inputs.ruleName);
  if (named.length === 0) return undefined;
  const held = named.find(({ Id }) => Ownership.of(context).holds(NAME, Id));
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

async function submit(context: Context, rules: Rules, inputs: Inputs): Promise<Rule> {
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
async function edit(context: Context, rules: Rules, rule: Rule, inputs: Inputs): Promise<Rule> {
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
async function settle(context: Context, rules: Rules, rule: Rule, inputs: Inputs): Promise<State> {
  return afterAcceptance(
    rule.Id,
    () => toState(rule, inputs),
    async () => {
      if (isEnabled(rule) !== inputs.enabled) await rules.setStatus(context, rule.Id, inputs.enabled);
      return { ...inputs, responseRuleType: rule.ResponseRuleType };
    },
  );
}
