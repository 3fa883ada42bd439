import type { Clock } from "../../provider/api/calls/clock";

/** A clock for many who sleep at the same time: it goes on to the next one's time when nobody has anything else to do. */
export class SharedClock implements Clock {
  readonly #waiting: { readonly time: number; readonly wake: () => void }[] = [];
  #isTurning = false;

  /** `time`: milliseconds since 1970 at the start. */
  constructor(private time = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>((wake) => this.#add(this.time + ms, wake));
    signal?.throwIfAborted();
  }

  alarm(time: number, ring: () => void): () => void {
    const alarm = this.#add(time, ring);
    return () => {
      const index = this.#waiting.indexOf(alarm);
      if (index >= 0) this.#waiting.splice(index, 1);
    };
  }

  #add(time: number, wake: () => void) {
    const entry = { time, wake };
    this.#waiting.push(entry);
    if (!this.#isTurning) setImmediate(() => this.#turn());
    this.#isTurning = true;
    return entry;
  }

  #turn(): void {
    const [next] = this.#waiting.toSorted((a, b) => a.time - b.time);
    this.#isTurning = next !== undefined;
    if (next === undefined) return;
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    this.time = Math.max(this.time, next.time);
    next.wake();
    setImmediate(() => this.#turn());
  }
}
