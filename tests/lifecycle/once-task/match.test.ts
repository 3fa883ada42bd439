import { describe, expect, test } from "vitest";
import { Ownership } from "../../../provider/lifecycle/ownership";
import { calls } from "../../support/deployment";
import {
  DESCRIBE,
  diagnosis,
  diagnosisOf,
  diagnosisThere,
  GENERATE,
  tasks,
  UNFINISHED,
  unlisted,
  untold,
} from "./task";

const there = { ...diagnosisThere, TaskId: "t-1" };
const ANEW = "may or may not do the same on the same servers. Starting a new scan";

describe("an unfinished task of the same type is there", () => {
  test("for the same servers and problem: it is taken over, and said so", async () => {
    const { emulator, deployment } = await tasks({ state: { onceTasks: [there] } });
    const up = deployment();
    const { id, state } = await up.create({ ...diagnosis, wait: false });
    expect([id, state.outcome]).toEqual(["t-1", "running"]);
    expect(up.lines).toEqual(["Took over task t-1: a scan CLIENT_PROBLEM_CHECK of inet-1 is under way already."]);
    expect(calls(emulator)).toEqual([DESCRIBE, DESCRIBE]);
  });

  test("for the same, and it has ended since the listing: a new one is started", async () => {
    const { emulator, clock, deployment } = await tasks({ state: { onceTasks: [there] } });
    const up = deployment();
    await up.create({ ...diagnosisOf("inet-2"), wait: false });
    clock.advance(5_000);
    const { id } = await up.create({ ...diagnosis, wait: false });
    expect(id).not.toBe("t-1");
    expect(calls(emulator)).toEqual([DESCRIBE, GENERATE, DESCRIBE, GENERATE]);
    expect(up.lines).toEqual([]);
  });

  test.each([
    ["for another server", { Param: '{"problemType":"offline","uuids":"inet-9"}' }, diagnosis],
    ["for another problem", { Param: '{"problemType":"driver","uuids":"inet-1"}' }, diagnosis],
    ["of another type", { TaskType: "CLIENT_DEV_OPS" }, diagnosis],
    ["that has ended", { TaskStatusText: "SUCCESS" as const, TaskEndTime: 1 }, diagnosis],
    ["of a type that is not listed", { TaskType: unlisted.taskType }, unlisted],
  ])("%s: a new one is started, without a word", async (_what, other, program) => {
    const { emulator, deployment } = await tasks({ state: { onceTasks: [{ ...there, ...other }] } });
    const up = deployment();
    const { id } = await up.create({ ...program, wait: false });
    expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId)).toEqual(["t-1", id]);
    expect(up.lines).toEqual([]);
  });

  test.each([
    ["this one names no server", untold, JSON.stringify(untold.param)],
    ["that one shows none", diagnosis, '{"mode":1}'],
    ["that one does not show the problem", diagnosis, '{"uuids":"inet-1"}'],
  ])("and nothing tells for what, because %s: a new one is started, and said so", async (_why, program, Param) => {
    const onceTasks = ["t-1", "t-2"].map((TaskId) => ({ TaskId, TaskType: program.taskType, Param }));
    const { emulator, deployment } = await tasks({ state: { onceTasks } });
    const up = deployment();
    await up.create({ ...program, wait: false });
    expect(up.lines).toEqual([expect.stringMatching(new RegExp(`^Tasks t-[12] and t-[12] are running; they ${ANEW}`))]);
    expect(emulator.state.onceTasks).toHaveLength(3);
  });

  test.each(["took", "replacing"] as const)(
    "that another resource has, or gives up: a new one is started: %s",
    async (has) => {
      const { emulator, deployment } = await tasks();
      const { id } = await deployment().create({ ...diagnosis, wait: false });
      const next = deployment();
      Ownership.of(next.context)[has]({ kind: "OnceTask", id: id });
      const again = await next.create({ ...diagnosis, wait: false, triggers: { run: "2" } });
      expect(again.id).not.toBe(id);
      expect(emulator.state.onceTasks).toHaveLength(2);
      expect(next.lines).toEqual([]);
    },
  );
});

describe("a task of a type that is listed by its target", () => {
  const collection = { taskType: "ASSETS_COLLECTION", param: { uuids: "inet-1,inet-2" } };
  const there = { TaskId: "t-1", TaskType: collection.taskType, Param: JSON.stringify(collection.param) };

  test.each([
    ["for the same servers", there.Param],
    ["for these and others", '{"uuids":"inet-1,inet-2,inet-3"}'],
  ])("that is under way %s may have others, too: a new one is started, and said so", async (_for, Param) => {
    const { emulator, deployment } = await tasks({ state: { onceTasks: [{ ...there, Param }] } });
    const up = deployment();
    const { id, state } = await up.create(collection);
    expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId)).toEqual(["t-1", id]);
    expect(state.outcome).toBe("succeeded");
    expect(up.lines[0]).toMatch(new RegExp(`^Task t-1 is running; it ${ANEW} ASSETS_COLLECTION of 2 servers`));
    expect(calls(emulator).slice(0, 2)).toEqual([UNFINISHED, GENERATE]);
  });

  test.each<[string, string, object]>([
    ["for other servers", '{"uuids":"inet-3"}', {}],
    ["that has ended", there.Param, { TaskStatusText: "SUCCESS", TaskEndTime: 1 }],
  ])("%s: a new one is started, without a word", async (_what, Param, part) => {
    const { emulator, deployment } = await tasks({ state: { onceTasks: [{ ...there, Param, ...part }] } });
    const up = deployment();
    const { id } = await up.create({ ...collection, wait: false });
    expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId)).toEqual(["t-1", id]);
    expect(up.lines).toEqual([]);
  });

  test.each([
    ["runs then: it is named", 3_600_000, /Task [0-9a-f]+ appeared since, and may be this one\. Check in the console/],
    ["has ended then: that cannot be seen", 0, "The service does not list all tasks of type ASSETS_COLLECTION."],
  ])("is not started again after a lost answer, where it %s", async (_then, onceTaskRunning, message) => {
    const { emulator, deployment } = await tasks({ state: { durations: { onceTaskRunning } } });
    emulator.addFault({ operation: GENERATE, fault: "drop-after" });
    await expect(deployment().create(collection)).rejects.toThrow(message);
    expect(emulator.state.onceTasks).toHaveLength(1);
  });
});

