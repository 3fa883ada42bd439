import { expect, it } from "vitest";
import { localCloud, takeCalls } from "./local-cloud";
import { Stack } from "./stack";

const LIST = "DescribeSoarStrategyTasks";
const PROCESS = "ProcessSoarStrategyTask";

const clean = { exitCode: 0, messages: [] };
const [RUNNING, FINISHED, PAUSED] = ["1", "2", "4"];

it("pauses somebody else's task, keeps it paused, and lets it go", async () => {
  const emulator = await localCloud({
    state: {
      strategyTasks: [{ Id: "204859012345678901", Name: "weekly fix", Status: RUNNING }],
      durations: { strategyTaskRunning: 3_600_000 },
    },
  });
  const stack = await Stack.ofExample("soar-strategy-task-state", {
    emulator,
    config: { "alicloud-soar:sasEndpoint": emulator.url },
  });
  const status = () => emulator.state.strategyTask("weekly fix").Status;
  // The program looks the task up by its name at every run.
  const lookedUp = [LIST];

  expect(await stack.preview()).toMatchObject({ ...clean, steps: ["create change-freeze"] });
  expect(takeCalls(emulator)).toEqual(lookedUp);
  expect(status()).toBe(RUNNING);

  const created = await stack.up();
  expect(created.exitCode, created.output).toBe(0);
  expect(takeCalls(emulator)).toEqual([...lookedUp, LIST, LIST, PROCESS]);
  expect(status()).toBe(PAUSED);
  const recorded = await stack.recorded();
  expect(recorded["change-freeze"]).toMatchObject({
    id: "204859012345678901",
    outputs: {
      strategyTaskId: "204859012345678901",
      taskName: "weekly fix",
      summary: "Keeps strategy task 204859012345678901 paused, and schedules it when the resource goes.",
    },
  });

  const unchanged = await stack.preview("--refresh", "--run-program", "--expect-no-changes");
  expect(unchanged).toMatchObject({ ...clean, steps: [] });
  expect(takeCalls(emulator)).toEqual([...lookedUp, LIST]);

  Object.assign(emulator.state.strategyTask("weekly fix"), { Status: RUNNING, Since: Date.now() });
  expect(await stack.up("--refresh", "--run-program")).toMatchObject({
    exitCode: 0,
    messages: ['Strategy task 204859012345678901 "weekly fix" is paused now.'],
    steps: ["refresh change-freeze: ~summary ~taskAction", "update change-freeze: ~summary ~taskAction"],
  });
  expect(takeCalls(emulator).filter((operation) => operation === PROCESS)).toEqual([PROCESS]);
  expect(status()).toBe(PAUSED);

  const args = { strategyTaskId: "204859012345678901", taskAction: "SCHEDULE", onDelete: "SCHEDULE" };
  await stack.write(
    "index.ts",
    [
      'import * as soar from "pulumi-alicloud-soar";',
      `new soar.SoarStrategyTaskState("change-freeze", ${JSON.stringify(args)});`,
      'export const tasks = soar.getSoarStrategyTasksOutput({ strategyId: "8000" }).tasks;',
      'export const others = soar.getSoarStrategyTasksOutput({ strategyId: "1" }).tasks;',
    ].join("\n"),
  );
  expect(await stack.up()).toMatchObject({
    exitCode: 0,
    messages: ['Strategy task 204859012345678901 "weekly fix" is starting now.'],
    steps: ["update change-freeze: ~summary ~taskAction"],
  });
  expect(takeCalls(emulator)).toEqual([...lookedUp, ...lookedUp, LIST, LIST, PROCESS]);
  expect(status()).not.toBe(PAUSED);
  const exported = JSON.parse((await stack.pulumi("stack", "output", "--json")).output);
  expect(exported).toMatchObject({
    tasks: [
      {
        id: "204859012345678901",
        taskName: "weekly fix",
        strategyId: "8000",
        status: expect.stringMatching(/^[a-z]+$/),
      },
    ],
    others: [],
  });

  // It moves on by itself, to its end, which is no drift.
  emulator.advance(2 * 3_600_000);
  expect(status()).toBe(FINISHED);
  expect(await stack.destroy("--refresh")).toMatchObject({ exitCode: 0, steps: ["delete change-freeze"] });
  expect(takeCalls(emulator)).toEqual([LIST]);
  expect(emulator.state.strategyTasks).toHaveLength(1);
});

it("waits for a task of the same program", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(
    {
      "index.js": [
        'const soar = require("pulumi-alicloud-soar");',
        'const task = new soar.SoarStrategyTask("task", {',
        '  strategyId: "8000",',
        '  strategyName: "Automated Batch Vulnerability Fixing Policy for Multiple Servers",',
        '  strategyTaskParams: "[]",',
        '  onDelete: "forget",',
        "});",
        'new soar.SoarStrategyTaskState("state", { strategyTaskId: task.id, taskAction: "PAUSE" });',
      ].join("\n"),
    },
    { emulator, config: { "alicloud-soar:sasEndpoint": emulator.url } },
  );
  expect(await stack.up()).toMatchObject({
    exitCode: 0,
    messages: [expect.stringMatching(/^Strategy task 204859012345678901 "task-\w{7}" is paused now\.$/)],
    steps: ["create state", "create task"],
  });
  expect(takeCalls(emulator)).toEqual(["CreateSoarStrategyTask", LIST, LIST, LIST, PROCESS]);
  const { state, task } = await stack.recorded();
  expect(state).toMatchObject({
    id: task?.id,
    outputs: { taskName: expect.stringMatching(/^task-/), strategyId: "8000" },
  });
  expect(emulator.state.strategyTasks).toMatchObject([{ Id: task?.id, Status: PAUSED }]);

  expect((await stack.destroy()).exitCode).toBe(0);
  expect(takeCalls(emulator)).toEqual([LIST]);
});
