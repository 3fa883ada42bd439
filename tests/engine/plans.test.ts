import fc from "fast-check";
import { expect, it } from "vitest";
import type { Emulator } from "../../provider/emulator";
import { seed } from "../support/rounds";
import { webshell } from "./declared";
import { type Declared, declaredIn, linkedProgram, linkedRound } from "./linked-program";
import { localCloud } from "./local-cloud";
import type { Outcome } from "./outcome";
import { Stack } from "./stack";

/** A few in every run, each of them a resource: ten more are a second. */
const ROUNDS = Number(process.env.ROUNDS ?? 25);
const DAY_MS = 86_400_000;
const IDLE_MS = 10;

/** The operations that write, and the parameter that tells whose the call is: a name that begins with the resource's, or an id. */
const WRITES: Readonly<Record<string, string>> = {
  PostAutomateResponseConfig: "RuleName",
  UpdateAutomateResponseConfigStatus: "Ids",
  DeleteAutomateResponseConfig: "Id",
  CreateSoarStrategyTask: "StrategyTaskName",
  ProcessSoarStrategyTask: "StrategyTaskId",
  DeleteSoarStrategyTask: "StrategyTaskId",
  SubmitOperationTask: "OperationTaskInstances.1.InstanceId",
  GenerateOnceTask: "TaskName",
  CancelOnceTask: "TaskId",
};
const CREATES = ["CreateSoarStrategyTask", "SubmitOperationTask REPAIR", "GenerateOnceTask"];
const REMEMBERED = ["summary", "onDelete", "adopt", "allowUnknownFields", "timeouts"];

/** README's pair, a repair and its rollback, and what uses the repair; an edit of the triggers runs all of it again. */
function readmesPair(ticket: string): Readonly<Record<string, Declared>> {
  const of = "repair";
  const instances = [{ instanceId: "repair.i", regionId: "cn-hangzhou" }];
  const repair = { checkId: "132", type: "REPAIR", operationTaskInstances: instances, triggers: { ticket } };
  const undo = { checkId: "132", type: "ROLLBACK", timeouts: { create: `${ticket}m` } };
  return {
    repair: { kind: "OperationTask", args: repair, links: [] },
    undo: {
      kind: "OperationTask",
      args: undo,
      links: [
        { path: "operationTaskInstances", of, output: "rollbackPlan" },
        { path: "timeouts.create", of },
      ],
    },
    rule: {
      kind: "AutomateResponseConfig",
      args: { ...webshell, ruleName: "rule" },
      links: [{ path: "conditions.alert_desc.equals", of, output: "id" }],
    },
    scan: {
      kind: "OnceTask",
      args: { taskType: "VUL_CHECK_TASK", taskName: "scan", param: {} },
      links: [{ path: "param.uuids", of, output: "id" }],
    },
  };
}

