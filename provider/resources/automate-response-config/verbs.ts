/**
 * An automated response rule: when an alert or event looks like this, run that playbook.
 *
 * | verb    | operation                                                                             |
 * |---------|---------------------------------------------------------------------------------------|
 * | look-up | DescribeAutomateResponseConfigFeature and DescribePlaybooks, once a deployment, before a Post   |
 * |         | that names something new                                                               |
 * | create  | ListAutomateResponseConfigs for one of the name; PostAutomateResponseConfig without Id, then UpdateAutomateResponseConfigStatus if needed |
 * | read    | ListAutomateResponseConfigs, one listing for all rules of a view                      |
 * | update  | PostAutomateResponseConfig with Id and the complete body: what was edited, and the rest as it is |
 * |         | there; for `enabled` the status call, before the body where it switches off, else after it; |
 * |         | ListAutomateResponseConfigs, as a service may take the status of a rule that is gone   |
 * | delete  | DeleteAutomateResponseConfig, or what `onDelete` says                                 |
 * | replace | a changed view: delete first, so that two live rules never run the same playbook      |
 */
import type { RuleBody, Rules } from "../../api/collections/rules";
import type { Context } from "../../api/context";
import type { AutomateResponseRule as Rule } from "../../api/operations/ListAutomateResponseConfigs";
import { diff } from "../../lifecycle/diff";
import type { Found, Kind } from "../../lifecycle/kind";
import { Ownership } from "../../lifecycle/ownership";
import { afterAcceptance } from "../../lifecycle/partial-failure";
import { withInputs, withoutEdits } from "../../lifecycle/state";
import { unlessGone } from "../../lifecycle/unless-gone";
import { editOf, needsRequest, readInto, requestOf, viewOf } from "../../lifecycle/wire";
import { actionTypeOf } from "../../rule-language/actions";
import { ruleSentence } from "../../rule-language/sentence";
import { findMatch, means, refuseTakenName, shows, titleOf } from "./match";
import { refuseUnknownNames } from "./names-in-account";
import { unlisted } from "./names-in-catalogue";
import {
  type AutomateResponseConfigInputs as Inputs,
  oneFormOfConditions,
  properties,
  type AutomateResponseConfigState as State,
} from "./properties";
import { status } from "./values";

const NAME = "AutomateResponseConfig";

/** The kind `AutomateResponseConfig`. */
export const automateResponseConfig: Kind<Inputs, State> = {
  name: NAME,
  properties: properties.rows,
  constraints: oneFormOfConditions,
  unlisted,
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
        if (match === undefined) return submit(context, rules, inputs);
        return { id: match.Id, state: await edit(context, rules, match, stateOf(match, inputs), inputs) };
      },
    );
  },

  async read(context, id, state) {
    const rules = rulesOf(context, state);
    const rule = await listed(context, rules, id);
    return rule && stateOf(rule, state);
  },

  async update(context, id, state, inputs) {
    const rules = rulesOf(context, inputs);
    const { updates } = diff(automateResponseConfig, context.config, state, inputs);
    if (updates.length > 0 && !needsRequest(properties, updates)) {
      const isDone = await unlessGone(
        () => rules.setStatus(context, id, inputs.enabled),
        async () => (await rules.byId(context, id)) !== undefined,
      );
      // A service may take the status of what is not there.
      if (!isDone || (await listed(context, rules, id)) === undefined) throw gone(id);
      return withInputs(automateResponseConfig, state, inputs);
    }
    // An edit that leaves the status alone keeps the one that the rule has.
    const isKept = updates.length > 0 && !updates.includes("enabled");
    const rule = await (isKept
      ? rules.settled(context, id, (found) => isOn(found) === state.enabled)
      : rules.byId(context, id));
    if (rule === undefined) throw gone(id);
    if (isKept && isOn(rule) !== state.enabled) {
      const [is, was] = isOn(rule) ? ["on", "off"] : ["off", "on"];
      context.log(
        `Rule ${id} stays ${is}: it was left ${was}, somebody has switched it, and this edit is about something else.`,
      );
    }
    if (updates.includes("ruleName")) await refuseTakenName(context, rules, id, inputs);
    // An update without an edit goes on after a deployment that did not see whether the rule is on.
    const recorded = updates.length > 0 ? state : { ...state, enabled: isOn(rule) };
    return edit(context, rules, rule, recorded, inputs);
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

  forgets: ({ onDelete }) => onDelete === "retain",
};

/** What is recorded, brought to what the service says. */
export function stateOf(rule: Rule, recorded: Omit<Partial<Inputs>, keyof Rule>): State {
  return { ...readInto(properties, rule, recorded), responseRuleType: rule.ResponseRuleType };
}

function rulesOf(context: Context, inputs: Inputs): Rules {
  return context.collections.rules(viewOf(properties, inputs));
}

/** A rule as a listing for all rules shows it or, where that does not, as it is now. */
async function listed(context: Context, rules: Rules, id: string): Promise<Rule | undefined> {
  return (await rules.all(context)).find(({ Id }) => Id === id) ?? rules.byId(context, id);
}

function gone(id: string): Error {
  return new Error(`Rule ${id} does not exist any more. Run "pulumi up --refresh" to create it again.`);
}

