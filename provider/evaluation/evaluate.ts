import { isObject } from "../json";
import type { ExecutionConditionItem } from "../rule-language/conditions";
import { isHidden, type JudgedRule } from "../rule-language/judged-rule";
import { conditionInWords } from "../rule-language/sentence";
import { isVerbatim } from "../rule-language/verbatim";
import { SECRET, UNKNOWN } from "../unknown";
import { quote } from "../wording";
import { type Condition, conditionOf } from "./condition";
import { type Entry, type Keys, keysOf, kindOf } from "./entry";
import { all, type Doubt, type Finding, inWords, isDoubt } from "./findings";

/** Whether something holds, as far as it can be told. */
export type Answer = "yes" | "no" | "cannot tell";

/** What is found of one condition. */
export interface ConditionJudgement {
  /** The condition as the rule has it. */
  readonly condition: ExecutionConditionItem;
  readonly answer: Answer;
  /** Why: a sentence. */
  readonly why: string;
}

/** Whether a rule answers an alert or event. */
export interface Judgement {
  /** `yes` when all conditions hold, `no` when one certainly does not; `cannot tell` is never a no. */
  readonly answer: Answer;
  /** Why: a sentence. */
  readonly why: string;
  /** The condition that decided, where one did. */
  readonly condition?: ExecutionConditionItem;
  /** Every condition, in canonical order. */
  readonly conditions: readonly ConditionJudgement[];
}

/** What no document says, and what is taken for granted in its place. Whatever shows answers shows these sentences. */
export const ASSUMPTIONS: readonly string[] = [
  "All conditions of a rule must hold.",
  'A field is the key of the same words: alert_name is "AlertName". One with a dot is a property of an entity in "EntityList" or "AssetList".',
  "A REGEXP may match anywhere in the text, and both ends belong to a BETWEEN, as in SQL.",
];

/** A rule, ready to be asked about many entries. */
export interface ReadyRule<Of extends Condition = Condition> {
  readonly rule: JudgedRule;
  readonly conditions: readonly Of[];
  /** Why it cannot be told of any entry, where the conditions are not to be seen. */
  readonly doubt?: Doubt;
}

/** Makes the conditions of a rule ready. */
export function readyRule(rule: JudgedRule): ReadyRule {
  return readyWith(rule, conditionOf);
}

/**
 * The same, in a way of one's own.
 * @param ready makes one condition ready
 */
export function readyWith<Of extends Condition>(
  rule: JudgedRule,
  ready: (item: ExecutionConditionItem) => Of,
): ReadyRule<Of> {
  const { conditions } = rule;
  if (isHidden(conditions)) return { rule, conditions: [], doubt: hiddenDoubt(conditions.hidden) };
  if (isVerbatim(conditions)) return { rule, conditions: [], doubt: "verbatim" };
  return { rule, conditions: conditions.map((item) => ready(item)) };
}

/**
 * Whether the rule, were it on, answers the entry: it watches such entries, and all of its conditions hold.
 * @param kind what `kindOf` says of the entry
 */
export function answers(ready: ReadyRule, entry: Keys, kind = kindOf(entry)): Finding {
  return answersOf(watched(ready.rule.autoResponseType, kind), ready, entry);
}

/**
 * The same, where it is known what the rule watches.
 * @param watches what `watched` says of the rule's type and the entry's kind
 */
export function answersOf(watches: Finding, { conditions, doubt }: ReadyRule, entry: Keys): Finding {
  if (watches === false) return false;
  const hold = doubt ?? all(conditions, findIn, entry);
  return hold === false || isDoubt(hold) ? hold : watches;
}

function findIn({ find }: Condition, entry: Keys): Finding {
  return find(entry);
}

/** Which entries rules of a type watch. (PostAutomateResponseConfig, AutoResponseType; CreateResponseRule, ResponseTriggerType) */
const WATCHED = new Map([
  ["alert", "alert"],
  ["event", "event"],
  ["event_update", "event"],
]);

