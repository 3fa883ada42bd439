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
  ["PUT", "state", { rule: [] }, "not part of the state: rule"],
  ["PUT", "state", { rules: [{ Id: 1 }] }, "Id must be a string of digits"],
  ["PUT", "state", [], "a JSON object is needed"],
  ["POST", "faults", { operation: "*", fault: "rain" }, "unknown fault rain"],
  ["POST", "clock", {}, "advanceMs must be a number"],
])("%s %s %j is refused", async (method, path, body, message) => {
  const answer = await admin(method, path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.Message).toContain(message);
});

test("an unknown path is not found", async () => {
  expect((await admin("GET", "secrets")).status).toBe(404);
});