/** Goes on with a rule that the service has accepted. */
async function goOn(context: Context, rules: Rules, id: string, inputs: Inputs): Promise<Found<State>> {
  const state = await afterAcceptance(id, newState(inputs), async () => {
    const rule = await rules.confirm(context, id, inputs.ruleName);
    if (rule === undefined) throw new Error(`Rule ${id} has another name than "${inputs.ruleName}" by now.`);
    return edit(context, rules, rule, stateOf(rule, inputs), inputs);
  });
  return { id, state };
}

async function submit(context: Context, rules: Rules, inputs: Inputs): Promise<Found<State>> {
  await refuseUnknownNames(context, inputs);
  const isHeld = (rule: Rule) =>
    Ownership.of(context).holder({ kind: NAME, id: rule.Id, centre: inputs.regionId }) !== undefined;
  const isNew = (rule: Rule) => !isHeld(rule);
  // The service may keep it in other words.
  const isIt = (rule: Rule) => isNew(rule) && (means(rule, inputs) || undefined);
  const answered = await rules.create(context, bodyOf(inputs, requestOf(properties, inputs)), isIt);
  const confirm = () => rules.confirm(context, answered, inputs.ruleName, isNew);
  const rule = await (answered === undefined ? confirm() : afterAcceptance(answered, newState(inputs), confirm));
  if (rule === undefined) {
    throw new Error(
      `The service answered "${answered}", which is a rule of another name, and lists no rule "${inputs.ruleName}" yet. ` +
        'Nothing was recorded; run "pulumi up" again in a minute: it looks for the rule before it creates one.',
    );
  }
  const { Id: id } = rule;
  const created = { ...newState(inputs), enabled: isOn(rule) };
  return { id, state: await afterAcceptance(id, created, () => edit(context, rules, rule, created, inputs)) };
}

/**
 * Brings an existing rule to what is wanted where that differs from what is recorded; the rest stays as it is there, and the
 * body is always complete. A rule that is to be off is switched off before: what it is to do, it must never do.
 */
async function edit(context: Context, rules: Rules, rule: Rule, recorded: State, inputs: Inputs): Promise<State> {
  const { Id, ResponseRuleType: responseRuleType } = rule;
  const { updates } = diff(automateResponseConfig, context.config, recorded, inputs);
  const changes = updates.filter((name) => needsRequest(properties, [name]));
  refuseForPreset(rule, inputs, changes);
  if (changes.length > 0) await refuseUnknownNames(context, inputs, recorded);
  const state: State = { ...inputs, responseRuleType };
  const [on, off] = [true, false].map((value) => updates.includes("enabled") && inputs.enabled === value);
  if (off) await rules.setStatus(context, Id, false);
  const body = bodyOf(inputs, editOf(properties, rule, recorded, inputs));
  if (changes.length > 0) {
    const post = () => rules.replaceBody(context, rule, body);
    await (off ? afterAcceptance(Id, withoutEdits(state, recorded, changes), post) : post());
  }
  const owed = on ? withoutEdits(state, recorded, ["enabled"]) : state;
  return afterAcceptance(Id, owed, async () => {
    const wasOn = !off && isOn(rule);
    const look = () => (shows(rule, body) ? rules.byId(context, Id) : rules.edited(context, rule));
    const after = changes.length > 0 ? await look() : undefined;
    // Whether a new body changes the status is undocumented (PostAutomateResponseConfig): where it is not seen, it is set.
    const changed = changes.length > 0 && (after === undefined || isOn(after) !== wasOn);
    // A list that lags may show on what is off: nothing but the program switches a rule on.
    const isOwed = on || (wasOn && inputs.enabled);
    const set = () => rules.setStatus(context, Id, isOwed);
    if (on || changed) await saying(leftOf(context, Id, isOwed, inputs), set);
    return state;
  });
}

/** What is left of an edit whose status call failed, and who does it. */
function leftOf({ guidance }: Context, id: string, isOwed: boolean, { enabled }: Inputs): string {
  const [is, switched] = isOwed ? ["off", "on"] : ["on", "off"];
  const next =
    isOwed === enabled ? `${guidance.again} switches it ${switched}` : `switch it ${switched} in the console`;
  return `Rule ${id} has what was sent and may still be ${is}: ${next}.`;
}

/** Adds a sentence to the error of a step. */
async function saying(sentence: string, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (cause) {
    throw new Error(`${(cause as Error).message} ${sentence}`, { cause });
  }
}

function isOn({ Status }: Rule): boolean {
  return Status === status.write(true);
}

/** @throws when a preset rule would be edited, or could not be deleted later */
function refuseForPreset({ Id, ResponseRuleType }: Rule, { onDelete }: Inputs, changes: readonly string[]): void {
  if (ResponseRuleType !== "preset") return;
  if (onDelete === "delete") {
    throw new Error(`Rule ${Id} is a preset rule and cannot be deleted: set onDelete to "disable" or "retain".`);
  }
  if (changes.length === 0) return;
  throw new Error(`Rule ${Id} is a preset rule: only enabled can be changed, not ${changes.join(", ")}.`);
}

/** What is remembered of a rule that the service has accepted and not shown yet: whether it is on is still to be seen to. */
function newState(inputs: Inputs): State {
  return { ...inputs, enabled: !inputs.enabled, responseRuleType: "custom" };
}

/** The body of a rule, with what follows from its actions. */
function bodyOf({ ruleName }: Inputs, request: Omit<Partial<RuleBody>, "ActionType">): RuleBody {
  return { RuleName: ruleName, ...request, ActionType: actionTypeOf({ verbatim: request.ActionConfig ?? "" }) };
}
