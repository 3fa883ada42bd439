import { amount, grouped, visible } from "../wording";
import type { Change } from "./change";
import type { GivenTally } from "./given";
import { GROUPS, type Group } from "./groups";
import { isUnseen } from "./properties";
import type { Report } from "./report";

/** A piece of a line: our own words, what a reader should not miss, a name that is somebody else's text, or a sentence that has one. */
export type Piece = string | { readonly strong: string } | { readonly name: string } | { readonly said: string };

/** So many hosts and instances are named. */
const NAMED = 3;

/** What is known of a change beside its sentence: lines of pieces. */
export function effectLines(change: Change): Piece[][] {
  const misnamed = change.misnamed.map(({ name, listed }): Piece[] => {
    return ["The playbook that it calls ", { name }, " is ", { name: listed }, " in the account: that one runs."];
  });
  const met = change.met.map(({ threshold, found }): Piece[] => {
    return ["It meets the threshold ", { name: threshold }, ", with ", { strong: grouped(found) }, "."];
  });
  const secrets = change.properties.filter(isUnseen).map(({ path }): Piece[] => {
    return ["The secret value of ", { name: path }, " changes."];
  });
  return [...secrets, ...misnamed, ...simulatedLines(change), ...met];
}

/** What a simulation says of a change. */
function simulatedLines({ group, kind, simulated, touched, ruleAfter, ruleBefore }: Change): Piece[][] {
  if (touched.length > 0) return touched.map((run) => touchedLine(run, kind));
  if (!simulated || group === "quiet") return [];
  const { added, removed, unclear } = simulated;
  const [one, many] = UNITS.get((ruleAfter ?? ruleBefore)?.trigger) ?? ["entry", "entries"];
  const lines: Piece[][] = [];
  if (added.matches > 0) {
    lines.push([{ strong: amount(added.matches, `more ${one}`, `more ${many}`) }, matches(added), ...hosts(added)]);
  }
  if (removed.matches > 0) {
    lines.push([{ strong: amount(removed.matches, one, many) }, ` no longer${matches(removed)}`, ...hosts(removed)]);
  }
  if (unclear > 0)
    lines.push([`Of ${amount(unclear, one, many)} it cannot be told whether the change makes a difference.`]);
  return lines.length > 0 ? lines : [[`No ${one} of the history makes a difference.`]];
}

/** One and many of what a rule watches. */
const UNITS: ReadonlyMap<string | undefined, readonly [string, string]> = new Map([
  ["alert", ["alert", "alerts"]],
  ["event", ["event", "events"]],
  ["event_update", ["event", "events"]],
]);

function matches({ matches: count }: GivenTally): string {
  return count === 1 ? " matches" : " match";
}

function hosts({ assets, samples }: GivenTally): Piece[] {
  const names = [...new Set(samples.flatMap((sample) => sample.assets))].slice(0, Math.min(NAMED, assets.count));
  if (assets.count === 0) return ["."];
  const about = assets.isExact ? "" : "about ";
  return [`, on ${about}${amount(assets.count, "host")}`, ...listed(names, assets.count), "."];
}

/** The first names of many: `: a, b and 7 more`. */
function listed(names: readonly string[], all: number): Piece[] {
  if (names.length === 0) return [];
  const named = names.slice(0, NAMED).flatMap((name, index): Piece[] => [index === 0 ? ": " : ", ", { name }]);
  const more = all - Math.min(names.length, NAMED);
  return more > 0 ? [...named, ` and ${grouped(more)} more`] : named;
}

function touchedLine({ type, scope, instances, servers }: Change["touched"][number], kind: string): Piece[] {
  const it = type === "ROLLBACK" && kind !== "rollback" ? "The rollback" : "It";
  const names = [...instances.map(({ name, instanceId }) => name ?? instanceId), ...servers];
  if (names.length > 0) {
    const what = instances.length > 0 ? "instance" : "server";
    return [`${it} touches `, { strong: amount(names.length, what) }, ...listed(names, names.length), "."];
  }
  if (scope === "check") return [`${it} touches `, { strong: "every instance" }, " that fails the check item."];
  if (scope === "all") return [`${it} touches `, { strong: "everything" }, " that it can be of."];
  return [`What ${it === "It" ? "it" : "the rollback"} touches cannot be told before it is applied.`];
}

/** What the changes do, in numbers: `1 runs, 2 become live`. */
export function countsOf(changes: readonly Change[]): string {
  const parts = Object.entries(GROUPS).flatMap(([group, { one, many }]) => {
    const count = changes.filter((change) => change.group === (group as Group)).length;
    return count === 0 ? [] : [amount(count, one, many)];
  });
  return parts.join(", ");
}

/** What the report is about, in numbers, unless the preview does not tell. */
export function titleOf({ isFailed, changes }: Report): string {
  return isFailed ? "the preview failed" : countsOf(changes) || "nothing changes";
}

/** What was to be told and could not be made. */
export function notMadeLines({ notMade }: Report): Piece[][] {
  return notMade.map(({ what, why }) => {
    return [
      { strong: what === "lint" ? "Lint looked at nothing:" : "The simulation was not made:" },
      " ",
      { said: why },
    ];
  });
}

/** What else a reader should know before the changes: lines of our own words, but for the times of the history. */
export function notesOf(report: Report): string[] {
  const { history, leftOut, unchanged, others, isLinted, findingsElsewhere, metElsewhere, changes } = report;
  const found = changes.some(({ findings }) => findings.length > 0);
  return [
    ...leftOut,
    ...(history
      ? [
          `Judged on ${amount(history.alerts, "alert")} and ${amount(history.events, "event")} from ${day(history.since)} to ${day(history.until)}.`,
        ]
      : []),
    ...(isLinted && !found && changes.length > 0 ? ["Lint finds nothing in what changes."] : []),
    ...(metElsewhere > 0
      ? [`${amount(metElsewhere, "threshold is", "thresholds are")} met by what does not change.`]
      : []),
    ...(findingsElsewhere > 0 ? [`${amount(findingsElsewhere, "finding")} of lint in what does not change.`] : []),
    ...(unchanged > 0 ? [`${amount(unchanged, "resource")} of response automation unchanged.`] : []),
    ...(others > 0 ? [`${amount(others, "other resource")} of the stack not shown here.`] : []),
  ];
}

/** The day of a time as the service or a history writes it. */
function day(time: string): string {
  return visible(time.slice(0, 10));
}
