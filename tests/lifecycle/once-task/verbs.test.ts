import { describe, expect, test } from "vitest";
import type { Emulator, EmulatorOptions } from "../../../provider/emulator";
import { calls } from "../../support/deployment";
import { DESCRIBE, diagnosis, diagnosisOf, GENERATE, RESULT, tasks, unlisted } from "./task";

const TYPE = diagnosis.taskType;
const defaults = { wait: true, onFailure: "fail", cancelOnDelete: false };
const failing = (TaskStatusText: "FAIL" | "TIMEOUT", ResultInfo = ""): EmulatorOptions => ({
  state: { onceTaskOutcomes: { [TYPE]: { TaskStatusText, ResultInfo } } },
});

describe("create", () => {
  test("starts one task, waits for its end, and records how it ended", async () => {
    const { emulator, clock, deployment } = await tasks();
    const begun = clock.now();
    const { id, state } = await deployment().create({
      ...diagnosis,
      source: "Manual",
      triggers: { run: "1" },
    });
    expect(emulator.state.onceTasks).toMatchObject([{ TaskId: id, TaskStatusText: "SUCCESS" }]);
    expect(emulator.journal.map(({ operation, params }) => [operation, params])).toEqual([
      [DESCRIBE, { TaskType: TYPE, CurrentPage: "1", PageSize: "100" }],
      [GENERATE, { TaskType: TYPE, TaskName: TYPE, Param: JSON.stringify(diagnosis.param), Source: "Manual" }],
      [DESCRIBE, { TaskType: TYPE, CurrentPage: "1", PageSize: "100" }],
      [DESCRIBE, { TaskType: TYPE, CurrentPage: "1", PageSize: "100" }],
    ]);
    expect(state).toEqual({
      ...diagnosis,
      ...defaults,
      source: "Manual",
      triggers: { run: "1" },
      summary: expect.stringMatching(/^Runs CLIENT_PROBLEM_CHECK once on inet-1 with problemType "offline"\.$/),
      outcome: "succeeded",
      successCount: 1,
      failCount: 0,
      resultInfo: "successful",
      taskStartTime: begun,
      taskEndTime: begun + 5_000,
    });
  });

  test("of a type that looks mistyped sends nothing", async () => {
    const { emulator, deployment } = await tasks();
    const { error } = await deployment().apply(undefined, { ...diagnosis, taskType: "CLIENT_PROBLEM_CHEK" });
    expect(error?.message).toBe(
      'The task was not sent. "CLIENT_PROBLEM_CHEK" is no documented taskType: did you mean "CLIENT_PROBLEM_CHECK"?',
    );
    expect(emulator.journal).toEqual([]);
  });

  test("without waiting records that the task runs", async () => {
    const { emulator, deployment } = await tasks();
    const { state } = await deployment().create({ ...diagnosis, taskName: "nightly", wait: false });
    expect(state).toMatchObject({ outcome: "running", taskName: "nightly" });
    expect(emulator.journal.map(({ params }) => params.TaskName)).toEqual([undefined, "nightly"]);
    expect(calls(emulator)).toEqual([DESCRIBE, GENERATE]);
  });

  test("of a type that the service does not list reads the one task", async () => {
    const { emulator, deployment } = await tasks();
    const { id, state } = await deployment().create(unlisted);
    expect(state).toMatchObject({ ...unlisted, outcome: "succeeded" });
    const read = { TaskId: id, TaskType: unlisted.taskType, TaskName: unlisted.taskType };
    expect(emulator.journal.filter(({ operation }) => operation === RESULT)[0]?.params).toEqual(read);
    expect(calls(emulator)).toEqual([GENERATE, RESULT, RESULT]);
  });

  test("tells progress when there is news, and only then", async () => {
    const { deployment } = await tasks({ state: { durations: { onceTaskRunning: 60_000 } } });
    const up = deployment();
    await up.create(diagnosis);
    expect(up.lines.slice(0, 3)).toEqual([
      `scan ${TYPE} of inet-1: 3% (START) (2 s)`,
      `scan ${TYPE} of inet-1: 8% (START) (5 s)`,
      `scan ${TYPE} of inet-1: 15% (START) (10 s)`,
    ]);
    expect(new Set(up.lines).size).toBe(up.lines.length);
  });
});

