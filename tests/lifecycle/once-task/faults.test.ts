import { describe, expect, test } from "vitest";
import type { EmulatorOptions } from "../../../provider/emulator";
import { calls, type Program } from "../../support/deployment";
import { CONVERGES, expectProblem, type FaultRow, idsOf, safeToRepeat, sentOnce, Trial } from "../../support/faults";
import { CANCEL, DESCRIBE, diagnosis, diagnosisOf, GENERATE, RESULT, tasks, unlisted, untold } from "./task";

const LOOK_AGAIN = 'Check in the console whether the task runs; "pulumi up" looks again: it takes over an unfinished';
const UNCLEAR = "appeared since, and may be this one";
const UNLISTED =
  "The service does not list all tasks of type ASSETS_COLLECTION. Check in the console whether the task runs;";

const usual = {
  lookAgain: LOOK_AGAIN,
  permission: "Grant the RAM action yundun-aegis:GenerateOnceTask",
  refuse: undefined,
};

/** What GenerateOnceTask meets, for three kinds of programs. A refusal means that it is not yet the task's turn. */
const started: readonly (readonly [string, readonly [Program, Program], readonly FaultRow[]])[] = [
  ["tasks that show their servers", [diagnosis, diagnosisOf("inet-2")], sentOnce(usual)],
  ["tasks that nothing tells apart", [untold, untold], sentOnce({ ...usual, lost: UNCLEAR })],
  [
    "tasks that the service does not list",
    [unlisted, unlisted],
    sentOnce({ ...usual, http500: UNLISTED, lost: UNLISTED, lookAgain: UNLISTED }),
  ],
];

const cases = started.flatMap(([what, programs, rows]) =>
  [0, 1].flatMap((after) => rows.map(([fault, , ending]) => ({ what, programs, after, fault, ending }))),
);

/** A cloud, and deployments to it whose tasks start at the same time. */
async function twoTasks(options?: EmulatorOptions) {
  const cloud = await tasks(options);
  return { ...cloud, trial: new Trial(cloud, { looks: [], together: true }) };
}

describe("of two tasks that are started", () => {
  test.each(cases)("$what, call $after meets $fault", async ({ programs, after, fault, ending }) => {
    const { emulator, trial } = await twoTasks();
    emulator.addFault({ operation: GENERATE, fault, after });
    const results = await trial.up(programs, [], fault);
    expect(emulator.journal.filter((call) => call.fault)).toHaveLength(1);

    // Never a second task within one deployment, and what is recorded is there.
    const there = emulator.state.onceTasks.map(({ TaskId }) => TaskId);
    expect(there.length).toBeLessThanOrEqual(2);
    expect(there).toEqual(expect.arrayContaining(idsOf(results)));
    expect(new Set(idsOf(results)).size).toBe(ending === undefined ? 2 : 1);

    const next = await trial.expectEnding(ending, results, programs);
    expect(next.map(({ recorded }) => recorded?.state.outcome)).toEqual(["succeeded", "succeeded"]);
  });
});

describe("a lost answer whose task cannot be looked for", () => {
  test("is told with both reasons; the next deployment takes the task over", async () => {
    const { emulator, deployment } = await tasks({ state: { durations: { onceTaskRunning: 600_000 } } });
    emulator.addFault({ operation: GENERATE, fault: "drop-after" });
    emulator.addFault({ operation: DESCRIBE, fault: "permission", after: 1 });
    const { recorded, error } = await deployment().apply(undefined, { ...diagnosis, wait: false });
    expect(recorded).toBeUndefined();
    expect(error?.message).toMatch(
      /^GenerateOnceTask failed: .* DescribeOnceTask failed: .*yundun-sas:DescribeOnceTask/,
    );
    expect(error?.message).toContain(LOOK_AGAIN);
    const { id } = await deployment().create({ ...diagnosis, wait: false });
    expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId)).toEqual([id]);
  });
});

/** What every other call meets. */
const repeated = safeToRepeat({
  endpoint: "alicloud-soar:sasEndpoint",
  permission: "Grant the RAM action yundun-",
});

describe.each([
  ["the first listing", diagnosis, DESCRIBE, 0, 0],
  ["the first look", diagnosis, DESCRIBE, 1, 1],
  ["a later look", diagnosis, DESCRIBE, 2, 1],
  ["the first look at a task that is not listed", unlisted, RESULT, 0, 1],
])("%s", (_which, program, operation, after, tasksThen) => {
  test.each(repeated)("meets %s, times %d", async (fault, times, ending) => {
    const { emulator, trial } = await twoTasks();
    emulator.addFault({ operation, fault, times, after });
    const results = await trial.up([program], [], fault);
    expect(emulator.journal.filter((call) => call.fault)).toHaveLength(times);
    expectProblem(ending, results);
    expect(idsOf(results)).toHaveLength(ending === undefined ? 1 : tasksThen);
    calls(emulator);
    const next = await trial.up([program], results);
    expectProblem(CONVERGES, next);
    expect(next[0]?.recorded?.state.outcome).toBe("succeeded");
    expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId)).toEqual(idsOf(next));
    expect(calls(emulator).includes(GENERATE)).toBe(idsOf(results).length === 0);
  });
});

describe("a task that is cancelled", () => {
  test.each(repeated)("meets %s, times %d", async (fault, times, ending) => {
    const { emulator, deployment, trial } = await twoTasks({
      state: { durations: { onceTaskRunning: 3_600_000 } },
    });
    const record = await deployment().create({ ...diagnosis, wait: false, cancelOnDelete: true });
    emulator.addFault({ operation: CANCEL, fault, times });
    const isCancelled = () => emulator.state.onceTask(record.id).ResultInfo === "cancelled";
    await trial.expectDeletion(record, fault, ending, isCancelled);
    expect(emulator.state.onceTasks).toMatchObject([{ ResultInfo: "cancelled" }]);
  });
});
