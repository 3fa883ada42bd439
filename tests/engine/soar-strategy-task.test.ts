import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Emulator } from "../../provider/emulator";
import { localCloud, takeCalls } from "./local-cloud";
import { Stack } from "./stack";

const LIST = "DescribeSoarStrategyTasks";
const CREATE = "CreateSoarStrategyTask";
const PROCESS = "ProcessSoarStrategyTask";
const DELETE = "DeleteSoarStrategyTask";

const clean = { exitCode: 0, messages: [] };

const open = (emulator: Emulator) =>
  Stack.ofExample("soar-strategy-task", {
    emulator,
    config: { "alicloud-soar:sasEndpoint": emulator.url },
  });

/** Replaces one place of the example. */
async function edit(stack: Stack, from: string, to: string): Promise<void> {
  const program = await readFile(join(stack.project, "index.ts"), "utf8");
  expect(program.split(from)).toHaveLength(2);
  await stack.write("index.ts", program.replace(from, to));
}

it("plans a task, pauses and replaces it, and deletes it while it waits", async () => {
  const emulator = await localCloud();
  const stack = await open(emulator);

  expect(await stack.up()).toMatchObject({ ...clean, steps: ["create patch-tuesday"] });
  expect(takeCalls(emulator)).toEqual([CREATE, LIST, LIST]);
  const { "patch-tuesday": task } = await stack.recorded();
  expect(task).toMatchObject({
    id: "204859012345678901",
    outputs: {
      strategyTaskName: expect.stringMatching(/^patch-tuesday-[0-9a-f]{7}$/),
      strategyTaskPlanExeTime: Date.UTC(2030, 0, 7, 18),
      summary: expect.stringMatching(
        / at 2030-01-07T18:00:00.000Z with vulList \(2 items, .*\) and snapshotConfig .*\.$/,
      ),
    },
  });
  expect(emulator.state.strategyTasks).toMatchObject([
    { Name: expect.stringMatching(/^patch-tuesday-/), StrategyTaskPlanExeTime: Date.UTC(2030, 0, 7, 18), TotalNum: 2 },
  ]);

  const unchanged = await stack.preview("--refresh", "--run-program", "--expect-no-changes");
  expect(unchanged).toMatchObject({ ...clean, steps: [] });
  expect(takeCalls(emulator)).toEqual([LIST]);

  // The same moment and parameters in other words are no change.
  await edit(stack, '"2030-01-08T02:00:00+08:00"', '"2030-01-07T18:00Z"');
  await edit(stack, 'onDelete: "pause"', 'onDelete: "forget"');
  expect(await stack.up()).toMatchObject({ ...clean, steps: ["update patch-tuesday: ~onDelete"] });
  expect(takeCalls(emulator)).toEqual([]);

  await edit(stack, '"2030-01-07T18:00Z"', '"2030-01-08T18:00Z"');
  const replaced = await stack.up();
  expect(replaced).toMatchObject(clean);
  expect(replaced.steps).toContainEqual(
    expect.stringMatching(/^replace patch-tuesday: ~strategyTaskPlanExeTime ~summary$/),
  );
  expect(takeCalls(emulator)).toEqual([CREATE, DELETE, LIST, LIST, LIST]);
  expect(emulator.state.strategyTasks).toMatchObject([
    { Id: "204859012345678902", StrategyTaskPlanExeTime: Date.UTC(2030, 0, 8, 18) },
  ]);

  await edit(stack, 'taskAction: "SCHEDULE"', 'taskAction: "PAUSE"');
  expect(await stack.up()).toMatchObject({
    ...clean,
    steps: ["update patch-tuesday: ~summary ~taskAction"],
  });
  expect(takeCalls(emulator)).toEqual([LIST, LIST, PROCESS]);

  Object.assign(emulator.state.strategyTasks.at(-1) ?? {}, { Status: "-1", Since: Date.now() });
  expect(await stack.preview("--refresh", "--run-program")).toMatchObject({
    steps: ["refresh patch-tuesday: ~summary ~taskAction", "update patch-tuesday: ~summary ~taskAction"],
  });
  takeCalls(emulator);

  expect(await stack.destroy()).toMatchObject({ exitCode: 0, steps: ["delete patch-tuesday"] });
  expect(takeCalls(emulator)).toEqual([DELETE, LIST]);
  expect(emulator.state.strategyTasks).toEqual([]);
});