describe("a task that ends badly", () => {
  test.each<[string, EmulatorOptions, string, string]>([
    ["fails", failing("FAIL", "client offline"), "failed", "failed on 1 of 1 servers: client offline"],
    [
      "times out",
      failing("TIMEOUT"),
      "timedOut",
      "timed out at the service on 1 of 1 servers: the service gives no reason",
    ],
  ])("when it %s: the deployment fails, and the record says so", async (_how, options, outcome, reason) => {
    const { emulator, deployment } = await tasks(options);
    const { recorded, error } = await deployment().apply(undefined, diagnosis);
    const [task] = emulator.state.onceTasks;
    expect(error?.message).toBe(
      `The scan ${TYPE} of inet-1 ${reason} (task ${task?.TaskId}). ` +
        'Once the cause is removed, a change of `triggers` runs it again. onFailure "warn" goes on without it.',
    );
    expect(recorded).toMatchObject({ id: task?.TaskId, state: { outcome, failCount: 1, successCount: 0 } });
  });

  const FORTY = Array.from({ length: 40 }, (_, index) => `inet-${index}`).join();
  const onForty = { ...diagnosis, param: { ...diagnosis.param, uuids: FORTY } };
  const mostly: EmulatorOptions = {
    state: { onceTaskOutcomes: { [TYPE]: { TaskStatusText: "SUCCESS", ResultInfo: "successful", FailCount: 37 } } },
  };

  test("is one whose word is SUCCESS, but not on every server: its counts are told", async () => {
    const { deployment } = await tasks(mostly);
    const { recorded, error } = await deployment().apply(undefined, onForty);
    expect(error?.message).toContain(`The scan ${TYPE} of 40 servers failed on 37 of 40 servers: successful (task `);
    expect(recorded?.state).toMatchObject({ outcome: "failed", failCount: 37, successCount: 3 });
    const warning = deployment();
    await warning.create({ ...onForty, onFailure: "warn", triggers: { run: "2" } });
    expect(warning.lines.at(-1)).toContain("failed on 37 of 40 servers");
  });

  test("fails the next deployment as well, without a call, until it may warn", async () => {
    const { emulator, deployment } = await tasks(failing("FAIL", "client offline"));
    const { recorded } = await deployment().apply(undefined, diagnosis);
    if (!recorded) throw new Error("nothing was recorded");
    calls(emulator);
    const again = await deployment().apply(recorded, diagnosis);
    expect(again.error?.message).toContain("failed on 1 of 1 servers: client offline");
    const warning = deployment();
    const { state } = await warning.update(recorded, { ...diagnosis, onFailure: "warn" });
    expect(state).toMatchObject({ outcome: "failed", onFailure: "warn" });
    expect(warning.lines).toEqual([
      expect.stringMatching(/^warning: The scan .* failed on 1 of 1 servers: client offline/),
    ]);
    expect(calls(emulator)).toEqual([]);
  });

  test("warns only, with onFailure warn", async () => {
    const { deployment } = await tasks(failing("FAIL", "client offline"));
    const up = deployment();
    const { state } = await up.create({ ...diagnosis, onFailure: "warn" });
    expect(state.outcome).toBe("failed");
    expect(up.lines.at(-1)).toMatch(/^warning: The scan .* failed on 1 of 1 servers: client offline/);
  });
});

