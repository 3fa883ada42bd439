import { expect, onTestFinished, test } from "vitest";
import { type Seed, startEmulator } from "../../../provider/emulator";

async function holding(seed: Seed) {
  const emulator = await startEmulator({ state: seed });
  onTestFinished(() => emulator.close());
  return emulator.state;
}

test("a thing is found by its id and by its name, and may be changed", async () => {
  const state = await holding({
    rules: [
      { Id: "1", RuleName: "other" },
      { Id: "7", RuleName: "block" },
    ],
    strategyTasks: [{ Id: "8", Name: "patch" }],
    operationTasks: [{ TaskId: "t-1", InstanceId: "i-1" }],
    onceTasks: [{ TaskId: "t-2", TaskName: "scan" }],
  });
  state.rule("block").Status = 100;
  expect(state.rules.map(({ Status }) => Status)).toEqual([0, 100]);
  expect(state.rule("7")).toBe(state.rule("block"));
  expect(state.strategyTask("8")).toBe(state.strategyTask("patch"));
  expect(state.operationTask("t-1")).toBe(state.operationTask("i-1"));
  expect(state.onceTask("t-2")).toBe(state.onceTask("scan"));
});

test("a thing that is not there is an error that lists those that are", async () => {
  const state = await holding({
    rules: [
      { Id: "1", RuleName: "a" },
      { Id: "2", RuleName: "b" },
    ],
    operationTasks: [{ TaskId: "t-1", InstanceId: "i-1" }],
  });
  expect(() => state.rule("c")).toThrow('no "c" among the rules of the emulator: 1 a, 2 b');
  expect(() => state.strategyTask("c")).toThrow('no "c" among the strategy tasks of the emulator: there are none');
  expect(() => state.operationTask("c")).toThrow("operation tasks of the emulator: t-1 i-1");
  expect(() => state.onceTask("c")).toThrow("once tasks");
});

test("a name that two things have is an error that lists both", async () => {
  const state = await holding({
    rules: [
      { Id: "1", RuleName: "a" },
      { Id: "2", RuleName: "b" },
      { Id: "3", RuleName: "a" },
    ],
  });
  expect(() => state.rule("a")).toThrow('2 "a" among the rules of the emulator: 1 a, 3 a');
  expect(state.rule("3").RuleName).toBe("a");
});
