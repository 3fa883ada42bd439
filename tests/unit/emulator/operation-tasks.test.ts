import { afterEach, beforeEach, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../../provider/emulator";
import { signedCall } from "./signed-call";

const start = Date.UTC(2026, 0, 1);

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ clock: { now: () => start } });
});
afterEach(() => emulator.close());

const submit = (params: Record<string, string>) =>
  signedCall(emulator, {
    action: "SubmitOperationTask",
    params: { CheckId: "132", Type: "REPAIR", ...params },
  });
const list = (params: Record<string, string> = {}) =>
  signedCall(emulator, { action: "ListOperationTask", method: "GET", params });
const instances = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`OperationTaskInstances.${index + 1}.InstanceId`, `i-${index + 1}`]),
  );
const statuses = () => emulator.state.operationTasks.map((task) => task.Status);

test("a repair goes through its statuses until it is verified", async () => {
  const { body } = await submit({ DimensionType: "INSTANCE", ...instances(1) });
  expect(body).toEqual({
    RootTaskId: expect.stringMatching(/^[0-9a-f]{32}$/),
    RequestId: expect.any(String),
  });
  const seen = ["", "", "", "", "", ""].map(() => {
    const [status] = statuses();
    emulator.advance(2_000);
    return status;
  });
  expect(seen).toEqual([
    "INIT",
    "REPAIRING",
    "REPAIR_SUCCESS",
    "REPAIR_SUCCESS_VERIFYING",
    "REPAIR_SUCCESS_VERIFIED",
    "REPAIR_SUCCESS_VERIFIED",
  ]);
  const listed = await list();
  expect(listed.body.PageInfo).toEqual({ CurrentPage: 1, PageSize: 20, TotalCount: 1, Count: 1 });
  expect(listed.body.OperationTasks[0]).toMatchObject({
    RootTaskId: body.RootTaskId,
    CheckId: 132,
    InstanceId: "i-1",
    Type: "REPAIR",
    Status: "REPAIR_SUCCESS_VERIFIED",
    StatusShowName: "repair success verified",
    SupportRollBack: true,
    DealTime: start + 8_000,
  });
});

test("one of five instances fails, with its reason", async () => {
  emulator.state.instanceOutcomes["i-3"] = {
    Status: "REPAIR_FAIL",
    ErrorCode: "ScriptError",
    ErrorMsg: "no disk",
  };
  await submit({ DimensionType: "INSTANCE", ...instances(5) });
  emulator.advance(60_000);
  expect(statuses().filter((status) => status === "REPAIR_SUCCESS_VERIFIED")).toHaveLength(4);
  const { body } = await list({ "Statuses.1": "REPAIR_FAIL", "Statuses.2": "FAIL" });
  expect(body.OperationTasks).toMatchObject([{ InstanceId: "i-3", ErrorCode: "ScriptError", ErrorMsg: "no disk" }]);
});

test.each(["BACKUP_FAIL", "REPAIR_SUCCESS", "REPAIR_SUCCESS_UNVERIFIED"])("a repair can end as %s", async (Status) => {
  emulator.state.instanceOutcomes["i-1"] = { Status };
  await submit({ DimensionType: "INSTANCE", ...instances(1) });
  emulator.advance(60_000);
  expect(statuses()).toEqual([Status]);
});

test("a status that a test sets goes on from there", async () => {
  emulator.seed({ operationTasks: [{ Status: "THROTTLING" }] });
  emulator.advance(2_000);
  expect(statuses()).toEqual(["REPAIRING"]);
});

test("a rollback names the task of the repair, not the root task", async () => {
  emulator.seed({
    operationTasks: [{ TaskId: "t-1", RootTaskId: "r-1", InstanceId: "i-1", Status: "REPAIR_SUCCESS" }],
  });
  emulator.advance(60_000);
  const rollback = (TaskId: string) =>
    submit({ Type: "ROLLBACK", ...instances(1), "OperationTaskInstances.1.TaskId": TaskId });
  expect((await rollback("r-1")).body.Code).toBe("ErrorParamFormat.TaskId");
  expect((await rollback("t-1")).status).toBe(200);
  emulator.advance(60_000);
  expect(statuses()).toEqual(["REPAIR_SUCCESS_VERIFIED", "ROLL_BACK_VERIFIED"]);
});

test("a repair of a whole check item concerns the instances of the check", async () => {
  emulator.state.checkInstances["132"] = [
    { InstanceId: "i-8", RegionId: "cn-beijing" },
    { InstanceId: "i-9", RegionId: "cn-hangzhou" },
  ];
  await submit({ DimensionType: "CHECK_ID" });
  expect(emulator.state.operationTasks.map((task) => task.InstanceId)).toEqual(["i-8", "i-9"]);
});

