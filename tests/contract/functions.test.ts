import * as pulumi from "@pulumi/pulumi";
import { expect, test, vi } from "vitest";
import * as soar from "../../sdk";
import { failureOf } from "../support/emulated";
import { cloud } from "./asked";

test("a refused call is an error that a program can tell by operation and code", async () => {
  const { emulator, opts } = await cloud();
  emulator.addFault({ operation: "DescribeAutomateResponseConfigFeature", fault: "permission" });
  const error = await failureOf(soar.getResponseRuleFields({ autoResponseType: "alert" }, opts));
  if (!soar.isSoarError(error)) throw error;
  expect(error).toMatchObject({
    name: "SoarError",
    operation: "DescribeAutomateResponseConfigFeature",
    code: "NoPermission",
    requestId: emulator.journal[0]?.requestId,
    advice: expect.stringContaining("Grant the RAM action yundun-sas:DescribeAutomateResponseConfigFeature"),
    cause: expect.objectContaining({ name: "ServiceError", statusCode: 403, message: error.message }),
  });
  expect(error.message).toContain(error.advice);
});

test("what fails before any call has no code, and says what to mend", async () => {
  const { emulator, opts } = await cloud();
  const badTimes = await failureOf(soar.getOperationProcesses({ startTime: 2, endTime: 1 }, opts));
  const badKey = await failureOf(soar.getPlaybooks({}, (await cloud({ readTimeout: "soon" })).opts));
  expect([badTimes, badKey].map(soar.isSoarError)).toEqual([true, true]);
  expect(badTimes).toMatchObject({
    message: "getOperationProcesses: startTime 2 is later than endTime 1; exchange them.",
    code: undefined,
  });
  expect(badKey).toMatchObject({
    message: expect.stringContaining("alicloud-soar:readTimeout"),
    cause: expect.objectContaining({ key: "alicloud-soar:readTimeout" }),
  });
  expect(emulator.journal).toEqual([]);
});

test("getOperationTasks and getOperationProcesses read all pages, or what the filters name", async () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => index);
  const failed = { CheckId: "133", RootTaskId: "r", TaskId: "t", InstanceId: "i-1", Status: "REPAIR_FAIL" };
  const timedOut = {
    TaskId: "p",
    TaskType: "CHECK_ITEM",
    StatusCode: 3,
    TotalCount: 337,
    FinishCount: 197,
    EndTime: 9,
  };
  const { emulator, opts } = await cloud(undefined, {
    operationTasks: [
      ...many(120).map((index) => ({ InstanceId: `i-${index}`, Status: "REPAIR_SUCCESS_VERIFIED" })),
      { ...failed, ErrorCode: "Late" },
    ],
    operationProcesses: [...many(120).map(() => ({ StatusCode: 2, FinishCount: 10 })), timedOut],
  });
  expect((await soar.getOperationTasks({}, opts)).tasks).toHaveLength(121);
  const filter = { checkId: "133", statuses: ["REPAIR_FAIL"], instanceId: "i-1", rootTaskId: "r" };
  expect((await soar.getOperationTasks(filter, opts)).tasks).toMatchObject([
    { taskId: "t", rootTaskId: "r", checkId: "133", status: "REPAIR_FAIL", errorCode: "Late", riskLevel: "high" },
  ]);
  expect((await soar.getOperationProcesses({}, opts)).processes).toHaveLength(121);
  const named = { taskTypes: ["CHECK_ITEM"], statusCodes: [3], taskIds: ["p\n"], endTime: 10 };
  expect((await soar.getOperationProcesses(named, opts)).processes).toMatchObject([
    { taskId: "p", taskType: "CHECK_ITEM", statusCode: 3, totalCount: 337, finishCount: 197, endTime: 9 },
  ]);
  const asked = emulator.journal.map(({ operation }) => operation);
  expect(asked).toEqual([...Array(3).fill("ListOperationTask"), ...Array(3).fill("ListOperationProcess")]);
});

