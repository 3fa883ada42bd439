import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Emulator, EmulatorOptions } from "../../provider/emulator";
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

/** A stack of one task, in files of its own. */
async function stackOf(args: object, options?: EmulatorOptions) {
  const { emulator, settings } = await cloud(options);
  const program = [
    'const soar = require("pulumi-alicloud-soar");',
    'const task = new soar.OperationTask("repair", require("./args.json"));',
    "exports.results = task.results;",
  ].join("\n");
  const stack = await Stack.ofFiles({ "index.js": program, "args.json": JSON.stringify(args) }, settings);
  return { emulator, stack, edit: (edited: object) => stack.write("args.json", JSON.stringify(edited)) };
}

/** Replaces one place of an example. */
async function edit(stack: Stack, from: string, to: string): Promise<void> {
  const program = await readFile(join(stack.project, "index.ts"), "utf8");
  expect(program.split(from)).toHaveLength(2);
  await stack.write("index.ts", program.replace(from, to));
}

const two = {
  checkId: "132",
  type: "REPAIR",
  operationTaskInstances: [
    { instanceId: "i-1", regionId: "cn-hangzhou" },
    { instanceId: "i-2", regionId: "cn-hangzhou" },
  ],
};

it("the example: a repair, its rollback as a reviewed change, and the repair once more", async () => {
  const { emulator, settings } = await cloud();
  const stack = await Stack.ofExample("operation-task", settings);

  expect(await stack.preview()).toMatchObject({ ...clean, steps: ["create close-port"] });
  expect(takeCalls(emulator)).toEqual([]);
  const created = await stack.up();
  expect(created).toMatchObject({ ...clean, steps: ["create close-port"] });
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
  // What can be rolled back no longer is no change of the rollback.
  for (const task of emulator.state.operationTasks) task.SupportRollBack = false;
  expect(await stack.refresh("--expect-no-changes")).toMatchObject(unchanged);
  expect(takeCalls(emulator)).toEqual([LIST]);

  await stack.configure({ "operation-task:undo": undefined });
  await edit(stack, 'release: "2026-11"', 'release: "2026-12"');
  const again = await stack.preview();
  expect(again.steps).toEqual(["delete open-port-again", "replace close-port: ~triggers.release"]);
  expect(takeCalls(emulator)).toEqual([]);
  expect(await stack.up()).toMatchObject({ exitCode: 0, steps: again.steps });
  expect(submissions(takeCalls(emulator))).toHaveLength(1);
  expect(runs(emulator)).toHaveLength(3);

  emulator.seed({ operationTasks: [] });
  expect(await stack.refresh("--expect-no-changes")).toMatchObject(unchanged);
  takeCalls(emulator);
  expect(await stack.destroy()).toMatchObject({ exitCode: 0, steps: ["delete close-port"] });
  expect(takeCalls(emulator)).toEqual([]);
});

