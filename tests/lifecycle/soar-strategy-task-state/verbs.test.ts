import { describe, expect, test } from "vitest";
import { Ownership } from "../../../provider/lifecycle/ownership";
import { calls } from "../../support/deployment";
import {
  FINISHED,
  PAUSED,
  RUNNING,
  SCHEDULED,
  STARTING,
  UNHEARD_OF,
  WAITING,
} from "../../support/strategy-task-status";
import { LIST, PROCESS, tasks } from "./task";

const ANYWHERE = [WAITING, STARTING, RUNNING, FINISHED, SCHEDULED, PAUSED];

describe("create", () => {
  test.each(ANYWHERE.filter((status) => status !== PAUSED))(
    "SCHEDULE of a task of status %s: nothing is left to be done",
    async (status) => {
      const { emulator, deployment } = await tasks({ 100: status });
      const created = await deployment().create({ strategyTaskId: "100", taskAction: "SCHEDULE" });
      expect(created).toEqual({
        id: "100",
        state: {
          strategyTaskId: "100",
          taskAction: "SCHEDULE",
          onFinished: "ignore",
          onDelete: "none",
          summary: "Keeps strategy task 100 scheduled.",
          taskName: "task 100",
          strategyId: "8000",
        },
      });
      expect(calls(emulator)).toEqual([LIST]);
    },
  );

  test("SCHEDULE of a paused task: called, and waited for", async () => {
    const { emulator, deployment, statusOf } = await tasks({ 100: PAUSED });
    await deployment().create({ strategyTaskId: "100", taskAction: "SCHEDULE" });
    expect(calls(emulator)).toEqual([LIST, PROCESS, LIST]);
    expect(statusOf("100")).not.toBe(PAUSED);
  });

  test.each([WAITING, STARTING, RUNNING, SCHEDULED])(
    "PAUSE of a task of status %s: called, waited for, and told with the name that no sentence has",
    async (status) => {
      const { emulator, deployment, statusOf } = await tasks({ 100: status });
      const process = deployment();
      const { state } = await process.create({ strategyTaskId: "100", taskAction: "PAUSE" });
      const [first, ...others] = emulator.journal.filter(({ operation }) => operation === PROCESS);
      expect(first?.params).toMatchObject({ StrategyTaskId: "100", TaskAction: "PAUSE" });
      expect(others).toEqual([]);
      expect(calls(emulator)).toEqual([LIST, PROCESS, LIST]);
      expect([statusOf("100"), state.taskAction]).toEqual([PAUSED, "PAUSE"]);
      expect(process.lines).toEqual(['Strategy task 100 "task 100" is paused now.']);
    },
  );

  test("PAUSE of a paused task: nothing is left to be done", async () => {
    const { emulator, deployment } = await tasks({ 100: PAUSED });
    const process = deployment();
    await process.create({ strategyTaskId: "100", taskAction: "PAUSE" });
    expect(calls(emulator)).toEqual([LIST]);
    expect(process.lines).toEqual([]);
  });

  test("PAUSE of a finished task: said so, or an error", async () => {
    const { emulator, deployment } = await tasks({ 100: FINISHED });
    const wish = { strategyTaskId: "100", taskAction: "PAUSE" };
    const sentence = 'Strategy task 100 "task 100" has finished: there is nothing left to pause.';
    const process = deployment();
    await process.create(wish);
    expect(process.lines).toEqual([sentence]);
    const { recorded, error } = await deployment().apply(undefined, { ...wish, onFinished: "error" });
    expect(error?.message).toBe(
      `${sentence} Set taskAction to "SCHEDULE" or onFinished to "ignore", or remove the resource.`,
    );
    expect(recorded).toBeUndefined();
    expect(calls(emulator)).toEqual([LIST, LIST]);
  });

  test("a task that does not exist: an error after two listings, nothing recorded", async () => {
    const { emulator, deployment } = await tasks({ 100: PAUSED });
    const { recorded, error } = await deployment().apply(undefined, {
      strategyTaskId: "7",
      taskAction: "PAUSE",
    });
    expect(error?.message).toContain("Strategy task 7 does not exist in the configured account and region.");
    expect(recorded).toBeUndefined();
    expect(calls(emulator)).toEqual([LIST, LIST]);
  });

  const DECLARED_TWICE =
    "SoarStrategyTaskState of strategy task 100 is declared twice: another resource of this deployment already is 100. " +
    "Remove one of the two, or give this one another strategyTaskId.";

  test("the same task twice: the first one counts, the second is declared twice", async () => {
    const { deployment, statusOf } = await tasks({ 100: RUNNING });
    const process = deployment();
    const results = await Promise.all(
      ["PAUSE", "SCHEDULE"].map((taskAction) => process.apply(undefined, { strategyTaskId: "100", taskAction })),
    );
    expect(results.map(({ error }) => error?.message)).toEqual([undefined, DECLARED_TWICE]);
    expect(statusOf("100")).toBe(PAUSED);
  });

  test("a task that a resource of the stack has already: declared twice", async () => {
    const { emulator, deployment } = await tasks({ 100: RUNNING });
    const process = deployment();
    // What diff does with every resource of the program that is in the state.
    Ownership.of(process.context).took({ kind: process.kind.name, id: "100" });
    const { error } = await process.apply(undefined, { strategyTaskId: "100", taskAction: "PAUSE" });
    expect(error?.message).toBe(DECLARED_TWICE);
    expect(calls(emulator)).toEqual([]);
  });
});

