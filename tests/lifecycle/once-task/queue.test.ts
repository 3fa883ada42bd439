import { describe, expect, test } from "vitest";
import type { EmulatorOptions } from "../../../provider/emulator";
import { calls } from "../../support/deployment";
import { DESCRIBE, diagnosis, diagnosisOf, GENERATE, RESULT, tasks, unlisted } from "./task";

const programs = (count: number) => Array.from({ length: count }, (_, index) => diagnosisOf(`inet-${index}`));
const running = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    TaskId: `t-${index}`,
    Param: JSON.stringify(diagnosisOf(`other-${index}`).param),
  }));
/** A cloud that is full for so long. */
const fullFor = (onceTaskRunning: number): EmulatorOptions => ({
  state: { onceTasks: running(10), durations: { onceTaskRunning } },
});

describe("more tasks than may run at a time", () => {
  test("thirty in one deployment all finish, one request at a time, without hammering", async () => {
    let underWay = 0;
    let most = 0;
    const { emulator, deployment } = await tasks({
      state: { durations: { onceTaskRunning: 60_000 } },
      onRequest: async (operation) => {
        if (operation !== GENERATE) return;
        most = Math.max(most, ++underWay);
        await new Promise(setImmediate);
        underWay--;
      },
    });
    const up = deployment();
    const records = await Promise.all(programs(30).map((program) => up.create(program)));
    expect(records.map(({ state }) => state.outcome)).toEqual(Array.from({ length: 30 }, () => "succeeded"));
    expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId).sort()).toEqual(records.map(({ id }) => id).sort());
    expect(most).toBe(1);
    // Three rounds of a minute each, and at most ten tries a minute.
    expect(calls(emulator).filter((operation) => operation === GENERATE).length).toBeLessThan(30 + 30);
  });

  test("each waits for its turn, and says so once", async () => {
    const { deployment } = await tasks(fullFor(60_000));
    const up = deployment();
    await Promise.all(programs(3).map((program) => up.create(program)));
    const waiting = up.lines.filter((line) => line.includes("waits for a running task to end"));
    expect(waiting).toEqual(["scan CLIENT_PROBLEM_CHECK of inet-0: waits for a running task to end (0 s)"]);
  });

  test("of several types share one queue", async () => {
    const { emulator, deployment } = await tasks(fullFor(30_000));
    const up = deployment();
    const records = await Promise.all([up.create(unlisted), up.create(diagnosis)]);
    expect(records.map(({ state }) => state.outcome)).toEqual(["succeeded", "succeeded"]);
    const tries = emulator.journal.filter(({ operation }) => operation === GENERATE);
    expect(new Set(tries.slice(0, -1).map(({ params }) => params.TaskType))).toEqual(new Set([unlisted.taskType]));
  });
});

describe("no turn until the deadline", () => {
  test("is an error that says what to do, and leaves no resource", async () => {
    const { emulator, deployment } = await tasks(fullFor(3_600_000));
    const { recorded, error } = await deployment({ withinMs: 60_000 }).apply(undefined, diagnosis);
    expect(recorded).toBeUndefined();
    expect(error?.message).toBe(
      "The scan CLIENT_PROBLEM_CHECK of inet-1 was not started within 60 s: the limit of concurrent tasks is reached " +
        '(10 by default). Run "pulumi up" again later. Give the resource more time in `timeouts`.',
    );
    expect(emulator.state.onceTasks).toHaveLength(10);
    expect(calls(emulator).filter((operation) => operation === GENERATE).length).toBeLessThan(10);
  });

  test("ends those who wait behind, too", async () => {
    const { emulator, deployment } = await tasks(fullFor(3_600_000));
    const up = deployment({ withinMs: 60_000 });
    const results = await Promise.all(programs(12).map((program) => up.apply(undefined, program)));
    for (const { recorded, error } of results) {
      expect(recorded).toBeUndefined();
      expect(error?.message).toContain("was not started within");
    }
    expect(emulator.state.onceTasks).toHaveLength(10);
    expect(calls(emulator).filter((operation) => operation === GENERATE).length).toBeLessThan(10 + 12);
  });

  test("of the first in the queue lets the next one try", async () => {
    const { emulator, deployment } = await tasks(fullFor(100_000));
    const { context, kind } = deployment();
    const settings = { wait: false, onFailure: "fail", cancelOnDelete: false } as const;
    const hasty = kind.create(context.within(30_000), { ...diagnosis, ...settings });
    const patient = kind.create(context.within(600_000), { ...diagnosisOf("inet-2"), ...settings });
    await expect(hasty).rejects.toThrow("was not started within 30 s");
    expect((await patient).state.outcome).toBe("running");
    expect(emulator.state.onceTasks).toHaveLength(11);
  });
});

