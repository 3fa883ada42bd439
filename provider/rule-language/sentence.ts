import type { Action } from "./actions";
import { type ExecutionConditionItem, itemsOf, type WrittenConditions } from "./conditions";

/** What a rule does, as far as it is known. */
export interface RuleInWords extends WrittenConditions {
  /** What the rule watches: `alert` or `event`. */
  readonly autoResponseType: string;
  readonly actions: readonly Action[];
}

/** How to speak of a value that is not known before apply. */
export interface Words {
  isUnknown(value: unknown): boolean;
  show(value: unknown): string;
}

const LATER = "(known after apply)";
const OPERATORS: Readonly<Record<string, string>> = { containsString: "contains", equals: "is" };

/** One sentence for reviewers: `On every alert where alert_level is "serious", run playbook "WafBlockIP".` */
export function ruleSentence(rule: RuleInWords, words: Words): string {
  const subject = words.isUnknown(rule.autoResponseType) ? "alert or event" : rule.autoResponseType;
  const where = conditionsInWords(rule, words);
  const what = partsOf(rule.actions, words)?.map((action) => actionInWords(action, words.show));
  return `On every ${subject} where ${where}, ${what?.join(", then ") ?? LATER}.`;
}

function conditionsInWords(written: WrittenConditions, words: Words): string {
  const parts: readonly object[] = written.executionCondition ?? Object.values(written.conditions ?? {});
  if (words.isUnknown(written.conditions) || partsOf(parts, words) === undefined) return LATER;
  return itemsOf(written)
    .map((item) => conditionInWords(item, words))
    .join(" and ");
}

function partsOf<Part>(parts: readonly Part[], { isUnknown }: Words): readonly Part[] | undefined {
  return isUnknown(parts) || parts.some(isUnknown) ? undefined : parts;
}

function conditionInWords({ left, operator, right }: ExecutionConditionItem, words: Words): string {
  const name = (value: string) => (words.isUnknown(value) ? LATER : value);
  const subject = words.isUnknown(left) ? LATER : name(left.value);
  const start = `${subject} ${OPERATORS[operator] ?? name(operator)}`;
  if (right === undefined) return start;
  return `${start} ${words.show(words.isUnknown(right) ? right : right.value)}`;
}

function actionInWords({ actionType, ...rest }: Action, show: Words["show"]): string {
  switch (actionType) {
    case "doPlaybook":
      return `run playbook ${show(rest.playbookName)}`;
    case "changeEventStatus":
      return `change the event's status${details(rest, show)}`;
    case "changeThreatLevel":
      return `change the event's threat level${details(rest, show)}`;
    default:
      return `${actionType}${details(rest, show)}`;
  }
}

function details(rest: object, show: Words["show"]): string {
  return Object.keys(rest).length === 0 ? "" : ` ${show(rest)}`;
}
