import { describe, expect, test } from "vitest";
import { type ApiError, type ApiErrorDetails, ServiceError, TransportError } from "../../../provider/api/calls/errors";
import type { Repeat } from "../../../provider/api/calls/operation";
import { withRetries } from "../../../provider/api/calls/retries";
import { SimulatedClock } from "../../support/simulated-clock";

const MINUTE = 60_000;

const service = (code: string, more: Partial<ApiErrorDetails> = {}) =>
  new ServiceError({ operation: "Post", code, message: "no", outcome: "refused", ...more });
const lost = (code: string, outcome: ApiErrorDetails["outcome"]) =>
  new TransportError({ operation: "Post", code, message: "no", outcome });

const throttling = (more: Partial<ApiErrorDetails> = {}) =>
  service("Throttling.User", { meaning: "throttled", ...more });
const throttled = throttling();
const broken = service("InternalError", { outcome: "unknown", statusCode: 500 });
const timedOut = lost("RequestTimeout", "unknown");
const unreachable = lost("ECONNREFUSED", "unsent");
const noCredentials = new TransportError({
  operation: "Post",
  code: "NoCredentials",
  message: "no",
  outcome: "unsent",
  meaning: "refused",
});
const forbidden = service("NoPermission", { statusCode: 403 });

interface Run {
  readonly failures: readonly Error[];
  readonly repeat?: Repeat;
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Milliseconds until the next turn. */
  readonly turn?: () => number;
}

/** Sends a request that fails as told, then succeeds. */
async function run({ failures, repeat = "unsafe", timeout = 10 * MINUTE, signal, turn = () => 0 }: Run) {
  const clock = new SimulatedClock();
  let attempts = 0;
  const result = await withRetries(
    async (attempt) => {
      expect(attempt).toBe(attempts + 1);
      const failure = failures[attempts++];
      if (failure) throw failure;
      return "done";
    },
    {
      operation: "Post",
      repeat,
      deadline: clock.now() + timeout,
      clock,
      signal: signal ?? new AbortController().signal,
      turn: () => ({ wait: turn(), stands: () => true }),
    },
  ).catch((error: unknown) => error);
  return { result, attempts, sleeps: clock.sleeps };
}

const times = (count: number, error: Error): Error[] => Array(count).fill(error);

describe("withRetries", () => {
  test.each<[string, Repeat, Error, number]>([
    ["throttling", "unsafe", throttled, 20],
    ["throttling", "safe", throttled, 20],
    ["unsent", "unsafe", unreachable, 4],
    ["unsent", "safe", unreachable, 4],
    ["HTTP 500", "safe", broken, 5],
    ["HTTP 500", "unsafe", broken, 1],
    ["a time-out", "safe", timedOut, 5],
    ["a time-out", "unsafe", timedOut, 1],
    ["credentials that were not handed out", "unsafe", lost("AssumeRoleFailed", "unsent"), 4],
    ["no credentials", "safe", noCredentials, 1],
    ["no permission", "safe", forbidden, 1],
    ["no permission", "unsafe", forbidden, 1],
    ["an error of another kind", "safe", new RangeError("a defect"), 1],
  ])("%s of a request that is %s to repeat", async (_failure, repeat, error, attempts) => {
    expect((await run({ failures: times(20, error), repeat })).attempts).toBe(attempts < 20 ? attempts : 21);
  });

  test("each reason has retries of its own", async () => {
    const failures = [broken, broken, throttled, unreachable, broken, broken];
    const { result, attempts } = await run({ failures, repeat: "safe" });
    expect([result, attempts]).toEqual(["done", 7]);
  });

  test("pauses grow, and are never longer than planned", async () => {
    const { sleeps } = await run({ failures: times(7, throttled) });
    const longest = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
    expect(sleeps).toHaveLength(7);
    for (const [index, sleep] of sleeps.entries()) {
      expect(sleep).toBeLessThanOrEqual(longest[index] ?? 0);
      expect(sleep).toBeGreaterThanOrEqual((longest[index] ?? 0) / 2);
    }
  });

  test("the pause that the service asks for is kept", async () => {
    const { sleeps } = await run({ failures: [throttling({ retryAfterMs: 12_345 })] });
    expect(sleeps).toEqual([12_345]);
  });

  test("a shorter pause that the service asks for does not replace the growing one", async () => {
    const { sleeps } = await run({ failures: times(4, throttling({ retryAfterMs: 600 })) });
    for (const [index, least] of [600, 1_000, 2_000, 4_000].entries()) {
      expect(sleeps[index]).toBeGreaterThanOrEqual(least);
    }
  });

  test.each([0, 1, 10, 30])(
    "a pause of %d that the service asks for shortens none, whatever its unit",
    async (retryAfterMs) => {
      const { sleeps } = await run({ failures: times(6, throttling({ retryAfterMs })) });
      for (const [index, least] of [500, 1_000, 2_000, 4_000, 8_000, 15_000].entries()) {
        expect(sleeps[index]).toBeGreaterThanOrEqual(least);
      }
    },
  );

  test("the deadline ends the retries with the last error", async () => {
    const { result, attempts } = await run({ failures: times(1_000, throttled), timeout: MINUTE });
    expect(result).toBeInstanceOf(ServiceError);
    expect(result).toMatchObject({ code: "Throttling.User", outcome: "refused" });
    expect((result as ApiError).message).toMatch(/The deadline ended the retries\.$/);
    expect(attempts).toBeLessThan(20);
  });

  test("a turn that comes after the deadline ends the retries too", async () => {
    const turns = [0, 2 * MINUTE];
    const run1 = await run({ failures: [throttled], timeout: MINUTE, turn: () => turns.shift() ?? 0 });
    expect(run1.result).toMatchObject({ code: "Throttling.User" });
    expect(run1.attempts).toBe(1);
    const run2 = await run({ failures: [], timeout: MINUTE, turn: () => 2 * MINUTE });
    expect(run2.result).toMatchObject({ code: "DeadlineExceeded", outcome: "unsent" });
    expect(run2.attempts).toBe(0);
  });

  test("turns of the rate limit are waited for, by every attempt", async () => {
    const { sleeps } = await run({
      failures: times(2, throttling({ retryAfterMs: 9_000 })),
      turn: () => 7,
    });
    expect(sleeps).toEqual([7, 9_000, 7, 9_000, 7]);
  });

  test("nothing is sent once the engine has gone", async () => {
    const { result, attempts } = await run({ failures: [], signal: AbortSignal.abort(new Error("gone")) });
    expect(result).toEqual(new Error("gone"));
    expect(attempts).toBe(0);
  });

  test("the engine that goes away ends the retries", async () => {
    const controller = new AbortController();
    const turn = () => {
      if (turns++ === 1) controller.abort(new Error("gone"));
      return 0;
    };
    let turns = 0;
    const { result, attempts } = await run({
      failures: times(5, throttled),
      signal: controller.signal,
      turn,
    });
    expect([result, attempts]).toEqual([new Error("gone"), 1]);
  });

  test("an error says why it was not sent again", async () => {
    const unsafe = await run({ failures: [timedOut] });
    expect((unsafe.result as ApiError).message).toContain("Not retried: the first request may have taken effect.");
    const safe = await run({ failures: times(9, timedOut), repeat: "safe" });
    expect((safe.result as ApiError).message).toContain("Gave up after 5 attempts.");
  });
});
