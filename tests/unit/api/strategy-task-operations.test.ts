import { describe, expect, test } from "vitest";
import { createSoarStrategyTask } from "../../../provider/api/operations/CreateSoarStrategyTask";
import { deleteSoarStrategyTask } from "../../../provider/api/operations/DeleteSoarStrategyTask";
import { describeSoarStrategyTaskDetail } from "../../../provider/api/operations/DescribeSoarStrategyTaskDetail";
import { describeSoarStrategyTasks } from "../../../provider/api/operations/DescribeSoarStrategyTasks";
import { processSoarStrategyTask } from "../../../provider/api/operations/ProcessSoarStrategyTask";

const task = {
  Id: "204859012345678901",
  Name: "patch tuesday",
  StrategyId: 8000,
  Status: "-1",
  RunMode: "runmode_TRIGGER_BY_USER",
  TotalNum: 2,
  GmtCreate: 1767225600000,
};

const page = (body: object) => describeSoarStrategyTasks.decode({ TotalCount: 1, ...body });

describe("DescribeSoarStrategyTasks", () => {
  test("ids are digits, a status is a text, and counts that are absent are 0", () => {
    const { SoarStrategyTasks, TotalCount } = page({ SoarStrategyTasks: [{ ...task, Status: -1 }] });
    const counts = { SuccessNum: 0, FailedNum: 0, GmtModified: 0, GmtFinish: 0 };
    expect(SoarStrategyTasks).toEqual([{ ...task, StrategyId: "8000", ...counts }]);
    expect(TotalCount).toBe(1);
  });

  test("no tasks may be null", () => {
    expect(page({ SoarStrategyTasks: null }).SoarStrategyTasks).toEqual([]);
  });

  test.each([
    ["a task without Id", { SoarStrategyTasks: [{ ...task, Id: null }] }, "Id is missing"],
    ["no TotalCount", { SoarStrategyTasks: [], TotalCount: undefined }, "TotalCount is not a whole number"],
    ["tasks that are no list", { SoarStrategyTasks: "none" }, "SoarStrategyTasks is not a list"],
  ])("%s is not taken for an empty list", (_case, body, problem) => {
    expect(() => page(body)).toThrow(problem);
  });
});

test.each([
  ["a text", '[{"name":"a"}]'],
  ["the structure itself", [{ name: "a" }]],
])("DescribeSoarStrategyTaskDetail: Params as %s", (_case, Params) => {
  const body = { TaskDetail: { TaskName: "patch tuesday", Params } };
  expect(describeSoarStrategyTaskDetail.decode(body).TaskDetail).toEqual({ Params: '[{"name":"a"}]' });
});

test("CreateSoarStrategyTask: a reply without id is no success", () => {
  expect(createSoarStrategyTask.decode({ StrategyTaskId: 7 })).toEqual({ StrategyTaskId: "7" });
  expect(() => createSoarStrategyTask.decode({ RequestId: "r" })).toThrow("StrategyTaskId is missing");
});

test("what starts work is never repeated because of a doubt", () => {
  const { repeat: create } = createSoarStrategyTask;
  const { repeat: process } = processSoarStrategyTask;
  expect([create, process, deleteSoarStrategyTask.repeat]).toEqual(["unsafe", "unsafe", "safe"]);
});
