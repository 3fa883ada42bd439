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
  /** Name of a playbook, as the account has it where that is known, or the type of an action. */
  readonly name: string;
  readonly isPlaybook: boolean;
  /** UUID of the playbook. */
  readonly uuid?: string;
  /** What the rule calls the playbook, where the account calls it otherwise. */
  readonly misnamed?: string;
}

/** Names of playbooks in the account, by UUID. */
export type PlaybookNames = ReadonlyMap<string, string>;

/** The rule that the engine shows with these properties, with its playbooks called what the account calls them. */
export function reportedRule(urn: string, properties: JsonObject, names: PlaybookNames): ReportedRule {
  const rule = ruleOf(urn, { inputs: properties }) as JudgedRule;
  const actions = isHidden(rule.actions) || isVerbatim(rule.actions) ? undefined : rule.actions;
  return {
    sentence: sentenceOf(actions ? { ...rule, actions: actions.map((action) => renamed(action, names)) } : rule),
    isOn: rule.enabled !== false,
    isDangerous: actions?.every(({ actionType }) => HARMLESS.includes(actionType)) !== true,
    trigger: withWords(rule.autoResponseType),
    deeds: actions?.map((action) => deedOf(action, names)) ?? [
      { name: "actions that are not to be seen", isPlaybook: false },
    ],
  };
}

function renamed<Of extends JsonObject>(action: Of, names: PlaybookNames): Of {
  const name = action.actionType === "doPlaybook" ? names.get(String(action.playbookUuid)) : undefined;
  return name === undefined ? action : { ...action, playbookName: name };
}

function deedOf(action: JsonObject, names: PlaybookNames): Deed {
  const { actionType, playbookUuid } = action;
  const { playbookName } = renamed(action, names);
  if (actionType !== "doPlaybook") return { name: withWords(String(actionType)), isPlaybook: false };
  return {
    name: withWords(String(playbookName ?? playbookUuid)),
    isPlaybook: true,
    ...(playbookName !== action.playbookName && { misnamed: withWords(String(action.playbookName)) }),
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
