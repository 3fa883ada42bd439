import { folded } from "../evaluation/texts";

/** All code units by what they are when capitals do not count. */
let foldedUnits: Uint16Array | undefined;

function foldedUnit(unit: number): number {
  foldedUnits ??= Uint16Array.from({ length: 65_536 }, (_, one) => folded(String.fromCharCode(one)).charCodeAt(0));
  return foldedUnits[unit] ?? unit;
}

/**
 * Finds which of many texts a text contains, capitals or not, in one pass however many there are (Aho and Corasick, Efficient
 * string matching, 1975).
 */
export class Needles {
  /** Per code unit the column of `#next`; 0 for one that no needle has. */
  readonly #column = new Uint16Array(65_536);
  /** Per state and column where the row of the next state begins; negated (~) when needles end there. */
  readonly #next: Int32Array;
  /** Per state the needles that end there. */
  readonly #ends: (readonly number[] | undefined)[];
  readonly #columns: number;

  /** @param needles the texts, none of them empty; each is known by its index */
  constructor(needles: readonly string[]) {
    const units = [...new Set(needles.flatMap((needle) => unitsOf(needle)))];
    this.#columns = units.length + 1;
    const columnOf = new Map(units.map((unit, index) => [unit, index + 1]));
    for (let unit = 0; unit < 65_536; unit++) this.#column[unit] = columnOf.get(foldedUnit(unit)) ?? 0;
    const longest = needles.reduce((sum, needle) => sum + needle.length, 1);
    this.#next = new Int32Array(longest * this.#columns);
    // Without holes, which cost a look at the prototype each.
    this.#ends = new Array(longest).fill(undefined);
    this.#grow(needles);
    this.#close();
    this.#point();
  }

  /** The indices of the needles that a text contains; one may come several times. */
  in(text: string, found: (needle: number) => void): void {
    const [next, column, ends, columns] = [this.#next, this.#column, this.#ends, this.#columns];
    let row = 0;
    for (let at = 0; at < text.length; at++) {
      row = next[row + (column[text.charCodeAt(at)] as number)] as number;
      if (row >= 0) continue;
      row = ~row;
      for (const needle of ends[row / columns] ?? []) found(needle);
    }
  }

  #to(state: number, column: number): number {
    return this.#next[state * this.#columns + column] as number;
  }

  #grow(needles: readonly string[]): void {
    let states = 1;
    for (const [index, needle] of needles.entries()) {
      let state = 0;
      for (const unit of unitsOf(needle)) {
        const place = state * this.#columns + (this.#column[unit] as number);
        if (this.#next[place] === 0) this.#next[place] = states++;
        state = this.#next[place] as number;
      }
      this.#ends[state] = [...(this.#ends[state] ?? []), index];
    }
  }

  /** Where a needle does not go on, the longest end of what was read that begins another one does. */
  #close(): void {
    const shorter = [0];
    let states = [0];
    while (states.length > 0) {
      const longer: number[] = [];
      for (const state of states) {
        const fallback = shorter[state] ?? 0;
        for (let column = 1; column < this.#columns; column++) {
          const next = this.#to(state, column);
          const instead = state === 0 ? 0 : this.#to(fallback, column);
          if (next === 0) {
            this.#next[state * this.#columns + column] = instead;
          } else {
            shorter[next] = instead;
            const ends = [...(this.#ends[next] ?? []), ...(this.#ends[instead] ?? [])];
            if (ends.length > 0) this.#ends[next] = ends;
            longer.push(next);
          }
        }
      }
      states = longer;
    }
  }

  /** States become the places of their rows: a multiplication less for each unit of every text. */
  #point(): void {
    for (let place = 0; place < this.#next.length; place++) {
      const state = this.#next[place] as number;
      const row = state * this.#columns;
      this.#next[place] = this.#ends[state] === undefined ? row : ~row;
    }
  }
}

function unitsOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, at) => foldedUnit(text.charCodeAt(at)));
}