it("the staged example: a failed first ring stops the second", async () => {
  const outcome = { Status: "REPAIR_FAIL", ErrorCode: "ScriptError", ErrorMsg: "no disk" };
  const { emulator, settings } = await cloud({ state: { instanceOutcomes: { "i-bp1test01": outcome } } });
  const stack = await Stack.ofExample("staged-repair", settings);
  expect(await stack.preview()).toMatchObject({
    ...clean,
    steps: ["create production-ring", "create test-ring"],
  });

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
  expect((await stack.up()).exitCode).not.toBe(0);
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

it("a wait that ran out is resumed without a submission, also after an edit of timeouts and a refresh", async () => {
  const brief = { ...two, timeouts: { create: "10s", update: "10s" } };
  const { emulator, stack, edit } = await stackOf(brief, {
    state: { durations: { operationTaskStep: 3_600_000 } },
  });
  const ranOut =
    /did not end within 10 s: 0 of 2 instances done\. Task \S+ is still running\. The next "pulumi up" resumes/;
  const first = await stack.up();
  expect(first.exitCode).not.toBe(0);
  expect(first.messages.join("\n")).toMatch(ranOut);
  expect(submissions(takeCalls(emulator))).toHaveLength(1);
  const { repair } = await stack.recorded();
  expect(repair?.id).toBe(runs(emulator)[0]);

  expect((await stack.up()).messages.join("\n")).toMatch(ranOut);
  await stack.refresh();
  emulator.advance(36_000_000);
  await edit({ ...two, timeouts: { update: "5m" } });
  const goesOn = [
    expect.stringMatching(/^OperationTask \w+: an update goes on where an earlier deployment stopped\.$/),
  ];
  expect(await stack.up()).toMatchObject({ exitCode: 0, messages: goesOn });
  expect(submissions(takeCalls(emulator))).toEqual([]);
  expect((await stack.recorded()).repair).toMatchObject({
    id: repair?.id,
    outputs: { outcome: "succeeded" },
  });
});

it("rollbackOnDestroy acts on destroy, never because the repair was run again", async () => {
  const reversible = { ...two, rollbackOnDestroy: true };
  const { emulator, stack, edit } = await stackOf(reversible);
  expect((await stack.up()).exitCode).toBe(0);
  takeCalls(emulator);
  const types = () => emulator.state.operationTasks.map(({ Type, InstanceId }) => `${Type} ${InstanceId}`);

  await edit({ ...reversible, triggers: { release: "2" } });
  const again = await stack.up();
  expect(again.exitCode).toBe(0);
  expect(again.messages.join("\n")).toContain("of the same check is newer there.");
  expect(submissions(takeCalls(emulator))).toHaveLength(1);
  expect(types()).toEqual(["REPAIR i-1", "REPAIR i-2", "REPAIR i-1", "REPAIR i-2"]);

  expect((await stack.destroy()).exitCode).toBe(0);
  expect(submissions(takeCalls(emulator))).toHaveLength(1);
  expect(types().slice(4)).toEqual(["ROLLBACK i-1", "ROLLBACK i-2"]);
});

it("a refused submission leaves no resource; a failed instance warns with onFailure warn", async () => {
  const { emulator, stack, edit } = await stackOf(two);
  emulator.addFault({ operation: SUBMIT, fault: "refuse" });
  const refused = await stack.up();
  expect(refused.exitCode).not.toBe(0);
  expect(refused.messages.join("\n")).toContain("The quota of repairs is used up");
  expect(await stack.recorded()).toEqual({});
  expect(runs(emulator)).toEqual([]);

  emulator.state.instanceOutcomes["i-2"] = { Status: "FAIL", ErrorMsg: "offline" };
  await edit({ ...two, onFailure: "warn" });
  const warned = await stack.up();
  expect(warned.exitCode).toBe(0);
  expect(warned.messages.join("\n")).toContain("failed on 1 of 2 instances: i-2 (cn-hangzhou): FAIL, offline.");
  expect((await stack.recorded()).repair?.outputs).toMatchObject({ outcome: "failed" });
  expect(await stack.preview("--expect-no-changes")).toMatchObject({ ...clean, steps: [] });
});

it("getOperationTasks and getOperationProcesses read all pages, typed", async () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => index);
  const { emulator, settings } = await cloud({
    state: {
      operationTasks: [
        ...many(120).map((index) => ({ InstanceId: `i-${index}`, Status: "REPAIR_SUCCESS_VERIFIED" })),
        {
          CheckId: "133",
          RootTaskId: "r",
          TaskId: "t",
          InstanceId: "i-1",
          Status: "REPAIR_FAIL",
          ErrorCode: "Late",
        },
      ],
      operationProcesses: [
        ...many(120).map(() => ({ StatusCode: 2, FinishCount: 10 })),
        { TaskId: "p", TaskType: "CHECK_ITEM", StatusCode: 3, TotalCount: 337, FinishCount: 197, EndTime: 9 },
      ],
    },
  });
  const program = `
const soar = require("pulumi-alicloud-soar");
exports.all = soar.getOperationTasksOutput().apply(({ tasks }) => tasks.length);
exports.failed = soar.getOperationTasksOutput({ checkId: "133", statuses: ["REPAIR_FAIL"], instanceId: "i-1", rootTaskId: "r" });
exports.runs = soar.getOperationProcessesOutput().apply(({ processes }) => processes.length);
exports.timedOut = soar.getOperationProcessesOutput({ taskTypes: ["CHECK_ITEM"], statusCodes: [3], taskIds: ["p\\n"], endTime: 10 });
exports.wrong = soar.getOperationProcesses({ startTime: 2, endTime: 1 }).catch(({ message }) => message);
`;
  const stack = await Stack.ofFiles({ "index.js": program }, settings);
  expect((await stack.up()).exitCode).toBe(0);
  expect(takeCalls(emulator)).toEqual([...Array(3).fill("ListOperationProcess"), ...Array(3).fill(LIST)]);
  const { output } = await stack.pulumi("stack", "output", "--json");
  expect(JSON.parse(output)).toMatchObject({
    all: 121,
    failed: {
      tasks: [
        {
          taskId: "t",
          rootTaskId: "r",
          checkId: "133",
          status: "REPAIR_FAIL",
          errorCode: "Late",
          riskLevel: "high",
        },
      ],
    },
    runs: 121,
    timedOut: {
      processes: [
        { taskId: "p", taskType: "CHECK_ITEM", statusCode: 3, totalCount: 337, finishCount: 197, endTime: 9 },
      ],
    },
    wrong: "getOperationProcesses: startTime 2 is later than endTime 1; exchange them.",
  });
});
