import { describe, expect, test } from "vitest";
import { adviceFor } from "../../../provider/api/calls/error-codes";
import { Refusal } from "../../../provider/api/calls/errors";
import { listOperationProcess } from "../../../provider/api/operations/ListOperationProcess";
import { listOperationTask } from "../../../provider/api/operations/ListOperationTask";
import { submitOperationTask } from "../../../provider/api/operations/SubmitOperationTask";

describe("SubmitOperationTask", () => {
  const { decode } = submitOperationTask;
  const RootTaskId = "89f5d7813bd59dd237580a8664b3xxxx";

  test.each([undefined, null, "", "Success", "OK", 200])("OperateCode %s: the trimmed RootTaskId", (OperateCode) => {
    expect(decode({ RequestId: "r", OperateCode, RootTaskId: `${RootTaskId}\n` })).toEqual({ RootTaskId });
  });

  test.each([
    ["AuthorizationExhaust", { OperateCode: "AuthorizationExhaust", RootTaskId }],
    ["ActionTrialUnauthorized", { OperateCode: "ActionTrialUnauthorized" }],
    ["Throttling", { OperateCode: "Throttling" }],
  ])("a refusal: %s", (code, body) => {
    const refusal = expect(() => decode(body));
    refusal.toThrow(Refusal);
    refusal.toThrow(expect.objectContaining({ code }));
  });

  test.each([
    ["an OperateCode that no document has, beside a run", { OperateCode: "SomethingNew", RootTaskId }, "SomethingNew"],
    ["an empty RootTaskId", { RequestId: "r", RootTaskId: "" }, "RootTaskId is missing"],
    ["no RootTaskId", { RequestId: "r", RootTaskId: null }, "RootTaskId is missing"],
    ["nothing", {}, "RootTaskId is missing"],
    ["another shape", { RequestId: "r", Data: { RootTaskId } }, "RootTaskId is missing"],
  ])("%s is neither a yes nor a no", (_case, body, problem) => {
    const reading = expect(() => decode(body));
    reading.toThrow(TypeError);
    reading.toThrow(problem);
  });

  test.each([
    ["AuthorizationExhaust", "buy more in the console"],
    ["ActionTrialUnauthorized", "buy configuration assessment (CSPM)"],
    ["RepairedParamNotCustomized.IPPort", "Give the parameter IPPort in repairTempParam"],
    ["ErrorParamFormat.IPPort", "Correct the parameter IPPort"],
  ])("what to do about %s is said", (code, sentence) => {
    const facts = { code, ramAction: "", host: "", key: "", readTimeout: 0 };
    expect(adviceFor(facts)).toContain(sentence);
  });

  test("is never repeated because of a doubt", () => {
    expect(submitOperationTask.repeat).toBe("unsafe");
  });
});

describe("ListOperationTask", () => {
  const { decode } = listOperationTask;
  const PageInfo = { TotalCount: 1 };
  const task = {
    TaskId: "t\n",
    RootTaskId: "r\n",
    CheckId: "204859012345678901",
    InstanceId: "i-1",
    Status: "INIT",
  };

  test("ids are trimmed, and what is absent is empty", () => {
    expect(decode({ OperationTasks: [{ ...task, ErrorCode: null }], PageInfo })).toEqual({
      PageInfo,
      OperationTasks: [
        {
          ...{ TaskId: "t", RootTaskId: "r", CheckId: "204859012345678901", CheckShowName: "" },
          ...{ InstanceId: "i-1", RegionId: "", Type: "", Status: "INIT", ErrorCode: "", ErrorMsg: "" },
          ...{ DealTime: 0, LastCheckTime: 0, InstanceFreed: false, RepairSupportType: 0 },
          ...{ RiskLevel: "", SupportRollBack: false },
        },
      ],
    });
  });

  test("a task without a run is one of its own", () => {
    const [found] = decode({ OperationTasks: [{ ...task, RootTaskId: null }], PageInfo }).OperationTasks;
    expect(found?.RootTaskId).toBe("t");
  });

  test.each([
    ["no PageInfo", { OperationTasks: [] }],
    ["a task without id", { OperationTasks: [{ ...task, TaskId: "" }], PageInfo }],
    ["tasks that are no list", { OperationTasks: {}, PageInfo }],
  ])("%s is not taken for an empty list", (_case, body) => {
    expect(() => decode(body)).toThrow(TypeError);
  });
});

test("ListOperationProcess: the document's sample, with its two totals told apart", () => {
  const sample = {
    Processes: [
      {
        ...{
          TotalCount: 337,
          FinishCount: 197,
          StatusCode: 1,
          TaskType: "CHECK_POLICY",
          TaskSource: "YAO_CHI",
        },
        TaskId: "3d7a1b68-599f-4e16-9b45-e920a183b***\n",
        ...{ StartTime: 1705457102000, EndTime: 1705467559000, CreateTime: 1674388824000 },
        ...{ DetailTaskTotalCount: 10, DetailTaskReadyCount: 5 },
      },
    ],
    PageInfo: { CurrentPage: 1, PageSize: 20, TotalCount: 263, Count: 4 },
  };
  const { Processes, PageInfo } = listOperationProcess.decode(sample);
  expect(PageInfo).toEqual({ TotalCount: 263 });
  expect(Processes).toEqual([{ ...sample.Processes[0], TaskId: "3d7a1b68-599f-4e16-9b45-e920a183b***" }]);
});
