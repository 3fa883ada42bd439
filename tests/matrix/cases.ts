import type { Moment } from "./clouds.ts";
import { type KindName, kinds } from "./kinds.ts";
import { scenarios } from "./scenarios.ts";
import { Trial } from "./trial.ts";
import { merge, type Verdict } from "./verdict.ts";
import type { Interruption, World } from "./world.ts";

/** A scenario with a kind, with a refresh or without: a row of the table. */
export interface Row {
  readonly scenario: string;
  readonly kind: KindName;
  readonly refresh: boolean;
}

/** What a row came to. */
export interface Result extends Row {
  /** Deployments that were interrupted and run again, or run without an interruption. */
  readonly runs: number;
  /** The calls at which they were interrupted, each by a failure and by a kill. */
  readonly moments: readonly Moment[];
  readonly verdict: Verdict;
}

/** All rows whose text, as in `rename / rule / refresh`, contains one of the words. */
export function rows(words: readonly string[]): readonly Row[] {
  return scenarios
    .flatMap(({ name: scenario, plan }) =>
      (Object.keys(kinds) as KindName[])
        .filter((kind) => plan(kinds[kind]) !== undefined)
        .flatMap((kind) => [false, true].map((refresh) => ({ scenario, kind, refresh }))),
    )
    .filter((row) => words.length === 0 || words.some((word) => inWords(row).includes(word)));
}

/** One of interruptions that come to the same: of reads that follow each other the first, as nothing is done between them. */
export function distinct(all: readonly Interruption[]): readonly Interruption[] {
  return all.filter(({ at, how }, index) => {
    const before = all.slice(0, index).findLast((earlier) => earlier.how === how);
    return !isRead(at) || before === undefined || !isRead(before.at);
  });
}

function isRead({ operation }: Moment): boolean {
  return /^(Get|List|Describe)/.test(operation);
}

/** A row in words. */
export function inWords({ scenario, kind, refresh }: Row): string {
  return `${scenario} / ${kind} / ${refresh ? "refresh" : "no refresh"}`;
}

/**
 * Runs a row: without an interruption, then interrupted at the calls that this made.
 * @param choose which of the interruptions; default all
 */
export async function runRow(
  world: World,
  row: Row,
  choose: (all: readonly Interruption[]) => readonly Interruption[] = (all) => all,
): Promise<Result> {
  const [kind, scenario] = [kinds[row.kind], scenarios.find(({ name }) => name === row.scenario)];
  const plan = scenario?.plan(kind);
  if (plan === undefined) throw new Error(`${inWords(row)} is no row`);
  const trial = new Trial(world, kind, plan, row.refresh);
  const { moments, verdict } = await trial.uninterrupted();
  const all = moments.flatMap((at) => (["fail", "kill"] as const).map((how) => ({ at, how })));
  const chosen = choose(all);
  for (const interruption of chosen) {
    const { operation, nth, cloud } = interruption.at;
    const where = `${interruption.how} at ${operation} ${nth}${cloud === 0 ? "" : " of the other cloud"}`;
    merge(verdict, await trial.interrupted(interruption), where);
  }
  return {
    ...row,
    runs: 1 + chosen.length,
    moments: moments.filter((at) => chosen.some((one) => one.at === at)),
    verdict,
  };
}
