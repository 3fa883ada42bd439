import { isDeepStrictEqual } from "node:util";
import type { RuleBody, Rules } from "../../api/collections/rules";
import type { Context } from "../../api/context";
import type { AutomateResponseRule as Rule } from "../../api/operations/ListAutomateResponseConfigs";
import { readJson } from "../../json";
import { isYoung, newsOfOthers } from "../../lifecycle/leftover";
import { declaredTwice, Ownership } from "../../lifecycle/ownership";
import { differences, viewOf } from "../../lifecycle/wire";
import { type AutomateResponseConfigInputs as Inputs, properties } from "./properties";

const KIND = "AutomateResponseConfig";

/** What a rule is called in sentences, as no other rule of its view may be. */
export function titleOf(inputs: Inputs): string {
  // RoleType 0 is what the service takes where it is left out.
  const view = Object.entries(viewOf(properties, inputs)).filter(([, value]) => value !== 0);
  return `"${inputs.ruleName}" (${view.map((parameter) => parameter.join(" ")).join(", ")})`;
}

/** The properties in which a rule differs from what is wanted; conditions have one name, however they are written. */
function editsOf(rule: Rule, inputs: Inputs): string[] {
  const names = differences(properties, rule, inputs);
  return [...new Set(names.map((name) => (name === "executionCondition" ? "conditions" : name)))];
}

/** Whether a rule is what is wanted, but for its status. */
export function means(rule: Rule, inputs: Inputs): boolean {
  return editsOf(rule, inputs).every((name) => name === "enabled");
}

/** Whether a rule shows all of a body, as far as lists tell: then no look tells whether the service has taken it over. */
export function shows(rule: Rule, body: RuleBody): boolean {
  const read = (text: unknown) => readJson(String(text)) ?? text;
  const shown: Readonly<Record<string, unknown>> = rule;
  return Object.entries(body).every(
    ([name, sent]) => shown[name] === undefined || isDeepStrictEqual(read(shown[name]), read(sent)),
  );
}

/**
 * The rule of the wanted name that a new resource takes over: with `adopt` whichever there is; else what a stopped deployment
 * left, which bears a name that the provider made, means the same and is young.
 * @throws when another resource of the deployment has that name, or a rule of it is somebody's
 */
export async function findMatch(context: Context, rules: Rules, inputs: Inputs): Promise<Rule | undefined> {
  const named = await rulesNamed(context, rules, inputs);
  const [first, ...others] = named;
  if (first === undefined) {
    if (inputs.adopt) context.log(`No rule is named "${inputs.ruleName}", so that none is adopted: a new one is made.`);
    return undefined;
  }
  if (inputs.adopt && others.length === 0) {
    const edits = editsOf(first, inputs);
    const what = edits.length === 0 ? "it is as declared" : `updating its ${edits.join(", ")}`;
    context.log(`Adopting rule ${first.Id} "${first.RuleName}": ${what}.${laterOn(inputs)}`);
    return first;
  }
  const wasRead = ({ Id: id }: Rule) => Ownership.of(context).wasRead({ kind: KIND, id, centre: inputs.regionId });
  const isLeftover = (rule: Rule) =>
    means(rule, inputs) && isYoung(rule.GmtCreate, context.clock.now()) && !wasRead(rule);
  const leftover = Ownership.of(context).isAutoNamed(KIND, inputs) ? named.find(isLeftover) : undefined;
  if (leftover === undefined) {
    const adopt = others.length === 0 ? 'set "adopt: true"' : 'remove all but one and set "adopt: true"';
    const renamed = 'if it is this resource under its former name, give the resource "aliases"';
    throw taken(
      named,
      inputs,
      `${renamed}; to take it over and update it, ${adopt}; if "alicloud-soar import" wrote this code, ` +
        'run the "pulumi import" that it printed first; to keep it, choose another ruleName',
    );
  }
  context.log(`Took over rule ${leftover.Id} "${leftover.RuleName}", which an earlier deployment left.`);
  for (const { Id, RuleName } of named.filter((rule) => rule !== leftover))
    context.log(
      `warning: rule ${Id} has the same name "${RuleName}", and no resource here has it: look at it in the console.`,
    );
  return leftover;
}

/** What becomes of a rule that somebody made when its resource is deleted, unless it stays. */
function laterOn({ onDelete }: Inputs): string {
  if (onDelete === "retain") return "";
  return ` "pulumi destroy" ${onDelete === "delete" ? "deletes it" : "switches it off"}, unless onDelete is "retain".`;
}

/**
 * Makes sure that a rule can get the wanted name.
 * @throws when another resource of the deployment keeps that name, or a rule of it is somebody's
 */
export async function refuseTakenName(context: Context, rules: Rules, id: string, inputs: Inputs): Promise<void> {
  const named = await rulesNamed(context, rules, inputs, id);
  if (named.length > 0)
    throw taken(
      named,
      inputs,
      "remove it or choose another ruleName; if its resource has just left this program, deploy that first",
    );
}

/** The rules of the wanted name as they are now, without those whose resource gives the name up in the same update. */
async function rulesNamed(context: Context, rules: Rules, inputs: Inputs, id?: string): Promise<readonly Rule[]> {
  const ownership = Ownership.of(context);
  const title = titleOf(inputs);
  const isNamed = ({ Id, RuleName }: Rule) => RuleName === inputs.ruleName && Id !== id;
  const listed = (await rules.all(context)).filter(isNamed);
  const asked = await Promise.all(listed.map(({ Id }) => rules.byId(context, Id)));
  const named = asked.filter((rule) => rule !== undefined).filter(isNamed);
  const free = () =>
    named.filter(({ Id }) => ownership.holder({ kind: KIND, id: Id, centre: inputs.regionId }) === undefined);
  if (free().length > 0) await newsOfOthers(context);
  const namesake = ownership.namesake(KIND, title, id);
  if (namesake !== undefined) throw declaredTwice(KIND, title, namesake);
  return free();
}

function taken(named: readonly Rule[], inputs: Inputs, waysOut: string): Error {
  const found = named.map((rule) => {
    const edits = editsOf(rule, inputs);
    const other = edits.length === 0 ? "" : `, other ${edits.join(", ")}`;
    return `${rule.Id} (created ${rule.GmtCreate || "at an unknown time"}${other})`;
  });
  return new Error(`A rule named "${inputs.ruleName}" exists already: ${found.join("; ")}. What to do: ${waysOut}.`);
}
