import { isObject, type JsonObject } from "../json";
import { ruleOf } from "../judged-rules/engine";
import { isHidden, type JudgedRule } from "../rule-language/judged-rule";
import { ruleSentence } from "../rule-language/sentence";
import { isVerbatim, type Verbatim } from "../rule-language/verbatim";
import { SECRET, UNKNOWN } from "../unknown";
import { withWords } from "./properties";

/** Actions that only write on an event: whoever reads it decides. (ActionType of PostAutomateResponseConfig) */
const HARMLESS = ["changeEventStatus", "changeThreatLevel", "addEventTag", "deleteEventTag"];

/** What a rule of a preview does, as a report tells it. */
export interface ReportedRule {
  readonly sentence: string;
  /** Whether the service evaluates it: it may where that is not known yet. */
  readonly isOn: boolean;
  /** Whether it does more than write on an event, as far as is to be seen. */
  readonly isDangerous: boolean;
  /** What it watches, e.g. `alert`. */
  readonly trigger: string;
  /** Its playbooks, and what else it does. */
  readonly deeds: readonly Deed[];
}

/** Something that a rule does. */
export interface Deed {
  /** Name of a playbook, or the type of an action. */
  readonly name: string;
  readonly isPlaybook: boolean;
  /** UUID of the playbook. */
  readonly uuid?: string;
}

/** The rule that the engine shows with these properties. */
export function reportedRule(urn: string, properties: JsonObject): ReportedRule {
  const rule = ruleOf(urn, { inputs: properties }) as JudgedRule;
  const actions = isHidden(rule.actions) || isVerbatim(rule.actions) ? undefined : rule.actions;
  return {
    sentence: sentenceOf(rule),
    isOn: rule.enabled !== false,
    isDangerous: actions?.every(({ actionType }) => HARMLESS.includes(actionType)) !== true,
    trigger: withWords(rule.autoResponseType),
    deeds: actions?.map(deedOf) ?? [{ name: "actions that are not to be seen", isPlaybook: false }],
  };
}

function deedOf(action: JsonObject): Deed {
  const { actionType, playbookName, playbookUuid } = action;
  if (actionType !== "doPlaybook") return { name: withWords(String(actionType)), isPlaybook: false };
  return {
    name: withWords(String(playbookName ?? playbookUuid)),
    isPlaybook: true,
    ...(typeof playbookUuid === "string" && { uuid: withWords(playbookUuid) }),
  };
}

/** Written anew: a recorded sentence may be of an earlier release, or of before a policy that changed the rule. */
function sentenceOf({ conditions, actions, enabled, ...rule }: JudgedRule): string {
  const sentence = ruleSentence({
    ...rule,
    executionCondition: seen(conditions),
    actions: seen(actions),
    enabled: enabled !== false,
  });
  const doubt = isObject(enabled) ? " Whether it is on is not to be seen here." : "";
  return `${withWords(sentence)}${doubt}`;
}

function seen<Value>(part: Value | { readonly hidden: "unknown" | "secret" }): Value | Verbatim {
  if (!isHidden(part)) return part as Value;
  return { verbatim: part.hidden === "unknown" ? UNKNOWN : SECRET };
}
