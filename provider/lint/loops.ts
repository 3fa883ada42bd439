import { type Action, actionTypeOf } from "../rule-language/actions";
import { isScalar } from "../rule-language/conditions";
import { isHidden } from "../rule-language/judged-rule";
import { isVerbatim } from "../rule-language/verbatim";
import { quote } from "../unknown";
import { finding, type LintFinding } from "./finding";
import type { Said } from "./implication";
import type { ReadyRule } from "./ready";

/** What of an event each action changes, and the names of a field that may show it. */
const CHANGES = new Map([
  ["changeEventStatus", { what: "the event's status", field: /^(event_|incident_)?status$/i }],
  ["changeThreatLevel", { what: "the event's threat level", field: /^((event|incident)_)?threat_level$/i }],
  ["addEventTag", { what: "the event's tags", field: /tags?$/i }],
  ["deleteEventTag", { what: "the event's tags", field: /tags?$/i }],
]);

/** Actions of a rule that may set the rule off again. */
export function loopFindings({ rule, isOn, conditions, contradiction }: ReadyRule): LintFinding[] {
  const { actions, autoResponseType } = rule;
  if (!isOn || autoResponseType !== "event_update" || conditions === undefined || contradiction) return [];
  if (isHidden(actions) || isVerbatim(actions)) return [];
  const [changing] = actions.filter(({ actionType }) => CHANGES.has(actionType));
  const changed = changing && CHANGES.get(changing.actionType);
  if (changing === undefined || changed === undefined || actions.some((action) => endsIt(action, conditions)))
    return [];
  return [
    finding("SOAR107", rule, {
      about: actionTypeOf([changing]),
      sentence: `It answers every update of such an event, and ${quote(changing.actionType)} is one: it changes ${changed.what}, and no condition tells that the event is not answered again.`,
      remedy: "Watch the event instead of its updates, or add a condition that does not hold after the change.",
    }),
  ];
}

/**
 * Whether a condition may not hold after the action: one on what is changed, unless it certainly holds of every value that the
 * action has.
 */
function endsIt({ actionType, ...parameters }: Action, conditions: readonly Said[]): boolean {
  const field = CHANGES.get(actionType)?.field;
  const values = Object.values(parameters).filter(isScalar).map(String);
  return conditions.some((one) => {
    if (!field?.test(one.field)) return false;
    return values.length === 0 || values.some((value) => one.test(value) !== true);
  });
}