describe("declared twice", () => {
  test("the same on the same: one runs, the other fails naming it and the remedy", async () => {
    const { emulator, deployment } = await tasks();
    const up = deployment();
    const results = await Promise.all([up.apply(undefined, diagnosis), up.apply(undefined, diagnosis)]);
    const started = results.flatMap(({ recorded }) => (recorded ? [recorded.id] : []));
    const errors = results.flatMap(({ error }) => (error ? [error.message] : []));
    expect(errors).toEqual([
      'OnceTask CLIENT_PROBLEM_CHECK {"param":{"problemType":"offline","uuids":"inet-1"}} is declared twice: ' +
        `another resource of this deployment already is ${started[0]}. Remove one of the two, or give them different ` +
        '"triggers" if both are wanted.',
    ]);
    expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId)).toEqual(started);
  });

  test("the same in another key order: one runs", async () => {
    const { emulator, deployment } = await tasks();
    const up = deployment();
    const param = Object.fromEntries(Object.entries(diagnosis.param).reverse());
    const results = await Promise.all([up.apply(undefined, diagnosis), up.apply(undefined, { ...diagnosis, param })]);
    expect(results.flatMap(({ error }) => (error ? [error.message] : []))).toEqual([
      expect.stringContaining("is declared twice"),
    ]);
    expect(emulator.state.onceTasks).toHaveLength(1);
  });

  test("with different triggers: both run", async () => {
    const { emulator, deployment } = await tasks();
    const up = deployment();
    const run = (name: string) => up.create({ ...diagnosis, triggers: { run: name } });
    const records = await Promise.all([run("before"), run("after")]);
    expect(new Set(records.map(({ id }) => id)).size).toBe(2);
    expect(emulator.state.onceTasks).toHaveLength(2);
  });

  test("where nothing tells one from another: both run", async () => {
    const { emulator, deployment } = await tasks();
    const up = deployment();
    const records = await Promise.all([untold, untold, unlisted, unlisted].map((program) => up.create(program)));
    const ownership = Ownership.of(up.context);
    expect(records.map(({ id }) => ownership.holder({ kind: "OnceTask", id: id })?.by)).toEqual([
      "created",
      "created",
      "created",
      "created",
    ]);
    expect(emulator.state.onceTasks).toHaveLength(4);
    expect(up.lines.filter((line) => line.includes(ANEW))).toEqual([]);
  });

  test("two that could both take over one task: only one does", async () => {
    const { emulator, deployment } = await tasks({ state: { onceTasks: [there] } });
    const up = deployment();
    const anyProblem = { ...diagnosis, param: { uuids: "inet-1" } };
    const records = await Promise.all([up.create(diagnosis), up.create(anyProblem)]);
    expect(new Set(records.map(({ id }) => id)).size).toBe(2);
    expect(emulator.state.onceTasks).toHaveLength(2);
  });
});

describe("what a list does not show of a task", () => {
  const shown = { ...diagnosisThere, TaskId: "t-1" };

  test.each<[string, object, object]>([
    [
      "another mode",
      { Param: JSON.stringify({ ...diagnosis.param, mode: 1 }) },
      { param: { ...diagnosis.param, mode: 2 } },
    ],
    ["a source", {}, { source: "Manual" }],
    ["another name", {}, { taskName: "nightly" }],
    ["no problem", {}, { param: { uuids: "inet-1" } }],
  ])("%s: it is not taken over, a new one is started, and said so", async (_what, there, edit) => {
    const { emulator, deployment } = await tasks({ state: { onceTasks: [{ ...shown, ...there }] } });
    const up = deployment();
    const { id } = await up.create({ ...diagnosis, ...edit, wait: false });
    expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId)).toEqual(["t-1", id]);
    expect(up.lines).toEqual([expect.stringMatching(new RegExp(`^Task t-1 is running; it ${ANEW}`))]);
  });

  test("is found after a lost answer: it appeared since", async () => {
    const { emulator, deployment } = await tasks();
    emulator.addFault({ operation: GENERATE, fault: "drop-after" });
    const { id } = await deployment().create({ ...diagnosis, param: { ...diagnosis.param, mode: 1 } });
    expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId)).toEqual([id]);
  });
});

test("a killed deployment leaves a task, and the next one takes it over and waits for it", async () => {
  const { emulator, deployment } = await tasks();
  const killed = deployment();
  await killed.create({ ...diagnosis, wait: false });
  const { id, state } = await deployment().create(diagnosis);
  expect(state.outcome).toBe("succeeded");
  expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId)).toEqual([id]);
});
