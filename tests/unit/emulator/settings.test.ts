import { expect, onTestFinished, test } from "vitest";
import { type Emulator, type Seed, startEmulator } from "../../../provider/emulator";
import { answersOf, questions, type SettingName, settingNames } from "../../../provider/emulator/settings";
import { ruleParams, signedCall } from "./signed-call";

/** What a caller sees, by answer; the settings that `conformance` sees are proved by its own tests. */
interface Seen {
  readonly state?: Seed;
  see(call: Call, emulator: Emulator): Promise<unknown>;
  readonly byAnswer: Readonly<Record<string, unknown>>;
}

type Call = (action: string, params?: Record<string, string>) => ReturnType<typeof signedCall>;

const TaskType = "CLIENT_PROBLEM_CHECK";
const scan = { TaskType, TaskName: TaskType, Param: '{"uuids":"u-1"}' };
const repair = {
  CheckId: "132",
  Type: "REPAIR",
  "OperationTaskInstances.1.InstanceId": "i-1",
  "OperationTaskInstances.2.InstanceId": "i-2",
};
const PARAMS = '[{"name":"a","associationProperty":"b","value":1}]';
const process = (call: Call) => call("ProcessSoarStrategyTask", { StrategyTaskId: "7", TaskAction: "PAUSE" });

const seen: Partial<Record<SettingName, Seen>> = {
  creatorAfterPost: {
    state: { rules: [{ Id: "7", SubUserId: "5" }] },
    async see(call, { state }) {
      await call("PostAutomateResponseConfig", { ...ruleParams, Id: "7" });
      return state.rule("7").SubUserId;
    },
    byAnswer: { kept: "5", caller: "204859012345678901" },
  },
  history: {
    state: { onceTasks: [{ TaskStatusText: "SUCCESS", TaskEndTime: 1 }] },
    see: async (call) => (await call("DescribeOnceTask", { TaskType })).body.TaskManageResponseList.length,
    byAnswer: { kept: 1, purged: 0 },
  },
  repairListing: {
    async see(call, emulator) {
      await call("SubmitOperationTask", repair);
      const listed = async () => (await call("ListOperationTask")).body.PageInfo.TotalCount;
      const atFirst = await listed();
      emulator.advance(1_000);
      return [atFirst, await listed()];
    },
    byAnswer: { "at-once": [2, 2], "in-parts": [1, 2] },
  },
  operateCode: {
    see: async (call) => (await call("SubmitOperationTask", repair)).body.OperateCode,
    byAnswer: { absent: undefined, null: null, empty: "", success: "Success" },
  },
  serverErrors: {
    async see(call, emulator) {
      emulator.addFault({ operation: "GenerateOnceTask", fault: "http500" });
      return [(await call("GenerateOnceTask", scan)).status, emulator.state.onceTasks.length];
    },
    byAnswer: { "nothing-done": [500, 0], done: [500, 1] },
  },
  retryAfter: {
    async see(call, emulator) {
      emulator.addFault({ operation: "*", fault: "throttle" });
      return (await call("ListOperationTask")).headers.get("x-acs-retry-after");
    },
    byAnswer: { milliseconds: "100", seconds: "1", absent: null },
  },
  strategyParams: {
    state: { strategyTasks: [{ Id: "7", Params: PARAMS }] },
    see: async (call) => (await call("DescribeSoarStrategyTaskDetail", { StrategyTaskId: "7" })).body.TaskDetail.Params,
    byAnswer: {
      "as-sent": PARAMS,
      rewritten: '[{"value": 1, "associationProperty": "b", "name": "a"}]',
      added: '[{"name":"a","associationProperty":"b","value":1,"extraInfo":""}]',
      hidden: undefined,
    },
  },
  strategyNameBlanks: {
    state: { strategies: [{ Id: "1", Name: "fix" }] },
    async see(call, { state }) {
      const named = { StrategyId: "1", StrategyName: "fix", StrategyTaskName: "a ", StrategyTaskParams: PARAMS };
      await call("CreateSoarStrategyTask", named);
      return state.strategyTasks[0]?.Name;
    },
    byAnswer: { kept: "a ", trimmed: "a" },
  },
  finishedTaskAction: {
    state: { strategyTasks: [{ Id: "7", Status: "2" }] },
    see: async (call) => (await process(call)).status,
    byAnswer: { refused: 500, accepted: 200 },
  },
  repeatedAction: {
    state: { strategyTasks: [{ Id: "7", Status: "4" }] },
    see: async (call) => (await process(call)).status,
    byAnswer: { accepted: 200, refused: 500 },
  },
  onceTaskLimitReply: {
    state: { onceTaskLimit: 0 },
    async see(call) {
      const { status, body } = await call("GenerateOnceTask", scan);
      return [status, body.CanCreate];
    },
    byAnswer: { "can-create": [200, false], "http-400": [400, undefined] },
  },
  secondOnceTask: {
    async see(call, { state }) {
      const [first, second] = [await call("GenerateOnceTask", scan), await call("GenerateOnceTask", scan)];
      return [first.body.TaskId === second.body.TaskId, state.onceTasks.length];
    },
    byAnswer: { new: [false, 2], running: [true, 1] },
  },
  cancelOfFinished: {
    state: { onceTasks: [{ TaskId: "o", TaskStatusText: "SUCCESS" }] },
    see: async (call) => (await call("CancelOnceTask", { TaskId: "o" })).status,
    byAnswer: { refused: 500, accepted: 200 },
  },
};

const GET = ["ListOperationTask"];

const rows = Object.entries(seen).flatMap(([name, how]) =>
  Object.entries(how.byAnswer).map(([answer, expected]) => ({ name, answer, expected, how })),
);

test.each(rows)("$name=$answer", async ({ name, answer, expected, how }) => {
  const emulator = await startEmulator({ state: { ...how.state, settings: { [name]: answer } } });
  onTestFinished(() => emulator.close());
  const call: Call = (action, params) =>
    signedCall(emulator, { action, params, method: GET.includes(action) ? "GET" : "POST" });
  expect(await how.see(call, emulator)).toEqual(expected);
});

test("every answer that conformance cannot see is seen here", () => {
  const hidden = settingNames.filter((name) => questions[name].seen === "never");
  const answers = hidden.map((name) => [name, answersOf(name)]);
  expect(Object.entries(seen).map(([name, { byAnswer }]) => [name, Object.keys(byAnswer)])).toEqual(answers);
});

test("settings are changed over HTTP, and what is none is refused", async () => {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.close());
  const put = (settings: object) =>
    fetch(`${emulator.url}/_emulator/state`, { method: "PUT", body: JSON.stringify({ settings }) });
  expect((await put({ listLag: "2s" })).status).toBe(200);
  expect(emulator.state.settings).toMatchObject({ listLag: "2s", ruleNames: "repeatable" });
  expect(await (await put({ listLag: "5m" })).json()).toEqual({ Message: "listLag is one of none, 2s, 20s, not 5m" });
  expect(emulator.state.settings.listLag).toBe("2s");
});
