import { setTimeout as delay } from "node:timers/promises";
import { LONGEST_TIMER_MS } from "../../duration";

/** Time as the provider sees it; tests pass one that moves by itself. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms` milliseconds, rejects with the signal's reason once it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /**
   * Calls `ring` once when the clock reaches `time`; at once when it has already. Does not keep the process alive.
   * @returns cancels the alarm
   */
  alarm(time: number, ring: () => void): () => void;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      // Node rejects with an error of its own that has the reason as its cause (node:timers/promises).
      throw signal?.aborted ? signal.reason : error;
    }
  },
  alarm(time, ring) {
    let timer: NodeJS.Timeout | undefined;
    const wait = () => {
      const left = time - Date.now();
      if (left <= 0) ring();
      else timer = setTimeout(wait, Math.min(left, LONGEST_TIMER_MS)).unref();
    };
    wait();
    return () => clearTimeout(timer);
  },
};
