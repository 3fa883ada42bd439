import type { Clock } from "./clock";
import type { Meaning } from "./codes";
import { ApiError, TransportError } from "./errors";
import type { Repeat } from "./operation";
import { pauses } from "./pauses";

/** How often a request is sent again in one call, and after which pauses. */
interface Retries {
  readonly most: number;
  /** Milliseconds. The real pauses are between half as long and that, so that clients do not return together. */
  readonly pauses: Parameters<typeof pauses>[0];
}

const RETRIES: Readonly<Record<Exclude<Meaning, "refused">, Retries>> = {
  throttled: { most: Number.POSITIVE_INFINITY, pauses: { first: 1_000, longest: 30_000, factor: 2 } },
  unsent: { most: 3, pauses: { first: 200, longest: 1_000, factor: 2 } },
  unknown: { most: 4, pauses: { first: 500, longest: 8_000, factor: 2 } },
};

/** What one call may do. */
interface RetryLimits {
  /** Name of the operation. */
  readonly operation: string;
  readonly repeat: Repeat;
  /** No attempt starts after this time of `clock`. An attempt under way may end later. */
  readonly deadline: number;
  readonly clock: Clock;
  /** No attempt starts after it aborts. */
  readonly signal: AbortSignal;
  /** Takes the next turn of the rate limit and returns the milliseconds until it comes. */
  turn(): number;
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
    const wait = turn();
    if (clock.now() + wait > deadline) throw tooLate(operation, last);
    if (wait > 0) await clock.sleep(wait, signal);
    signal.throwIfAborted();
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
  const counts = new Map<Meaning, { used: number; readonly pauses: Iterator<number, never> }>();
  return (error, attempts) => {
    const { meaning, outcome } = error;
    if (meaning === "refused") throw error;
    if (outcome === "unknown" && repeat === "unsafe") {
      throw error.adding("Not retried: the first request may have taken effect.");
    }
    const allowed = RETRIES[meaning];
    const count = counts.get(meaning) ?? { used: 0, pauses: pauses(allowed.pauses) };
    counts.set(meaning, count);
    if (count.used++ >= allowed.most) throw error.adding(`Gave up after ${attempts} attempts.`);
    const longest = count.pauses.next().value;
    // The service may ask for more patience (x-acs-retry-after), never for less.
    return Math.max(error.retryAfterMs ?? 0, Math.round((longest * (1 + Math.random())) / 2));
  };
}

function tooLate(operation: string, last: ApiError | undefined): ApiError {
  if (last !== undefined) return last.adding("The deadline ended the retries.");
  return new TransportError({
    operation,
    code: "DeadlineExceeded",
    message: "the deadline passed before it was sent",
    outcome: "unsent",
    advice: "Give the resource more time in `timeouts`, or raise alicloud-soar:maxCallsPerSecond.",
  });
}
