/** How many different things were seen. */
export interface Count {
  readonly count: number;
  /** Whether it is exact; otherwise it is an estimate, with a standard error of about 3 %. */
  readonly isExact: boolean;
}

/** The smallest hashes that are kept. */
const KEPT = 1_024;
/** Hashes have so many bits as a number holds exactly. */
const HASHES = 2 ** 53;

/**
 * Counts different texts at a memory that does not grow with them: exact up to 2,047, then estimated from the smallest 1,024
 * hashes (k minimum values: Bar-Yossef and others, Counting distinct elements in a data stream, 2002).
 */
export class Distinct {
  /** Hashes at the place that they name, or at the next free one; 0 is free. A Set of numbers this large is ten times slower. */
  #table = new Float64Array(16);
  #size = 0;
  #limit = HASHES;

  /** Adds the hash of a text; see `hashOf`. */
  add(hash: number): void {
    if (hash >= this.#limit || !this.#put(hash)) return;
    if (this.#size >= 2 * KEPT) {
      const smallest = this.#table.filter((kept) => kept !== 0).sort();
      this.#limit = smallest[KEPT - 1] as number;
      this.#refill(smallest.subarray(0, KEPT - 1), this.#table.length);
    } else if (2 * this.#size > this.#table.length) {
      this.#refill(this.#table.slice(), 2 * this.#table.length);
    }
  }

  /** How many there were. */
  count(): Count {
    const isExact = this.#limit === HASHES;
    return { count: isExact ? this.#size : Math.round((this.#size * HASHES) / this.#limit), isExact };
  }

  #put(hash: number): boolean {
    const mask = this.#table.length - 1;
    let at = hash & mask;
    while (this.#table[at] !== 0) {
      if (this.#table[at] === hash) return false;
      at = (at + 1) & mask;
    }
    this.#table[at] = hash;
    this.#size++;
    return true;
  }

  #refill(hashes: Float64Array, length: number): void {
    this.#table = new Float64Array(length);
    this.#size = 0;
    for (const hash of hashes) if (hash !== 0) this.#put(hash);
  }
}

/** A hash of a text, evenly spread from 1 to below 2^53: two of 32 bits, each mixed to its end as in MurmurHash3. */
export function hashOf(text: string): number {
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 2_654_435_761);
    other = Math.imul(other ^ unit, 1_597_334_677);
  }
  return (mixed(one ^ (other >>> 15)) >>> 0) * 2 ** 21 + (mixed(other ^ (one >>> 13)) >>> 11) || 1;
}

function mixed(bits: number): number {
  let value = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
