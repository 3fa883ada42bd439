import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { EmulatorOptions } from "../../provider/emulator";
import { localCloud, takeCalls } from "./local-cloud";
import { Stack } from "./stack";

const GENERATE = "GenerateOnceTask";
const DESCRIBE = "DescribeOnceTask";
const RESULT = "GetOnceTaskResultInfo";
const clean = { exitCode: 0, messages: [] };

/** The operations called since the last look, each once. */
const taken = (emulator: Parameters<typeof takeCalls>[0]) => [...new Set(takeCalls(emulator))];

async function cloud(options: EmulatorOptions = {}) {
  const { state, ...rest } = options;
  const emulator = await localCloud({
    ...rest,
    state: { ...state, durations: { onceTaskRunning: 500, ...state?.durations } },
  });
  return { emulator, settings: { emulator, config: { "alicloud-soar:sasEndpoint": emulator.url } } };
}

/** A stack of one task, in files of its own. */
async function stackOf(args: object, options?: EmulatorOptions) {
  const { emulator, settings } = await cloud(options);
  const program = [
    'const soar = require("pulumi-alicloud-soar");',
    'new soar.OnceTask("scan", require("./args.json"));',
  ].join("\n");
  const stack = await Stack.ofFiles({ "index.js": program, "args.json": JSON.stringify(args) }, settings);
  return { emulator, stack, edit: (edited: object) => stack.write("args.json", JSON.stringify(edited)) };
}

const diagnosis = {
  taskType: "CLIENT_PROBLEM_CHECK",
  param: { mode: 1, problemType: "offline", uuids: "inet-1" },
};

it("the example: from preview to destroy, and run again by a changed trigger", async () => {
  const { emulator, settings } = await cloud();
  const stack = await Stack.ofExample("once-task", settings);

  const creates = { steps: ["create collect-fingerprints", "create diagnose-offline-clients"] };
  expect(await stack.up()).toMatchObject({ exitCode: 0, ...creates });
  const calls = takeCalls(emulator);
  expect(calls.filter((operation) => operation === GENERATE)).toHaveLength(2);
  expect([...new Set(calls)]).toEqual([DESCRIBE, GENERATE]);
  const { output } = await stack.pulumi("stack", "output", "--json");
  expect(JSON.parse(output)).toEqual({
    outcome: "succeeded",
    servers: [
      { uuid: "inet-795dcad1-360f", causeMsg: [] },
      { uuid: "inet-eae04867-002f", causeMsg: [] },
    ],
  });
  const before = await stack.recorded();
  expect(before["diagnose-offline-clients"]?.outputs).toMatchObject({
    outcome: "succeeded",
    successCount: 2,
  });
  expect(before["collect-fingerprints"]?.outputs).toMatchObject({ outcome: "running" });
  expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId)).toEqual([
    before["diagnose-offline-clients"]?.id,
    before["collect-fingerprints"]?.id,
  ]);

  expect(await stack.preview("--expect-no-changes")).toMatchObject({ ...clean, steps: [] });
  // What the program itself asks for: the details of the run.
  expect(takeCalls(emulator)).toEqual([DESCRIBE]);

  // The record is completed; that a task went on is no drift.
  emulator.advance(1_000);
  expect(await stack.refresh("--expect-no-changes")).toMatchObject({ ...clean, steps: [] });
  expect(takeCalls(emulator)).toEqual([RESULT]);
  expect((await stack.recorded())["collect-fingerprints"]?.outputs).toMatchObject({ outcome: "succeeded" });

  const program = await readFile(join(stack.project, "index.ts"), "utf8");
  await stack.write("index.ts", program.replace('"2026-11"', '"2026-12"'));
  const replaced = { steps: ["replace diagnose-offline-clients: ~triggers.release"] };
  expect(await stack.up()).toMatchObject({ exitCode: 0, ...replaced });
  expect(takeCalls(emulator).filter((operation) => operation === GENERATE)).toHaveLength(1);
  expect((await stack.recorded())["diagnose-offline-clients"]?.id).toBe(emulator.state.onceTasks[2]?.TaskId);

  // Of what has ended there is nothing more to know.
  expect(await stack.destroy("--refresh")).toMatchObject({
    exitCode: 0,
    steps: ["delete collect-fingerprints", "delete diagnose-offline-clients"],
  });
  expect(takeCalls(emulator)).toEqual([]);
  expect(await stack.recorded()).toEqual({});
  expect(emulator.state.onceTasks).toHaveLength(3);
});

it("a wait that ran out goes on at the next up; nothing is started again", async () => {
  const slow = { state: { durations: { onceTaskRunning: 3_600_000 } } };
  const { emulator, stack, edit } = await stackOf({ ...diagnosis, timeouts: { create: "10s" } }, slow);
  const late = await stack.up();
  expect(late.exitCode).not.toBe(0);
  expect(late.output).toMatch(/did not end within \d+ s: 0% \(START\)/);
  const { scan } = await stack.recorded();
  expect(scan?.id).toBe(emulator.state.onceTasks[0]?.TaskId);
  expect(scan?.outputs).toMatchObject({ outcome: "running" });
  expect(scan?.initErrors).toHaveLength(1);
  takeCalls(emulator);

  emulator.advance(3_600_000);
  expect(await stack.up()).toMatchObject({ exitCode: 0, steps: ["update scan"] });
  expect(taken(emulator)).toEqual([DESCRIBE]);
  expect((await stack.recorded()).scan).toMatchObject({ id: scan?.id, outputs: { outcome: "succeeded" } });

  await edit({ ...diagnosis, wait: false, onFailure: "warn" });
  expect(await stack.up()).toMatchObject({
    ...clean,
    steps: ["update scan: +onFailure +wait -timeouts ~summary"],
  });
  expect(takeCalls(emulator)).toEqual([]);
  expect(emulator.state.onceTasks).toHaveLength(1);
});
