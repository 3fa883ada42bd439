import { closest } from "../closest";

/**
 * Refuses members that nobody would read: a mistyped one would change nothing, without a word.
 * @param what what they are members of, as the error says it: `rules[0]`
 * @throws Error that says which one is meant, and which there are
 */
export function checkNames(what: string, given: object, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`not part of ${what}: ${nameMeant(unknown, known)}`);
}

/** An unknown name, the one that it means, and those that there are. */
export function nameMeant(unknown: string, known: readonly string[]): string {
  const near = closest(unknown, known);
  return `${unknown}${near === undefined ? "" : `, did you mean ${near}?`}; known: ${known.join(", ")}`;
}