/** Whether rules of a type watch entries of a kind. */
export function watched(autoResponseType: string, kind: "alert" | "event" | undefined): Finding {
  if (autoResponseType === UNKNOWN) return "known later";
  if (autoResponseType === SECRET) return "secret";
  const of = WATCHED.get(autoResponseType);
  if (of === undefined) return "type";
  if (kind === undefined) return "kind";
  if (of !== kind) return false;
  return autoResponseType === "event_update" ? "update" : true;
}

/**
 * Judges a rule on an alert or event, as if it happened now.
 * @param rule One of `declaredRules`.
 * @param entry The alert as DescribeAlerts shows it, or the event as DescribeCloudSiemEvents does, e.g. a line of a history. What a
 * condition asks of and the entry lacks cannot be told.
 * @throws Error when there is no such rule, or when what is given is no rule or no alert or event
 */
export function evaluate(rule: JudgedRule | undefined, entry: Entry): Judgement {
  if (rule === undefined)
    throw new Error(
      "There is no such rule: the names are those of what declaredRules gives, each that of a resource of the program.",
    );
  if (!isRule(rule))
    throw new Error('This is no rule: give one of what declaredRules gives, as in rules["block-webshell"].');
  if (!isObject(entry))
    throw new Error(
      `An alert or event is an object with its fields, as in { AlertName: "webshell" }; got ${quote(entry)}.`,
    );
  return judgementOf(rule, new Map(Object.entries(entry)));
}

function isRule(given: unknown): given is JudgedRule {
  if (!isObject(given) || typeof given.autoResponseType !== "string") return false;
  const { conditions } = given;
  return Array.isArray(conditions) || isHidden(conditions) || isVerbatim(conditions);
}

function judgementOf(rule: JudgedRule, entry: Keys): Judgement {
  const ready = readyRule(rule);
  const kind = kindOf(entry);
  const conditions = ready.conditions.map((condition) => judged(condition, entry));
  const because = (answer: Answer, why: string, condition?: ExecutionConditionItem): Judgement => ({
    answer,
    why,
    ...(condition && { condition }),
    conditions,
  });
  if (rule.enabled === false) return because("no", "The rule is switched off.");
  const watches = watched(rule.autoResponseType, kind);
  if (watches === false) return because("no", `The rule watches ${quote(rule.autoResponseType)}, and this is ${kind}.`);
  const no = conditions.find(({ answer }) => answer === "no");
  if (no) return because("no", no.why, no.condition);
  const open = conditions.find(({ answer }) => answer === "cannot tell");
  if (open) return because("cannot tell", open.why, open.condition);
  const enabled = isHidden(rule.enabled) ? hiddenDoubt(rule.enabled.hidden) : undefined;
  const doubt = ready.doubt ?? (isDoubt(watches) ? watches : enabled);
  if (doubt) return because("cannot tell", `It cannot be told: ${inWords(doubt)}.`);
  const [last] = conditions.slice(-1);
  const why = conditions.length === 0 ? "The rule has no condition." : conditions.map((one) => one.why).join(" ");
  return because("yes", why, conditions.length === 1 ? last?.condition : undefined);
}

/** The answer that a finding is. */
function answerOf(finding: Finding): Answer {
  return finding === true ? "yes" : finding === false ? "no" : "cannot tell";
}

function judged({ item, keys, find, compared }: Condition, entry: Keys): ConditionJudgement {
  const finding = find(entry);
  const said = conditionInWords(item);
  if (isDoubt(finding)) {
    const looked = finding === "missing" ? ` (${keys.join(" or ")})` : "";
    const why = `It cannot be told whether ${said}: ${inWords(finding)}${looked}.`;
    return { condition: item, answer: "cannot tell", why };
  }
  const shown = compared ? keysOf(compared.field).map((key) => `${key} is ${quote(entry.get(key))}`) : [];
  const holds = finding ? "holds" : "does not hold";
  return { condition: item, answer: answerOf(finding), why: `${said} ${holds}: ${shown.join(", ")}.` };
}

function hiddenDoubt(hidden: "unknown" | "secret"): Doubt {
  return hidden === "unknown" ? "known later" : "secret";
}
