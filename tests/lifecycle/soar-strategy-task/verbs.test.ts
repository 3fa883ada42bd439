import { describe, expect, test } from "vitest";
import type { State } from "../../../provider/emulator";
import { calls, type Program } from "../../support/deployment";
import { FINISHED, PAUSED, RUNNING, WAITING } from "../../support/strategy-task-status";
import { CREATE, DELETE, LIST, PROCESS, patchTuesday, tasks } from "./task";

type StrategyTask = State["strategyTasks"][number];

const pausing = { ...patchTuesday, taskAction: "PAUSE" };

/** What is said of a task that is not listed. */
const unlisted = (id: string) =>
  `Strategy task ${id} is not listed: somebody deleted it, or it has ended and left the history. ` +
  'To run it again, "pulumi up --replace <its URN>"; to forget it, take it out of the program.';

describe("create", () => {
  test("sends what is declared, and remembers the inputs", async () => {
    const { emulator, deployment } = await tasks();
    const strategyTaskPlanExeTime = "2030-01-08T02:00:00+08:00";
    const { id, state } = await deployment().create({ ...patchTuesday, strategyTaskPlanExeTime });
    expect(id).toBe("204859012345678901");
    expect(state).toEqual({
      ...patchTuesday,
      strategyTaskPlanExeTime: 1894039200000,
      onFinished: "ignore",
      onDelete: "error",
      summary:
        'Runs strategy "Automated Batch Vulnerability Fixing Policy for Multiple Servers" at 2030-01-07T18:00:00.000Z ' +
        'with vulList (2 items, the first {"instanceId":"i-1","vulId":7}) and snapshotConfig {"ttl":1}.',
    });
    const sent = emulator.journal.find(({ operation }) => operation === CREATE)?.params;
    expect(sent).toEqual({
      StrategyId: "8000",
      StrategyName: patchTuesday.strategyName,
      StrategyTaskName: "patch-tuesday",
      StrategyTaskParams: JSON.stringify(patchTuesday.strategyTaskParams),
      StrategyTaskPlanExeTime: "1894039200000",
    });
    expect(calls(emulator)).toEqual([LIST, CREATE]);
  });

  test("SCHEDULE: a new task waits already, so nothing more is done", async () => {
    const { emulator, deployment } = await tasks();
    await deployment().create({ ...patchTuesday, taskAction: "SCHEDULE" });
    expect(calls(emulator)).toEqual([LIST, CREATE, LIST]);
  });

  test("PAUSE: paused once it is there, and waited for", async () => {
    const { emulator, deployment, there } = await tasks();
    const { state } = await deployment().create(pausing);
    expect(calls(emulator)).toEqual([LIST, CREATE, LIST, PROCESS, LIST]);
    expect(there()).toMatchObject([{ Status: PAUSED }]);
    expect(state.taskAction).toBe("PAUSE");
  });

  // The listings after the creation: before the action, and the first look of the wait.
  test.each([2, 3])("PAUSE: listing %d lags behind, which is waited for", async (lagging) => {
    const hidden: StrategyTask[] = [];
    const listed = (operation: string, count: number) => {
      if (operation !== LIST) return;
      if (count === lagging) hidden.push(...there().splice(0));
      else there().push(...hidden.splice(0));
    };
    const { emulator, deployment, there } = await tasks([], { onRequest: listed });
    const { id } = await deployment().create(pausing);
    expect(calls(emulator).filter((operation) => operation !== LIST)).toEqual([CREATE, PROCESS]);
    expect(there()).toMatchObject([{ Id: id, Status: PAUSED }]);
  });

  test("a task that cannot be paused is recorded, and paused by the next deployment", async () => {
    const { emulator, deployment, there } = await tasks();
    emulator.addFault({ operation: PROCESS, fault: "permission" });
    const { recorded, error } = await deployment().apply(undefined, pausing);
    expect(error?.message).toContain("Grant the RAM action yundun-sas:ProcessSoarStrategyTask");
    if (recorded === undefined) throw new Error("the task was lost");
    calls(emulator);
    await deployment().update(recorded, pausing);
    expect(calls(emulator)).toEqual([LIST, PROCESS, LIST]);
    expect(there()).toMatchObject([{ Id: recorded.id, Status: PAUSED }]);
  });

  test("a planned time that is over is told, and one that is to come is not", async () => {
    const { clock, deployment } = await tasks();
    const up = deployment();
    await up.create({ ...patchTuesday, strategyTaskPlanExeTime: clock.now() + 60_000 });
    expect(up.lines).toEqual([]);
    await up.create({ ...patchTuesday, strategyTaskName: "late", strategyTaskPlanExeTime: clock.now() - 1 });
    const line = 'warning: the planned time of strategy task "late" is over: the service may start it at once.';
    expect(up.lines).toEqual([line]);
  });

  test("a refused task leaves nothing behind", async () => {
    const { deployment, there } = await tasks();
    const { recorded, error } = await deployment().apply(undefined, { ...patchTuesday, strategyId: "1" });
    expect(error?.message).toContain("no strategy 1 named Automated Batch");
    expect(recorded).toBeUndefined();
    expect(there()).toEqual([]);
  });
});

