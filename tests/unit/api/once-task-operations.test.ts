import { describe, expect, test } from "vitest";
import { describeOnceTask } from "../../../provider/api/operations/DescribeOnceTask";
import { generateOnceTask } from "../../../provider/api/operations/GenerateOnceTask";
import { getOnceTaskResultInfo } from "../../../provider/api/operations/GetOnceTaskResultInfo";

describe("GenerateOnceTask", () => {
  const { decode } = generateOnceTask;

  test.each([
    ["an id with the line feed of the document's samples", { CanCreate: true, TaskId: "38730bb0\n" }, "38730bb0"],
    ["no place, beside the id of another task", { CanCreate: false, TaskId: "38730bb0" }, undefined],
    ["no place", { CanCreate: false, LastTask: "38730bb0\n" }, undefined],
    ["no place, with an empty id", { CanCreate: false, TaskId: "" }, undefined],
  ])("%s", (_case, body, TaskId) => {
    expect(decode(body)).toEqual({ TaskId });
  });

  test("a reply without an id that does not say no is malformed", () => {
    expect(() => decode({ CanCreate: true, LastTask: "38730bb0" })).toThrow("TaskId is missing");
    expect(() => decode({})).toThrow("TaskId is missing");
  });
});

describe("DescribeOnceTask", () => {
  const task = {
    TaskId: "e900f528\n",
    TaskType: "VUL_CHECK_TASK",
    TaskStatusText: "PROCESSING",
    Progress: "40%",
  };

  test("what a task does not tell is absent", () => {
    const body = { PageInfo: { TotalCount: 1, Count: 1 }, TaskManageResponseList: [task] };
    expect(describeOnceTask.decode(body)).toEqual({
      PageInfo: { TotalCount: 1 },
      TaskManageResponseList: [
        {
          TaskId: "e900f528",
          TaskType: "VUL_CHECK_TASK",
          TaskName: "",
          TaskStatusText: "PROCESSING",
          Progress: "40%",
          ResultInfo: "",
          DetailData: "",
        },
      ],
    });
  });

  test.each([
    ["a page without its total", { TaskManageResponseList: [] }, "PageInfo is not an object"],
    ["a task without an id", { PageInfo: { TotalCount: 1 }, TaskManageResponseList: [{}] }, "TaskId is missing"],
  ])("%s is malformed", (_case, body, reason) => {
    expect(() => describeOnceTask.decode(body)).toThrow(reason);
  });
});

describe("GetOnceTaskResultInfo", () => {
  test("the status, and how many parts are done", () => {
    const body = { TaskInfo: { Status: "START" }, TotalCount: 44, FinishCount: 4, TaskId: "e7b70a4b" };
    expect(getOnceTaskResultInfo.decode(body)).toEqual({
      TaskInfo: { Status: "START" },
      TotalCount: 44,
      FinishCount: 4,
    });
    expect(getOnceTaskResultInfo.decode({ TaskInfo: {} })).toMatchObject({ TotalCount: 0, FinishCount: 0 });
  });

  test("a reply without the task is malformed", () => {
    expect(() => getOnceTaskResultInfo.decode({})).toThrow("TaskInfo is not an object");
  });
});
