import { expect, test } from "vitest";
import { isYoung } from "../../../provider/lifecycle/leftover";

const HOUR_MS = 3_600_000;
const now = Date.UTC(2026, 0, 2, 12);
const text = (hours: number) => new Date(now - hours * HOUR_MS).toISOString().slice(0, 19).replace("T", " ");

test.each([
  ["an hour ago", now - HOUR_MS, true],
  ["a day ago", now - 24 * HOUR_MS, true],
  ["25 hours ago", now - 25 * HOUR_MS, false],
  ["an hour from now", now + HOUR_MS, false],
  ["an hour ago, as a text", text(1), true],
  ["a day ago, by a clock 14 hours behind", text(38), true],
  ["a moment ago, by a clock 14 hours ahead", text(-14), true],
  ["39 hours ago, as a text", text(39), false],
  ["an hour ago, as digits", String(now - HOUR_MS), true],
  ["25 hours ago, as digits", String(now - 25 * HOUR_MS), false],
  ["an hour ago, as a text with its zone", "2026-01-02T19:00:00+08:00", true],
  ["25 hours ago, as a text with its zone", "2026-01-01T11:00:00Z", false],
  ["at an unknown time", undefined, false],
  ["at a time that cannot be read", "yesterday", false],
  ["at no time", "", false],
])("created %s", (_when, created, young) => {
  expect(isYoung(created, now)).toBe(young);
});
