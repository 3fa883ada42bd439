import { quote } from "../unknown";
import { Candidates } from "./candidates";
import { contradictionOf, doesAll } from "./deeds";
import { finding, type LintFinding } from "./finding";
import { implies } from "./implication";
import type { ReadyRule } from "./ready";

/** What is odd about rules beside others: of the same account, region, view and kind of trigger, and on. */
export function pairFindings(all: readonly ReadyRule[]): LintFinding[] {
  const comparable = all.filter((one) => one.isOn && one.conditions && !one.contradiction && one.watches !== undefined);
  const groups = Map.groupBy(comparable, ({ watches }) => watches);
  return [...groups.values()].flatMap((group) => {
    const candidates = new Candidates(group);
    return group.flatMap((one, at) => findingsOf(one, at, group, candidates.of(one)));
  });
}

/** @param candidates the places of the rules of the group that may cover the one, in their order */
function findingsOf(
  one: ReadyRule,
  at: number,
  group: readonly ReadyRule[],
  candidates: readonly number[],
): LintFinding[] {
  const wider: ReadyRule[] = [];
  for (const place of candidates) {
    const other = group[place] as ReadyRule;
    if (place === at || !isCovered(one, other)) continue;
    const isAlike = isCovered(other, one);
    // Of those that are alike, the first one is named by the others.
    if (isAlike && place < at) return [sameConditions(one, other)];
    if (!isAlike) wider.push(other);
  }
  const same = wider.find((other) => doesAll(one.rule, other.rule));
  const against = wider.find((other) => contradictionOf(one.rule, other.rule) !== undefined);
  return [...(same ? [covered(one, same)] : []), ...(against ? [contradicted(one, against)] : [])];
}

/** Whether whatever the one answers, the other certainly answers, too. */
function isCovered({ conditions = [] }: ReadyRule, { conditions: wider = [] }: ReadyRule): boolean {
  return wider.every((other) => conditions.some((one) => implies(one, other)));
}

function sameConditions({ rule }: ReadyRule, { rule: other }: ReadyRule): LintFinding {
  const how = contradictionOf(rule, other);
  const [deed, remedy] = how
    ? [`contradicts it: ${how}`, "Decide which of the two is meant, and take the other one out."]
    : doesAll(rule, other)
      ? ["does the same", "Take one of the two out."]
      : ["does something else", "Put the actions of both into one rule, where their order is certain."];
  return finding("SOAR101", rule, {
    about: other.name,
    sentence: `It has the same conditions as ${quote(other.name)}, and ${deed}.`,
    remedy,
  });
}

function covered({ rule }: ReadyRule, { rule: other }: ReadyRule): LintFinding {
  return finding("SOAR102", rule, {
    about: other.name,
    sentence: `Whatever it answers, ${quote(other.name)} answers, too, and does the same.`,
    remedy: `Take it out, or narrow ${quote(other.name)}.`,
  });
}

function contradicted({ rule }: ReadyRule, { rule: other }: ReadyRule): LintFinding {
  return finding("SOAR103", rule, {
    about: other.name,
    sentence: `Whatever it answers, ${quote(other.name)} answers, too, and contradicts it: ${contradictionOf(rule, other)}.`,
    remedy: `Leave out of ${quote(other.name)} what this rule is for.`,
  });
}
