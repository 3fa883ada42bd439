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
