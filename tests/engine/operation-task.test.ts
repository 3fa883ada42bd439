import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Emulator, EmulatorOptions } from "../../provider/emulator";
import { blocksOf } from "../support/documents";
import { localCloud, takeCalls } from "./local-cloud";
import { Stack } from "./stack";

const SUBMIT = "SubmitOperationTask";
const LIST = "ListOperationTask";
const clean = { exitCode: 0, messages: [] };

const submissions = (calls: readonly string[]) => calls.filter((operation) => operation === SUBMIT);
const runs = ({ state }: Emulator) => [...new Set(state.operationTasks.map(({ RootTaskId }) => RootTaskId))];

async function cloud({ state, ...rest }: EmulatorOptions = {}) {
  const emulator = await localCloud({ ...rest, state: { durations: { operationTaskStep: 10 }, ...state } });
  return { emulator, settings: { emulator, config: { "alicloud-soar:sasEndpoint": emulator.url } } };
}

/** Replaces one place of an example. */
async function edit(stack: Stack, from: string, to: string): Promise<void> {
  const program = await readFile(join(stack.project, "index.ts"), "utf8");
  expect(program.split(from)).toHaveLength(2);
  await stack.write("index.ts", program.replace(from, to));
}

it("the example: a repair, its rollback as a reviewed change, and the repair once more", async () => {
  const { emulator, settings } = await cloud();
  const stack = await Stack.ofExample("operation-task", settings);

  expect(await stack.up()).toMatchObject({ ...clean, steps: ["create close-port"] });
  expect(takeCalls(emulator)).toEqual([LIST, LIST, SUBMIT]);
  const { "close-port": repaired } = await stack.recorded();
  expect(repaired?.id).toBe(runs(emulator)[0]);
  const [first, second] = emulator.state.operationTasks;
  expect(repaired?.outputs).toMatchObject({
    outcome: "succeeded",
    results: [
      { instanceId: "i-bp1web01", taskId: first?.TaskId, status: "REPAIR_SUCCESS_VERIFIED" },
      { instanceId: "i-bp1web02", taskId: second?.TaskId, status: "REPAIR_SUCCESS_VERIFIED" },
    ],
  });

  const unchanged = { ...clean, steps: [] };
  expect(await stack.preview("--refresh", "--run-program", "--expect-no-changes")).toMatchObject(unchanged);
  expect(takeCalls(emulator)).toEqual([LIST]);

  await stack.configure({ "operation-task:undo": "true" });
  const planned = await stack.pulumi("preview", "--diff");
  expect(planned.output).toMatch(new RegExp(`taskId +: "${first?.TaskId}"`));
  expect(takeCalls(emulator)).toEqual([]);
  expect(await stack.up()).toMatchObject({ ...clean, steps: ["create open-port-again"] });
  expect(submissions(takeCalls(emulator))).toHaveLength(1);
  expect(emulator.state.operationTasks.map(({ Type, Status }) => `${Type} ${Status}`)).toEqual([
    ...Array(2).fill("REPAIR REPAIR_SUCCESS_VERIFIED"),
    ...Array(2).fill("ROLLBACK ROLL_BACK_VERIFIED"),
  ]);
  await stack.configure({ "operation-task:undo": undefined });
  await edit(stack, 'release: "2026-11"', 'release: "2026-12"');
  // What can be rolled back no longer is no change of the rollback.
  for (const task of emulator.state.operationTasks) task.SupportRollBack = false;
  const again = await stack.preview("--refresh", "--run-program");
  expect(again.steps).toEqual(["delete open-port-again", "replace close-port: ~triggers.release"]);
  expect(takeCalls(emulator)).toEqual([LIST]);
  expect(await stack.up()).toMatchObject({ exitCode: 0, steps: again.steps });
  expect(submissions(takeCalls(emulator))).toHaveLength(1);
  expect(runs(emulator)).toHaveLength(3);

  // What the service has forgotten is not gone.
  emulator.seed({ operationTasks: [] });
  expect(await stack.destroy("--refresh")).toMatchObject({ exitCode: 0, steps: ["delete close-port"] });
  expect(takeCalls(emulator)).toEqual([LIST]);
});

