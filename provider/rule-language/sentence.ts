import { compareText, isObject, readJson, withoutNulls } from "../json";
import { firstOf, quote, series, word } from "../wording";
import type { Action, Actions } from "./actions";
import { type ExecutionConditionItem, rawOf, type WrittenConditions } from "./conditions";
import { comparison } from "./operators";
import { isVerbatim, type Verbatim } from "./verbatim";

/** What a rule does. */
interface RuleInWords extends WrittenConditions {
  /** What the rule watches: `alert` or `event`. */
  readonly autoResponseType: string;
  readonly actions: Actions;
  /** Whether the service evaluates the rule; a rule that says nothing is on. */
  readonly enabled?: boolean;
  /** 1: all accounts that the administrator manages. */
  readonly roleType?: number;
  /** Member account whose view is taken. */
  readonly roleFor?: string;
}

const SUBJECTS = new Map([
  ["alert", "alert"],
  ["event", "event"],
  ["event_update", "update of an event"],
]);

/** The action types that the documents name. (ActionType of PostAutomateResponseConfig and CreateResponseRule) */
const ACTIONS = new Map([
  ["changeEventStatus", "change the event's status"],
  ["changeThreatLevel", "change the event's threat level"],
  ["addEventTag", "add a tag to the event"],
  ["deleteEventTag", "remove a tag from the event"],
  ["alertWhitelist", "put the alert on the whitelist"],
]);

/** An `isNot` that says nothing; a service may send booleans as text. What another one does in a rule, no document says. */
const NOT_NEGATED = ["undefined", "false"];

/** How much of what has no words is shown as it is. */
const RAW = 200;

/** One sentence for reviewers: `On every alert where alert_level is "serious", run playbook "WafBlockIP".` */
export function ruleSentence(rule: RuleInWords): string {
  const { autoResponseType: type, enabled } = rule;
  const on = enabled === false ? "Switched off: on" : "On";
  const subject = SUBJECTS.get(type) ?? quote(type);
  return `${on} every ${subject}${viewInWords(rule)} where ${conditionsInWords(rule)}, ${actionsInWords(rule)}.`;
}

function viewInWords({ roleType, roleFor }: RuleInWords): string {
  const all = roleType === 1 ? " of all managed accounts" : "";
  return roleFor === undefined ? all : `${all} in the view of account ${word(roleFor)}`;
}

function conditionsInWords(written: WrittenConditions): string {
  const raw = rawOf(written);
  if (isVerbatim(raw)) return holds(meant(raw));
  return firstOf(raw, conditionInWords, (count) => `${count} more conditions hold`).join(" and ");
}

/** A condition in words, e.g. `alert_name contains "webshell"`. */
export function conditionInWords(item: ExecutionConditionItem): string {
  const { left, operator, right, isNot, itemId, ...rest } = withoutNulls(item);
  const isKnown = Object.keys(rest).length === 0 && isSide(left) && (right === undefined || isSide(right));
  if (!isKnown || typeof left.value !== "string" || !NOT_NEGATED.includes(String(isNot))) return holds(item);
  const compared = comparison(operator, right);
  return compared === undefined ? holds(item) : `${word(left.value)} ${compared}`;
}

/** Whether there is nothing but a value, which is what the words are made of. */
function isSide(side: unknown): boolean {
  return isObject(side) && Object.keys(side).join() === "value";
}

function holds(raw: unknown): string {
  return `this holds: ${raw === "" ? "(an empty text)" : quote(raw, RAW)}`;
}

function meant({ verbatim }: Verbatim): unknown {
  return readJson(verbatim) ?? verbatim;
}

function actionsInWords({ actions }: RuleInWords): string {
  if (isVerbatim(actions)) return `do this: ${quote(meant(actions), RAW)}`;
  return firstOf(actions, actionInWords, (count) => `take ${count} more actions`).join(", then ");
}

function actionInWords(action: Action): string {
  const { actionType, ...parameters } = action;
  if (actionType === "doPlaybook") return playbookInWords(parameters);
  const words = ACTIONS.get(actionType);
  return words === undefined
    ? `do this: ${quote(action, RAW)}`
    : `${words}${withParameters(Object.entries(parameters))}`;
}

function playbookInWords({ playbookName, playbookUuid, ...rest }: { readonly [key: string]: unknown }): string {
  const parameters = Object.entries(rest).flatMap(([name, value]) => {
    return name === "disposeParam" && isObject(value) ? Object.entries(value) : [[name, value] as const];
  });
  return `run playbook ${quote(playbookName)}${withParameters(parameters)}`;
}

function withParameters(parameters: readonly (readonly [string, unknown])[]): string {
  const sorted = parameters.toSorted(([a], [b]) => compareText(a, b));
  const said = series(sorted, ([name, value]) => `${word(name)} ${quote(value)}`);
  return said === "" ? "" : ` with ${said}`;
}
