import { describe, expect, test } from "vitest";
import type { Fault } from "../../../provider/emulator";
import type { OnceTaskState } from "../../../provider/resources/once-task/properties";
import { type Applied, calls, type Program } from "../../support/deployment";
import { CANCEL, DESCRIBE, diagnosis, diagnosisOf, GENERATE, RESULT, tasks, unlisted, untold } from "./task";

type FaultName = Fault["fault"];
type Results = readonly Applied<OnceTaskState>[];

/** What a deployment ends with: everything as it is wanted, or an error that says this. */
type Ending = string | undefined;

const CONVERGES = undefined;
const LOOK_AGAIN =
  'Check in the console whether the task runs. "pulumi up" looks again: it takes over an unfinished';
const UNCLEAR = "appeared since; it may or may not be this one";
const UNLISTED = "Tasks of type ASSETS_COLLECTION are not listed by the service.";
const GRANT = "Grant the RAM action yundun-aegis:GenerateOnceTask";

/** What one fault of GenerateOnceTask leads to, for three kinds of programs. */
const started: readonly (readonly [
  string,
  readonly [Program, Program],
  Readonly<Record<FaultName, Ending>>,
])[] = [
  [
    "tasks that show their servers",
    [diagnosis, diagnosisOf("inet-2")],
    {
      throttle: CONVERGES,
      refuse: CONVERGES,
      http500: CONVERGES,
      "drop-after": CONVERGES,
      hang: CONVERGES,
      truncate: CONVERGES,
      "http503-html": LOOK_AGAIN,
      "drop-before": LOOK_AGAIN,
      permission: GRANT,
    },
  ],
  [
    "tasks that nothing tells apart",
    [untold, untold],
    {
      throttle: CONVERGES,
      refuse: CONVERGES,
      http500: CONVERGES,
      "drop-after": UNCLEAR,
      hang: UNCLEAR,
      truncate: UNCLEAR,
      "http503-html": LOOK_AGAIN,
      "drop-before": LOOK_AGAIN,
      permission: GRANT,
    },
  ],
  [
    "tasks that the service does not list",
    [unlisted, unlisted],
    {
      throttle: CONVERGES,
      refuse: CONVERGES,
      http500: UNLISTED,
      "drop-after": UNLISTED,
      hang: UNLISTED,
      truncate: UNLISTED,
      "http503-html": UNLISTED,
      "drop-before": UNLISTED,
      permission: GRANT,
    },
  ],
];

const cases = started.flatMap(([what, programs, endings]) =>
  [0, 1].flatMap((after) =>
    Object.entries(endings).map(([fault, ending]) => ({
      what,
      programs,
      after,
      fault: fault as FaultName,
      ending: ending as Ending,
    })),
  ),
);

const problemsOf = (results: Results) => results.flatMap(({ error }) => (error ? [error.message] : []));
const idsOf = (results: Results) => results.flatMap(({ recorded }) => (recorded ? [recorded.id] : []));

/** A call that hangs costs its test the read time-out in real time. */
const settingFor = (fault?: FaultName) => (fault === "hang" ? { config: { readTimeout: 700 } } : {});

/** A cloud, and stacks of two tasks that are deployed to it at the same time. */
async function twoTasks() {
  const { emulator, deployment } = await tasks();
  const up = async (
    programs: readonly Program[],
    earlier: Results = [],
    fault?: FaultName,
  ): Promise<Results> => {
    const process = deployment(settingFor(fault));
    return Promise.all(programs.map((program, index) => process.apply(earlier[index]?.recorded, program)));
  };
  return { emulator, deployment, up };
}

