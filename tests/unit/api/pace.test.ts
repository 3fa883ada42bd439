import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ServiceError } from "../../../provider/api/calls/errors";
import { RateLimit } from "../../../provider/api/calls/rate-limit";
import { withRetries } from "../../../provider/api/calls/retries";
import { SharedClock } from "../../support/shared-clock";

/** What creating a rule takes. */
const CALLS = ["List", "Post", "List"];
const RULES = 200;
/** How many the engine creates at the same time. */
const PARALLEL = 16;

// Pauses between attempts are random otherwise.
beforeAll(() => void vi.spyOn(Math, "random").mockReturnValue(0.5));
afterAll(() => vi.restoreAllMocks());

/** Counts calls: whether one passes at a time in milliseconds. */
type Limit = (now: number) => boolean;

/** So many calls in each second of the clock, as the emulator counts. */
const fixed = (limit: number): Limit => {
  let [second, calls] = [Number.NaN, 0];
  return (now) => {
    if (Math.floor(now / 1_000) !== second) [second, calls] = [Math.floor(now / 1_000), 0];
    calls += 1;
    return calls <= limit;
  };
};

/** So many calls in any second. */
const sliding = (limit: number): Limit => {
  let passed: number[] = [];
  return (now) => {
    passed = passed.filter((time) => time > now - 1_000);
    if (passed.length >= limit) return false;
    passed.push(now);
    return true;
  };
};

/** A token bucket of a second's worth. */
const bucket = (limit: number): Limit => {
  let [tokens, countedAt] = [limit, 0];
  return (now) => {
    tokens = Math.min(limit, tokens + ((now - countedAt) / 1_000) * limit);
    countedAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};

/** Creates rules, many at a time, by way of a service that throttles. */
async function deploy(code: string, newLimit: () => Limit, { rules = RULES, most = 10 } = {}) {
  const clock = new SharedClock();
  const begin = clock.now();
  const rateLimit = new RateLimit(most, clock);
  const limits = new Map<string, Limit>();
  const ends: number[] = [];
  let refused = 0;
  const send = async (operation: string) => {
    const sentAt = clock.now();
    await clock.sleep(5 + (ends.length % 7));
    const scope = code === "Throttling.User" ? "all" : operation;
    const limit = limits.get(scope) ?? newLimit();
    limits.set(scope, limit);
    const passes = limit(clock.now());
    await clock.sleep(5);
    if (passes) {
      rateLimit.passed(operation);
      ends.push(clock.now());
      return;
    }
    refused += 1;
    rateLimit.refused(operation, code, sentAt);
    throw new ServiceError({ operation, code, message: "no", outcome: "refused", meaning: "throttled" });
  };
  const call = (operation: string) =>
    withRetries(() => send(operation), {
      operation,
      repeat: "unsafe",
      deadline: begin + 3_600_000,
      clock,
      signal: new AbortController().signal,
      turn: () => rateLimit.next(operation),
    });
  let begun = 0;
  const worker = async () => {
    while (begun++ < rules) for (const operation of CALLS) await call(operation);
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  const seconds = (Math.max(...ends) - begin) / 1_000;
  return { passed: ends.length, wasted: refused / (ends.length + refused), seconds, rateLimit, clock };
}

describe("200 rules through a limit of 3 calls a second: under 5 % are refused, and time stays within 1.05", () => {
  test.each(Object.entries({ fixed, sliding, bucket }))("of all operations together, %s", async (_name, limit) => {
    const { passed, wasted, seconds } = await deploy("Throttling.User", () => limit(3));
    expect(passed).toBe(600);
    expect(wasted).toBeLessThan(0.05);
    expect(seconds / (600 / 3)).toBeLessThan(1.05);
  });

  test.each(Object.entries({ fixed, sliding, bucket }))("of each operation, %s", async (_name, limit) => {
    const { passed, wasted, seconds } = await deploy("Throttling.Api", () => limit(3));
    expect(passed).toBe(600);
    expect(wasted).toBeLessThan(0.05);
    expect(seconds / (400 / 3)).toBeLessThan(1.05);
  });
});

test.each([1, 5, 8])("a limit of %d a second is found as well", async (perSecond) => {
  const { wasted, seconds } = await deploy("Throttling.User", () => fixed(perSecond));
  expect(wasted).toBeLessThan(0.05);
  expect(seconds / (600 / perSecond)).toBeLessThan(1.05);
});

test("a limit that is not met costs nothing", async () => {
  const { wasted, seconds } = await deploy("Throttling.User", () => fixed(30));
  expect(wasted).toBe(0);
  expect(seconds).toBeLessThanOrEqual(60);
});

test("a limit that has gone is forgotten within minutes", async () => {
  const { clock, rateLimit } = await deploy("Throttling.User", () => fixed(3), { rules: 10 });
  await clock.sleep(300_000);
  const waits = Array.from({ length: 10 }, () => rateLimit.next("List").wait);
  expect(waits).toEqual(Array(10).fill(0));
});

test("an operation that is refused does not slow the others", () => {
  const rateLimit = new RateLimit(10, new SharedClock());
  rateLimit.next("Post");
  rateLimit.refused("Post", "Throttling.Api", Date.UTC(2026, 0, 1));
  expect(rateLimit.next("Post").wait).toBe(1_000);
  expect(rateLimit.next("List").wait).toBeLessThanOrEqual(200);
});

test("a clock that is set back delays nothing", () => {
  let now = Date.UTC(2026, 0, 1);
  const rateLimit = new RateLimit(10, { sleep: async () => {}, alarm: () => () => {}, now: () => now });
  for (let turn = 0; turn < 30; turn++) rateLimit.next("Post");
  rateLimit.refused("Post", "Throttling.User", now);
  now -= 3_600_000;
  expect(rateLimit.next("Post").wait).toBeLessThanOrEqual(30_000);
  now += 60_000;
  rateLimit.next("Post");
  rateLimit.refused("Post", "Throttling.User", now);
  expect(rateLimit.next("Post").wait).toBe(1_000);
});
