import type { Condition } from "../evaluation/condition";
import type { Finding } from "../evaluation/findings";
import { sameKey } from "../evaluation/texts";
import { isScalar } from "../rule-language/conditions";
import { Needles } from "./needles";

/** So many values are remembered, with what was found of them. */
const REMEMBERED = 16_384;

/** A condition that may hold of a value, by its place, and what was found. */
interface Hit {
  readonly place: number;
  /** True, or a doubt. */
  readonly finding: Finding;
}

type Found = readonly Hit[];

/**
 * The conditions on one field, looked up by what an entry has there: all that are not a certain no. Its cost grows with what it
 * finds: equal texts by hash, parts of texts in one pass, all others once a value.
 */
export class Lookup {
  readonly #remembered = new Map<unknown, Found>();
  readonly #bySame: ReadonlyMap<string, readonly number[]>;
  readonly #needles: Needles | undefined;
  /** Per needle the condition that has it. */
  readonly #ofNeedle: readonly number[];
  /** Conditions that have to be asked one by one. */
  readonly #others: readonly number[];
  /** What is found of the present value, and per condition the last value of which it was asked. */
  readonly #near: Hit[] = [];
  /** Per condition what is found where it holds. */
  readonly #holds: readonly Hit[];
  readonly #rounds: Float64Array;
  #round = 0;
  #asked = 0;
  #isWorthRemembering = true;

  /** @param conditions conditions on one field */
  constructor(private readonly conditions: readonly Condition[]) {
    const places = [...conditions.keys()];
    this.#rounds = new Float64Array(conditions.length);
    this.#holds = places.map((place) => ({ place, finding: true }));
    const keysOf = (place: number) => parts(conditions[place] as Condition, SAME);
    const partsOf = (place: number) => parts(conditions[place] as Condition, PARTS);
    const bySame = places.flatMap((place) => (keysOf(place) ?? []).map((text) => [sameKey(text), place] as const));
    this.#bySame = new Map(
      [...Map.groupBy(bySame, ([key]) => key)].map(([key, of]) => [key, of.map(([, place]) => place)]),
    );
    const needles = places.flatMap((place) => (partsOf(place) ?? []).map((text) => [text, place] as const));
    this.#needles = needles.length === 0 ? undefined : new Needles(needles.map(([text]) => text));
    this.#ofNeedle = needles.map(([, place]) => place);
    this.#others = places.filter((place) => !isQuick(conditions[place] as Condition));
  }

  /**
   * The conditions that may hold of a value; undefined: the entry lacks the key. The list is good until the next
   * question.
   */
  find(value: unknown): Found {
    if (!this.#isWorthRemembering) return this.#found(value);
    const known = this.#remembered.get(value);
    this.#asked++;
    if (known !== undefined) return known;
    const found = this.#found(value);
    if (typeof value === "object" && value !== null) return found;
    if (this.#remembered.size >= REMEMBERED) {
      // A field of which nearly every entry has another value, such as an id.
      this.#isWorthRemembering = this.#asked > 1.25 * REMEMBERED;
      this.#remembered.clear();
      this.#asked = 0;
    }
    this.#remembered.set(value, found.length === 0 ? NONE : found.slice());
    return found;
  }

  #found(value: unknown): Found {
    this.#round++;
    this.#near.length = 0;
    if (isScalar(value)) {
      const text = String(value);
      for (const place of this.#others) this.#ask(place, value);
      if (this.#bySame.size > 0) for (const place of this.#bySame.get(sameKey(text)) ?? []) this.#ask(place, value);
      this.#needles?.in(text, (needle) => this.#ask(this.#ofNeedle[needle] as number, value));
    } else {
      for (const place of this.conditions.keys()) this.#ask(place, value);
    }
    return this.#near;
  }

  #ask(place: number, value: unknown): void {
    if (this.#rounds[place] === this.#round) return;
    this.#rounds[place] = this.#round;
    const finding = (this.conditions[place] as Condition).test(value);
    if (finding !== false) this.#near.push(finding === true ? (this.#holds[place] as Hit) : { place, finding });
  }
}

const NONE: Found = [];

const SAME: readonly string[] = ["equals", "in"];
const PARTS: readonly string[] = ["contains", "startswith", "endswith", "containsany", "startswithany", "endswithany"];

/** Whether a condition is found without being asked of every value. */
export function isQuick(condition: Condition): boolean {
  return (parts(condition, SAME) ?? parts(condition, PARTS)) !== undefined;
}

/** The texts of which a value must be or contain one for a condition of such a meaning to hold. */
function parts({ compared }: Condition, meanings: readonly string[]): readonly string[] | undefined {
  if (compared?.value === undefined || compared.isNegated || !meanings.includes(compared.meaning)) return undefined;
  // A list in one text is no certain no of anything. (evaluation/comparisons.ts)
  const isDoubtful = typeof compared.value === "string" && compared.takes === "any" && compared.value.includes(",");
  const texts = [compared.value].flat();
  return isDoubtful || (meanings === PARTS && texts.includes("")) ? undefined : texts;
}
