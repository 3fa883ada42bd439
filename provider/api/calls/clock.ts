import { setTimeout as delay } from "node:timers/promises";

/** Time as the provider sees it; tests pass one that moves by itself. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms` milliseconds, rejects with the signal's reason once it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
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
};