test("a check item lists its instances, which pass after a repair", async () => {
  emulator.state.checkInstances["132"] = [
    { InstanceId: "i-1", RegionId: "cn-hangzhou", Config: [{ Name: "p", ShowName: "Port", Value: "22" }] },
    { InstanceId: "i-2", RegionId: "cn-beijing", Status: "WHITELIST", InstanceName: "web" },
  ];
  const results = async (params: Record<string, string> = {}) =>
    (await signedCall(emulator, { action: "ListCheckInstanceResult", params: { CheckId: "132", ...params } })).body;
  const ids = async (params: Record<string, string>) =>
    (await results(params)).BasicData.map(({ InstanceId }: { InstanceId: string }) => InstanceId);
  expect(await results({ "Statuses.1": "NOT_PASS" })).toMatchObject({
    BasicData: [{ InstanceId: "i-1", InstanceName: "i-1", InstanceInfo: { Config: [{ Value: "22" }] } }],
    PageInfo: { TotalCount: 1, Count: "1" },
  });
  expect(await ids({})).toEqual(["i-2", "i-1"]);
  expect(await ids({ RegionIdKey: "cn-beijing" })).toEqual(["i-2"]);
  expect(await ids({ InstanceNameKey: "web" })).toEqual(["i-2"]);
  expect(await ids({ "InstanceIds.1": "i-1" })).toEqual(["i-1"]);
  await submit(instances(1));
  emulator.advance(60_000);
  expect(await ids({ "Statuses.1": "PASS" })).toEqual(["i-1"]);
});

test.each([
  ["an instance that is put in", "i-1"],
  ["the made-up one", "i-emulator"],
])(
  "%s fails a check item until it is repaired, and again after a rollback; its times are those of the checks",
  async (_what, InstanceId) => {
    if (InstanceId === "i-1") {
      const states = ["NOT_PASS", "WHITELIST"] as const;
      emulator.state.checkInstances["132"] = states.map((Status, index) => {
        return { InstanceId: `i-${index + 1}`, RegionId: "cn-hangzhou", Status };
      });
    }
    // What the service forgets of tasks, it does not forget of instances.
    emulator.seed({ settings: { history: "purged" } });
    const look = async () => {
      const { body } = await signedCall(emulator, { action: "ListCheckInstanceResult", params: { CheckId: "132" } });
      return body.BasicData.at(-1);
    };
    const run = async (params: Record<string, string>) => {
      await submit({ ...params, "OperationTaskInstances.1.InstanceId": InstanceId });
      emulator.advance(60_000);
      emulator.advance(120_000);
    };
    const failing = await look();
    expect(failing).toMatchObject({ InstanceId, Status: "NOT_PASS" });
    emulator.advance(60_000);
    expect(await look()).toEqual(failing);
    const { FirstUpdateTime } = failing.InstanceInfo;
    await run({});
    const repaired = await look();
    expect(repaired).toMatchObject({ Status: "PASS", InstanceInfo: { FirstUpdateTime } });
    expect(repaired.InstanceInfo.LastUpdateTime).toBeGreaterThan(FirstUpdateTime);
    await run({ Type: "ROLLBACK", "OperationTaskInstances.1.TaskId": emulator.state.operationTask(InstanceId).TaskId });
    const failed = await look();
    expect(failed).toMatchObject({ Status: "NOT_PASS", InstanceInfo: { FirstUpdateTime } });
    expect(failed.InstanceInfo.LastUpdateTime).toBeGreaterThan(repaired.InstanceInfo.LastUpdateTime);
  },
);

test("a repair that fails leaves an instance as it was, and one that is whitelisted stays so", async () => {
  emulator.seed({
    checkInstances: {
      "132": [
        { InstanceId: "i-1", RegionId: "cn-hangzhou" },
        { InstanceId: "i-2", RegionId: "cn-hangzhou", Status: "WHITELIST" },
      ],
    },
    instanceOutcomes: { "i-1": { Status: "REPAIR_FAIL" } },
  });
  await submit({ DimensionType: "CHECK_ID" });
  emulator.advance(60_000);
  const { body } = await signedCall(emulator, { action: "ListCheckInstanceResult", params: { CheckId: "132" } });
  expect(body.BasicData).toMatchObject([{ Status: "WHITELIST" }, { Status: "NOT_PASS" }]);
});

test("what ran on instances of a check item is listed with its parameters", async () => {
  const Config = [{ Name: "p", ShowName: "Port", Value: "22" }];
  emulator.state.checkInstances["132"] = [{ InstanceId: "i-1", RegionId: "cn-hangzhou", Config }];
  const details = async (Type: string) => {
    const params = { CheckId: "132", Type, ...instances(1), "OperationTaskInstances.2.InstanceId": "i-2" };
    return (await signedCall(emulator, { action: "ListOperationCheck", method: "GET", params })).body;
  };
  expect(await details("REPAIR")).toMatchObject({ OperationTaskInstanceDetails: [] });
  await submit(instances(1));
  expect(await details("REPAIR")).toMatchObject({
    OperationTaskInstanceDetails: [{ InstanceId: "i-1", Repair: [{ RepairConfigs: [{ Name: "p", Value: "22" }] }] }],
  });
  expect(await details("ROLLBACK")).toMatchObject({ OperationTaskInstanceDetails: [] });
  const ofNone = { action: "ListOperationCheck", method: "GET", params: { CheckId: "132", Type: "REPAIR" } } as const;
  expect((await signedCall(emulator, ofNone)).body.Code).toBe("MissingOperationTaskInstances");
});

