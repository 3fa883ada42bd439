import { closest } from "../closest";
import type { MetThreshold, PlaybookRuns, SimulatedRule } from "./result";

/** What thresholds are about: a number of a rule; undefined for a rule that has none, such as one that goes. */
interface Measure {
  /** In words, for the help. */
  readonly means: string;
  readonly of: (rule: SimulatedRule) => number | undefined;
}

/** What a threshold can name. */
export const MEASURES: Readonly<Record<string, Measure>> = {
  matches: { means: "entries that the rule answers, as it will be", of: answered },
  "new-matches": { means: "entries that the change makes it answer", of: ({ added }) => added.matches },
  "lost-matches": { means: "entries that it does not answer any more", of: ({ removed }) => removed.matches },
  "new-assets": { means: "different assets among the new matches", of: ({ added }) => added.assets.count },
  runs: {
    means: "runs of playbooks, as it will be",
    of: (rule) => (rule.after ? runsIn(rule, ({ after }) => after) : undefined),
  },
  "new-runs": { means: "runs of playbooks that there were not", of: (rule) => runsIn(rule, ({ added }) => added) },
  "cannot-tell": {
    means: "entries of which it cannot be told whether it answers them",
    of: ({ after }) => after?.cannotTell,
  },
  unclear: { means: "entries of which it cannot be told whether the change matters", of: ({ unclear }) => unclear },
};

/** A threshold of --fail-on. */
export interface Threshold {
  /** As it was given. */
  readonly text: string;
  isMet(found: number): boolean;
  numberOf(rule: SimulatedRule): number | undefined;
}

const COMPARISONS: Readonly<Record<string, (found: number, limit: number) => boolean>> = {
  ">": (found, limit) => found > limit,
  ">=": (found, limit) => found >= limit,
  "<": (found, limit) => found < limit,
  "<=": (found, limit) => found <= limit,
};

/**
 * Reads a threshold such as `new-matches>100`.
 * @throws Error in a sentence for what is none
 */
export function readThreshold(text: string): Threshold {
  const [, name = "", sign = "", limit = ""] = /^\s*([\w-]+)\s*(>=|<=|>|<)\s*(\d+)\s*$/.exec(text) ?? [];
  const known = Object.keys(MEASURES);
  const [measure, compare] = [Object.hasOwn(MEASURES, name) ? MEASURES[name] : undefined, COMPARISONS[sign]];
  if (measure && compare) {
    return { text: text.trim(), isMet: (found) => compare(found, Number(limit)), numberOf: measure.of };
  }
  const [typed = ""] = /^[\w-]+/.exec(text.trim()) ?? [];
  if (known.includes(typed))
    throw new Error(`It must be like ${typed}>100, a whole number; besides >, there are >=, < and <=.`);
  const meant = typed === "" ? undefined : closest(typed, known);
  const found = typed === "" ? "It names none" : `There is no "${typed}"`;
  throw new Error(`${found}${meant === undefined ? "." : `; did you mean ${meant}?`} Known are ${known.join(", ")}.`);
}

/** The thresholds that rules meet. */
export function metBy(rules: readonly SimulatedRule[], thresholds: readonly Threshold[]): MetThreshold[] {
  return thresholds.flatMap((threshold) =>
    rules.flatMap((rule) => {
      const found = threshold.numberOf(rule);
      if (found === undefined || !threshold.isMet(found)) return [];
      return { threshold: threshold.text, rule: rule.name, ...(rule.urn !== undefined && { urn: rule.urn }), found };
    }),
  );
}

/** A rule that is off answers nothing. */
function answered({ after }: SimulatedRule): number | undefined {
  return after?.enabled === "off" ? 0 : after?.matches;
}

/** Where it cannot be told whether the rule is on, it counts as on: a limit is there to be careful. */
function runsIn(
  rule: SimulatedRule,
  which: (playbook: SimulatedRule["playbooks"][number]) => PlaybookRuns | undefined,
) {
  return rule.playbooks.reduce((sum, playbook) => {
    const found = which(playbook);
    return sum + (found === undefined ? 0 : (found.runs ?? rule.after?.matches ?? 0));
  }, 0);
}
