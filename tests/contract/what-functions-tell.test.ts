import { describe, expect, test } from "vitest";
import * as soar from "../../sdk";
import { failureOf } from "../support/emulated";
import { cloud } from "./asked";

const CREATOR = "204859012345678901";
const OTHER = "204859012345678903";

describe("getAutomateResponseConfigs", () => {
  const rules = [
    { Id: "9007199254740993", RuleName: "a", SubUserId: CREATOR, Aliuid: "1276085894170000015" },
    { Id: "9007199254740995", RuleName: "b", SubUserId: OTHER, GmtModified: "2026-01-02 03:04:05" },
  ];

  test("tells whose a rule is, who made it and when, every digit of an id included", async () => {
    const { opts } = await cloud({}, { rules });
    const found = await soar.getAutomateResponseConfigs({}, opts);
    expect(found.rules).toMatchObject([
      { id: "9007199254740995", subUserId: OTHER, gmtModified: "2026-01-02 03:04:05" },
      { id: "9007199254740993", subUserId: CREATOR, aliuid: "1276085894170000015" },
    ]);
    const [rule] = found.rules;
    expect(rule?.gmtCreate).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  });

  test.each([
    [{ id: "9007199254740995" }, { Id: "9007199254740995" }, "b"],
    [{ subUserId: CREATOR }, { SubUserId: CREATOR }, "a"],
  ])("filters by %j at the service", async (args, sent, name) => {
    const { emulator, opts } = await cloud({}, { rules });
    const found = await soar.getAutomateResponseConfigs(args, opts);
    expect(found.rules.map(({ ruleName }) => ruleName)).toEqual([name]);
    expect(emulator.journal.map(({ params }) => params)).toMatchObject([sent]);
  });

  test("leaves out what the service does not tell", async () => {
    const { opts } = await cloud({}, { rules, settings: { emptyFields: "left-out" } });
    const [rule] = (await soar.getAutomateResponseConfigs({ id: "9007199254740995" }, opts)).rules;
    expect(rule).toMatchObject({ subUserId: OTHER });
  });
});

describe("getPlaybooks", () => {
  const playbooks = [
    { PlaybookUuid: "p-1", DisplayName: "block", GmtCreate: 1, GmtModified: "2", LastRuntime: 3 },
    { PlaybookUuid: "p-2", DisplayName: "block more", Active: 0 },
    { PlaybookUuid: "p-3", DisplayName: "kill", OwnType: "preset" as const, ParamType: "template-file" },
  ];

  test.each([
    [{ playbookName: "block" }, { Name: "block" }, ["p-1"]],
    [{ active: false }, { Active: "0" }, ["p-2"]],
    [{ active: true, ownType: "user" }, { Active: "1", OwnType: "user" }, ["p-1"]],
    [{ ownType: "preset" }, { OwnType: "preset" }, ["p-3"]],
    [{ paramType: "template-file" }, { ParamTypes: "template-file" }, ["p-3"]],
  ])("filters by %j at the service, a name exactly", async (args, sent, uuids) => {
    const { emulator, opts } = await cloud({}, { playbooks });
    const found = await soar.getPlaybooks(args, opts);
    expect(found.playbooks.map(({ playbookUuid }) => playbookUuid)).toEqual(uuids);
    expect(emulator.journal.map(({ params }) => params)).toMatchObject([sent]);
  });

  test("tells when one was made, changed and run last; a playbook that never ran has no such time", async () => {
    const { opts } = await cloud({}, { playbooks });
    const { playbooks: found } = await soar.getPlaybooks({}, opts);
    expect(found.find(({ playbookUuid }) => playbookUuid === "p-1")).toMatchObject({
      gmtCreate: 1,
      gmtModified: 2,
      lastRuntime: 3,
    });
    expect(found.find(({ playbookUuid }) => playbookUuid === "p-2")?.lastRuntime).toBeUndefined();
  });

  test("where the older operation answers, a filter that it cannot tell is an error, and the others count", async () => {
    const { emulator, opts } = await cloud({}, { playbooks });
    emulator.addFault({ operation: "DescribePlaybooks", fault: "permission", times: 3 });
    for (const args of [{ active: true }, { ownType: "user" }]) {
      expect(await failureOf(soar.getPlaybooks(args, opts))).toMatchObject({
        name: "SoarError",
        message: expect.stringContaining("leave active and ownType out"),
      });
    }
    const { playbooks: found } = await soar.getPlaybooks({ paramType: "template-file" }, opts);
    expect(found).toMatchObject([{ playbookUuid: "p-3", gmtCreate: undefined }]);
  });
});

