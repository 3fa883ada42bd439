import { shortened, visible } from "../wording";
import type { Part } from "./words";

/** Looks like nothing, and keeps what stands around it from being read as one thing: a mention, a link, a reference. */
const APART = "&#8203;";

/** How much of a name is shown, in characters. */
const LONGEST = 120;

/**
 * What means something in Markdown, or in what GitHub and GitLab make of the text that it becomes: mentions, references to
 * issues and merge requests, links, emoji, formulas. (GitHub Flavored Markdown Spec, 6.9 and 2.4; GitLab, "GitLab Flavored Markdown")
 */
const MEANING = /[\\`*_[\]<>|~&]|\$|@|[#!%^](?=[\p{L}\p{N}"])|:(?=[\p{L}\p{N}_+/-])|GH-(?=\d)|www(?=\.)/giu;

/** Somebody's text between our own words. */
export function inText(text: string): string {
  return visible(text).replace(MEANING, (found) => {
    if (found === "$") return `&#36;${APART}`;
    if (found === "~" || found === "&") return `\\${found}${APART}`;
    if (found === "#") return `\\#${APART}`;
    return /^[\\`*_[\]<>|]$/.test(found) ? `\\${found}` : `${found}${APART}`;
  });
}

/** Somebody's text at the start of a line, where a list, a heading or a command could be meant. */
export function atStart(markdown: string): string {
  return /^[\p{L}*~]/u.test(markdown) ? markdown : `${APART}${markdown}`;
}

/** A name, as it is, in a code span: nothing in it means anything. */
export function inCode(name: string): string {
  const text = visible(shortened(name, LONGEST));
  const fence = "`".repeat(longestRun(text) + 1);
  // A blank at each end is not part of it, and keeps backticks apart. (CommonMark, 6.1)
  return /^[\s`]|[\s`]$|^$/u.test(text) ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

/** Lines as they are, in a block of a language. */
export function inBlock(language: string, lines: readonly string[]): string {
  const longest = lines.reduce((most, line) => Math.max(most, longestRun(line)), 2);
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...lines.map((line) => visible(line)), fence].join("\n");
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}

/** A word-level difference: what goes is struck, what comes is strong. */
export function differenceInText(parts: readonly Part[]): string {
  const marks = { both: "", before: "~~", after: "**" };
  return parts.map(({ in: where, text }) => `${marks[where]}${inText(text)}${marks[where]}`).join(" ");
}