describe("of two tasks that are started", () => {
  test.each(cases)("$what, call $after meets $fault", async ({ programs, after, fault, ending }) => {
    const { emulator, up } = await twoTasks();
    emulator.addFault({ operation: GENERATE, fault, after });
    const results = await up(programs, [], fault);
    expect(emulator.journal.filter((call) => call.fault)).toHaveLength(1);
    expect(problemsOf(results)).toEqual(ending === undefined ? [] : [expect.stringContaining(ending)]);

    // Never a second task within one deployment, and what is recorded is there.
    const there = emulator.state.onceTasks.map(({ TaskId }) => TaskId);
    expect(there.length).toBeLessThanOrEqual(2);
    expect(there).toEqual(expect.arrayContaining(idsOf(results)));
    expect(new Set(idsOf(results)).size).toBe(ending === undefined ? 2 : 1);

    const next = await up(programs, results);
    expect(problemsOf(next)).toEqual([]);
    expect(next.map(({ recorded }) => recorded?.state.outcome)).toEqual(["succeeded", "succeeded"]);
    calls(emulator);
    await up(programs, next);
    expect(calls(emulator)).toEqual([]);
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

/** What faults of a call lead to that is safe to repeat: the fault, how many calls in a row it hits, the ending. */
const repeated: readonly (readonly [FaultName, number, Ending])[] = [
  ["throttle", 7, CONVERGES],
  ["http500", 1, CONVERGES],
  ["http500", 5, "give the request id to Alibaba Cloud support"],
  ["http503-html", 1, CONVERGES],
  ["http503-html", 5, "alicloud-soar:sasEndpoint"],
  ["drop-before", 1, CONVERGES],
  ["drop-before", 5, "closed the connection"],
  ["drop-after", 1, CONVERGES],
  ["drop-after", 5, "closed the connection"],
  ["truncate", 1, CONVERGES],
  ["truncate", 5, "closed the connection"],
  ["hang", 1, CONVERGES],
  ["permission", 1, "Grant the RAM action yundun-"],
];

describe.each([
  ["the first listing", diagnosis, DESCRIBE, 0, 0],
  ["the first look", diagnosis, DESCRIBE, 1, 1],
  ["a later look", diagnosis, DESCRIBE, 2, 1],
  ["the first look at a task that is not listed", unlisted, RESULT, 0, 1],
])("%s", (_which, program, operation, after, tasksThen) => {
  test.each(repeated)("meets %s, times %d", async (fault, times, ending) => {
    const { emulator, up } = await twoTasks();
    emulator.addFault({ operation, fault, times, after });
    const results = await up([program], [], fault);
    expect(emulator.journal.filter((call) => call.fault)).toHaveLength(times);
    expect(problemsOf(results)).toEqual(ending === undefined ? [] : [expect.stringContaining(ending)]);
    expect(idsOf(results)).toHaveLength(ending === undefined ? 1 : tasksThen);
    calls(emulator);
    const next = await up([program], results);
    expect(problemsOf(next)).toEqual([]);
    expect(next[0]?.recorded?.state.outcome).toBe("succeeded");
    expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId)).toEqual(idsOf(next));
    expect(calls(emulator).includes(GENERATE)).toBe(idsOf(results).length === 0);
  });
});

describe("a task that is cancelled", () => {
  test.each(repeated)("meets %s, times %d", async (fault, times, ending) => {
    const { emulator, deployment } = await tasks({ state: { durations: { onceTaskRunning: 3_600_000 } } });
    const receipt = await deployment().create({ ...diagnosis, wait: false, cancelOnDelete: true });
    emulator.addFault({ operation: CANCEL, fault, times });
    const problem = await deployment(settingFor(fault))
      .delete(receipt)
      .then(
        () => undefined,
        (error: Error) => error.message,
      );
    // A task that is seen to have ended is cancelled, whatever the answers were.
    const over = emulator.state.onceTasks[0]?.ResultInfo === "cancelled";
    expect(problem).toEqual(over || ending === undefined ? undefined : expect.stringContaining(ending));
    await deployment().delete(receipt);
    expect(emulator.state.onceTasks).toMatchObject([{ ResultInfo: "cancelled" }]);
  });
});
