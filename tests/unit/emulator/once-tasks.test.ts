import { afterEach, beforeEach, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../../provider/emulator";
import { signedCall } from "./signed-call";

const start = Date.UTC(2026, 0, 1);
const TaskType = "CLIENT_PROBLEM_CHECK";
const scan = { TaskType, TaskName: TaskType, Param: '{"mode":1,"problemType":"offline","uuids":"u-1,u-2"}' };

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ clock: { now: () => start } });
});
afterEach(() => emulator.close());

const call = (action: string, params: Record<string, string>) => signedCall(emulator, { action, params });
const generate = (params: Record<string, string> = {}) => call("GenerateOnceTask", { ...scan, ...params });
const describe = async (params: Record<string, string> = {}) =>
  (await call("DescribeOnceTask", { TaskType, ...params })).body.TaskManageResponseList;

test("a new task runs and succeeds", async () => {
  const { body } = await generate({ Source: "Manual" });
  expect(body).toEqual({
    CanCreate: true,
    TaskId: expect.stringMatching(/^[0-9a-f]{32}$/),
    LastTask: `${body.TaskId}\n`,
    CollectTime: start,
    TotalCount: 1,
    FinishCount: 0,
    RequestId: expect.any(String),
  });
  emulator.advance(2_000);
  expect(await describe()).toEqual([
    {
      TaskId: body.TaskId,
      TaskType,
      TaskName: TaskType,
      TaskStatus: 1,
      TaskStatusText: "START",
      Progress: "40%",
      SuccessCount: 0,
      FailCount: 0,
      ResultInfo: "",
      DetailData: JSON.stringify(
        ["u-1", "u-2"].map((uuid) => {
          return { dispatchType: "manual", causeCode: [], causeMsg: [], problemType: "offline", uuid };
        }),
      ),
      TaskStartTime: start,
    },
  ]);
  emulator.advance(3_000);
  expect(await describe({ TaskId: body.TaskId })).toMatchObject([
    {
      TaskStatus: 2,
      TaskStatusText: "SUCCESS",
      Progress: "100%",
      SuccessCount: 2,
      TaskEndTime: start + 5_000,
    },
  ]);
  const result = await call("GetOnceTaskResultInfo", { TaskId: body.TaskId, TaskType, TaskName: TaskType });
  expect(result.body).toMatchObject({ TaskInfo: { Status: "SUCCESS" }, TotalCount: 2, FinishCount: 2 });
});

test("an outcome can be set for a type of task", async () => {
  emulator.state.onceTaskOutcomes[TaskType] = { TaskStatusText: "FAIL", ResultInfo: "client offline" };
  await generate();
  emulator.advance(5_000);
  expect(await describe()).toMatchObject([{ TaskStatus: 3, FailCount: 2, ResultInfo: "client offline" }]);
});

test("the eleventh task at a time cannot be created, inside HTTP 200", async () => {
  emulator.seed({ onceTasks: Array.from({ length: 10 }, () => ({})) });
  const { status, body } = await generate();
  expect(status).toBe(200);
  expect(body).toMatchObject({ CanCreate: false, TotalCount: 10, FinishCount: 0 });
  expect(body.TaskId).toBeUndefined();
  expect(emulator.state.onceTasks).toHaveLength(10);
  emulator.advance(5_000);
  expect((await generate()).body).toMatchObject({ CanCreate: true, TotalCount: 11, FinishCount: 10 });
});

test("an id that is listed already can be answered, so many times", async () => {
  emulator.state.repeatedOnceTaskIds = 1;
  const first = (await generate()).body.TaskId;
  expect((await generate()).body).toMatchObject({ CanCreate: true, TaskId: first, TotalCount: 1 });
  expect(emulator.state.onceTasks).toHaveLength(1);
  expect((await generate()).body.TaskId).not.toBe(first);
  expect(emulator.state.onceTasks).toHaveLength(2);
});

test("DescribeOnceTask shows the documented types only, GetOnceTaskResultInfo every type", async () => {
  const { body } = await generate({ TaskType: "IMAGE_SCAN", TaskName: "IMAGE_SCAN", Param: "{}" });
  expect(await describe({ TaskType: "IMAGE_SCAN" })).toEqual([]);
  const wanted = { TaskId: body.TaskId, TaskType: "IMAGE_SCAN", TaskName: "IMAGE_SCAN" };
  expect((await call("GetOnceTaskResultInfo", wanted)).body.TaskInfo).toEqual({ Status: "START" });
  expect((await call("GetOnceTaskResultInfo", { ...wanted, TaskName: "x" })).status).toBe(500);
});

test("DescribeOnceTask needs a type or a root task", async () => {
  expect((await call("DescribeOnceTask", {})).body.Code).toBe("-101");
  emulator.seed({
    onceTasks: [
      { RootTaskId: "r-1", TaskId: "t-1" },
      { TaskId: "t-2", Source: "Api" },
    ],
  });
  const listed = await call("DescribeOnceTask", { RootTaskId: "r-1" });
  expect(listed.body.TaskManageResponseList).toMatchObject([{ TaskId: "t-1" }]);
  expect(await describe({ Source: "Api" })).toMatchObject([{ TaskId: "t-2" }]);
  expect(await describe({ StartTimeQuery: String(start + 1) })).toEqual([]);
  expect(await describe({ EndTimeQuery: String(start - 1) })).toEqual([]);
});

test("a running task can be cancelled, a finished one cannot", async () => {
  const TaskId = (await generate()).body.TaskId;
  expect((await call("CancelOnceTask", { TaskId })).status).toBe(200);
  expect(await describe()).toMatchObject([{ TaskStatusText: "FAIL", ResultInfo: "cancelled" }]);
  expect((await call("CancelOnceTask", { TaskId })).body.Code).toBe("ServerError");
  expect((await call("CancelOnceTask", { TaskId: "none" })).body.Code).toBe("ServerError");
});

test("unfinished tasks of one target", async () => {
  const type = { TaskType: "IMAGE_SCAN", TaskName: "IMAGE_SCAN" };
  const { TaskId } = (await generate({ ...type, Param: '{"digest":"sha256:1"}' })).body;
  const unfinished = (params: Record<string, string>) =>
    call("ListUnfinishedOnceTask", { TaskType: "IMAGE_SCAN", ...params });
  expect((await unfinished({})).body.Code).toBe("-101");
  expect((await unfinished({ Target: "sha256:1" })).body.OnceTasks).toMatchObject([
    { TaskId, StatusText: "START", Finish: 0, Target: "sha256:1" },
  ]);
  expect((await unfinished({ Target: "sha256:2" })).body.OnceTasks).toEqual([]);
  emulator.advance(5_000);
  expect((await unfinished({ Target: "sha256:1" })).body.OnceTasks).toEqual([]);
});

test.each(["[", "[]", "1"])("a Param that is no JSON object starts nothing: %s", async (Param) => {
  expect((await generate({ Param })).body.Code).toBe("ServerError");
  expect(emulator.state.onceTasks).toEqual([]);
});