test("getOnceTasks lists the parts of a root task, whatever their type", async () => {
  const { emulator, opts } = await cloud(
    {},
    {
      onceTasks: [
        { TaskId: "1", RootTaskId: "r-1" },
        { TaskId: "2", RootTaskId: "r-1", TaskType: "VUL_CHECK_TASK", TaskName: "VUL_CHECK_TASK" },
        { TaskId: "3", RootTaskId: "r-2" },
      ],
    },
  );
  const ids = async (args: soar.GetOnceTasksArgs) => (await soar.getOnceTasks(args, opts)).tasks.map(({ id }) => id);
  expect(await ids({ rootTaskId: "r-1" })).toEqual(["2", "1"]);
  expect(await ids({ rootTaskId: "r-1", taskType: "VUL_CHECK_TASK" })).toEqual(["2"]);
  expect(emulator.journal[0]?.params).toEqual({ RootTaskId: "r-1", CurrentPage: "1", PageSize: "100" });
  expect(await failureOf(soar.getOnceTasks({} as soar.GetOnceTasksArgs, opts))).toMatchObject({
    message: "getOnceTasks: name a taskType or a rootTaskId.",
  });
});

test("getOperationTasks filters by instance and region at the service", async () => {
  const operationTasks = [
    { TaskId: "t-1", InstanceId: "i-1", RegionId: "cn-hangzhou" },
    { TaskId: "t-2", InstanceId: "i-1", RegionId: "cn-beijing" },
    { TaskId: "t-3", InstanceId: "i-2", RegionId: "cn-beijing" },
  ];
  const { emulator, opts } = await cloud({}, { operationTasks });
  const ids = async (args: soar.GetOperationTasksArgs) =>
    (await soar.getOperationTasks(args, opts)).tasks.map(({ taskId }) => taskId);
  expect(await ids({ instanceId: "i-1" })).toEqual(["t-2", "t-1"]);
  expect(await ids({ instanceId: "i-1", regionId: "cn-beijing" })).toEqual(["t-2"]);
  expect(await ids({ regionId: "cn-beijing" })).toEqual(["t-3", "t-2"]);
  expect(emulator.journal.map(({ params }) => params)).toMatchObject([
    { "OperationTaskInstances.1.InstanceId": "i-1" },
    { "OperationTaskInstances.1.InstanceId": "i-1", "OperationTaskInstances.1.RegionId": "cn-beijing" },
    { "OperationTaskInstances.1.RegionId": "cn-beijing" },
  ]);
});

describe("getFailingInstances", () => {
  const many = Array.from({ length: 230 }, (_, index) => ({
    InstanceId: `i-${String(index).padStart(3, "0")}`,
    RegionId: index % 2 ? "cn-hangzhou" : "cn-beijing",
  }));

  test("lists those that fail now, over all pages, in the shape that a repair takes", async () => {
    const settings = [{ Name: "IPPort", ShowName: "Port", Value: "22" }];
    const odd = [
      { InstanceId: "i-web", RegionId: "cn-hangzhou", InstanceName: "web", Config: settings },
      { InstanceId: "i-white", RegionId: "cn-hangzhou", Status: "WHITELIST" as const },
      { InstanceId: "i-well", RegionId: "cn-hangzhou", Status: "PASS" as const },
    ];
    const checkInstances = { "204859012345678901": [...many, ...odd] };
    const { emulator, opts } = await cloud({}, { checkInstances });
    const found = await soar.getFailingInstances({ checkId: "204859012345678901" }, opts);
    expect(found.instances).toHaveLength(231);
    expect(found.operationTaskInstances).toHaveLength(231);
    expect(found.operationTaskInstances[0]).toEqual({ instanceId: "i-000", regionId: "cn-beijing" });
    expect(found.instances.at(-1)).toMatchObject({
      instanceId: "i-web",
      instanceName: "web",
      regionId: "cn-hangzhou",
      settings: [{ name: "IPPort", showName: "Port", value: "22" }],
    });
    expect(emulator.journal.map(({ params }) => [params.CheckId, params.CurrentPage])).toEqual(
      ["1", "2", "3"].map((page) => ["204859012345678901", page]),
    );
  });

  test("of one region, where wanted", async () => {
    const { opts } = await cloud({}, { checkInstances: { "132": many } });
    const { instances } = await soar.getFailingInstances({ checkId: "132", regionId: "cn-beijing" }, opts);
    expect(new Set(instances.map(({ regionId }) => regionId))).toEqual(new Set(["cn-beijing"]));
    expect(instances).toHaveLength(115);
  });

  test("none where none fails", async () => {
    const { opts } = await cloud({}, { checkInstances: { "132": [] } });
    expect(await soar.getFailingInstances({ checkId: "132" }, opts)).toEqual({
      instances: [],
      operationTaskInstances: [],
    });
  });
});
