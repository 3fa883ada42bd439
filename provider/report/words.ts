import { diffArrays } from "diff";

/** A part of a sentence: in both, only in the old one, or only in the new one. */
export interface Part {
  readonly in: "both" | "before" | "after";
  readonly text: string;
}

/** So many words may differ before a sentence counts as another one. */
const MOST_EDITS = 200;

/**
 * What makes one sentence of the other, word by word. Words end at blanks, so that a mark around one always stands between blanks.
 * @param before absent for a sentence that is new
 * @param after absent for a sentence that goes
 */
export function wordDifference(before: string | undefined, after: string | undefined): Part[] {
  const [old, present] = [wordsOf(before), wordsOf(after)];
  const changes = diffArrays(old, present, { maxEditLength: MOST_EDITS });
  if (changes === undefined) return [partOf("before", old), partOf("after", present)];
  return changes.map(({ added, removed, value }) => partOf(added ? "after" : removed ? "before" : "both", value));
}

function wordsOf(sentence = ""): string[] {
  return sentence.split(/\s+/u).filter((word) => word !== "");
}

function partOf(where: Part["in"], words: readonly string[]): Part {
  return { in: where, text: words.join(" ") };
}