test("a filter that is empty is refused before any call, as the service would list everything", async () => {
  const { emulator, opts } = await cloud();
  const refused = (filter: string) => expect.stringContaining(`${filter} must not be empty`);
  const asked: [Promise<unknown>, string][] = [
    [soar.getAutomateResponseConfigs({ ruleName: "" }, opts), "ruleName"],
    [soar.getAutomateResponseConfigs({ ruleName: "a", playbookUuid: " " }, opts), "playbookUuid"],
    [soar.getResponseRuleFields({ autoResponseType: "" }, opts), "autoResponseType"],
    [soar.getPlaybooks({ playbookName: "" }, opts), "playbookName"],
    [soar.getSoarStrategyTasks({ taskName: "", strategyId: "" }, opts), "taskName, strategyId"],
    [soar.getOperationTasks({ statuses: [] }, opts), "statuses"],
    [soar.getOperationTasks({ instanceId: null } as object, opts), "instanceId"],
    [soar.getOperationProcesses({ taskIds: ["1", ""] }, opts), "taskIds"],
    [soar.getOperationProcesses({ startTime: Number.NaN }, opts), "startTime"],
    [soar.getOnceTasks({ taskType: "CLIENT_PROBLEM_CHECK", taskId: "" }, opts), "taskId"],
    [soar.getOnceTasks({ rootTaskId: "" }, opts), "rootTaskId"],
    [soar.getAutomateResponseConfigs({ id: "", subUserId: "" }, opts), "id, subUserId"],
    [soar.getPlaybooks({ ownType: "" }, opts), "ownType"],
    [soar.getFailingInstances({ checkId: " " }, opts), "checkId"],
  ];
  for (const [asking, filter] of asked) {
    expect(await failureOf(asking)).toMatchObject({ name: "SoarError", message: refused(filter) });
  }
  expect(emulator.journal).toEqual([]);
});

test("an argument or option that does not exist, or is of another type, is refused before any call", async () => {
  const { emulator, opts } = await cloud();
  const refusals: readonly [asked: Promise<unknown>, told: string][] = [
    [
      soar.getPlaybooks({ playbokName: "a" } as object, opts),
      "getPlaybooks has no argument playbokName: did you mean playbookName?",
    ],
    [
      soar.getAutomateResponseConfigs({ ids: ["1"] } as object, opts),
      "getAutomateResponseConfigs has no argument ids: did you mean id?",
    ],
    [
      soar.getFailingInstances({ colour: "red" } as never, opts),
      "getFailingInstances has no argument colour; it has checkId, regionId.",
    ],
    [soar.getPlaybooks("WafBlockIP" as never, opts), "getPlaybooks: its arguments are an object: { playbookName: … }."],
    [soar.getPlaybooks(null as never, opts), "getPlaybooks: its arguments are an object: { playbookName: … }."],
    [
      soar.getAutomateResponseConfigs({ enabled: "false" } as object, opts),
      "getAutomateResponseConfigs: enabled must be a boolean; got a string.",
    ],
    [
      soar.getFailingInstances({ checkId: 132 } as never, opts),
      "getFailingInstances: checkId must be a text; got a number.",
    ],
    [
      soar.getOperationTasks({ statuses: "REPAIR_FAIL" } as object, opts),
      "getOperationTasks: statuses must be a list of texts; got a string.",
    ],
    [
      soar.getOperationProcesses({ statusCodes: ["3"] } as object, opts),
      "getOperationProcesses: statusCodes must be a list of numbers; got a list.",
    ],
    [
      soar.getOperationProcesses({ startTime: new Date(0) } as object, opts),
      "getOperationProcesses: startTime must be a number; got an object.",
    ],
    [
      soar.getPlaybooks({ playbookName: pulumi.output("a") } as object, opts),
      "getPlaybooks: playbookName is known later only: wait for it, or use getPlaybooksOutput.",
    ],
    [
      soar.getPlaybooks({ playbookName: Promise.resolve("a") } as object, opts),
      "getPlaybooks: playbookName is known later only: wait for it, or use getPlaybooksOutput.",
    ],
    [
      soar.getPlaybooks({}, { ...opts, dependsOn: [] } as object),
      "getPlaybooks has no option dependsOn; it has provider.",
    ],
    [soar.getPlaybooks({}, { provider: {} } as object), "getPlaybooks: its provider is no Provider of this package."],
  ];
  for (const [asked, message] of refusals) {
    expect(await failureOf(asked)).toMatchObject({ name: "SoarError", code: undefined, message });
  }
  const parent: object = { ...opts, parent: opts.provider };
  expect(() => soar.getPlaybooksOutput({}, parent)).toThrow("getPlaybooks has no option parent; it has provider.");
  expect(emulator.journal).toEqual([]);
});

