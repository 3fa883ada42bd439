import { describe, expect, test } from "vitest";
import type { SoarStrategyTaskStateState } from "../../../provider/resources/soar-strategy-task-state/properties";
import { calls } from "../../support/deployment";
import { type Ending, type Results, sentOnce, Trial } from "../../support/faults";
import { PAUSED, RUNNING } from "../../support/strategy-task-status";
import { LIST, PROCESS, tasks } from "./task";

const LOOK_AGAIN = "Run the same command again in a minute: it looks at the task first.";

/** What the action meets. */
const acted = sentOnce({
  lookAgain: LOOK_AGAIN,
  permission: "Grant the RAM action yundun-sas:ProcessSoarStrategyTask",
});

const programs = (taskAction: string) => ["100", "101"].map((strategyTaskId) => ({ strategyTaskId, taskAction }));

/** A cloud, and deployments of the states of two running tasks to it. */
async function twoTasks() {
  const cloud = await tasks({ 100: RUNNING, 101: RUNNING });
  cloud.emulator.state.durations.strategyTaskRunning = 3_600_000;
  const trial = new Trial(cloud, { looks: [LIST] });

  /** Expects the ending, and the action carried out after one more deployment. */
  async function expectEnding(ending: Ending, results: Results<SoarStrategyTaskStateState>, taskAction: string) {
    await trial.expectEnding(ending, results, programs(taskAction));
    for (const { Status } of cloud.emulator.state.strategyTasks) expect(Status === PAUSED).toBe(taskAction === "PAUSE");
  }

  return { ...cloud, trial, expectEnding };
}

describe.each([0, 1])("of two tasks, after %d calls that went well", (after) => {
  test.each(acted)("the action of a create meets %s, times %d", async (fault, times, ending) => {
    const { emulator, trial, expectEnding } = await twoTasks();
    emulator.addFault({ operation: PROCESS, fault, times, after });
    await expectEnding(ending, await trial.up(programs("PAUSE"), [], fault), "PAUSE");
  });

  test.each(acted)("the action of an update meets %s, times %d", async (fault, times, ending) => {
    const { emulator, trial, expectEnding } = await twoTasks();
    const paused = await trial.up(programs("PAUSE"));
    emulator.addFault({ operation: PROCESS, fault, times, after });
    await expectEnding(ending, await trial.up(programs("SCHEDULE"), paused, fault), "SCHEDULE");
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
