/**
 * An automated response rule: when an alert or event looks like this, run that playbook.
 *
 * | verb    | operation                                                                             |
 * |---------|---------------------------------------------------------------------------------------|
 * | create  | PostAutomateResponseConfig without Id, then UpdateAutomateResponseConfigStatus if needed |
 * | read    | ListAutomateResponseConfigs, one listing for all rules of a view                      |
 * | update  | PostAutomateResponseConfig with Id and the complete body; the status call alone for `enabled`, |
 * |         | before the body where it switches off, after it where it switches on                  |
 * | delete  | DeleteAutomateResponseConfig, or what `onDelete` says                                 |
 * | replace | a changed view: delete first, so that two live rules never run the same playbook      |
 */
import type { RuleBody, Rules } from "../../api/collections/rules";
import type { Context } from "../../api/context";
import type { AutomateResponseRule as Rule } from "../../api/operations/ListAutomateResponseConfigs";
import { diff } from "../../lifecycle/diff";
import type { Kind } from "../../lifecycle/kind";
import { Ownership } from "../../lifecycle/ownership";
import { afterAcceptance } from "../../lifecycle/partial-failure";
import { withInputs } from "../../lifecycle/state";
import { unlessGone } from "../../lifecycle/unless-gone";
import { status } from "../../lifecycle/value";
import { needsRequest, readInto, requestOf, viewOf } from "../../lifecycle/wire";
import { actionTypeOf } from "../../rule-language/actions";
import { ruleSentence } from "../../rule-language/sentence";
import { bodyDifferences, findMatch, means, refuseTakenName, statusDiffers, titleOf } from "./match";
import {
  type AutomateResponseConfigInputs as Inputs,
  oneFormOfConditions,
  properties,
  type AutomateResponseConfigState as State,
} from "./properties";

const NAME = "AutomateResponseConfig";

/** The kind `AutomateResponseConfig`. */
export const automateResponseConfig: Kind<Inputs, State> = {
  name: NAME,
  properties: properties.rows,
  constraints: oneFormOfConditions,
  centreOf: ({ regionId }) => regionId,
  titleOf,
  replacement: "delete-first",
  summarize: ruleSentence,

  async create(context, inputs) {
    const rules = rulesOf(context, inputs);
    const title = titleOf(inputs);
    return Ownership.of(context).create(
      context,
      { kind: NAME, inputs, key: title, title, centre: inputs.regionId },
      async (begun) => {
        if (begun !== undefined) return goOn(context, rules, begun.id, inputs);
        const match = await findMatch(context, rules, inputs);
        const rule = await (match ? edit(context, rules, match, inputs) : submit(context, rules, inputs));
        return { id: rule.Id, state: await setStatus(context, rules, rule, inputs) };
      },
    );
  },

  async read(context, id, state) {
    const rules = rulesOf(context, state);
    const rule = (await rules.all(context)).find(({ Id }) => Id === id) ?? (await rules.byId(context, id));
    return rule && stateOf(rule, state);
  },

  async update(context, id, state, inputs) {
    const rules = rulesOf(context, inputs);
    const { updates } = diff(automateResponseConfig, context.config, state, inputs);
    if (updates.length > 0 && !needsRequest(properties, updates)) {
      await rules.setStatus(context, id, inputs.enabled);
      return withInputs(automateResponseConfig, state, inputs);
    }
    const rule = await rules.byId(context, id);
    if (rule === undefined) {
      throw new Error(`Rule ${id} does not exist any more. Run "pulumi up --refresh" to create it again.`);
    }
    if (updates.includes("ruleName")) await refuseTakenName(context, rules, id, inputs);
    return setStatus(context, rules, await edit(context, rules, rule, inputs), inputs);
  },

  async delete(context, id, state) {
    const rules = rulesOf(context, state);
    const act = {
      delete: () => rules.delete(context, id),
      disable: () => rules.setStatus(context, id, false),
      retain: async () => {},
    }[state.onDelete];
    await unlessGone(act, async () => (await rules.byId(context, id)) !== undefined);
  },
};