describe("read", () => {
  test("a task from its start to its end shows no drift, and costs one listing", async () => {
    const { emulator, deployment, there } = await tasks();
    emulator.state.durations.strategyTaskRunning = 5_000;
    const created = await deployment().create({ ...patchTuesday, taskAction: "SCHEDULE" });
    const seen = new Set<string | undefined>();
    calls(emulator);
    for (const advance of [0, 36_000_000, 2_000, 5_000]) {
      emulator.advance(advance);
      expect(await deployment().read(created)).toEqual(created.state);
      expect(calls(emulator)).toEqual([LIST]);
      seen.add(there()[0]?.Status);
    }
    expect([...seen]).toEqual([WAITING, "0", RUNNING, FINISHED]);
  });

  test.each([
    ["PAUSE", RUNNING, "SCHEDULE"],
    ["PAUSE", FINISHED, "PAUSE"],
    ["SCHEDULE", PAUSED, "PAUSE"],
    [undefined, PAUSED, undefined],
    [undefined, RUNNING, undefined],
  ])("taskAction %s, status %s: shows %s", async (taskAction, Status, shown) => {
    const { emulator, deployment } = await tasks();
    const created = await deployment().create({ ...patchTuesday, taskAction });
    emulator.state.strategyTask(created.id).Status = Status;
    expect((await deployment().read(created))?.taskAction).toBe(shown);
  });

  test("a task that no listing shows for a minute is gone, if its time has not come", async () => {
    const { emulator, deployment, clock } = await tasks();
    const created = await deployment().create({ ...patchTuesday, strategyTaskPlanExeTime: clock.now() + 3_600_000 });
    emulator.state.strategyTasks = [];
    const since = clock.now();
    expect(await deployment().read(created)).toBeUndefined();
    expect(clock.now() - since).toBeGreaterThanOrEqual(60_000);
  });

  test.each([undefined, -3_600_000])("one that may have run is kept, and said so: planned %d ms ago", async (ago) => {
    const { emulator, deployment, clock } = await tasks();
    const strategyTaskPlanExeTime = ago && clock.now() + ago;
    const created = await deployment().create({ ...patchTuesday, strategyTaskPlanExeTime });
    emulator.state.strategyTasks = [];
    const process = deployment();
    expect(await process.read(created)).toEqual(created.state);
    expect(process.lines).toEqual([`${unlisted(created.id)} It is kept in the state.`]);
  });
});

describe("update", () => {
  test.each<[string, Program, Program, string[]]>([
    ["of the action: one call", patchTuesday, pausing, [LIST, PROCESS, LIST]],
    ["back to schedule: one call", pausing, { ...patchTuesday, taskAction: "SCHEDULE" }, [LIST, PROCESS, LIST]],
    ["that takes the action away: none", pausing, patchTuesday, []],
  ])("%s", async (_case, before, after, made) => {
    const { emulator, deployment } = await tasks();
    const created = await deployment().create(before);
    calls(emulator);
    const { state } = await deployment().update(created, after);
    expect(calls(emulator)).toEqual(made);
    expect(state.taskAction).toBe(after.taskAction);
  });

  test("of a task that has gone: an error that says what to do", async () => {
    const { emulator, deployment } = await tasks();
    const created = await deployment().create(patchTuesday);
    emulator.state.strategyTasks = [];
    const { recorded, error } = await deployment().apply(created, pausing);
    expect(error?.message).toBe(unlisted(created.id));
    expect(recorded).toBe(created);
  });

  test("to PAUSE of a finished task: said so, or an error", async () => {
    const { emulator, deployment } = await tasks();
    const created = await deployment().create(patchTuesday);
    emulator.state.strategyTask(created.id).Status = FINISHED;
    const process = deployment();
    await process.update(created, pausing);
    expect(process.lines).toEqual([expect.stringContaining("has finished: there is nothing left to pause.")]);
    const { error } = await deployment().apply(created, { ...pausing, onFinished: "error" });
    expect(error?.message).toContain('Set taskAction to "SCHEDULE" or onFinished to "ignore"');
  });
});

