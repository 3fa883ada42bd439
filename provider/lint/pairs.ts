import { canonicalText } from "../json";
import { quote } from "../wording";
import { Candidates } from "./candidates";
import { contradictionOf, doesAll } from "./deeds";
import { finding, type LintFinding } from "./finding";
import { implies } from "./implication";
import type { ReadyRule } from "./ready";

/** Rules whose conditions are written alike. */
interface Alike {
  readonly first: ReadyRule;
  readonly others: readonly ReadyRule[];
  /** The first of each that do the same, and its place among all rules. */
  readonly deeds: readonly { readonly rule: ReadyRule; readonly place: number }[];
}

/** What is odd about rules beside others: of the same account, region, view and kind of trigger, and on. */
export function pairFindings(all: readonly ReadyRule[]): LintFinding[] {
  const comparable = all.filter((one) => one.isOn && one.conditions && !one.contradiction && one.watches !== undefined);
  const groups = Map.groupBy(comparable, ({ watches }) => watches);
  return [...groups.values()].flatMap((group) => {
    const classes = alikeIn(group);
    const candidates = new Candidates(classes.map(({ first }) => first));
    return classes.flatMap((one, at) => findingsOf(one, at, classes, candidates.of(one.first)));
  });
}

/** In the order of their first rules. */
function alikeIn(group: readonly ReadyRule[]): Alike[] {
  const classes = Map.groupBy(group.entries(), ([place, { conditions = [] }]) => {
    const texts = conditions.map(({ text }) => text);
    return texts.includes(undefined) ? place : [...new Set(texts)].sort().join("\n");
  });
  return [...classes.values()].map((members) => {
    const deeds = new Map<string, Alike["deeds"][number]>();
    for (const [place, rule] of members) {
      const key = canonicalText(rule.rule.actions);
      if (!deeds.has(key)) deeds.set(key, { rule, place });
    }
    const [first, ...others] = members.map(([, rule]) => rule) as [ReadyRule, ...ReadyRule[]];
    return { first, others, deeds: [...deeds.values()] };
  });
}

/** @param candidates the places of the classes that may cover the one, in their order */
function findingsOf(
  { first: one, others }: Alike,
  at: number,
  classes: readonly Alike[],
  candidates: readonly number[],
): LintFinding[] {
  const wider: Alike["deeds"][number][] = [];
  for (const place of candidates) {
    const { first: other, deeds } = classes[place] as Alike;
    if (place === at || !isCovered(one, other)) continue;
    const isAlike = isCovered(other, one);
    // Of those that are alike, the first one is named by the others.
    if (isAlike && place < at) return [one, ...others].map((rule) => sameConditions(rule, other));
    if (!isAlike) wider.push(...deeds);
  }
  wider.sort((a, b) => a.place - b.place);
  const same = wider.find(({ rule }) => doesAll(one.rule, rule.rule));
  const against = wider.find(({ rule }) => contradictionOf(one.rule, rule.rule) !== undefined);
  return [
    ...(same ? [covered(one, same.rule)] : []),
    ...(against ? [contradicted(one, against.rule)] : []),
    ...others.map((rule) => sameConditions(rule, one)),
  ];
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