/** What is recorded, brought to what the service says. */
export function stateOf(rule: Rule, recorded: Omit<Partial<Inputs>, keyof Rule>): State {
  return { ...readInto(properties, rule, recorded), responseRuleType: rule.ResponseRuleType };
}

function rulesOf(context: Context, inputs: Inputs): Rules {
  return context.collections.rules(viewOf(properties, inputs));
}

/** Goes on with a rule that the service has accepted. */
async function goOn(context: Context, rules: Rules, id: string, inputs: Inputs) {
  const state = await afterAcceptance(id, newState(inputs), async () => {
    const rule = await rules.confirm(context, id, inputs.ruleName);
    if (rule === undefined) throw new Error(`Rule ${id} has another name than "${inputs.ruleName}" by now.`);
    return setStatus(context, rules, await edit(context, rules, rule, inputs), inputs);
  });
  return { id, state };
}

async function submit(context: Context, rules: Rules, inputs: Inputs): Promise<Rule> {
  const isHeld = (rule: Rule) =>
    Ownership.of(context).holder({ kind: NAME, id: rule.Id, centre: inputs.regionId }) !== undefined;
  const isOurs = (rule: Rule) => means(rule, inputs) && !isHeld(rule);
  // The service may keep it in other words.
  const isIt = (rule: Rule) => (isHeld(rule) ? false : means(rule, inputs) || undefined);
  const id = await rules.create(context, bodyOf(inputs), isIt);
  const confirmed = await afterAcceptance(id, newState(inputs), () => rules.confirm(context, id, inputs.ruleName));
  const rule = confirmed ?? (await rules.byName(context, inputs.ruleName)).find(isOurs);
  if (rule) return rule;
  throw new Error(
    `The service answered "${id}", which is a rule of another name, and lists no rule "${inputs.ruleName}" yet. ` +
      'Nothing was recorded; run "pulumi up" again in a minute: it looks for the rule before it creates one.',
  );
}

/**
 * Brings conditions and actions of an existing rule to what is wanted. The body is always complete. A rule that is to be off
 * is switched off before: what it is to do, it must never do.
 */
async function edit(context: Context, rules: Rules, rule: Rule, inputs: Inputs): Promise<Rule> {
  const preset = rule.ResponseRuleType === "preset";
  if (preset && inputs.onDelete === "delete") {
    throw new Error(`Rule ${rule.Id} is a preset rule and cannot be deleted: set onDelete to "disable" or "retain".`);
  }
  const changes = bodyDifferences(rule, inputs);
  if (changes.length === 0) return rule;
  if (preset) {
    throw new Error(`Rule ${rule.Id} is a preset rule: only enabled can be changed, not ${changes.join(", ")}.`);
  }
  const replaceBody = async (known: Rule) => {
    await rules.replaceBody(context, known, bodyOf(inputs));
    return (await rules.byId(context, rule.Id)) ?? known;
  };
  if (inputs.enabled || !statusDiffers(rule, inputs)) return replaceBody(rule);
  await rules.setStatus(context, rule.Id, false);
  const stopped = { ...rule, Status: status.write(false) };
  return afterAcceptance(rule.Id, stateOf(stopped, inputs), () => replaceBody(stopped));
}

/** Sets the status if it is not the wanted one: neither create nor update takes it as a parameter. */
async function setStatus(context: Context, rules: Rules, rule: Rule, inputs: Inputs): Promise<State> {
  return afterAcceptance(rule.Id, stateOf(rule, inputs), async () => {
    if (statusDiffers(rule, inputs)) await rules.setStatus(context, rule.Id, inputs.enabled);
    return { ...inputs, responseRuleType: rule.ResponseRuleType };
  });
}

/** What is remembered of a rule that the service has accepted and not shown yet. */
function newState(inputs: Inputs): State {
  return { ...inputs, responseRuleType: "custom" };
}

function bodyOf(inputs: Inputs): RuleBody {
  const { ruleName: RuleName, actions } = inputs;
  return { ...requestOf(properties, inputs), RuleName, ActionType: actionTypeOf(actions) };
}