it(`a saved plan of any kinds asks for the calls that its up makes, and is not violated by it; the preview makes none: seed ${seed}`, async () => {
  const rounds = fc.sample(linkedRound, { numRuns: ROUNDS, seed });
  const named = rounds.map((round, index) => ({ round, name: `round-${index}`, task: String(6000 + index) }));
  const emulator = await localCloud({
    state: {
      strategies: ["8000", "8001"].map((Id) => ({ Id, Name: "fix" })),
      strategyTasks: named.map(({ task }) => ({ Id: task })),
      onceTaskLimit: ROUNDS * 2,
      durations: {
        strategyTaskWaiting: DAY_MS,
        strategyTaskStarting: DAY_MS,
        operationTaskStep: IDLE_MS,
        onceTaskDispatch: IDLE_MS,
        onceTaskRunning: IDLE_MS,
      },
    },
  });
  const stack = await Stack.ofFiles(
    { "index.js": linkedProgram },
    {
      emulator,
      config: { "alicloud-soar:sasEndpoint": emulator.url, "alicloud-soar:maxCallsPerSecond": "1000" },
      env: { PULUMI_SKIP_CHECKPOINTS: "true" },
    },
  );
  const deploy = async (deployment: "first" | "second") => {
    const pair = readmesPair(deployment === "first" ? "1" : "2");
    const before = Object.keys(pair);
    const resources: Record<string, Declared> = { ...pair };
    for (const { round, name, task } of named) {
      resources[name] = declaredIn(deployment, round, name, task, before);
      before.push(name);
    }
    await stack.write("resources.json", JSON.stringify(resources));
    emulator.journal.length = 0;
    const planned = wellDone(await stack.preview("--save-plan", "plan.json"));
    expect(emulator.journal, "calls of a preview").toEqual([]);
    wellDone(await stack.up("--plan", "plan.json"));
    return { planned, resources };
  };

  await deploy("first");
  const first = await stack.recorded();
  expect(first.undo?.outputs.summary).toBe("Roll back the repair of check item 132 on repair.i (cn-hangzhou).");
  for (const { round, name } of named) drift(emulator, first[name]?.id, round.drift);
  const refreshed = named.filter(({ round }) => round.isRefreshed);
  wellDone(await stack.refresh(...refreshed.flatMap(({ name }) => ["--target", `**::${name}`])));

  const { planned, resources } = await deploy("second");
  const second = await stack.recorded();
  for (const [name, { kind, links }] of Object.entries(resources)) {
    const ids = [first, second].flatMap((recorded) => recorded[name]?.id ?? []);
    const calls = writesOf(emulator, name, ids);
    const { op, lines } = stepOf(planned, name);
    const said = `${name}: ${op} ${lines.join(" ")}`;
    const linked = links.map(({ path }) => path.split(".")[0]);
    const isUnknown = lines.some((line) => linked.includes(line));
    const created = calls.filter((call) => CREATES.includes(call));
    if (op === undefined) expect(calls, said).toEqual([]);
    else if (op === "update") expect(created, said).toEqual([]);
    if (op === "replace" && !isUnknown && kind !== "SoarStrategyTaskState") expect(created, said).toHaveLength(1);
    if (kind === "AutomateResponseConfig" && !isUnknown) expect(calls.sort(), said).toEqual(callsOfRule(lines));
  }
});

function wellDone(outcome: Outcome): Outcome {
  const { exitCode, messages, output } = outcome;
  expect(exitCode, messages.join("\n\n") || output).toBe(0);
  return outcome;
}

/** What somebody does in the console to a rule, or to a strategy task. */
function drift({ state }: Emulator, id: string | undefined, made: object): void {
  const found = state.rules.find(({ Id }) => Id === id) ?? state.strategyTasks.find(({ Id }) => Id === id);
  if (found) Object.assign(found, made);
}

/** The calls that wrote something of a resource. */
function writesOf({ journal }: Emulator, name: string, ids: readonly string[]): string[] {
  const known = [name, ...ids];
  return journal.flatMap(({ operation, params }) => {
    const words = params[WRITES[operation] ?? ""]?.match(/[\w-]+/g) ?? [];
    return words.some((word) => known.includes(word)) ? [[operation, params.Type ?? []].flat().join(" ")] : [];
  });
}

/** What a preview says of a resource: nothing, or the properties that change. */
function stepOf({ steps }: Outcome, name: string): { readonly op?: string; readonly lines: readonly string[] } {
  const [what, changes = ""] = steps.find((step) => step.split(/[ :]/)[1] === name)?.split(": ") ?? [];
  const lines = changes.split(" ").map((line) => line.slice(1).split(/[.[]/)[0] ?? "");
  return { ...(what && { op: what.split(" ")[0] }), lines: lines.filter((line) => line !== "") };
}

/** The calls that the lines of a rule ask for. */
function callsOfRule(lines: readonly string[]): string[] {
  const sent = lines.filter((line) => !REMEMBERED.includes(line));
  return [
    ...(sent.some((line) => line !== "enabled") ? ["PostAutomateResponseConfig"] : []),
    ...(sent.includes("enabled") ? ["UpdateAutomateResponseConfigStatus"] : []),
  ];
}
