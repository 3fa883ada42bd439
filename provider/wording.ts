import { isUnknown } from "./unknown";

/** How many parts of a list stand in a sentence; one more does where it is the last. */
const FEW = 5;

/** How much of a value stands in a sentence, in characters. */
export const LONGEST = 120;

/** What stands in a sentence for a part of a value that is not known yet. */
export const LATER = "(known after apply)";

const CHARACTERS = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * What would make a sentence look like another one: signs without a shape, such as those that turn the direction of writing,
 * and line ends. The two joiners are part of words and emoji.
 */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text in which nothing is invisible: what has no shape is escaped as in JSON. */
export function visible(text: string): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return text.replace(INVISIBLE, (sign) => sign.split("").map(escaped).join(""));
}

/** The beginning of a text, cut between what a reader sees as characters; the text itself where it is no longer. */
export function beginning(text: string, longest: number): string {
  if (text.length <= longest) return text;
  let start = "";
  let count = 0;
  for (const { segment } of CHARACTERS.segment(text)) {
    // Any number of accents can stand on one letter.
    if (++count > longest || start.length + segment.length > 4 * longest) return start;
    start += segment;
  }
  return start;
}

/** A text, cut as by `beginning`, with `…` where it goes on. */
export function shortened(text: string, longest: number): string {
  const start = beginning(text, longest);
  return start === text ? text : `${start}…`;
}

/** What a thrown value says: the message of an error, else its text. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** A number of things: `1 rule`, `2 rules`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/** A number that may be large: `12,034`. */
export function grouped(value: number): string {
  return value.toLocaleString("en");
}

/** A number of things that may be large: `1 entry`, `12,034 entries`. */
export function amount(value: number, thing: string, things = `${thing}s`): string {
  return `${grouped(value)} ${value === 1 ? thing : things}`;
}

/** The first items of a list in words, and how many more there are as the last part: `["a", "b", "7 more"]`. */
export function firstOf<Item>(
  items: readonly Item[],
  say: (item: Item) => string,
  more: (count: number) => string = (count) => `${count} more`,
): string[] {
  const shown = items.length <= FEW + 1 ? items : items.slice(0, FEW);
  const rest = items.length - shown.length;
  return [...shown.map((item) => say(item)), ...(rest === 0 ? [] : [more(rest)])];
}

/** The first items of a list as they stand in a sentence: `a, b and 7 more`. */
export function series<Item>(
  items: readonly Item[],
  say: (item: Item) => string,
  conjunction: "and" | "or" = "and",
): string {
  const parts = firstOf(items, say);
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(", ")} ${conjunction} ${parts.at(-1)}`;
}

/** A value inside a sentence: as JSON, shortened, with words where a part is not known yet. */
export function quote(value: unknown, longest = LONGEST): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") {
    const start = beginning(value, longest);
    return `${visible(JSON.stringify(start))}${start === value ? "" : "…"}`;
  }
  return shortened(visible(JSON.stringify(value, (_key, part: unknown) => (isUnknown(part) ? LATER : part))), longest);
}

/** An id or a name inside a sentence: as it is where it can be taken for nothing else. */
export function word(value: string): string {
  return PLAIN.test(value) && value.length <= LONGEST ? value : quote(value);
}

/** Letters of any script, digits, and the signs that stand inside names of fields, ids and hosts. */
const PLAIN = /^[\p{L}\p{M}\p{N}_@$*#%&+~=][\p{L}\p{M}\p{N}_@$*#%&+~=.:/\\[\]-]*$/u;
