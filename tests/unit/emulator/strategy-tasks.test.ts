import { afterEach, beforeEach, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../../provider/emulator";
import { signedCall } from "./signed-call";

const start = Date.UTC(2026, 0, 1);
const strategy = {
  StrategyId: "8000",
  StrategyName: "Automated Batch Vulnerability Fixing Policy for Multiple Servers",
};
const vulnerabilities = ["i-1", "i-2"].map((instanceId) => ({
  regionId: "cn-hangzhou",
  instanceId,
  vulId: 1,
}));
const creation = {
  ...strategy,
  StrategyTaskName: "patch tuesday",
  StrategyTaskParams: JSON.stringify([
    { name: "vulList", associationProperty: "sasAllVul", value: vulnerabilities },
    { name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl: 1 } },
  ]),
};

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ clock: { now: () => start } });
});
afterEach(() => emulator.close());

const call = (action: string, params: Record<string, string>) => signedCall(emulator, { action, params });
const status = () => emulator.state.strategyTasks[0]?.Status;
const process = (TaskAction: string) =>
  call("ProcessSoarStrategyTask", { StrategyTaskId: emulator.state.strategyTasks[0]?.Id ?? "", TaskAction });

test("a new task waits, starts, runs and finishes", async () => {
  const created = await call("CreateSoarStrategyTask", creation);
  expect(created.text).toContain('"StrategyTaskId":204859012345678901,');
  expect(status()).toBe("-1");
  emulator.advance(60_000);
  expect(status()).toBe("0");
  emulator.advance(2_000);
  expect(status()).toBe("1");
  emulator.advance(5_000);
  const { body, text } = await call("DescribeSoarStrategyTasks", { PageNumber: "1", PageSize: "10" });
  expect(text).toContain('"Id":204859012345678901,');
  expect(body).toMatchObject({ TotalCount: 1, PageNumber: 1, PageSize: 10 });
  expect(body.SoarStrategyTasks).toEqual([
    {
      Id: expect.any(Number),
      Name: "patch tuesday",
      StrategyId: 8000,
      Status: "2",
      RunMode: "runmode_TRIGGER_BY_USER",
      TotalNum: 2,
      SuccessNum: 2,
      FailedNum: 0,
      GmtCreate: start,
      GmtModified: start + 67_000,
      GmtFinish: start + 67_000,
    },
  ]);
});

test("a planned start is awaited", async () => {
  await call("CreateSoarStrategyTask", { ...creation, StrategyTaskPlanExeTime: String(start + 3_600_000) });
  emulator.advance(3_599_999);
  expect(status()).toBe("-1");
  emulator.advance(1);
  expect(status()).toBe("0");
});

test("servers with an outcome of their own are counted as failed", async () => {
  emulator.state.instanceOutcomes["i-2"] = { Status: "FAIL" };
  await call("CreateSoarStrategyTask", creation);
  emulator.advance(100_000);
  expect(emulator.state.strategyTasks[0]).toMatchObject({ TotalNum: 2, SuccessNum: 1, FailedNum: 1 });
  const { body } = await call("DescribeSoarStrategyTaskDetail", { StrategyTaskId: "204859012345678901" });
  expect(body.TaskDetail).toMatchObject({ TaskName: "patch tuesday", Params: creation.StrategyTaskParams });
  expect(JSON.parse(body.TaskDetail.LogInfo)).toEqual({
    resultContent: '{"totalNum":2,"successNum":1,"failedNum":1}',
    resultStatus: 1,
    status: 2,
  });
});

test("a paused task stays paused until it is scheduled", async () => {
  emulator.seed({ strategyTasks: [{ Status: "1" }] });
  expect((await process("PAUSE")).status).toBe(200);
  emulator.advance(1_000_000);
  expect(status()).toBe("4");
  expect((await process("SCHEDULE")).status).toBe(200);
  expect(status()).toBe("3");
  emulator.advance(4_000);
  expect(status()).toBe("1");
});

