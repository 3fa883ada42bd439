import type { Clock } from "../../provider/api/calls/clock";

/** A clock that moves by itself: a sleep is over at once and puts the time forward. */
export class SimulatedClock implements Clock {
  /** Every sleep in the order in which it began, milliseconds. */
  readonly sleeps: number[] = [];

  /** `time`: milliseconds since 1970 at the start. */
  constructor(private time = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(ms);
    this.time += ms;
  }

  /** Puts the time forward. */
  advance(ms: number): void {
    this.time += ms;
  }
}
