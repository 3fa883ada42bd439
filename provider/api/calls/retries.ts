import type { Clock } from "./clock";
import type { Meaning } from "./error-codes";
import { ApiError, TransportError } from "./errors";
import type { Repeat } from "./operation";
import type { Turn } from "./rate-limit";

/** How often a request is sent again in one call; milliseconds of the first pause, which then doubles, and of the longest. */
const RETRIES = {
  throttled: { most: Number.POSITIVE_INFINITY, first: 1_000, longest: 30_000 },
  unsent: { most: 3, first: 200, longest: 1_000 },
  unknown: { most: 4, first: 500, longest: 8_000 },
};

/** What one call may do. */
export interface RetryLimits {
  /** Name of the operation. */
  readonly operation: string;
  readonly repeat: Repeat;
  /** No attempt starts after this time of `clock`. An attempt under way may end later. */
  readonly deadline: number;
  readonly clock: Clock;
  /** No attempt starts after it aborts. */
  readonly signal: AbortSignal;
  /** Takes the next turn of the rate limit. */
  turn(): Turn;
}

/**
 * Sends until it succeeds, or the failure allows no further attempt.
 * @throws ApiError of the last attempt, or the signal's reason
 */
export async function withRetries<Result>(
  send: (attempt: number) => Promise<Result>,
  { operation, repeat, deadline, clock, signal, turn }: RetryLimits,
): Promise<Result> {
  const pauseAfter = retries(repeat);
  let last: ApiError | undefined;
  for (let attempt = 1; ; attempt++) {
    for (let stands = false; !stands; ) {
      const next = turn();
      if (clock.now() + next.wait > deadline) throw tooLate(operation, last);
      if (next.wait > 0) await clock.sleep(next.wait, signal);
      signal.throwIfAborted();
      stands = next.stands();
    }
    try {
      return await send(attempt);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      last = error;
    }
    const pause = pauseAfter(last, attempt);
    if (clock.now() + pause > deadline) throw tooLate(operation, last);
    await clock.sleep(pause, signal);
  }
}

/** The retries of one call: milliseconds until the next attempt. Throws the error when there is none. */
function retries(repeat: Repeat): (error: ApiError, attempts: number) => number {
  const counts = new Map<Meaning, number>();
  return (error, attempts) => {
    const { meaning, outcome } = error;
    if (meaning === "refused") throw error;
    if (outcome === "unknown" && repeat === "unsafe") {
      throw error.adding("Not retried: the first request may have taken effect.");
    }
    const { most, first, longest } = RETRIES[meaning];
    const count = counts.get(meaning) ?? 0;
    if (count >= most) throw error.adding(`Gave up after ${attempts} attempts.`);
    counts.set(meaning, count + 1);
    const pause = Math.min(first * 2 ** count, longest);
    // At least half of it, so that clients do not return together. The service may ask for more (x-acs-retry-after), never less.
    return Math.max(error.retryAfterMs ?? 0, Math.round((pause * (1 + Math.random())) / 2));
  };
}

function tooLate(operation: string, last: ApiError | undefined): ApiError {
  if (last !== undefined) return last.adding("The deadline ended the retries.");
  return new TransportError({
    operation,
    code: "DeadlineExceeded",
    message: "the deadline passed before it was sent",
    outcome: "unsent",
    advice:
      "Give it more time (`timeouts` of a resource, --timeout of a command), or raise alicloud-soar:maxCallsPerSecond.",
  });
}
