import { describe, expect, test } from "vitest";
import type { Fault } from "../../../provider/emulator";
import type { SoarStrategyTaskStateState } from "../../../provider/resources/soar-strategy-task-state/properties";
import { type Applied, calls } from "../../support/deployment";
import { LIST, PAUSED, PROCESS, RUNNING, tasks } from "./task";

type FaultName = Fault["fault"];

/** What a deployment ends with: everything as it is wanted, or an error that says this. */
type Ending = string | undefined;

const CONVERGES = undefined;
const LOOK_AGAIN = "Run the same command again in a minute: it looks at the task first.";

/** What one fault of the action leads to. */
const endings: Readonly<Record<Exclude<FaultName, "refuse">, Ending>> = {
  throttle: CONVERGES,
  http500: CONVERGES,
  "drop-after": CONVERGES,
  hang: CONVERGES,
  truncate: CONVERGES,
  "http503-html": LOOK_AGAIN,
  "drop-before": LOOK_AGAIN,
  permission: "Grant the RAM action yundun-sas:ProcessSoarStrategyTask",
};

const rows = Object.entries(endings) as [FaultName, Ending][];
const wishes = ["100", "101"].map((strategyTaskId) => ({ strategyTaskId, taskAction: "PAUSE" }));

/** Milliseconds of real time that a fault which hangs costs. */
const HANG_MS = 300;

async function twoTasks(fault?: FaultName) {
  const stack = await tasks({ 100: RUNNING, 101: RUNNING });
  stack.emulator.state.durations.strategyTaskRunning = 3_600_000;

  /** One deployment of both, from what an earlier one has recorded. */
  async function up(earlier: readonly Applied<SoarStrategyTaskStateState>[], taskAction: string) {
    const process = stack.deployment(fault === "hang" ? { readTimeout: HANG_MS } : {});
    const results: Applied<SoarStrategyTaskStateState>[] = [];
    for (const [index, wish] of wishes.entries())
      results.push(await process.apply(earlier[index]?.recorded, { ...wish, taskAction }));
    return results;
  }

  /** Expects the ending, then one more deployment after which all is as wanted and nothing is left to be done. */
  async function expectEnding(ending: Ending, results: Awaited<ReturnType<typeof up>>, taskAction: string) {
    const { emulator } = stack;
    expect(emulator.journal.filter(({ fault }) => fault)).not.toEqual([]);
    const problems = results.flatMap(({ error }) => (error ? [error.message] : []));
    expect(problems).toEqual(ending === undefined ? [] : [expect.stringContaining(ending)]);
    const next = await up(results, taskAction);
    expect(next.map(({ error }) => error)).toEqual([undefined, undefined]);
    for (const { Status } of emulator.state.strategyTasks)
      expect(Status === PAUSED).toBe(taskAction === "PAUSE");
    calls(emulator);
    await up(next, taskAction);
    expect(new Set(calls(emulator))).toEqual(new Set([LIST]));
  }

  return { ...stack, up, expectEnding };
}

describe.each([0, 1])("of two tasks, after %d calls that went well", (after) => {
  test.each(rows)("the action of a create meets %s", async (fault, ending) => {
    const { emulator, up, expectEnding } = await twoTasks(fault);
    emulator.addFault({ operation: PROCESS, fault, after });
    await expectEnding(ending, await up([], "PAUSE"), "PAUSE");
  });

  test.each(rows)("the action of an update meets %s", async (fault, ending) => {
    const { emulator, up, expectEnding } = await twoTasks(fault);
    const paused = await up([], "PAUSE");
    emulator.addFault({ operation: PROCESS, fault, after });
    await expectEnding(ending, await up(paused, "SCHEDULE"), "SCHEDULE");
  });
});

// The first listing observes, the second one is the first look of the wait.
test.each([
  ["before the action: nothing is recorded", 0, undefined],
  ["after the action: the task is recorded", 1, "100"],
])("the listing stays away %s", async (_case, after, id) => {
  const { emulator, deployment } = await twoTasks();
  emulator.addFault({ operation: LIST, fault: "http500", times: 5, after });
  const wish = { strategyTaskId: "100", taskAction: "PAUSE" };
  const { recorded, error } = await deployment().apply(undefined, wish);
  expect(error?.message).toContain("give the request id to Alibaba Cloud support");
  expect(recorded?.id).toBe(id);
  const next = await deployment().apply(recorded, wish);
  expect(next.error).toBeUndefined();
  expect(emulator.journal.filter(({ operation }) => operation === PROCESS)).toHaveLength(1);
});

test("an action that the service refuses is looked at, sent once more, and reported", async () => {
  const { emulator, deployment } = await twoTasks();
  emulator.addFault({ operation: PROCESS, fault: "http500", times: 9 });
  const { recorded, error } = await deployment().apply(undefined, {
    strategyTaskId: "100",
    taskAction: "PAUSE",
  });
  expect(recorded).toBeUndefined();
  expect(error?.message).toContain(LOOK_AGAIN);
  expect(calls(emulator).filter((operation) => operation === PROCESS)).toHaveLength(2);
});
