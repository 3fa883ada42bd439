import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { systemClock } from "../../../provider/api/calls/clock";

const FORTY_DAYS_MS = 40 * 24 * 3_600_000;

describe("the alarm of the machine's clock", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test.each([
    ["soon", 1_000],
    ["after more than a timer can wait", FORTY_DAYS_MS],
  ])("rings once, %s", (_when, ms) => {
    const ring = vi.fn();
    systemClock.alarm(systemClock.now() + ms, ring);
    vi.advanceTimersByTime(ms - 1);
    expect(ring).not.toHaveBeenCalled();
    vi.advanceTimersByTime(FORTY_DAYS_MS);
    expect(ring).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("rings at once when the time has come already", () => {
    const ring = vi.fn();
    systemClock.alarm(systemClock.now(), ring);
    expect(ring).toHaveBeenCalledOnce();
  });

  test("leaves no timer when it is cancelled", () => {
    const ring = vi.fn();
    const cancel = systemClock.alarm(systemClock.now() + 1_000, ring);
    cancel();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(2_000);
    expect(ring).not.toHaveBeenCalled();
  });
});
