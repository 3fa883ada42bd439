import { afterEach, beforeEach, expect, test } from "vitest";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../provider/emulator";
import { ruleParams, signedCall } from "./signed-call";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

async function restart(options: EmulatorOptions) {
  await emulator.close();
  emulator = await startEmulator(options);
}

const operation = "PostAutomateResponseConfig";
const post = () => signedCall(emulator, { action: operation, params: ruleParams });
const read = () =>
  signedCall(emulator, { action: "DescribeSoarStrategyTasks", params: { PageNumber: "1", PageSize: "1" } });

test("throttle: 400 with the time to wait, nothing done", async () => {
  emulator.addFault({ operation, fault: "throttle" });
  const answer = await post();
  expect(answer).toMatchObject({ status: 400, body: { Code: "Throttling.User" } });
  expect(answer.headers.get("x-acs-retry-after")).toBe("100");
  expect(emulator.state.rules).toEqual([]);
  expect(emulator.journal).toMatchObject([{ status: 400, code: "Throttling.User", fault: "throttle" }]);
});

test("http500: the documented body, nothing done", async () => {
  emulator.addFault({ operation, fault: "http500" });
  expect(await post()).toMatchObject({ status: 500, body: { Code: "InternalError" } });
  expect(emulator.state.rules).toEqual([]);
});

test("permission: 403, nothing done", async () => {
  emulator.addFault({ operation, fault: "permission" });
  expect(await post()).toMatchObject({ status: 403, body: { Code: "NoPermission" } });
  expect(emulator.state.rules).toEqual([]);
});

test("http503-html: a page, nothing done", async () => {
  emulator.addFault({ operation, fault: "http503-html" });
  const answer = await post();
  expect(answer.status).toBe(503);
  expect(answer.text).toMatch(/^<html>/);
  expect(emulator.state.rules).toEqual([]);
  expect(emulator.journal).toMatchObject([{ status: 503, fault: "http503-html" }]);
});

test("drop-before: no answer, nothing done", async () => {
  emulator.addFault({ operation, fault: "drop-before" });
  await expect(post()).rejects.toThrow("fetch failed");
  expect(emulator.state.rules).toEqual([]);
  expect(emulator.journal[0]?.status).toBeUndefined();
});

test("drop-after: done, no answer", async () => {
  emulator.addFault({ operation, fault: "drop-after" });
  await expect(post()).rejects.toThrow("fetch failed");
  expect(emulator.state.rules).toHaveLength(1);
  expect(emulator.journal[0]?.status).toBeUndefined();
});

test("truncate: done, half an answer", async () => {
  emulator.addFault({ operation, fault: "truncate" });
  await expect(post()).rejects.toThrow("terminated");
  expect(emulator.state.rules).toHaveLength(1);
  expect(emulator.journal).toMatchObject([{ status: 200, fault: "truncate" }]);
});

test("hang: done, no answer until the emulator is closed", async () => {
  const reached = Promise.withResolvers<void>();
  await restart({ onRequest: () => reached.resolve() });
  emulator.addFault({ operation, fault: "hang" });
  const answer = post();
  const failed = expect(answer).rejects.toThrow("fetch failed");
  await reached.promise;
  await read();
  expect(emulator.state.rules).toHaveLength(1);
  await emulator.close();
  await failed;
  emulator = await startEmulator();
});

const refusals = [
  [operation, ruleParams, { Success: false, Code: 500 }],
  ["DeleteAutomateResponseConfig", { Id: "1" }, { Success: false }],
  ["SubmitOperationTask", { CheckId: "1", Type: "REPAIR" }, { OperateCode: "AuthorizationExhaust" }],
  ["GenerateOnceTask", { TaskType: "a", TaskName: "a", Param: "{}" }, { CanCreate: false }],
] as const;

test.each(refusals)("refuse: an HTTP 200 of %s that means no", async (action, params, body) => {
  emulator.seed({ rules: [{ Id: "1" }] });
  emulator.addFault({ operation: "*", fault: "refuse" });
  expect((await read()).status).toBe(200);
  expect(await signedCall(emulator, { action, params })).toMatchObject({ status: 200, body });
  expect(emulator.state).toMatchObject({ rules: [{ Id: "1" }], operationTasks: [], onceTasks: [] });
});

test("faults are counted: after so many calls, so many times, in the order in which they were added", async () => {
  emulator.addFault({ operation, fault: "http500", times: 2, after: 1 });
  emulator.addFault({ operation: "*", fault: "throttle", after: 2 });
  const statuses = [];
  for (const send of [post, post, post, post]) statuses.push((await send()).status);
  expect(statuses).toEqual([200, 500, 500, 400]);
  expect((await post()).status).toBe(200);
});

test("a fault of one operation spares the others, and a refused call does not use it up", async () => {
  emulator.addFault({ operation, fault: "http500" });
  expect((await read()).status).toBe(200);
  const bad = await signedCall(emulator, { action: operation, params: ruleParams, accessKeySecret: "guess" });
  expect(bad.body.Code).toBe("SignatureDoesNotMatch");
  expect((await post()).status).toBe(500);
});

test.each([
  [{ operation: "Nothing", fault: "hang" }, "unknown operation"],
  [{ operation: "ListOperationTask", fault: "refuse" }, "no refusal"],
  [{ operation: "*", fault: "http500", times: 0 }, "times"],
  [{ operation: "*", fault: "http500", after: -1 }, "after"],
] as const)("a fault that can never occur is an error: %o", (fault, message) => {
  expect(() => emulator.addFault(fault)).toThrow(message);
});

test("calls above the rate are throttled until the next second", async () => {
  await restart({ callsPerSecond: 2, clock: { now: () => 1_700_000_000_250 } });
  const statuses = [(await read()).status, (await read()).status, (await read()).status];
  expect(statuses).toEqual([200, 200, 400]);
  const throttled = await read();
  expect(throttled.body.Code).toBe("Throttling.User");
  expect(throttled.headers.get("x-acs-retry-after")).toBe("750");
  emulator.advance(750);
  expect((await read()).status).toBe(200);
});

test("onRequest can change the state before a call is carried out", async () => {
  const calls: [string, number][] = [];
  await restart({
    state: { rules: [{ RuleName: "a" }, { RuleName: "b" }, { RuleName: "c" }] },
    onRequest: async (name, count) => {
      calls.push([name, count]);
      if (count === 2) emulator.state.rules.pop();
    },
  });
  const page = async (CurrentPage: string) => {
    const params = { CurrentPage, PageSize: "1" };
    const { body } = await signedCall(emulator, { action: "ListAutomateResponseConfigs", params });
    return body.Data.ResponseData[0].RuleName;
  };
  expect([await page("1"), await page("2")]).toEqual(["c", "a"]);
  expect(calls).toEqual([
    ["ListAutomateResponseConfigs", 1],
    ["ListAutomateResponseConfigs", 2],
  ]);
});

test("an error of onRequest is not hidden", async () => {
  await restart({
    onRequest: () => {
      throw new Error("the test's own mistake");
    },
  });
  const answer = await read();
  expect(answer.status).toBe(500);
  expect(answer.text).toContain("the test's own mistake");
});
