import { describe, expect, test } from "vitest";
import { judgeRun, phaseOf } from "../../../provider/api/collections/operation-task-status";
import { listOperationTask } from "../../../provider/api/operations/ListOperationTask";

const STATUSES = {
  INIT: "pending",
  FAIL: "failed",
  THROTTLING: "pending",
  IN_BACKUP: "pending",
  BACKED_UP: "pending",
  BACKUP_FAIL: "failed",
  REPAIRING: "pending",
  REPAIR_SUCCESS: "succeeded",
  REPAIR_FAIL: "failed",
  REPAIR_SUCCESS_VERIFYING: "pending",
  REPAIR_SUCCESS_UNVERIFIED: "unverified",
  REPAIR_SUCCESS_VERIFIED: "succeeded",
  REPAIR_RE_EXECUTE: "pending",
  ROLL_BACK_INIT: "pending",
  ROLL_BACKING: "pending",
  ROLL_BACKED: "succeeded",
  ROLL_BACK_FAIL: "failed",
  ROLL_BACK_VERIFYING: "pending",
  ROLL_BACK_UNVERIFIED: "unverified",
  ROLL_BACK_VERIFIED: "succeeded",
};

const run = (...statuses: string[]) =>
  listOperationTask.decode({
    OperationTasks: statuses.map((Status, index) => ({ TaskId: `t-${index}`, RootTaskId: "r", Status })),
    PageInfo: { TotalCount: statuses.length },
  }).OperationTasks;

describe("a status", () => {
  test("of ListOperationTask is one of 20", () => {
    expect(Object.keys(STATUSES)).toHaveLength(20);
  });

  test.each([
    ...Object.entries(STATUSES),
    ["REPAIR_QUANTUM", "pending"],
    ["repair_success", "pending"],
    ["constructor", "pending"],
    ["", "pending"],
  ])("%s is %s, and ends a wait only if it is known to", (status, phase) => {
    expect(phaseOf(status)).toBe(phase);
    const tasks = run(status);
    expect(judgeRun(tasks, 1)).toEqual(
      phase === "pending" ? { pending: "0 of 1 instances done", done: 0, total: 1 } : { ended: tasks },
    );
  });
});

describe("a run", () => {
  const five = ["REPAIRING", "REPAIR_SUCCESS", "INIT", "REPAIR_FAIL", "X"];

  test.each<[string, readonly string[], number | undefined, string | undefined]>([
    ["under way", five, 5, "2 of 5 instances done, 1 failed"],
    ["under way, of a whole check item", five, undefined, "2 of 5 instances done, 1 failed"],
    ["of which instances are not listed", ["REPAIR_SUCCESS"], 3, "1 of 3 instances done"],
    ["with more instances than were asked for", ["REPAIR_SUCCESS", "INIT"], 1, "1 of 2 instances done"],
    ["that ended on each instance", ["REPAIR_SUCCESS", "FAIL", "REPAIR_SUCCESS_UNVERIFIED"], 3, undefined],
    ["that ended, of a whole check item", ["ROLL_BACKED"], undefined, undefined],
  ])("%s", (_case, statuses, expected, pending) => {
    const tasks = run(...statuses);
    expect(judgeRun(tasks, expected)).toMatchObject(pending === undefined ? { ended: tasks } : { pending });
  });

  test.each([2, undefined])("that is not listed is absent, whether %s instances are expected or not", (expected) => {
    expect(judgeRun([], expected)).toEqual({ absent: "not listed yet" });
  });
});
