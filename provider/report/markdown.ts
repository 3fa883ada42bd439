import { amount, beginning, shortened, visible } from "../wording";
import type { Change } from "./change";
import { GROUPS, type Group } from "./groups";
import { mapOf } from "./map";
import { atStart, differenceInText, inBlock, inCode, inText } from "./markdown-text";
import { mermaidOf } from "./mermaid";
import type { Report } from "./report";
import { countsOf, effectLines, notesOf, notMadeLines, type Piece, titleOf } from "./said";
import { wordDifference } from "./words";

/** What a comment takes, in characters. (GitHub, "Body is too long (maximum is 65536 characters)") */
export const COMMENT = 65_536;

/** How much of it each part may have; the rest is for headings and what is said of what was left out. */
const ROOM = { changes: 38_000, map: 7_000, diff: 16_000 };
/** A change that takes more is told by its name only. */
const LONGEST_CHANGE = 6_000;
/** Of one change, so many findings are shown. */
const FINDINGS = 5;
/** Rules and bundles of rules on the map: Mermaid lays out no more than a few hundred ways. */
const ON_MAP = 40;

/** How much of a path is shown, in characters. */
const LONGEST_PATH = 200;

/** How much of a sentence of others is shown, in characters. */
const LONGEST_SAID = 500;

/**
 * The report as one comment of a pull request. Its first line is not to be seen: a pipeline finds by it the comment that it wrote.
 * @param name tells it from other comments of the pull request: letters, digits and `._/-`
 */
export function markdownOf(report: Report, name?: string): string {
  const { changes, isFailed } = report;
  const notes = notesOf(report).join(" ");
  const parts = [
    `<!-- alicloud-soar report${name === undefined ? "" : ` ${name}`} -->`,
    `## Response automation${name === undefined ? "" : ` of ${inCode(name)}`}: ${titleOf(report)}`,
    ...(changes.length === 0 && !isFailed ? ["Nothing of response automation changes."] : []),
    ...notMadeLines(report).map((pieces) => pieces.map(inMarkdown).join("")),
    ...(notes === "" ? [] : [notes]),
    ...changeParts(changes),
    ...mapPart(changes),
    ...diffPart(changes),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The changes by group, as far as there is room: first whole, then by name, then in numbers. */
function changeParts(changes: readonly Change[]): string[] {
  const parts: string[] = [];
  let room = ROOM.changes;
  const fits = (part: string) => {
    if (part.length + 2 > room) return false;
    room -= part.length + 2;
    parts.push(part);
    return true;
  };
  let group: Group | undefined;
  for (const [place, change] of changes.entries()) {
    const { title } = GROUPS[change.group];
    const heading = change.group === group ? "" : `### ${title}\n\n`;
    group = change.group;
    const whole = changePart(change);
    if (whole.length <= LONGEST_CHANGE && fits(heading + whole)) continue;
    if (whole.length > LONGEST_CHANGE && fits(`${heading}${headingOf(change)}\n\nToo long to be shown here.`)) continue;
    const left = changes.slice(place);
    return [
      ...parts,
      `**${amount(left.length, "more change")} not shown for want of room:** ${countsOf(left)}. ${ELSEWHERE}`,
    ];
  }
  return parts;
}

const ELSEWHERE = "`alicloud-soar report --html` shows all.";

function headingOf({ name, kind, operation, isDangerous }: Change): string {
  return `#### ${isDangerous ? "🔴" : "⚪"} ${inCode(name)} · ${inText(`${kind}, ${operation}`)}`;
}

function changePart(change: Change): string {
  const { before, after, notes, findings } = change;
  const isNew = before === undefined;
  const sentence = isNew ? atStart(inText(after ?? "")) : atStart(differenceInText(wordDifference(before, after)));
  const effects = effectLines(change).map((pieces) => pieces.map(inMarkdown).join(""));
  const found = findings.slice(0, FINDINGS).map(({ code, level, sentence: said, remedy }) => {
    return `**${inText(code)}** (${level}): ${inText(said)} ${inText(remedy)}`;
  });
  const more = findings.length - found.length;
  const lines = [...effects, ...notes, ...found, ...(more > 0 ? [`${amount(more, "more finding")}.`] : [])];
  return [headingOf(change), sentence, ...(lines.length > 0 ? [lines.map((line) => `- ${line}`).join("\n")] : [])].join(
    "\n\n",
  );
}

function inMarkdown(piece: Piece): string {
  if (typeof piece === "string") return piece;
  if ("said" in piece) return inText(beginning(piece.said, LONGEST_SAID));
  return "name" in piece ? inCode(piece.name) : `**${piece.strong}**`;
}

/** The map, as large as there is room for. */
function mapPart(changes: readonly Change[]): string[] {
  for (let most = ON_MAP; most > 0; most = Math.floor(most / 2)) {
    const map = mapOf(changes, most);
    if (map.rules.length === 0) return [];
    const block = inBlock("mermaid", mermaidOf(map));
    if (block.length > ROOM.map) continue;
    return [
      "### Triggers, rules, playbooks",
      block,
      ...(map.left > 0 ? [`${amount(map.left, "more rule")} not drawn.`] : []),
    ];
  }
  return [];
}

/** The properties that change, folded, as far as there is room. */
function diffPart(changes: readonly Change[]): string[] {
  const lines: string[] = [];
  let room = ROOM.diff;
  let left = 0;
  for (const change of changes) {
    const block = left > 0 ? [] : diffLines(change);
    const length = block.reduce((sum, line) => sum + line.length + 1, 0);
    if (left > 0 || length > room) left++;
    else {
      room -= length;
      lines.push(...block);
    }
  }
  const more = left > 0 ? [`${amount(left, "change")} not shown here for want of room. ${ELSEWHERE}`] : [];
  if (lines.length === 0) return more;
  return ["<details>\n<summary>Every property that changes</summary>", inBlock("diff", lines), ...more, "</details>"];
}

function diffLines({ name, kind, properties }: Change): string[] {
  if (properties.length === 0) return [];
  return [
    `  ${inDiff(name)} (${inDiff(kind)})`,
    ...properties.flatMap(({ path, before, after }) => [
      ...(before === undefined ? [] : [`-   ${inDiff(path)}: ${before}`]),
      ...(after === undefined ? [] : [`+   ${inDiff(path)}: ${after}`]),
    ]),
  ];
}

function inDiff(name: string): string {
  return visible(shortened(name, LONGEST_PATH));
}