describe("a wait that ran out", () => {
  const slow: EmulatorOptions = { state: { durations: { onceTaskRunning: 90_000 } } };

  test("keeps the id and says how to go on; the next deployment goes on waiting and starts nothing", async () => {
    const { emulator, deployment } = await tasks(slow);
    const { recorded, error } = await deployment({ withinMs: 60_000 }).apply(undefined, diagnosis);
    const [{ TaskId } = { TaskId: "" }] = emulator.state.onceTasks;
    expect(error?.message).toBe(
      `The scan ${TYPE} of inet-1 did not end within 60 s: 64% (START). Task ${TaskId} is still running. ` +
        'The next "pulumi up" resumes waiting and submits nothing. `timeouts` sets a longer wait.',
    );
    expect(recorded).toMatchObject({ id: TaskId, state: { outcome: "running" } });
    if (!recorded) throw new Error("nothing was recorded");
    calls(emulator);
    const { id, state } = await deployment().update(recorded, { ...diagnosis, timeouts: { update: "1h" } });
    expect(id).toBe(TaskId);
    expect(state).toMatchObject({ outcome: "succeeded", timeouts: { update: "1h" } });
    expect(new Set(calls(emulator))).toEqual(new Set([DESCRIBE]));
    expect(emulator.state.onceTasks).toHaveLength(1);
  });

  test("is over when waiting is given up", async () => {
    const { emulator, deployment } = await tasks(slow);
    const { recorded } = await deployment({ withinMs: 60_000 }).apply(undefined, diagnosis);
    if (!recorded) throw new Error("nothing was recorded");
    calls(emulator);
    const { state } = await deployment().update(recorded, { ...diagnosis, wait: false });
    expect(state).toMatchObject({ outcome: "running", wait: false });
    expect(calls(emulator)).toEqual([]);
  });

  test("waits for a task that is listed late", async () => {
    let hidden: Emulator["state"]["onceTasks"] = [];
    let looks = 0;
    const { emulator, deployment } = await tasks({
      onRequest: () => {
        looks += 1;
        if (looks === 3) emulator.state.onceTasks.push(...hidden);
      },
    });
    const started = await deployment().create({ ...diagnosis, wait: false });
    hidden = emulator.state.onceTasks.splice(0);
    looks = 0;
    calls(emulator);
    const up = deployment();
    expect((await up.update(started, diagnosis)).state.outcome).toBe("succeeded");
    expect(up.lines[0]).toBe(`scan ${TYPE} of inet-1: not listed yet (2 s)`);
    expect(calls(emulator)).toEqual(Array(looks).fill(DESCRIBE));
    expect(looks).toBeGreaterThan(2);
  });
});

describe("read", () => {
  test("of a run that has ended makes no call", async () => {
    const { emulator, deployment } = await tasks();
    const record = await deployment().create(diagnosis);
    calls(emulator);
    expect(await deployment().read(record)).toEqual(record.state);
    expect(calls(emulator)).toEqual([]);
  });

  test("of a run under way records how it ended, and nothing before", async () => {
    const { emulator, clock, deployment } = await tasks();
    const record = await deployment().create({ ...diagnosis, wait: false });
    calls(emulator);
    clock.advance(2_000);
    expect(await deployment().read(record)).toEqual(record.state);
    clock.advance(3_000);
    expect(await deployment().read(record)).toMatchObject({
      outcome: "succeeded",
      resultInfo: "successful",
    });
    expect(calls(emulator)).toEqual([DESCRIBE, DESCRIBE]);
  });

  test("of many runs shares one listing", async () => {
    const { emulator, deployment } = await tasks({ state: { onceTaskLimit: 50 } });
    const up = deployment();
    const programs = Array.from({ length: 30 }, (_, index) => ({
      ...diagnosisOf(`inet-${index}`),
      wait: false,
    }));
    const records = await Promise.all(programs.map((program) => up.create(program)));
    calls(emulator);
    const refresh = deployment();
    await Promise.all(records.map((record) => refresh.read(record)));
    expect(calls(emulator)).toEqual([DESCRIBE]);
  });

  test.each([diagnosis, unlisted])("of $taskType keeps the record when history has expired", async (program) => {
    const { emulator, deployment } = await tasks();
    const record = await deployment().create({ ...program, wait: false });
    emulator.seed({ onceTasks: [] });
    expect(await deployment().read(record)).toEqual(record.state);
  });

  test.each([diagnosis, unlisted])("of $taskType fails when the call does", async (program) => {
    const { emulator, deployment } = await tasks();
    const record = await deployment().create({ ...program, wait: false });
    emulator.addFault({ operation: "*", fault: "permission", times: 9 });
    await expect(deployment().read(record)).rejects.toThrow("Grant the RAM action yundun-");
  });
});