describe("delete", () => {
  test("of a waiting task", async () => {
    const { emulator, deployment, there } = await tasks();
    const created = await deployment().create(patchTuesday);
    calls(emulator);
    await deployment().delete(created);
    expect(calls(emulator)).toEqual([LIST, DELETE]);
    expect(there()).toEqual([]);
  });

  test("of a task that no listing shows, also not for a minute after the service has refused to delete it", async () => {
    const { emulator, clock, deployment } = await tasks();
    const created = await deployment().create(patchTuesday);
    emulator.state.strategyTasks = [];
    calls(emulator);
    const since = clock.now();
    await deployment().delete(created);
    expect([...new Set(calls(emulator))]).toEqual([LIST, DELETE]);
    expect(clock.now() - since).toBeGreaterThan(60_000);
  });

  const STAYS = "and the service deletes waiting tasks only: it is forgotten here and stays in the account, ";
  test.each([
    ["pause", RUNNING, [LIST, PROCESS, LIST], `is running, ${STAYS}paused.`, PAUSED],
    ["pause", PAUSED, [LIST], `is paused, ${STAYS}paused.`, PAUSED],
    ["pause", FINISHED, [LIST], `is finished, ${STAYS}finished.`, FINISHED],
    ["forget", RUNNING, [LIST], `is running, ${STAYS}running.`, RUNNING],
    ["forget", FINISHED, [LIST], `is finished, ${STAYS}finished.`, FINISHED],
  ])("with onDelete %s, status %s", async (onDelete, Status, made, line, left) => {
    const { emulator, deployment, there } = await tasks();
    const created = await deployment().create({ ...patchTuesday, onDelete });
    emulator.state.strategyTask(created.id).Status = Status;
    calls(emulator);
    const process = deployment();
    await process.delete(created);
    expect(calls(emulator)).toEqual(made);
    expect(process.lines.at(-1)).toBe(`Strategy task ${created.id} "patch-tuesday" ${line}`);
    expect(there()).toMatchObject([{ Status: left }]);
  });

  test.each([RUNNING, PAUSED, FINISHED])("with onDelete error, status %s: the choices", async (Status) => {
    const { emulator, deployment } = await tasks();
    const created = await deployment().create(patchTuesday);
    emulator.state.strategyTask(created.id).Status = Status;
    calls(emulator);
    await expect(deployment().delete(created)).rejects.toThrow(
      'Set onDelete to "pause" (pause it and forget it) or "forget" (leave it as it is), run "pulumi up" with nothing ' +
        "else changed, then delete it again.",
    );
    expect(calls(emulator)).toEqual([LIST]);
  });

  test.each([
    ["starts", RUNNING, "stays in the account, running."],
    ["goes", undefined, undefined],
  ])("of a task that %s at the last moment", async (_what, Status, line) => {
    const { emulator, deployment } = await tasks();
    const created = await deployment().create({ ...patchTuesday, onDelete: "forget" });
    const process = deployment();
    await process.read(created);
    if (Status === undefined) emulator.state.strategyTasks = [];
    else emulator.state.strategyTask(created.id).Status = Status;
    calls(emulator);
    await process.delete(created);
    expect(calls(emulator)[0]).toBe(DELETE);
    expect(process.lines).toEqual(line === undefined ? [] : [expect.stringContaining(line)]);
  });

  test("that the service refuses for another reason fails", async () => {
    const { emulator, deployment } = await tasks();
    const created = await deployment().create({ ...patchTuesday, onDelete: "forget" });
    emulator.addFault({ operation: DELETE, fault: "permission" });
    await expect(deployment().delete(created)).rejects.toThrow(
      "Grant the RAM action yundun-sas:DeleteSoarStrategyTask",
    );
  });
});
