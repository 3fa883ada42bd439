import { describe, expect, test } from "vitest";
import { Ownership } from "../../../provider/lifecycle/ownership";
import { calls } from "../../support/deployment";
import { FINISHED, PAUSED, RUNNING, WAITING } from "../../support/strategy-task-status";
import { CREATE, DETAIL, LIST, madeNameOf, PROCESS, patchTuesday, patchTuesdayThere, tasks, unnamed } from "./task";

const named = { Id: "7", ...patchTuesdayThere };
const left = { ...named, Name: madeNameOf(unnamed) };

describe("a task that a stopped deployment left", () => {
  test.each([
    ["waiting", WAITING],
    ["running", RUNNING],
  ])("and that is %s is taken over, and said so", async (word, Status) => {
    const { emulator, deployment, there } = await tasks([{ ...left, Status }]);
    const process = deployment();
    expect((await process.create(unnamed)).id).toBe("7");
    expect(process.lines).toEqual([
      `Took over strategy task 7 "${left.Name}", which is ${word}: it has the same strategy and parameters.`,
    ]);
    expect(calls(emulator)).toEqual([LIST, LIST, DETAIL]);
    expect(there()).toHaveLength(1);
  });

  test("with a planned time, which the service does not tell", async () => {
    const planned = { ...unnamed, strategyTaskPlanExeTime: 1894039200000 };
    const { deployment } = await tasks([{ ...left, Name: madeNameOf(planned) }]);
    const process = deployment();
    await process.create(planned);
    expect(process.lines).toEqual([expect.stringContaining("The service does not tell its planned time.")]);
  });

  test("and that is not paused yet is taken over and paused", async () => {
    const { emulator, deployment, there } = await tasks([left]);
    await deployment().create({ ...unnamed, taskAction: "PAUSE" });
    expect(calls(emulator)).toEqual([LIST, LIST, DETAIL, PROCESS, LIST]);
    expect(there()).toMatchObject([{ Id: "7", Status: PAUSED }]);
  });

  test("and that is paused is taken over where PAUSE is wanted, only there", async () => {
    const { emulator, deployment } = await tasks([{ ...left, Status: PAUSED }]);
    expect((await deployment().create({ ...unnamed, taskAction: "PAUSE" })).id).toBe("7");
    calls(emulator);
    await expect(deployment().create(unnamed)).rejects.toThrow("exists already: 7, which is paused");
    expect(calls(emulator)).toEqual([LIST, LIST]);
  });

  test.each([
    ["has finished", { Status: FINISHED }],
    ["has another name", { Name: "patch-tuesday-2" }],
  ])("is not one that %s: another one is created", async (_what, part) => {
    const { emulator, deployment, there } = await tasks([{ ...left, ...part }]);
    expect((await deployment().create(unnamed)).id).not.toBe("7");
    expect(calls(emulator)).toEqual([LIST, CREATE]);
    expect(there()).toHaveLength(2);
  });

  test.each([
    ["runs another strategy", { StrategyId: "8001" }],
    ["has other parameters", { Params: "[]" }],
    ["has parameters that nobody can read", { Params: "{}" }],
    ["is two days old", { GmtCreate: Date.UTC(2025, 11, 30) }],
    ["tells no time of its creation", { GmtCreate: undefined }],
  ])("is not one that %s: it is somebody's", async (_what, part) => {
    const { emulator, deployment, there } = await tasks([{ ...left, ...part }]);
    if ("GmtCreate" in part) for (const task of there()) Object.assign(task, part);
    await expect(deployment().create(unnamed)).rejects.toThrow(
      `A strategy task named "${left.Name}" exists already: 7`,
    );
    expect(calls(emulator)).not.toContain(CREATE);
    expect(there()).toMatchObject([{ Id: "7", Status: WAITING }]);
  });

  test("is found among others of its name", async () => {
    const { deployment, there } = await tasks([{ ...left, Id: "6", Params: "[]" }, left]);
    expect((await deployment().create(unnamed)).id).toBe("7");
    expect(there()).toHaveLength(2);
  });
});

describe("a task that bears the name that the program gives", () => {
  test("is somebody's, also where it means the same: an error names it and the ways out", async () => {
    const { emulator, deployment, there } = await tasks([named]);
    await expect(deployment().create(patchTuesday)).rejects.toThrow(
      'A strategy task named "patch-tuesday" exists already: 7, which is waiting, created 2026-01-01T00:00:00.000Z. What to ' +
        'do: if it is this resource under its former name, give the resource "aliases"; to pause or schedule it, declare a ' +
        "SoarStrategyTaskState; to create another one, choose another strategyTaskName.",
    );
    expect(calls(emulator)).toEqual([LIST, LIST]);
    expect(there()).toHaveLength(1);
  });

  test("does not matter once it has finished", async () => {
    const { deployment, there } = await tasks([{ ...named, Status: FINISHED }]);
    await deployment().create(patchTuesday);
    expect(there()).toHaveLength(2);
  });
});

