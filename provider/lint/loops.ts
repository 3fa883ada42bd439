import type { Action } from "../rule-language/actions";
import { isScalar } from "../rule-language/conditions";
import { isHidden } from "../rule-language/judged-rule";
import { conditionInWords } from "../rule-language/sentence";
import { isVerbatim } from "../rule-language/verbatim";
import { quote, series } from "../wording";
import { finding, type LintFinding } from "./finding";
import type { Said } from "./implication";
import type { ReadyRule } from "./ready";

/** The names of a field that may show what each action sets of an event. Tags are several, of which an action sets one. */
const FIELDS = new Map([
  ["changeEventStatus", /^((event|incident)_)?status$/],
  ["changeThreatLevel", /^((event|incident)_)?threat_level$/],
]);

/** Actions of a rule that set the rule off again. */
export function loopFindings({ rule, isOn, conditions, contradiction }: ReadyRule): LintFinding[] {
  const { actions, autoResponseType } = rule;
  if (!isOn || autoResponseType !== "event_update" || conditions === undefined || contradiction) return [];
  if (isHidden(actions) || isVerbatim(actions)) return [];
  const changes = actions.map((action) => ({ action, holds: holdsAfter(action, conditions) }));
  const lasting = changes.find(({ holds }) => holds === true);
  if (lasting === undefined || changes.some(({ holds }) => holds === false)) return [];
  const { actionType } = lasting.action;
  return [
    finding("SOAR107", rule, {
      about: actionType,
      sentence: `It answers updates of events, and its own is one: after ${quote(actionType)}, that ${series(watching(actionType, conditions), ({ item }) => conditionInWords(item))} still holds.`,
      remedy: "Watch events instead of their updates, or have a condition that does not hold after the change.",
    }),
  ];
}

/** The conditions on what an action changes. */
function watching(actionType: string, conditions: readonly Said[]): Said[] {
  const field = FIELDS.get(actionType);
  return conditions.filter((one) => field?.test(one.field));
}

/**
 * Whether what an action changes is watched, and the conditions on it certainly hold of a value that the action has: no document
 * names its parameters. False where they may not hold; undefined where nothing watches it.
 */
function holdsAfter({ actionType, ...parameters }: Action, conditions: readonly Said[]): boolean | undefined {
  const watched = watching(actionType, conditions);
  if (watched.length === 0) return undefined;
  const values = Object.values(parameters).flat().filter(isScalar).map(String);
  return values.some((value) => watched.every((one) => one.test(value) === true));
}