test("what the repair of a check item does is what the state says, else its parameters are what the check item looks at", async () => {
  const Config = [{ Name: "p", ShowName: "Port", Value: "22" }];
  emulator.seed({
    checkInstances: { "132": [{ InstanceId: "i-1", RegionId: "cn-hangzhou", Config }] },
    repairSettings: { "133": { RepairReset: true, RepairConfigs: [{ Name: "q", Value: "1", UsageType: 2 }] } },
  });
  const setting = async (CheckId: string) =>
    (await signedCall(emulator, { action: "GetCheckDetail", params: { CheckId } })).body.RepairSetting;
  expect(await setting("132")).toMatchObject({ RepairReset: false, RepairConfigs: [{ Name: "p", UsageType: 1 }] });
  expect(await setting("133")).toMatchObject({ RepairReset: true, RepairConfigs: [{ Name: "q", Value: "1" }] });
  expect(() => emulator.seed({ repairSettings: { "1": { RepairConfigs: [{ Nme: "q" }] } } as never })).toThrow("Nme");
});

test("a second repair of the same instance conflicts until the first one is final", async () => {
  await submit(instances(1));
  expect((await submit(instances(2))).body.Code).toBe("RepairTaskConflict");
  expect((await submit({ ...instances(1), CheckId: "133" })).status).toBe(200);
  emulator.advance(60_000);
  expect((await submit(instances(1))).status).toBe(200);
  expect(statuses()).toEqual(["REPAIR_SUCCESS_VERIFIED", "REPAIR_SUCCESS_VERIFIED", "INIT"]);
});

test.each([
  ["OperationTaskInstances", { DimensionType: "INSTANCE" }],
  ["InstanceId", { "OperationTaskInstances.1.RegionId": "cn-hangzhou" }],
  ["Vendor", { ...instances(1), "OperationTaskInstances.1.Vendor": "ALIYUN" }],
])("a submission with a wrong %s starts nothing", async (parameter, params) => {
  const answer = await submit(params);
  expect(answer).toMatchObject({ status: 400, body: { Code: `ErrorParamFormat.${parameter}` } });
  expect(statuses()).toEqual([]);
});

test("filters of the list; a root task's id is not a task's id", async () => {
  emulator.seed({
    operationTasks: [
      { TaskId: "t-1", RootTaskId: "r-1", CheckId: "204859012345678901", InstanceId: "i-1" },
      { TaskId: "t-2", RootTaskId: "r-1", CheckId: "2", InstanceId: "i-2", Type: "ROLLBACK" },
    ],
  });
  const ids = async (params: Record<string, string>) =>
    (await list(params)).body.OperationTasks.map((task: { TaskId: string }) => task.TaskId);
  expect(await ids({})).toEqual(["t-2", "t-1"]);
  expect(await ids({ TaskId: "t-1" })).toEqual(["t-1"]);
  expect(await ids({ TaskId: "r-1" })).toEqual([]);
  expect(await ids({ CheckId: "204859012345678901" })).toEqual(["t-1"]);
  expect(await ids({ Type: "ROLLBACK" })).toEqual(["t-2"]);
  expect(await ids({ "OperationTaskInstances.1.InstanceId": "i-2" })).toEqual(["t-2"]);
  expect(await ids({ "OperationTaskInstances.1.Vendor": "0" })).toEqual([]);
  expect(await ids({ CurrentPage: "2", PageSize: "1" })).toEqual(["t-1"]);
});

test("check runs are listed apart, with the line feed of the document's sample, and run by the clock", async () => {
  emulator.seed({ operationProcesses: [{ TaskId: "p-1" }, { TaskId: "p-2", TaskType: "CHECK_ITEM" }] });
  const processes = (params: Record<string, string>) =>
    signedCall(emulator, { action: "ListOperationProcess", params });
  const all = (await processes({})).body;
  expect(all.Processes.map((process: { TaskId: string }) => process.TaskId)).toEqual(["p-2\n", "p-1\n"]);
  emulator.advance(10_000);
  const { body } = await processes({ "TaskIds.1": "p-1", "StatusCodes.1": "2", "StatusCodes.2": "3" });
  expect(body.Processes).toMatchObject([
    { StatusCode: 2, FinishCount: 10, StartTime: start + 5_000, EndTime: start + 10_000 },
  ]);
  expect((await processes({ "TaskTypes.1": "CHECK_ITEM" })).body.PageInfo.TotalCount).toBe(1);
  expect((await processes({ StartTime: String(start + 1) })).body.Processes).toEqual([]);
  expect((await processes({ "StatusCodes.1": "4" })).body.Code).toBe("CspmParamIllegal");
  expect((await processes({ StartTime: "2", EndTime: "1" })).body.Code).toBe("CspmParamIllegal");
});
