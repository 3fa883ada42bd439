import { expect, test } from "vitest";
import { goesOn } from "../../../provider/resources/run-record";

test.each([
  ["running", {}, "goes on waiting for the end of its run, and starts nothing"],
  ["running", { wait: false }, "does not wait for the end of its run, and starts nothing"],
  ["failed", {}, "fails again and starts nothing, as its run has failed: a change of `triggers` runs it again"],
  ["timedOut", {}, "fails again and starts nothing, as its run has failed: a change of `triggers` runs it again"],
  ["failed", { onFailure: "warn" }, "starts nothing, as its run has failed: a change of `triggers` runs it again"],
  ["forgotten", {}, "looks once more for its run, which was not listed any more, and starts nothing"],
  ["succeeded", {}, "only records that its run has ended well"],
] as const)("what an update after a failed deployment does: %s %j", (outcome, args, words) => {
  expect(goesOn({ outcome }, args)).toBe(words);
});
