import { expect, test } from "vitest";
import { RateLimit } from "../../../provider/api/calls/rate-limit";
import { SimulatedClock } from "../../support/simulated-clock";

const waits = (limit: RateLimit, turns: number) => Array.from({ length: turns }, () => limit.next("List").wait);

test("the first second's worth goes at once, then one by one", () => {
  const limit = new RateLimit(10, new SimulatedClock());
  expect(waits(limit, 10)).toEqual(Array(10).fill(0));
  const next = waits(limit, 3);
  expect(next.map((wait) => Math.round(wait / 10) * 10)).toEqual([100, 200, 300]);
});

test("time that passes on the clock brings turns, up to a second's worth", () => {
  const clock = new SimulatedClock();
  const limit = new RateLimit(4, clock);
  waits(limit, 4);
  clock.advance(500);
  expect(waits(limit, 2)).toEqual([0, 0]);
  expect(limit.next("List").wait).toBeGreaterThan(200);
  clock.advance(3_600_000);
  expect(waits(limit, 4)).toEqual([0, 0, 0, 0]);
  expect(limit.next("List").wait).toBeGreaterThan(0);
});

test("less than one call a second still allows the first call", () => {
  const limit = new RateLimit(0.5, new SimulatedClock());
  expect(limit.next("List").wait).toBe(0);
  expect(Math.round(limit.next("List").wait / 100)).toBe(20);
});
