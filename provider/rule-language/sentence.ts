import { isUnknown, LATER, quote, word } from "../unknown";
import type { Action } from "./actions";
import { type ExecutionConditionItem, itemsOf, type WrittenConditions } from "./conditions";

/** What a rule does, as far as it is known. */
export interface RuleInWords extends WrittenConditions {
  /** What the rule watches: `alert` or `event`. */
  readonly autoResponseType: string;
  readonly actions: readonly Action[];
}

const OPERATORS: Readonly<Record<string, string>> = { containsString: "contains", equals: "is" };

/** One sentence for reviewers: `On every alert where alert_level is "serious", run playbook "WafBlockIP".` */
export function ruleSentence(rule: RuleInWords): string {
  const subject = isUnknown(rule.autoResponseType) ? "alert or event" : rule.autoResponseType;
  const what = isKnown(rule.actions) ? rule.actions.map(actionInWords).join(", then ") : LATER;
  return `On every ${subject} where ${conditionsInWords(rule)}, ${what}.`;
}

function conditionsInWords(written: WrittenConditions): string {
  const parts: readonly object[] = written.executionCondition ?? Object.values(written.conditions ?? {});
  if (isUnknown(written.conditions) || !isKnown(parts)) return LATER;
  return itemsOf(written).map(conditionInWords).join(" and ");
}

function isKnown(parts: readonly unknown[]): boolean {
  return !isUnknown(parts) && !parts.some(isUnknown);
}

function conditionInWords({ left, operator, right }: ExecutionConditionItem): string {
  const subject = isUnknown(left) ? LATER : word(left.value);
  const start = `${subject} ${OPERATORS[operator] ?? word(operator)}`;
  if (right === undefined) return start;
  return `${start} ${inFull(isUnknown(right) ? right : right.value)}`;
}

function actionInWords({ actionType, ...rest }: Action): string {
  switch (actionType) {
    case "doPlaybook":
      return `run playbook ${inFull(rest.playbookName)}`;
    case "changeEventStatus":
      return `change the event's status${details(rest)}`;
    case "changeThreatLevel":
      return `change the event's threat level${details(rest)}`;
    default:
      return `${actionType}${details(rest)}`;
  }
}

function details(rest: object): string {
  return Object.keys(rest).length === 0 ? "" : ` ${inFull(rest)}`;
}

/** A change of a value must change the sentence, wherever in the value it is. */
function inFull(value: unknown): string {
  return quote(value, Number.POSITIVE_INFINITY);
}