it("the staged example: a failed first ring stops the second", async () => {
  const outcome = { Status: "REPAIR_FAIL", ErrorCode: "ScriptError", ErrorMsg: "no disk" };
  const { emulator, settings } = await cloud({ state: { instanceOutcomes: { "i-bp1test01": outcome } } });
  const stack = await Stack.ofExample("staged-repair", settings);
  expect(await stack.preview()).toMatchObject({
    ...clean,
    steps: ["create production-ring", "create test-ring"],
  });
  expect(takeCalls(emulator)).toEqual([]);

  const failed = await stack.up();
  expect(failed.exitCode).not.toBe(0);
  expect(failed.messages.join("\n")).toContain(
    "failed on 1 of 1 instances: i-bp1test01 (cn-hangzhou): REPAIR_FAIL, ScriptError: no disk. Once the cause is removed, " +
      "a change of `triggers` runs it again.",
  );
  expect(submissions(takeCalls(emulator))).toHaveLength(1);
  const recorded = await stack.recorded();
  expect(Object.keys(recorded)).toEqual(["test-ring"]);
  expect(recorded["test-ring"]).toMatchObject({
    outputs: { outcome: "failed", results: [{ errorCode: "ScriptError", errorMsg: "no disk" }] },
    initErrors: [expect.stringContaining("no disk")],
  });

  emulator.state.instanceOutcomes = {};
  const again = await stack.up();
  expect(again.exitCode).not.toBe(0);
  expect(again.messages.join("\n")).toMatch(
    /: an update fails again and starts nothing, as its run has failed: a change/,
  );
  expect(takeCalls(emulator)).toEqual([]);

  await edit(stack, '  timeouts: { create: "30m" },\n});', '  triggers: { attempt: "2" },\n});');
  expect(await stack.up()).toMatchObject(clean);
  expect(submissions(takeCalls(emulator))).toHaveLength(2);
  expect(emulator.state.operationTasks.map(({ InstanceId }) => InstanceId)).toEqual([
    ...["i-bp1test01", "i-bp1test01"],
    ...["i-bp1web01", "i-bp1web02"],
  ]);
  expect(await stack.preview("--expect-no-changes")).toMatchObject({ ...clean, steps: [] });
});

it("the example of getFailingInstances: what is repaired stays, and other triggers repair what fails then", async () => {
  const failing = { InstanceId: "i-1", RegionId: "cn-hangzhou" };
  const { emulator, settings } = await cloud({ state: { checkInstances: { "132": [failing] } } });
  const [{ code } = { code: "" }] = blocksOf("sdk/reference/get-failing-instances.md", "ts");
  const stack = await Stack.ofFiles({ "index.ts": code }, settings);
  expect(await stack.up()).toMatchObject({ ...clean, steps: ["create close-ports"] });
  expect(emulator.state.checkInstances["132"]).toMatchObject([{ Status: "PASS" }]);
  expect(await stack.up()).toMatchObject({ ...clean, steps: [] });

  await stack.write("index.ts", code.replace('type: "REPAIR"', '$&, triggers: { on: "monday" }'));
  const none = await stack.pulumi("preview");
  expect([none.exitCode, none.output]).toEqual([
    1,
    expect.stringContaining("must be a list of instances, at least one"),
  ]);
  emulator.state.checkInstances["132"]?.push({ InstanceId: "i-2", RegionId: "cn-hangzhou" });
  expect(await stack.up()).toMatchObject({ exitCode: 0, steps: ["replace close-ports: +triggers"] });
  expect(emulator.state.operationTasks.map(({ InstanceId }) => InstanceId)).toEqual(["i-1", "i-2"]);
});
