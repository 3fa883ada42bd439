import { afterEach, beforeEach, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../../provider/emulator";
import { signedCall, type TestAnswer } from "./signed-call";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

async function admin(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: TestAnswer["body"] }> {
  const response = await fetch(`${emulator.url}/_emulator/${path}`, { method, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

const list = () =>
  signedCall(emulator, {
    action: "ListAutomateResponseConfigs",
    params: { CurrentPage: "1", PageSize: "100" },
  });

test("state: a part is replaced, the others stay, ids are strings", async () => {
  const put = await admin("PUT", "state", { rules: [{ RuleName: "a" }], durations: { onceTaskRunning: 1 } });
  expect(put.status).toBe(200);
  const { body } = await admin("GET", "state");
  expect(body).toEqual(put.body);
  expect(body).toMatchObject({
    rules: [{ Id: "9007199254740993", RuleName: "a", Status: 0, RegionId: "cn-hangzhou" }],
    durations: { onceTaskRunning: 1, strategyTaskWaiting: 60_000 },
    onceTaskLimit: 10,
  });
  expect((await list()).text).toContain('"Id":9007199254740993,');
});

test("state: what was read can be put back", async () => {
  emulator.seed({
    rules: [{}],
    strategyTasks: [{}],
    operationTasks: [{}],
    operationProcesses: [{}],
    onceTasks: [{}],
  });
  const { body } = await admin("GET", "state");
  await emulator.close();
  emulator = await startEmulator();
  await admin("PUT", "state", body);
  expect(emulator.state).toEqual(body);
});

test("state moves with the clock", async () => {
  emulator.seed({ onceTasks: [{}] });
  expect((await admin("POST", "clock", { advanceMs: 60_000 })).status).toBe(200);
  expect((await admin("GET", "state")).body.onceTasks).toMatchObject([{ TaskStatusText: "SUCCESS" }]);
});

test("one rule or strategy task is changed by its id or name, and the others stay", async () => {
  emulator.seed({
    rules: [
      { RuleName: "a", Status: 100 },
      { RuleName: "b/c d", Status: 100 },
    ],
    strategyTasks: [{ Name: "t" }],
  });
  const { rules, strategyTasks } = emulator.state;
  expect(await admin("PATCH", `rules/${encodeURIComponent("b/c d")}`, { Status: 0 })).toMatchObject({
    status: 200,
    body: { RuleName: "b/c d", Status: 0 },
  });
  expect(await admin("PATCH", `rules/${rules[0]?.Id}`, { RuleName: "a2" })).toMatchObject({ status: 200 });
  expect(await admin("PATCH", "strategyTasks/t", { Status: "4" })).toMatchObject({ status: 200 });
  expect(rules).toMatchObject([{ RuleName: "a2", Status: 100 }, { Status: 0 }]);
  expect(strategyTasks).toMatchObject([{ Name: "t", Status: "4" }]);
});

test("a word such as an action is no status of a strategy task, one that no document names may be", async () => {
  emulator.seed({ strategyTasks: [{ Name: "t", Status: "1" }] });
  for (const [method, path, body] of [
    ["PATCH", "strategyTasks/t", { Status: "SCHEDULE" }],
    ["PUT", "state", { strategyTasks: [{ Status: "PAUSE" }] }],
  ] as const) {
    const Message = expect.stringMatching(/Status must be a number as a string: -1 waiting, .*, 4 paused$/);
    expect(await admin(method, path, body)).toEqual({ status: 400, body: { Message } });
  }
  expect(emulator.state.strategyTasks).toMatchObject([{ Name: "t", Status: "1" }]);
  expect(await admin("PATCH", "strategyTasks/t", { Status: "5" })).toMatchObject({ status: 200 });
});

test("what is refused changes nothing", async () => {
  await admin("PUT", "state", { rules: [{ RuleName: "a" }] });
  expect(await admin("PUT", "state", { onceTaskLimit: 3, rules: [{ RuleNam: "b" }] })).toMatchObject({ status: 400 });
  expect(emulator.state).toMatchObject({ onceTaskLimit: 10, rules: [{ RuleName: "a" }] });
});

test("journal is read and emptied", async () => {
  await list();
  expect((await admin("GET", "journal")).body).toMatchObject([
    { operation: "ListAutomateResponseConfigs", status: 200, accessKeyId: "emulator" },
  ]);
  await admin("DELETE", "journal");
  expect((await admin("GET", "journal")).body).toEqual([]);
  expect(emulator.journal).toEqual([]);
});

test("faults are added and forgotten", async () => {
  const fault = { operation: "ListAutomateResponseConfigs", fault: "http500", times: 5 };
  expect((await admin("POST", "faults", fault)).status).toBe(200);
  expect((await list()).status).toBe(500);
  await admin("DELETE", "faults");
  expect((await list()).status).toBe(200);
});

test("nothing that is administered shows a secret", async () => {
  await list();
  const texts = JSON.stringify([(await admin("GET", "state")).body, (await admin("GET", "journal")).body]);
  expect(texts).not.toContain(emulator.accessKeySecret);
});

test.each([
  ["PUT", "state", { rule: [] }, "not part of the state: rule, did you mean rules?; known: startTime, accountId, "],
  ["PUT", "state", { rules: [{ Id: 1 }] }, "rules[0].Id must be a string of digits"],
  [
    "PUT",
    "state",
    { rules: [{}, { ruleNam: "a" }] },
    "not part of rules[1]: ruleNam, did you mean RuleName?; known: Id, ",
  ],
  ["PUT", "state", { rules: { RuleName: "a" } }, "rules must be a list"],
  ["PUT", "state", { rules: ["a"] }, "rules[0] must be an object"],
  ["PUT", "state", { rules: [{ Status: "100" }] }, "rules[0].Status must be a number"],
  ["PUT", "state", { strategyTasks: [{ name: "a" }] }, "not part of strategyTasks[0]: name, did you mean Name?"],
  ["PUT", "state", { checkInstances: { "132": [{ InstanceID: "i" }] } }, "did you mean InstanceId?"],
  ["PUT", "state", { checkInstances: { "132": { InstanceId: "i" } } }, "checkInstances.132 must be a list"],
  [
    "PUT",
    "state",
    { instanceOutcomes: { "i-1": { status: "REPAIR_FAIL" } } },
    "not part of instanceOutcomes.i-1: status",
  ],
  ["PUT", "state", { onceTaskOutcomes: { SCAN: { Failed: 1 } } }, "not part of onceTaskOutcomes.SCAN: Failed"],
  ["PUT", "state", { durations: { onceTaskRuning: 1 } }, "not part of the durations: onceTaskRuning, did you mean"],
  ["PUT", "state", { alerts: [{ AlertNam: "a" }] }, "not part of alerts[0]: AlertNam, did you mean AlertName?"],
  ["PUT", "state", { settings: { listLags: "2s" } }, "unknown setting listLags, did you mean listLag?"],
  ["PUT", "state", [], "a JSON object is needed"],
  ["PATCH", "rules/none", { Status: 0 }, "none"],
  ["POST", "faults", { operation: "*", fault: "rain" }, "unknown fault rain"],
  ["POST", "faults", { operation: "ListOperationTasks", fault: "hang" }, "did you mean ListOperationTask?"],
  ["POST", "faults", { operation: "*", fault: "hang", time: 2 }, "not part of a fault: time, did you mean times?"],
  ["POST", "clock", { advance: 1 }, "not part of a step of the clock: advance, did you mean advanceMs?"],
  ["POST", "clock", {}, "advanceMs must be a number"],
])("%s %s %j is refused", async (method, path, body, message) => {
  const answer = await admin(method, path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.Message).toContain(message);
});

test("an unknown path is not found", async () => {
  expect(await admin("GET", "secrets")).toMatchObject({ status: 404 });
  expect(await admin("GET", "stat")).toMatchObject({
    status: 404,
    body: { Message: expect.stringContaining("mean GET state?") },
  });
});
