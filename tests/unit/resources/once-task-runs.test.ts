import { describe, expect, it } from "vitest";
import type { OnceTaskRun } from "../../../provider/api/operations/DescribeOnceTask";
import { worksOn } from "../../../provider/resources/once-task/match";
import { failureOf, judge, outcomeOf } from "../../../provider/resources/once-task/outcome";
import type { OnceTaskState } from "../../../provider/resources/once-task/properties";

const run = (part: Partial<OnceTaskRun>): OnceTaskRun => ({
  TaskId: "t",
  TaskType: "CLIENT_PROBLEM_CHECK",
  TaskName: "CLIENT_PROBLEM_CHECK",
  TaskStatusText: "START",
  Progress: "10%",
  ResultInfo: "",
  DetailData: "",
  ...part,
});

describe("the outcome of a run", () => {
  it.each<[string, number | undefined, string]>([
    ["INIT", 1, "running"],
    ["START", 1, "running"],
    ["DISPATCH", 1, "running"],
    ["SUCCESS", 2, "succeeded"],
    ["SUCCESS", undefined, "succeeded"],
    ["FAIL", 3, "failed"],
    ["TIMEOUT", 4, "timedOut"],
    ["DISPATCH", 2, "running"],
    // A word that the document lacks: the documented number tells, and of neither the task is running.
    ["PROCESSING", 1, "running"],
    ["VERIFYING", undefined, "running"],
    ["VERIFYING", 9, "running"],
    ["FINISHED", 2, "succeeded"],
    ["CANCELLED", 3, "failed"],
    ["", 4, "timedOut"],
  ])("of status %s, %s is %s", (TaskStatusText, TaskStatus, outcome) => {
    expect(outcomeOf(run({ TaskStatusText, TaskStatus }))).toBe(outcome);
    const ended = "ended" in judge(run({ TaskStatusText, TaskStatus }));
    expect(ended).toBe(outcome !== "running");
  });

  it("of a task that went well but for some servers is failed", () => {
    expect(outcomeOf(run({ TaskStatusText: "SUCCESS", SuccessCount: 3, FailCount: 37 }))).toBe("failed");
    expect(outcomeOf(run({ TaskStatusText: "SUCCESS", SuccessCount: 40, FailCount: 0 }))).toBe("succeeded");
    expect(outcomeOf(run({ TaskStatusText: "START", FailCount: 2 }))).toBe("running");
    expect(outcomeOf(run({ TaskStatusText: "TIMEOUT", FailCount: 2 }))).toBe("timedOut");
  });

  it("of a look that did not see the task is absent", () => {
    expect(judge(undefined)).toEqual({ absent: "not listed yet" });
  });

  it("tells how far it is, where the service does", () => {
    expect(judge(run({}))).toEqual({ pending: "10% (START)", done: 10, total: 100 });
    expect(judge(run({ Progress: "" }))).toEqual({ pending: "START" });
  });

  it("is told in one sentence, when it is a failure", () => {
    const param = { mode: 1, problemType: "offline", uuids: "inet-1,inet-2" };
    const record = (part: Partial<OnceTaskState>) =>
      ({ taskType: "CLIENT_PROBLEM_CHECK", param, ...part }) as OnceTaskState;
    expect(failureOf("7", record({ outcome: "failed", resultInfo: "offline", failCount: 2 }))).toBe(
      `The scan CLIENT_PROBLEM_CHECK of 2 servers failed on 2 of 2 servers: offline (task 7).`,
    );
    expect(failureOf("7", record({ outcome: "timedOut", param: { uuids: "inet-1" } }))).toBe(
      `The scan CLIENT_PROBLEM_CHECK of inet-1 timed out at the service: the service gives no reason (task 7).`,
    );
    expect(failureOf("7", record({ outcome: "failed", param: {}, failCount: 1 }))).toContain("failed on 1 servers: ");
    expect(failureOf("7", record({ outcome: "failed", param: {}, successCount: 2, failCount: 1 }))).toContain(
      "failed on 1 of 3 servers: ",
    );
    // Recorded by an earlier release.
    expect(failureOf("7", record({ outcome: "succeeded", failCount: 1 }))).toBeUndefined();
    expect(failureOf("7", record({ outcome: "running" }))).toBeUndefined();
  });
});

describe("what a listed task works on", () => {
  const server = (uuid: string, problemType?: string) => ({ uuid, problemType, causeCode: [] });
  const detail = (...servers: object[]) => JSON.stringify(servers);

  it.each<[string, string, Record<string, unknown>, boolean | undefined]>([
    [
      "the same",
      detail(server("a", "offline"), server("b", "offline")),
      { uuids: "b, a", problemType: "offline" },
      true,
    ],
    ["the same servers, when no problem is asked for", detail(server("a", "offline")), { uuids: "a" }, true],
    ["other servers", detail(server("a", "offline")), { uuids: "c", problemType: "offline" }, false],
    ["fewer servers", detail(server("a")), { uuids: "a,b" }, false],
    ["another problem", detail(server("a", "driver")), { uuids: "a", problemType: "offline" }, false],
    ["a problem that is not shown", detail(server("a")), { uuids: "a", problemType: "offline" }, undefined],
    ["nothing that is shown", "", { uuids: "a" }, undefined],
    ["an empty list", "[]", { uuids: "a" }, undefined],
    ["servers without names", detail(server("a"), { ip: "10.0.0.1" }), { uuids: "a" }, undefined],
    ["text that is not JSON", "{oops", { uuids: "a" }, undefined],
    ["anything, where no servers are asked for", detail(server("a")), { items: "SCA" }, undefined],
    ["anything, where no server is named", detail(server("a")), { uuids: " , " }, undefined],
  ])("%s", (_case, DetailData, param, expected) => {
    expect(worksOn(run({ DetailData }), param)).toBe(expected);
  });
});
