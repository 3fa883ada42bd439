import type { Clock } from "../../provider/api/calls/clock";

interface Alarm {
  readonly time: number;
  readonly ring: () => void;
}

/** A clock that moves by itself: a sleep is over at once and puts the time forward, which rings the alarms on the way. */
export class SimulatedClock implements Clock {
  /** Every sleep in the order in which it began, milliseconds. */
  readonly sleeps: number[] = [];
  readonly #alarms = new Set<Alarm>();

  /** `time`: milliseconds since 1970 at the start. */
  constructor(private time = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(ms);
    this.advance(ms);
    // Whoever an alarm woke on the way acts before the sleeper does.
    await new Promise(setImmediate);
  }

  alarm(time: number, ring: () => void): () => void {
    const alarm = { time, ring };
    this.#alarms.add(alarm);
    this.advance(0);
    return () => void this.#alarms.delete(alarm);
  }

  /** Puts the time forward. */
  advance(ms: number): void {
    this.time += ms;
    const due = [...this.#alarms].filter(({ time }) => time <= this.time);
    for (const alarm of due.sort((a, b) => a.time - b.time)) {
      this.#alarms.delete(alarm);
      alarm.ring();
    }
  }
}
