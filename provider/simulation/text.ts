import { amount, beginning, firstOf, grouped, quote, series, shortened, visible, word } from "../wording";
import type { Count } from "./distinct";
import type { PlaybookRuns, RuleTally, Sample, SimulatedPlaybook, SimulatedRule, SimulationResult } from "./result";
import { runLines } from "./runs-text";

/** What was simulated, for a reader at a terminal: a table of all rules, then what there is to say of those that matter. */
export function linesOf(result: SimulationResult): string[] {
  const { source, history, rules, runs, assumptions, notes, met } = result;
  const { file, since, until, alerts, events } = history;
  const told = source === "preview" ? rules.filter(({ operation }) => operation !== "same") : rules.filter(hasNews);
  return [
    `${amount(alerts, "alert")} and ${amount(events, "event")} from ${since} to ${until}${file === undefined ? "" : `, in ${visible(file)}`}.`,
    ...(rules.length === 0 ? ["", "There is no rule."] : ["", ...tableOf(rules, source === "preview")]),
    ...told.flatMap((rule) => ["", ...detailsOf(rule)]),
    ...runs.flatMap((run) => ["", ...runLines(run)]),
    "",
    ...assumptions.map((sentence) => `Taken for granted: ${sentence}`),
    ...notes.map((sentence) => `Note: ${sentence}`),
    ...met.map(({ threshold, rule, found }) => `${threshold} is met by ${quote(rule)}: ${grouped(found)}.`),
  ];
}

function hasNews({ after }: SimulatedRule): boolean {
  return after !== undefined && after.matches + after.cannotTell > 0;
}

const LONGEST_NAME = 40;

function tableOf(rules: readonly SimulatedRule[], isPreview: boolean): string[] {
  const heads = isPreview
    ? ["rule", "change", "answers", "new", "lost", "cannot tell"]
    : ["rule", "answers", "cannot tell", "first", "last"];
  const rows = rules.map((rule) => (isPreview ? plannedRow(rule) : row(rule)));
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((cells) => cells[at]?.length ?? 0)));
  // Names and words stand at the left, numbers at the right.
  const left = isPreview ? [0, 1] : [0, 3, 4];
  return [heads, ...rows].map((cells) =>
    cells
      .map((cell, at) => (left.includes(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

function plannedRow(rule: SimulatedRule): string[] {
  const { before, after, added, removed } = rule;
  const answers = [before, after].flatMap((side) => (side ? grouped(side.matches) + off(side.enabled) : "-"));
  const isSame = before !== undefined && after !== undefined && answers[0] === answers[1];
  return [
    nameOf(rule),
    rule.operation,
    isSame ? `${answers[0]}` : answers.join(" → "),
    grouped(added.matches),
    grouped(removed.matches),
    grouped((after ?? before)?.cannotTell ?? 0),
  ];
}

function row(rule: SimulatedRule): string[] {
  const { matches = 0, cannotTell = 0, enabled = "on", first = "-", last = "-" } = rule.after ?? {};
  return [nameOf(rule), grouped(matches) + off(enabled), grouped(cannotTell), shown(first), shown(last)];
}

function nameOf({ name }: SimulatedRule): string {
  return visible(shortened(name, LONGEST_NAME));
}

function off(enabled: string): string {
  if (enabled === "on") return "";
  return enabled === "off" ? " (off)" : " (off?)";
}

function detailsOf(rule: SimulatedRule): string[] {
  const { name, operation, changed, before, after, added, removed, unclear, playbooks } = rule;
  const isChange = operation !== "same";
  const paths = changed.length === 0 ? "" : `: ${series(changed, word)}`;
  const tallies: (readonly [string, RuleTally])[] = isChange
    ? [
        ["answers newly", added],
        ["answers no more", removed],
      ]
    : [["answers", after ?? added]];
  return [
    `${quote(name)}${isChange ? ` (${operation})` : ""}${paths}`,
    ...tallies.flatMap(([what, tally]) => (tally.matches === 0 ? [] : tallyLines(what, tally))),
    ...(isChange && added.matches + removed.matches + unclear === 0
      ? ["  The change makes no difference to what it answers."]
      : []),
    ...(unclear === 0
      ? []
      : [`  Of ${amount(unclear, "entry", "entries")} it cannot be told whether the change makes a difference.`]),
    ...doubtLines(after ?? before),
    ...playbooks.map((playbook) => playbookLine(playbook, after)),
  ];
}

function tallyLines(what: string, tally: RuleTally): string[] {
  const { matches, assets, first, last, samples } = tally;
  const where = assets.count === 0 ? "" : `, on ${count(assets)} ${assets.count === 1 ? "asset" : "assets"}`;
  const when =
    first === undefined || last === undefined ? "" : `, the first at ${shown(first)}, the last at ${shown(last)}`;
  return [`  It ${what} ${amount(matches, "entry", "entries")}${where}${when}; such as`, ...samples.map(sampleLine)];
}

function sampleLine({ id, name, time, assets }: Sample): string {
  const on = assets.length === 0 ? "" : ` on ${series(assets, word)}`;
  return `    ${[time && shown(time), quote(name ?? "")].filter(Boolean).join("  ")}${on}${id === undefined ? "" : ` (${word(id)})`}`;
}

function doubtLines(side: RuleTally | undefined): string[] {
  if (side === undefined || side.cannotTell === 0) return [];
  const reasons = firstOf(
    side.doubts,
    ({ why, field, operator, entries: of }) =>
      `    ${grouped(of)}: ${field === undefined ? "" : `${word(field)}${operator === undefined ? "" : ` ${operator}`}, `}${why}`,
    (more) => `    and ${more} more reasons`,
  );
  return [`  Of ${amount(side.cannotTell, "entry", "entries")} it cannot be told whether it answers them:`, ...reasons];
}

function playbookLine(
  { uuid, name, worksOn, before, after, added }: SimulatedPlaybook,
  rule: SimulatedRule["after"],
): string {
  const title = name ?? uuid;
  const which = title === undefined ? "A playbook that is not to be seen" : `Playbook ${quote(title)}`;
  const was = before === undefined || before.runs === after?.runs ? "" : ` (was ${times(before)})`;
  const runs = `${after === undefined ? "does not run any more" : `runs ${times(after)}`}${was}`;
  const isOpen = after?.runs === 0 && rule?.enabled !== "off" && rule?.cannotTell;
  const on = after === undefined ? "" : isOpen ? ", as far as that can be told" : onEntities(after, worksOn);
  const news = before === undefined || !added.runs ? "" : `; newly ${times(added)}${onEntities(added, worksOn)}`;
  return `  ${which} ${runs}${on}${news}.`;
}

function times({ runs }: PlaybookRuns): string {
  if (runs === undefined) return "as often as it answers, where it is on";
  return runs === 1 ? "once" : `${grouped(runs)} times`;
}

function onEntities({ runs, entities }: PlaybookRuns, worksOn: string | undefined): string {
  const found = Object.entries(entities);
  if (runs === 0) return "";
  if (found.length === 0) return worksOn === undefined ? "" : `, on no ${worksOn} that the entries name`;
  const isOpen = worksOn === undefined && found.length > 1;
  const numbers = series(found, ([type, number]) => `${count(number)} ${word(type)}`, isOpen ? "or" : "and");
  return `, on ${numbers}${isOpen ? ", whichever type it works on" : ""}`;
}

function count({ count, isExact }: Count): string {
  return `${isExact ? "" : "about "}${grouped(count)}`;
}

/** A text of the history, as it is: an attacker may have written it. */
function shown(text: string): string {
  return visible(beginning(text, LONGEST_NAME));
}
