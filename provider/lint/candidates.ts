import type { Atom } from "./atoms";
import type { Said } from "./implication";
import type { ReadyRule } from "./ready";

/**
 * Which rules may cover another one, found without asking each of them. A rule stands under one of its conditions: whatever
 * implies a condition has its field, and whatever implies one on texts or parts of texts names a text that contains one of them.
 */
export class Candidates {
  readonly #byField = new Map<string, Field>();
  /** Rules without a condition. */
  readonly #always: number[] = [];

  constructor(group: readonly ReadyRule[]) {
    const counts = new Map<string, number>();
    for (const { conditions = [] } of group) {
      for (const key of conditions.flatMap(keysOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const cost = (said: Said) => keysOf(said).reduce((sum, key) => sum + (counts.get(key) ?? 0), 0);
    for (const [place, { conditions = [] }] of group.entries()) {
      const best = conditions.toSorted(
        (a, b) => Number(!namesTexts(a)) - Number(!namesTexts(b)) || cost(a) - cost(b),
      )[0];
      if (best === undefined) this.#always.push(place);
      else this.#fieldOf(best.field).add(place, best);
    }
  }

  /** The places of rules that may cover the one, in their order. */
  of({ conditions = [] }: ReadyRule): number[] {
    const found = new Set(this.#always);
    for (const said of conditions) this.#byField.get(said.field)?.find(said, found);
    return [...found].sort((a, b) => a - b);
  }

  #fieldOf(name: string): Field {
    const known = this.#byField.get(name) ?? new Field();
    this.#byField.set(name, known);
    return known;
  }
}

/** The rules that stand under conditions on one field. */
class Field {
  /** By the length of a text, and by the text: those that name it. */
  readonly #named = new Map<number, Map<string, number[]>>();
  readonly #others: number[] = [];

  add(place: number, said: Said): void {
    if (!namesTexts(said)) {
      this.#others.push(place);
      return;
    }
    for (const text of textsOf(said)) {
      const ofLength = this.#named.get(text.length) ?? new Map<string, number[]>();
      this.#named.set(text.length, ofLength);
      const named = ofLength.get(text) ?? [];
      named.push(place);
      ofLength.set(text, named);
    }
  }

  find(said: Said, found: Set<number>): void {
    for (const place of this.#others) found.add(place);
    for (const text of said.isNegated ? [] : textsOf(said)) {
      for (const [length, named] of this.#named) {
        for (let at = 0; at + length <= text.length; at++) {
          for (const place of named.get(text.slice(at, at + length)) ?? []) found.add(place);
        }
      }
    }
  }
}

const TEXTS: readonly Atom["how"][] = ["equals", "contains", "startswith", "endswith"];

/** The texts that a condition names, whole ones and parts. */
function textsOf({ claim }: Said): string[] {
  return (claim?.atoms ?? []).filter(({ how }) => TEXTS.includes(how)).map(({ text }) => text);
}

/** Whether it holds only of what contains a text that it names. */
function namesTexts({ claim, isNegated }: Said): boolean {
  return claim !== undefined && !isNegated && claim.atoms.every(({ how }) => TEXTS.includes(how));
}

function keysOf(said: Said): string[] {
  return (namesTexts(said) ? textsOf(said) : [""]).map((text) => JSON.stringify([said.field, text]));
}
