import type { Clock } from "./clock";
import { ApiError, isThrottling, TransportError } from "./errors";
import type { Repeat } from "./operation";

/** One reason to send a request again. */
interface RetryRule {
  readonly applies: (error: ApiError) => boolean;
  /** Whether it holds for requests that are not safe to repeat, too. */
  readonly unsafe: boolean;
  /** How many times in one call. */
  readonly retries: number;
  /** Longest first pause, milliseconds; it doubles each time up to `maxMs`. `x-acs-retry-after` overrules it. */
  readonly firstMs: number;
  readonly maxMs: number;
}

const isThrottled = ({ code, statusCode }: ApiError) => isThrottling(code, statusCode);
const isUnsent = ({ outcome }: ApiError) => outcome === "unsent";
const isDoubtful = ({ outcome }: ApiError) => outcome === "unknown";

/** The first rule that applies counts; what none applies to is final. */
const RULES: readonly RetryRule[] = [
  { applies: isThrottled, unsafe: true, retries: Number.POSITIVE_INFINITY, firstMs: 1_000, maxMs: 30_000 },
  { applies: isUnsent, unsafe: true, retries: 3, firstMs: 200, maxMs: 1_000 },
  { applies: isDoubtful, unsafe: false, retries: 4, firstMs: 500, maxMs: 8_000 },
];

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
  /** Takes the next turn of the rate limit and returns the milliseconds until it comes. */
  turn(): number;
}

/**
 * Sends until it succeeds, or no rule allows another attempt.
 * @throws ApiError of the last attempt, or the signal's reason
 */
export async function withRetries<Result>(
  send: (attempt: number) => Promise<Result>,
  limits: RetryLimits,
): Promise<Result> {
  const { default: pRetry, AbortError } = await import("p-retry");
  const { clock, deadline, signal } = limits;
  const used = new Map<RetryRule, number>();
  let last: ApiError | undefined;
  return pRetry(
    async (attempt) => {
      const wait = limits.turn();
      if (clock.now() + wait > deadline) throw new AbortError(tooLate(limits.operation, last));
      if (wait > 0) await clock.sleep(wait, signal);
      signal.throwIfAborted();
      return await send(attempt);
    },
    {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 0,
      onFailedAttempt: async ({ error, attemptNumber }) => {
        if (!(error instanceof ApiError)) throw error;
        last = error;
        const pause = pauseBeforeRetry(error, attemptNumber, limits.repeat, used);
        if (clock.now() + pause > deadline) throw tooLate(limits.operation, last);
        await clock.sleep(pause, signal);
      },
    },
  );
}

/** Milliseconds until the next attempt; throws when there is none. */
function pauseBeforeRetry(
  error: ApiError,
  attempts: number,
  repeat: Repeat,
  used: Map<RetryRule, number>,
): number {
  const rule = RULES.find(({ applies }) => applies(error));
  if (rule === undefined) throw error;
  if (repeat === "unsafe" && !rule.unsafe) {
    throw error.adding("It was not sent again, because it may have acted.");
  }
  const retries = used.get(rule) ?? 0;
  if (retries >= rule.retries) throw error.adding(`It was given up after ${attempts} attempts.`);
  used.set(rule, retries + 1);
  const longest = Math.min(rule.firstMs * 2 ** retries, rule.maxMs);
  return error.retryAfterMs ?? Math.round((longest * (1 + Math.random())) / 2);
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
