import { isObject, readJson } from "../json";

/** Which keys of entries are kept. */
export interface KeyChoice {
  /** The only keys of an entry that are kept; all where none is named. */
  readonly only: readonly string[];
  /** Keys that are left out, at every depth, JSON texts and lists of `{ Key, Values }` included. */
  readonly drop: readonly string[];
}

/** Leaves keys out of entries, and remembers which of them some entry had. */
export class KeyFilter {
  readonly #only: ReadonlySet<string>;
  readonly #drop: ReadonlySet<string>;
  readonly #met = new Set<string>();

  /** @param met keys that entries had before */
  constructor({ only, drop }: KeyChoice, met: readonly string[] = []) {
    this.#only = new Set(only);
    this.#drop = new Set(drop);
    for (const key of met) this.#met.add(key);
  }

  /** The keys that are named and that some entry had. */
  get met(): string[] {
    return [...this.#met];
  }

  /** The keys that are named and that no entry had: they may be mistyped. */
  get unmet(): string[] {
    return [...new Set([...this.#only, ...this.#drop])].filter((key) => !this.#met.has(key));
  }

  /** An entry without what is left out. */
  apply(entry: object): object {
    const members = Object.entries(entry).filter(([key]) => this.#isChosen(key));
    const chosen = Object.fromEntries(members);
    return this.#drop.size === 0 ? chosen : (this.#without(chosen) as object);
  }

  #isChosen(key: string): boolean {
    if (this.#only.has(key)) this.#met.add(key);
    return this.#only.size === 0 || this.#only.has(key);
  }

  #isDropped(key: unknown): boolean {
    const isDropped = typeof key === "string" && this.#drop.has(key);
    if (isDropped) this.#met.add(key);
    return isDropped;
  }

  #without(value: unknown): unknown {
    if (Array.isArray(value)) {
      const kept = value.filter(
        (item) => !(isObject(item) && (this.#isDropped(item.Key) || this.#isDropped(item.key))),
      );
      return kept.map((item) => this.#without(item));
    }
    if (isObject(value)) {
      const members = Object.entries(value).filter(([key]) => !this.#isDropped(key));
      return Object.fromEntries(members.map(([key, member]) => [key, this.#without(member)]));
    }
    return typeof value === "string" ? this.#withoutInText(value) : value;
  }

  /** A text of JSON may hold what is left out; one that does not is as it came. */
  #withoutInText(text: string): string {
    const named = [...this.#drop].filter((key) => text.includes(key));
    if (named.length === 0 || !/^\s*[[{]/.test(text)) return text;
    const value = readJson(text);
    if (typeof value === "object" && value !== null) return JSON.stringify(this.#without(value));
    // What cannot be taken apart goes as a whole.
    for (const key of named) this.#met.add(key);
    return "";
  }
}