test("a command is told in its own words how to go on", async () => {
  const { deployment } = await tasks(fullFor(300_000));
  const { context, kind } = deployment();
  const settings = { wait: false, onFailure: "fail", cancelOnDelete: false } as const;
  const guidance = {
    ...context.guidance,
    again: "the same command",
    moreTime: "A longer --timeout gives it more time.",
  };
  await expect(kind.create({ ...context.within(30_000), guidance }, { ...diagnosis, ...settings })).rejects.toThrow(
    "(10 by default). Run the same command again later. A longer --timeout gives it more time.",
  );
});

test("a deadline is kept behind one who has more time", async () => {
  const { deployment } = await tasks(fullFor(300_000));
  const { context, kind } = deployment();
  const settings = { wait: false, onFailure: "fail", cancelOnDelete: false } as const;
  const patient = kind.create(context.within(600_000), { ...diagnosis, ...settings });
  const hasty = kind.create(context.within(30_000), { ...diagnosisOf("inet-2"), ...settings });
  await expect(hasty).rejects.toThrow(
    'was not started within 30 s: others were before it in the queue. Run "pulumi up" again later. Give the resource more',
  );
  expect((await patient).state.outcome).toBe("running");
});

test("an id that was there before is not taken for a new task", async () => {
  // A service that answers with the task of this type that is running already.
  const { emulator, deployment } = await tasks({ state: { onceTasks: running(1), repeatedOnceTaskIds: 1 } });
  const { id } = await deployment().create(diagnosis);
  expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId)).toEqual(["t-0", id]);
  expect(calls(emulator).filter((operation) => operation === GENERATE)).toHaveLength(2);
});

describe("an id that was there before, again and again", () => {
  const slow = { durations: { onceTaskRunning: 120_000 }, onceTasks: running(1), repeatedOnceTaskIds: 100 };

  test("is not asked for again while that task runs, and three times at most", async () => {
    const { emulator, clock, deployment } = await tasks({ state: slow });
    const begun = clock.now();
    const { recorded, error } = await deployment({ withinMs: 600_000 }).apply(undefined, diagnosis);
    expect(recorded).toBeUndefined();
    expect(error?.message).toContain(
      "The scan CLIENT_PROBLEM_CHECK of inet-1 was not started: the service answers with task t-0, which was there before.",
    );
    expect(clock.now() - begun).toBeGreaterThan(120_000);
    expect(calls(emulator).filter((operation) => operation === GENERATE)).toHaveLength(3);
    expect(emulator.state.onceTasks).toHaveLength(1);
  });

  test("is told at the deadline as what it is", async () => {
    const { emulator, deployment } = await tasks({ state: slow });
    const { error } = await deployment({ withinMs: 60_000 }).apply(undefined, diagnosis);
    expect(error?.message).toContain(
      "was not started within 60 s: the service answers with task t-0, which was there before. Run",
    );
    expect(calls(emulator).filter((operation) => operation === GENERATE)).toHaveLength(1);
  });
});

describe("waiting is frugal", () => {
  const tenMinutes = { onceTaskLimit: 50, durations: { onceTaskRunning: 600_000 } };

  test("for fifty tasks of a type, ten minutes take at most 120 polls", async () => {
    const { emulator, deployment } = await tasks({ state: tenMinutes });
    const up = deployment();
    await Promise.all(programs(50).map((program) => up.create(program)));
    expect(calls(emulator).filter((operation) => operation === DESCRIBE).length).toBeLessThan(120);
  });

  test("with a long history, no page is read beyond those that show the tasks", async () => {
    const history = Array.from({ length: 450 }, () => ({
      TaskStatusText: "SUCCESS" as const,
      TaskEndTime: 1,
    }));
    const { emulator, deployment } = await tasks({ state: { onceTasks: history } });
    const record = await deployment().create({ ...diagnosis, wait: false });
    calls(emulator);
    await deployment().update(record, diagnosis);
    expect(new Set(emulator.journal.map(({ params }) => params.CurrentPage))).toEqual(new Set(["1"]));
  });

  test("a type that is not listed takes a call for each task and poll", async () => {
    const { emulator, deployment } = await tasks({ state: { durations: { onceTaskRunning: 60_000 } } });
    const up = deployment();
    await Promise.all(Array.from({ length: 5 }, () => up.create(unlisted)));
    expect(calls(emulator).filter((operation) => operation === RESULT).length).toBeLessThan(5 * 12);
  });
});