describe("update", () => {
  test("to the other action and back: one call each", async () => {
    const { emulator, deployment, statusOf } = await tasks({ 100: RUNNING });
    const wish = { strategyTaskId: "100", taskAction: "SCHEDULE" };
    const created = await deployment().create(wish);
    calls(emulator);
    const paused = await deployment().update(created, { ...wish, taskAction: "PAUSE" });
    expect(calls(emulator)).toEqual([LIST, PROCESS, LIST]);
    expect(paused.state).toMatchObject({ taskAction: "PAUSE", taskName: "task 100" });
    await deployment().update(paused, wish);
    expect(calls(emulator)).toEqual([LIST, PROCESS, LIST]);
    expect(statusOf("100")).not.toBe(PAUSED);
  });

  test("of a task that has gone: an error, the old state stays", async () => {
    const { emulator, deployment } = await tasks({ 100: RUNNING });
    const created = await deployment().create({ strategyTaskId: "100", taskAction: "SCHEDULE" });
    emulator.state.strategyTasks = [];
    const edited = { strategyTaskId: "100", taskAction: "PAUSE" };
    const { recorded, error } = await deployment().apply(created, edited);
    expect(error?.message).toContain("does not exist");
    expect(recorded).toBe(created);
  });
});

describe("a wait that runs out", () => {
  test("is recorded, tells the last state and how to resume; the next deployment looks first", async () => {
    const { emulator, deployment, clock } = await tasks({ 100: UNHEARD_OF });
    const wish = { strategyTaskId: "100", taskAction: "SCHEDULE" };
    const limited = deployment({ withinMs: 60_000 });
    const { recorded, error } = await limited.apply(undefined, wish);
    expect(error?.message).toBe(
      'The SCHEDULE of strategy task 100 "task 100" did not end within 60 s: it is 5. ' +
        "Run the same command again: it looks at the task before it does anything.",
    );
    expect(limited.lines).toEqual(['SCHEDULE of strategy task 100 "task 100": it is 5 (2 s)']);
    expect(recorded).toMatchObject({ id: "100", state: { taskAction: "SCHEDULE", taskName: "task 100" } });
    const polls = calls(emulator);
    expect(polls.filter((operation) => operation === PROCESS)).toHaveLength(1);
    for (const task of emulator.state.strategyTasks) Object.assign(task, { Status: RUNNING, Since: clock.now() });
    if (recorded === undefined) throw new Error("nothing was recorded");
    await deployment().update(recorded, wish);
    expect(calls(emulator)).toEqual([LIST]);
  });

  test("fifty tasks, ten minutes: at most 120 polls", async () => {
    const ids = Array.from({ length: 50 }, (_, index) => String(index + 1));
    // The clock of the test runs ahead of answers, so all of them are held back until the last request is there.
    const asked = Promise.withResolvers<void>();
    const onRequest = (operation: string, count: number) => {
      if (operation !== PROCESS) return;
      if (count === ids.length) asked.resolve();
      return asked.promise;
    };
    const all = Object.fromEntries(ids.map((id) => [id, UNHEARD_OF]));
    const { emulator, deployment } = await tasks(all, { onRequest });
    const limited = deployment({ config: { maxCallsPerSecond: 1_000 }, withinMs: 600_000 });
    const results = await Promise.all(
      ids.map((strategyTaskId) => limited.apply(undefined, { strategyTaskId, taskAction: "SCHEDULE" })),
    );
    expect(results.filter(({ error }) => error?.message.includes("did not end"))).toHaveLength(50);
    const made = calls(emulator);
    expect(made.filter((operation) => operation === PROCESS)).toHaveLength(50);
    const polls = made.filter((operation) => operation === LIST).length;
    expect(polls).toBeGreaterThan(30);
    expect(polls).toBeLessThanOrEqual(120);
    expect(limited.lines).toHaveLength(50);
  });
});

describe("delete", () => {
  test("makes no call unless onDelete asks for one", async () => {
    const { emulator, deployment } = await tasks({ 100: PAUSED });
    const created = await deployment().create({ strategyTaskId: "100", taskAction: "PAUSE" });
    calls(emulator);
    await deployment().delete(created);
    expect(calls(emulator)).toEqual([]);
  });

  test.each([
    ["PAUSE", "SCHEDULE", RUNNING, [LIST, PROCESS, LIST]],
    ["PAUSE", "PAUSE", PAUSED, [LIST]],
    ["SCHEDULE", "PAUSE", PAUSED, [LIST, PROCESS, LIST]],
    ["SCHEDULE", "SCHEDULE", RUNNING, [LIST]],
    ["PAUSE", "SCHEDULE", FINISHED, [LIST]],
  ])("with onDelete %s where %s was wanted, status %s", async (onDelete, taskAction, status, made) => {
    const { emulator, deployment, statusOf } = await tasks({ 100: status });
    const created = await deployment().create({ strategyTaskId: "100", taskAction, onDelete });
    calls(emulator);
    await deployment().delete(created);
    expect(calls(emulator)).toEqual(made);
    if (status !== FINISHED) expect(statusOf("100") === PAUSED).toBe(onDelete === "PAUSE");
  });

  test("of a task that has gone is success, also when it goes at the last moment", async () => {
    const { emulator, deployment } = await tasks({ 100: RUNNING });
    const created = await deployment().create({
      strategyTaskId: "100",
      taskAction: "SCHEDULE",
      onDelete: "PAUSE",
    });
    const process = deployment();
    await process.read(created);
    emulator.state.strategyTasks = [];
    calls(emulator);
    await process.delete(created);
    expect(calls(emulator).filter((operation) => operation === PROCESS)).not.toEqual([]);
    await deployment().delete(created);
    expect(calls(emulator)).toEqual([LIST, LIST]);
  });
});
