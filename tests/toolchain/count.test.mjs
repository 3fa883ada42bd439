import { expect, it } from "vitest";
import { count } from "./count.mjs";

/** @type {(...tests: string[]) => { status: string, assertionResults: { status: string }[] }} */
const file = (status, ...tests) => ({ status, assertionResults: tests.map((test) => ({ status: test })) });

it.each([
  ["2 passed, 2 failed", 2, 0, 0, [file("passed", "passed"), file("failed", "passed", "failed", "failed")]],
  ["1 passed, 0 failed, 2 skipped", 1, 1, 1, [file("passed", "passed", "skipped", "todo")]],
  // A file that does not load, and one whose hook fails before the first test.
  ["0 passed, 2 failed, 1 skipped", 0, 1, 0, [file("failed"), file("failed", "skipped")]],
])("%s", (line, numPassedTests, numPendingTests, numTodoTests, testResults) => {
  expect(count({ numPassedTests, numPendingTests, numTodoTests, testResults })).toBe(line);
});
