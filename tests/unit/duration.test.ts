import { expect, test } from "vitest";
import { durationMs, isDuration } from "../../provider/duration";

test.each([
  ["90s", 90_000],
  ["10m", 600_000],
  ["1h30m", 5_400_000],
  ["1.5h", 5_400_000],
  ["250ms", 250],
  ["1m500ms", 60_500],
])("%s is %d ms", (text, ms) => {
  expect(isDuration(text)).toBe(true);
  expect(durationMs(text)).toBe(ms);
});

test.each(["", "10", "m", "10 m", "-1m", "10min", "1d", "0s", "ten", "10m!", "1..5h"])("%j is none", (text) => {
  expect(isDuration(text)).toBe(false);
});
