import { compareText, isObject, readJson, withoutNulls } from "../json";
import { isUnknown, LATER, quote, word } from "../unknown";
import { firstOf, series } from "../wording";
import type { Action, Actions } from "./actions";
import { type ExecutionConditionItem, rawOf, type WrittenConditions } from "./conditions";
import { comparison } from "./operators";
import { isVerbatim, type Verbatim } from "./verbatim";

/** What a rule does, as far as it is known. */
export interface RuleInWords extends WrittenConditions {
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

/** What `isNot` may be; a service may send booleans as text. */
const NEGATIONS = new Map([
  ["undefined", false],
  ["false", false],
  ["true", true],
]);

/** How much of what has no words is shown as it is. */
const RAW = 200;

/** One sentence for reviewers: `On every alert where alert_level is "serious", run playbook "WafBlockIP".` */
export function ruleSentence(rule: RuleInWords): string {
  const { autoResponseType: type } = rule;
  const subject = isUnknown(type) ? "alert or event" : (SUBJECTS.get(type) ?? quote(type));
  return `${switchInWords(rule)} every ${subject}${viewInWords(rule)} where ${conditionsInWords(rule)}, ${actionsInWords(rule)}.`;
}

function switchInWords({ enabled }: RuleInWords): string {
  if (isUnknown(enabled)) return `Switched on or off ${LATER}: on`;
  return enabled === false ? "Switched off: on" : "On";
}

function viewInWords({ roleType, roleFor }: RuleInWords): string {
  const all = roleType === 1 ? " of all managed accounts" : "";
  return roleFor === undefined ? all : `${all} in the view of account ${word(roleFor)}`;
}

function conditionsInWords(written: WrittenConditions): string {
  const { conditions, executionCondition } = written;
  if (isUnknown(conditions) || isUnknown(executionCondition)) return LATER;
  if (Object.values(conditions ?? {}).some(isUnknown)) return LATER;
  const raw = rawOf(written);
  if (isVerbatim(raw)) return holds(meant(raw));
  return firstOf(raw, conditionInWords, (count) => `${count} more conditions hold`).join(" and ");
}

function conditionInWords(item: ExecutionConditionItem): string {
  if (isUnknown(item)) return LATER;
  const { left, operator, right, isNot, itemId, ...rest } = withoutNulls(item) as ExecutionConditionItem;
  const isKnown = Object.keys(rest).length === 0 && isSide(left) && (right === undefined || isSide(right));
  const field = isUnknown(left) ? LATER : typeof left?.value === "string" && word(left.value);
  const negation = NEGATIONS.get(String(isNot));
  if (!isKnown || !field || negation === undefined) return holds(item);
  const value = isUnknown(right) ? { value: right } : right;
  const compared = isUnknown(operator) ? `compares ${LATER}` : comparison(operator, negation, value);
  return compared === undefined ? holds(item) : `${field} ${compared}`;
}

/** Whether there is nothing but a value, which is what the words are made of. */
function isSide(side: unknown): boolean {
  return isUnknown(side) || (isObject(side) && Object.keys(side).join() === "value");
}

function holds(raw: unknown): string {
  return `this holds: ${raw === "" ? "(an empty text)" : quote(raw, RAW)}`;
}

function meant({ verbatim }: Verbatim): unknown {
  return readJson(verbatim) ?? verbatim;
}

function actionsInWords({ actions }: RuleInWords): string {
  if (isUnknown(actions)) return LATER;
  if (isVerbatim(actions)) return `do this: ${quote(meant(actions), RAW)}`;
  return firstOf(actions, actionInWords, (count) => `take ${count} more actions`).join(", then ");
}

function actionInWords(action: Action): string {
  if (isUnknown(action)) return LATER;
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
