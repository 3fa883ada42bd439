import { isObject } from "../json";
import { type Action, type Actions, sameActions } from "../rule-language/actions";
import { isScalar } from "../rule-language/conditions";
import { isHidden, type JudgedRule } from "../rule-language/judged-rule";
import { isVerbatim } from "../rule-language/verbatim";
import { hasHidden } from "../unknown";
import { quote } from "../wording";

/** The actions of a rule, where all of them are to be seen. */
function seen({ actions }: JudgedRule): Actions | undefined {
  return isHidden(actions) || hasHidden(actions) ? undefined : actions;
}

/** Whether certainly all that the one does is among what the other does. */
export function doesAll(one: JudgedRule, other: JudgedRule): boolean {
  const [done, more] = [seen(one), seen(other)];
  if (done === undefined || more === undefined) return false;
  if (isVerbatim(done) || isVerbatim(more)) return sameActions(done, more);
  return done.every((action) => more.some((another) => sameActions([action], [another])));
}

/** How an action of the one certainly contradicts one of the other: the end of a sentence. */
export function contradictionOf(one: JudgedRule, other: JudgedRule): string | undefined {
  const [done, more] = [seen(one), seen(other)];
  if (done === undefined || more === undefined || isVerbatim(done) || isVerbatim(more)) return undefined;
  for (const action of done) {
    for (const another of more) {
      const how = contradicts(action, another);
      if (how !== undefined) return how;
    }
  }
  return undefined;
}

/** What of an event each type of action sets. */
const SETS = new Map([
  ["changeEventStatus", "status"],
  ["changeThreatLevel", "threat level"],
]);

function contradicts(one: Action, other: Action): string | undefined {
  const { actionType: type, ...parameters } = one;
  const { actionType: otherType, ...others } = other;
  const isOpposed = type !== otherType && [type, otherType].toSorted().join() === "addEventTag,deleteEventTag";
  if (isOpposed) {
    const isSame = Object.keys(parameters).length > 0 && sameActions([{ ...other, actionType: type }], [one]);
    return isSame ? "one adds the tag that the other removes" : undefined;
  }
  if (type !== otherType) return undefined;
  if (type === "doPlaybook") {
    const isSame = one.playbookUuid !== undefined && one.playbookUuid === other.playbookUuid;
    const differs = isSame && !sameActions([one], [other]);
    return differs ? `each runs ${quote(one.playbookName)} with parameters of its own` : undefined;
  }
  const set = SETS.get(type);
  if (set === undefined) return undefined;
  return differ(parameters, others) ? `each sets another ${set}` : undefined;
}

/** Whether a parameter that both have is another one. No document names the parameters: two keys may be one, or say nothing. */
function differ(one: object, other: object): boolean {
  if (!isObject(one) || !isObject(other)) return false;
  return Object.entries(one).some(([key, value]) => {
    const another = other[key];
    return isScalar(value) && isScalar(another) && String(value) !== String(another);
  });
}
