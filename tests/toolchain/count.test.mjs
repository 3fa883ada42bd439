import { expect, it } from "vitest";
import { count } from "./count.mjs";

const passed = { status: "passed" };
const failed = { status: "failed" };
const skipped = { status: "skipped" };

it("counts what passed and failed", () => {
  const report = {
    numPassedTests: 2,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [
      { status: "passed", assertionResults: [passed] },
      { status: "failed", assertionResults: [passed, failed, failed] },
    ],
  };
  expect(count(report)).toBe("2 passed, 2 failed");
});

it("tells what was skipped", () => {
  const report = {
    numPassedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [{ status: "passed", assertionResults: [passed, skipped, { status: "todo" }] }],
  };
  expect(count(report)).toBe("1 passed, 0 failed, 2 skipped");
});

it("counts a file that fails as a whole, where no test could", () => {
  const report = {
    numPassedTests: 0,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [skipped] },
    ],
  };
  expect(count(report)).toBe("0 passed, 2 failed, 1 skipped");
});
