import { describe, expect, test } from "vitest";
import { Ownership } from "../../../provider/lifecycle/ownership";
import { calls } from "../../support/deployment";
import { FINISHED, PAUSED, RUNNING, WAITING } from "../../support/strategy-task-status";
import { CREATE, LIST, PARAMS, PROCESS, patchTuesday, patchTuesdayThere, tasks } from "./task";

const match = { Id: "7", ...patchTuesdayThere };

describe("a task that a killed deployment left", () => {
  test.each([
    ["waiting", WAITING],
    ["running", RUNNING],
  ])("and that is %s is taken over, and said so", async (word, Status) => {
    const { emulator, deployment, there } = await tasks([{ ...match, Status }]);
    const process = deployment();
    expect((await process.create(patchTuesday)).id).toBe("7");
    expect(process.lines).toEqual([
      `Took over strategy task 7 "patch-tuesday", which is ${word}: it has the same strategy and parameters.`,
    ]);
    expect(calls(emulator)).toEqual([LIST, PARAMS]);
    expect(there()).toHaveLength(1);
  });

  test("with a planned time, which the service does not tell", async () => {
    const { deployment } = await tasks([match]);
    const process = deployment();
    await process.create({ ...patchTuesday, strategyTaskPlanExeTime: 1894039200000 });
    expect(process.lines).toEqual([expect.stringContaining("The service does not tell its planned time.")]);
  });

  test("and that is not paused yet is taken over and paused", async () => {
    const { emulator, deployment, there } = await tasks([match]);
    await deployment().create({ ...patchTuesday, taskAction: "PAUSE" });
    expect(calls(emulator)).toEqual([LIST, PARAMS, PROCESS, LIST]);
    expect(there()).toMatchObject([{ Id: "7", Status: PAUSED }]);
  });

  test("and that is paused is taken over where PAUSE is wanted, only there", async () => {
    const { emulator, deployment } = await tasks([{ ...match, Status: PAUSED }]);
    expect((await deployment().create({ ...patchTuesday, taskAction: "PAUSE" })).id).toBe("7");
    calls(emulator);
    expect((await deployment().create(patchTuesday)).id).not.toBe("7");
    expect(calls(emulator)).toEqual([LIST, CREATE]);
  });

  test.each([
    ["has finished", { Status: FINISHED }, []],
    ["has another name", { Name: "patch-tuesday-2" }, []],
    ["runs another strategy", { StrategyId: "8001" }, []],
    ["has other parameters", { Params: "[]" }, [PARAMS]],
    ["has parameters that nobody can read", { Params: "{}" }, [PARAMS]],
  ])("is not one that %s", async (_what, part, looks) => {
    const { emulator, deployment, there } = await tasks([{ ...match, ...part }]);
    expect((await deployment().create(patchTuesday)).id).not.toBe("7");
    expect(calls(emulator)).toEqual([LIST, ...looks, CREATE]);
    expect(there()).toHaveLength(2);
  });

  test("is found among others of its name", async () => {
    const { deployment, there } = await tasks([{ ...match, Id: "6", Params: "[]" }, match]);
    expect((await deployment().create(patchTuesday)).id).toBe("7");
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
    const { emulator, deployment, there } = await tasks([match]);
    const process = deployment();
    // What diff does with every resource of the program that is in the state.
    Ownership.of(process.context).took(process.kind.name, "7");
    const { error } = await process.apply(undefined, patchTuesday);
    expect(error?.message).toEqual(twice("7"));
    expect(calls(emulator)).toEqual([LIST, PARAMS]);
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
});