test("an argument that a function needs, and a program in JavaScript does not give, is named before any call", async () => {
  const { emulator, opts } = await cloud();
  const instances = "getFailingInstances needs checkId: { checkId: … }.";
  const fields = "getResponseRuleFields needs autoResponseType: { autoResponseType: … }.";
  for (const given of [undefined, {}, { checkId: undefined }, { checkId: null }, { regionId: "cn-hangzhou" }]) {
    const message = instances;
    expect(await failureOf(soar.getFailingInstances(given as never, opts))).toMatchObject({
      name: "SoarError",
      message,
    });
    expect(() => soar.getFailingInstancesOutput(given as never, opts)).toThrow(message);
  }
  for (const given of [undefined, {}, { autoResponseType: null }]) {
    const message = fields;
    expect(await failureOf(soar.getResponseRuleFields(given as never, opts))).toMatchObject({
      name: "SoarError",
      message,
    });
    expect(() => soar.getResponseRuleFieldsOutput(given as never, opts)).toThrow(message);
  }
  const none = await failureOf(soar.getOnceTasks({} as never, opts));
  expect(none).toMatchObject({ name: "SoarError", message: "getOnceTasks: name a taskType or a rootTaskId." });
  expect(emulator.journal).toEqual([]);
});

test("a question that is asked many times at once is one call, with an answer for each; asked later, it is another", async () => {
  const { emulator, opts } = await cloud();
  const ask = (filter: object) => soar.getPlaybooks(filter, opts);
  const [one, same, other] = await Promise.all([ask({}), ask({}), ask({ playbookName: "WafBlockIP" })]);
  expect(same).toEqual(one);
  expect(same).not.toBe(one);
  expect(other.playbooks).toHaveLength(1);
  const calls = () => emulator.journal.filter(({ operation }) => operation === "DescribePlaybooks").length;
  expect(calls()).toBe(2);
  emulator.state.playbooks.splice(0);
  expect((await ask({})).playbooks).toEqual([]);
  expect(calls()).toBe(3);
});

test("a strategy task that was made after a question is in the answer to the next one", async () => {
  const { emulator, opts } = await cloud();
  expect((await soar.getSoarStrategyTasks({}, opts)).tasks).toEqual([]);
  emulator.seed({ strategyTasks: [{ Name: "weekly fix" }] });
  expect((await soar.getSoarStrategyTasks({}, opts)).tasks).toMatchObject([{ taskName: "weekly fix" }]);
});

test("a question that fails fails for all who asked it", async () => {
  const { emulator, opts } = await cloud();
  emulator.addFault({ operation: "DescribeAutomateResponseConfigFeature", fault: "permission" });
  const ask = () => failureOf(soar.getResponseRuleFields({ autoResponseType: "alert" }, opts));
  expect((await Promise.all([ask(), ask()])).map(soar.isSoarError)).toEqual([true, true]);
  expect(emulator.journal).toHaveLength(1);
});

test("an error that is not caught ends the program with its message alone", async () => {
  const { opts } = await cloud();
  const error = await failureOf(soar.getOperationProcesses({ startTime: 2, endTime: 1 }, opts));
  expect(pulumi.RunError.isInstance(error)).toBe(true);
});

test("the error of another copy of the package is told, and no other error is", async () => {
  vi.resetModules();
  const copy = await import("../../sdk/index.js");
  expect(copy.SoarError).not.toBe(soar.SoarError);
  const { opts } = await cloud();
  const error = await failureOf(copy.getOperationProcesses({ startTime: 2, endTime: 1 }, opts));
  expect(error).not.toBeInstanceOf(soar.SoarError);
  expect(soar.isSoarError(error)).toBe(true);
  for (const other of [new Error("SoarError"), new pulumi.RunError("other"), "SoarError", null, undefined])
    expect(soar.isSoarError(other)).toBe(false);
});
