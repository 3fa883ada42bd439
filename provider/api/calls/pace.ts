import { TokenBucket } from "limiter";
import type { Clock } from "./clock";

/** Hands out turns at a steady rate, after a burst of one second's worth. */
export class RateLimit {
  readonly #bucket: TokenBucket;
  #looked: number;

  constructor(
    callsPerSecond: number,
    private readonly clock: Clock,
  ) {
    const bucketSize = Math.max(1, callsPerSecond);
    this.#bucket = new TokenBucket({ bucketSize, tokensPerInterval: callsPerSecond, interval: "second" });
    this.#bucket.content = bucketSize;
    this.#looked = clock.now();
  }

  /** Takes the next turn and returns the milliseconds until it comes. */
  next(): number {
    // TokenBucket reads performance.now() only: give it the time that passed on our clock.
    const now = this.clock.now();
    this.#bucket.lastDrip = performance.now() - (now - this.#looked);
    this.#looked = now;
    const wait = this.#bucket.getWaitTime(1);
    this.#bucket.content -= 1;
    return wait;
  }
}