describe("declared twice", () => {
  const twice = (id: string) =>
    expect.stringMatching(
      `^SoarStrategyTask "patch-tuesday" \\(strategy 8000, parameters [0-9a-f]{8}\\) is declared twice: another resource ` +
        `of this deployment already is ${id}. Remove one of the two, or give this one another name.$`,
    );

  test("at the same time: one is created, the other fails naming it", async () => {
    const { deployment, there } = await tasks();
    const process = deployment();
    const results = await Promise.all(
      [patchTuesday, { ...patchTuesday, taskAction: "SCHEDULE" }].map((program) => process.apply(undefined, program)),
    );
    expect(there()).toHaveLength(1);
    const errors = results.map(({ error }) => error?.message);
    expect(errors).toEqual([undefined, twice(results[0]?.recorded?.id ?? "")]);
  });

  test("a task of another resource of the stack is not taken over", async () => {
    const { emulator, deployment, there } = await tasks([named]);
    const process = deployment();
    // What diff does with every resource of the program that is in the state.
    Ownership.of(process.context).took({ kind: process.kind.name, id: "7" });
    const { error } = await process.apply(undefined, patchTuesday);
    expect(error?.message).toEqual(twice("7"));
    expect(calls(emulator)).toEqual([LIST, DETAIL]);
    expect(there()).toHaveLength(1);
  });

  test("other parameters or another name: two tasks", async () => {
    const { deployment, there } = await tasks();
    const process = deployment();
    const [vulList, snapshot] = patchTuesday.strategyTaskParams;
    await Promise.all([
      process.create(patchTuesday),
      process.create({ ...patchTuesday, strategyTaskParams: [vulList] }),
      process.create({ ...patchTuesday, strategyTaskName: "patch-wednesday" }),
    ]);
    expect(there()).toHaveLength(3);
    const reordered = { ...patchTuesday, strategyTaskParams: [snapshot, vulList] };
    expect((await process.apply(undefined, reordered)).error?.message).toContain("is declared twice");
  });
});

describe("a replacement", () => {
  test("of a waiting task: the old one goes, a new one comes", async () => {
    const { deployment, there } = await tasks();
    const created = await deployment().create(patchTuesday);
    const process = deployment();
    await process.delete(created);
    const { id } = await process.create({ ...patchTuesday, strategyTaskPlanExeTime: 1894039200000 });
    expect(id).not.toBe(created.id);
    expect(there()).toMatchObject([{ Id: id, StrategyTaskPlanExeTime: 1894039200000 }]);
    expect(process.lines).toEqual([]);
  });

  test.each(["pause", "forget"])("does not take over what it has just left behind: onDelete %s", async (onDelete) => {
    const { emulator, deployment, there } = await tasks();
    const wish = { ...patchTuesday, onDelete, taskAction: onDelete === "pause" ? "PAUSE" : undefined };
    const created = await deployment().create(wish);
    emulator.state.strategyTask(created.id).Status = RUNNING;
    const process = deployment();
    await process.delete(created);
    const { id } = await process.create({ ...wish, strategyTaskPlanExeTime: 1894039200000 });
    expect(id).not.toBe(created.id);
    expect(there()).toHaveLength(2);
  });

  describe("of a task with a made name, which an earlier one has left behind", () => {
    const wish = (ttl: number, onDelete: string) => ({
      ...unnamed,
      onDelete,
      strategyTaskParams: [{ name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl } }],
    });

    test.each(["pause", "forget"])("goes on where that one is paused, and says so: onDelete %s", async (onDelete) => {
      const { emulator, deployment, there } = await tasks();
      const first = await deployment().create(wish(1, onDelete));
      emulator.state.strategyTask(first.id).Status = onDelete === "pause" ? RUNNING : PAUSED;
      // Stopped after the deletion, or done long ago.
      await deployment().delete(first);
      const next = deployment();
      const { id } = await next.create(wish(2, onDelete));
      expect(next.lines).toEqual([
        `Strategy task ${first.id} "${madeNameOf(unnamed)}" stays as it is, paused: another one of its name is created.`,
      ]);
      expect(there().map(({ Id, Status }) => [Id, Status])).toEqual([
        [first.id, PAUSED],
        [id, WAITING],
      ]);
    });

    test("waits for the end of one that runs: it might be the same work", async () => {
      const { emulator, deployment, there } = await tasks();
      const first = await deployment().create(wish(1, "forget"));
      emulator.state.strategyTask(first.id).Status = RUNNING;
      await deployment().delete(first);
      await expect(deployment().create(wish(2, "forget"))).rejects.toThrow(
        "What to do: if a deletion has left it there, wait until it has finished; if it is this resource",
      );
      emulator.state.strategyTask(first.id).Status = FINISHED;
      const { id } = await deployment().create(wish(2, "forget"));
      expect(there().map(({ Id }) => Id)).toEqual([first.id, id]);
    });
  });
});
