import { describe, expect, test } from "vitest";
import { calls } from "../../support/deployment";
import { FINISHED, PAUSED, RUNNING, SCHEDULED, STARTING, WAITING } from "../../support/strategy-task-status";
import { LIST, PROCESS, tasks } from "./task";

describe("read", () => {
  // What was wanted, the status by now, and what is shown.
  test.each([
    ["SCHEDULE", WAITING, "SCHEDULE"],
    ["SCHEDULE", STARTING, "SCHEDULE"],
    ["SCHEDULE", RUNNING, "SCHEDULE"],
    ["SCHEDULE", FINISHED, "SCHEDULE"],
    ["SCHEDULE", PAUSED, "PAUSE"],
    ["PAUSE", PAUSED, "PAUSE"],
    ["PAUSE", FINISHED, "PAUSE"],
    ["PAUSE", SCHEDULED, "SCHEDULE"],
    ["PAUSE", RUNNING, "SCHEDULE"],
  ])("%s was wanted, the task has status %s: shows %s", async (taskAction, Status, shown) => {
    const { emulator, deployment, clock } = await tasks({ 100: taskAction === "PAUSE" ? PAUSED : WAITING });
    const created = await deployment().create({ strategyTaskId: "100", taskAction });
    for (const task of emulator.state.strategyTasks) Object.assign(task, { Status, Since: clock.now() });
    calls(emulator);
    expect(await deployment().read(created)).toEqual({ ...created.state, taskAction: shown });
    expect(calls(emulator)).toEqual([LIST]);
  });

  test("a task that runs from its start to its end shows no drift at any time", async () => {
    const { emulator, deployment } = await tasks({ 100: WAITING });
    const created = await deployment().create({ strategyTaskId: "100", taskAction: "SCHEDULE" });
    const seen = new Set<string>();
    for (let minute = 0; minute < 100 && !seen.has(FINISHED); minute++) {
      emulator.advance(1_000);
      expect(await deployment().read(created)).toEqual(created.state);
      seen.add(emulator.state.strategyTask("100").Status);
    }
    expect([...seen]).toEqual([WAITING, STARTING, RUNNING, FINISHED]);
    expect(new Set(calls(emulator))).toEqual(new Set([LIST]));
  });

  test("drift that is shown can be repaired", async () => {
    const { emulator, deployment, statusOf } = await tasks({ 100: PAUSED });
    const wish = { strategyTaskId: "100", taskAction: "PAUSE" };
    const created = await deployment().create(wish);
    emulator.state.strategyTask("100").Status = RUNNING;
    const state = await deployment().read(created);
    if (state === undefined) throw new Error("the task was called gone");
    calls(emulator);
    await deployment().update({ id: "100", state }, wish);
    expect(calls(emulator)).toEqual([LIST, PROCESS, LIST]);
    expect(statusOf("100")).toBe(PAUSED);
  });

  test("a task that two listings do not show is gone", async () => {
    const { emulator, deployment } = await tasks({ 100: PAUSED });
    const created = await deployment().create({ strategyTaskId: "100", taskAction: "PAUSE" });
    emulator.state.strategyTasks = [];
    calls(emulator);
    expect(await deployment().read(created)).toBeUndefined();
    expect(calls(emulator)).toEqual([LIST, LIST]);
  });

  test("a task that one listing missed, because the pages shifted under it, is not gone", async () => {
    const ids = Array.from({ length: 150 }, (_, index) => String(index + 1));
    let shift = () => {};
    const { emulator, deployment } = await tasks(Object.fromEntries(ids.map((id) => [id, PAUSED])), {
      onRequest: (_operation, count) => {
        if (count === 2) shift();
      },
    });
    const there = emulator.state.strategyTasks;
    const state = {
      strategyTaskId: "50",
      taskAction: "PAUSE",
      onFinished: "ignore",
      onDelete: "none",
      taskName: "task 50",
      strategyId: "8000",
    } as const;
    // Newest first: 50 is the first of the second page. One newer task goes, one old one comes; the total stays.
    shift = () => {
      const [newest] = there.splice(-1);
      if (newest) there.unshift({ ...newest, Id: "1000" });
    };
    expect(await deployment().read({ id: "50", state })).toEqual(state);
    expect(calls(emulator)).toEqual([LIST, LIST, LIST, LIST]);
  });

  test("a failed listing is an error, not a task that has gone", async () => {
    const { emulator, deployment } = await tasks({ 100: PAUSED });
    const created = await deployment().create({ strategyTaskId: "100", taskAction: "PAUSE" });
    emulator.addFault({ operation: LIST, fault: "permission" });
    await expect(deployment().read(created)).rejects.toThrow(
      "Grant the RAM action yundun-sas:DescribeSoarStrategyTasks",
    );
    emulator.state.strategyTasks = [];
    emulator.addFault({ operation: LIST, fault: "permission", after: 1 });
    const process = deployment();
    await expect(process.read(created)).rejects.toThrow("Grant the RAM action");
    expect(await process.read(created)).toBeUndefined();
  });

  test.each([
    ["all of them there", 0, 10],
    ["every second one gone", 2, 10],
    ["all of them gone", 1, 2],
  ])("a thousand tasks, %s: few calls", async (_case, every, made) => {
    const ids = Array.from({ length: 1_000 }, (_, index) => String(index + 1));
    const { emulator, deployment } = await tasks(Object.fromEntries(ids.map((id) => [id, RUNNING])));
    const process = deployment();
    const recorded = ids.map((id) => ({
      id,
      state: {
        strategyTaskId: id,
        taskAction: "SCHEDULE",
        onFinished: "ignore",
        onDelete: "none",
        taskName: "",
        strategyId: "8000",
      } as const,
    }));
    const gone = (id: string) => every > 0 && Number(id) % every === 0;
    emulator.state.strategyTasks = emulator.state.strategyTasks.filter(({ Id }) => !gone(Id));
    const found = await Promise.all(recorded.map((resource) => process.read(resource)));
    expect(found.map((state) => state === undefined)).toEqual(ids.map(gone));
    expect(calls(emulator)).toHaveLength(made);
  });
});
