import type { Clock } from "./clock";

/** Hands out turns at a steady rate, after a burst of one second's worth: a token bucket. */
export class RateLimit {
  readonly #burst: number;
  /** Turns that can be taken at once; below 0, turns that were taken before their time. */
  #turns: number;
  #countedAt: number;

  constructor(
    private readonly callsPerSecond: number,
    private readonly clock: Clock,
  ) {
    this.#burst = Math.max(1, callsPerSecond);
    this.#turns = this.#burst;
    this.#countedAt = clock.now();
  }

  /** Takes the next turn and returns the milliseconds until it comes. */
  next(): number {
    const now = this.clock.now();
    // The clock of a machine can be set back.
    const seconds = Math.max(0, now - this.#countedAt) / 1_000;
    this.#countedAt = now;
    this.#turns = Math.min(this.#burst, this.#turns + seconds * this.callsPerSecond) - 1;
    return this.#turns >= 0 ? 0 : Math.ceil((-this.#turns * 1_000) / this.callsPerSecond);
  }
}