test("a repeated action changes nothing", async () => {
  emulator.seed({ strategyTasks: [{ Status: "1" }] });
  await process("SCHEDULE");
  expect(status()).toBe("1");
  await process("PAUSE");
  emulator.advance(1_000);
  await process("PAUSE");
  expect(emulator.state.strategyTasks[0]).toMatchObject({ Status: "4", Since: start });
});

test.each(["PAUSE", "SCHEDULE"])("%s of a finished or missing task fails", async (action) => {
  expect((await process(action)).status).toBe(400);
  emulator.seed({ strategyTasks: [{ Id: "1", Status: "2" }] });
  const finished = await process(action);
  expect(finished).toMatchObject({ status: 500, body: { Code: "ServerError" } });
});

test("only a waiting task can be deleted", async () => {
  emulator.seed({ strategyTasks: [{ Id: "1" }, { Id: "2", Status: "4" }] });
  expect((await call("DeleteSoarStrategyTask", { StrategyTaskId: "1" })).status).toBe(200);
  expect((await call("DeleteSoarStrategyTask", { StrategyTaskId: "2" })).body.Code).toBe("ServerError");
  expect((await call("DeleteSoarStrategyTask", { StrategyTaskId: "1" })).body.Code).toBe("ServerError");
  expect(emulator.state.strategyTasks.map((task) => task.Id)).toEqual(["2"]);
});

test.each([
  ["unknown strategy", { StrategyId: "1" }],
  ["name of another strategy", { StrategyName: "x" }],
  ["parameters that are no JSON", { StrategyTaskParams: "[" }],
  ["parameters that are no list", { StrategyTaskParams: "{}" }],
  ["parameter without value", { StrategyTaskParams: '[{"name":"a","associationProperty":"b"}]' }],
])("a task is not created: %s", async (_case, params) => {
  const answer = await call("CreateSoarStrategyTask", { ...creation, ...params });
  expect(answer).toMatchObject({ status: 400, body: { Code: "-101" } });
  expect(emulator.state.strategyTasks).toEqual([]);
});

test("the parameters of a task are in its detail; what is called its parameters is the form of its strategy", async () => {
  await call("CreateSoarStrategyTask", creation);
  const task = { StrategyTaskId: "204859012345678901" };
  const { body: detail } = await call("DescribeSoarStrategyTaskDetail", task);
  expect(detail.TaskDetail).toMatchObject({ TaskName: "patch tuesday", Params: creation.StrategyTaskParams });
  const form = (params: Record<string, string>) =>
    signedCall(emulator, { action: "DescribeSoarStrategyTaskParams", method: "GET", params });
  expect(JSON.parse((await form(task)).body.TaskDetail.Params)).toEqual({ summary: [expect.anything()] });
  expect((await form({ StrategyTaskId: "1" })).status).toBe(500);
});

test.each(["Automated Batch Vulnerability Fix Policy", "漏洞自动化批量修复策略"])(
  "a new emulator has the strategy of the documents' sample under the name %s, and no other",
  async (StrategyName) => {
    const sample = { ...creation, StrategyId: "13840" };
    expect((await call("CreateSoarStrategyTask", { ...sample, StrategyName })).status).toBe(200);
    expect((await call("CreateSoarStrategyTask", { ...sample, StrategyName: `${StrategyName}.` })).status).toBe(400);
    expect((await call("DescribeSoarStrategies", { PageNumber: "1", PageSize: "10" })).text).not.toContain(
      "OtherNames",
    );
  },
);

test("strategies, and those subscribed to", async () => {
  emulator.seed({
    strategies: [
      { Id: "1", Name: "a" },
      { Id: "2", Name: "b", Subscribed: false },
    ],
  });
  const page = { PageNumber: "1", PageSize: "10" };
  const all = (await call("DescribeSoarStrategies", page)).body;
  expect(all.SoarStrategies.map((item: { Name: string }) => item.Name)).toEqual(["b", "a"]);
  const subscribed = (await call("DescribeSoarSubscribedStrategy", page)).body;
  expect(subscribed).toMatchObject({
    TotalCount: 1,
    SoarStrategies: [{ Id: 1, Name: "a", ExecuteNum: "0" }],
  });
});
