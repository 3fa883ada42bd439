import { describe, expect, test } from "vitest";
import type { SoarStrategyTaskInputs } from "../../../provider/resources/soar-strategy-task/properties";
import { urnOf } from "../../support/deployment";
import { type Ending, idsOf, type Results, safeToRepeat, sentOnce, Trial } from "../../support/faults";
import { FINISHED, PAUSED } from "../../support/strategy-task-status";
import { CREATE, DELETE, DETAIL, LIST, PROCESS, patchTuesday, patchTuesdayThere, tasks } from "./task";

const GRANT = "Grant the RAM action yundun-sas:";
const LOOKS_FOR_TASK = 'Run "pulumi up" again in a minute: it looks for the task before it creates one.';
const LOOKS_AT_TASK = "Run the same command again in a minute: it looks at the task first.";

/** What a creation meets. */
const created = sentOnce({ lookAgain: LOOKS_FOR_TASK, permission: `${GRANT}${CREATE}` });

/** What an action meets. */
const acted = sentOnce({ lookAgain: LOOKS_AT_TASK, permission: `${GRANT}${PROCESS}` });

/** What every other call meets. */
const repeated = safeToRepeat({ endpoint: "alicloud-soar:sasEndpoint", permission: GRANT });

const programs = ["first", "second"].map((name) => ({
  ...patchTuesday,
  strategyTaskName: undefined,
  taskAction: "PAUSE",
  __urn: urnOf(name),
}));

/** A cloud, and deployments of two paused tasks to it. */
async function twoTasks() {
  const cloud = await tasks();
  const trial = new Trial(cloud, { looks: [LIST] });

  /** Expects the ending, and one task each, paused, after one more deployment. */
  async function expectEnding(ending: Ending, results: Results<SoarStrategyTaskInputs>): Promise<void> {
    const next = await trial.expectEnding(ending, results, programs);
    const found = [...cloud.there()].sort((a, b) => a.Name.localeCompare(b.Name));
    expect(found).toMatchObject([
      { Name: expect.stringMatching(/^first-[0-9a-f]{7}$/), Status: PAUSED },
      { Name: expect.stringMatching(/^second-[0-9a-f]{7}$/), Status: PAUSED },
    ]);
    expect(idsOf(next)).toEqual(found.map(({ Id }) => Id));
  }

  return { ...cloud, trial, expectEnding };
}

describe.each([0, 1])("of two tasks that are created, after %d calls that went well", (after) => {
  test.each(created)("the creation meets %s, times %d", async (fault, times, ending) => {
    const { emulator, trial, there, expectEnding } = await twoTasks();
    emulator.addFault({ operation: CREATE, fault, times, after });
    const results = await trial.up(programs, [], fault);
    const names = there().map(({ Name }) => Name);
    expect(names).toEqual([...new Set(names)]);
    await expectEnding(ending, results);
  });

  test.each(acted)("the action meets %s, times %d", async (fault, times, ending) => {
    const { emulator, trial, there, expectEnding } = await twoTasks();
    emulator.addFault({ operation: PROCESS, fault, times, after });
    const results = await trial.up(programs, [], fault);
    expect(results.map(({ recorded }) => recorded?.id)).toEqual(there().map(({ Id }) => Id));
    await expectEnding(ending, results);
  });

  test.each(repeated)("the listing meets %s, times %d", async (fault, times, ending) => {
    const { emulator, trial, there, expectEnding } = await twoTasks();
    emulator.addFault({ operation: LIST, fault, times, after });
    const results = await trial.up(programs, [], fault);
    expect(idsOf(results)).toEqual(there().map(({ Id }) => Id));
    await expectEnding(ending, results);
  });
});

describe("a task whose reply got lost", () => {
  test.each(repeated)("and whose parameters meet %s, times %d", async (fault, times, ending) => {
    const { emulator, trial, there, expectEnding } = await twoTasks();
    emulator.addFault({ operation: CREATE, fault: "drop-after" });
    emulator.addFault({ operation: DETAIL, fault, times });
    const results = await trial.up(programs, [], fault);
    expect(there()).toHaveLength(2);
    await expectEnding(ending, results);
  });

  test.each(["drop-before", "drop-after"] as const)("is told from one that was there before: %s", async (fault) => {
    const { emulator, deployment, there } = await tasks([{ Id: "7", ...patchTuesdayThere, Status: FINISHED }]);
    emulator.addFault({ operation: CREATE, fault });
    const { recorded, error } = await deployment().apply(undefined, patchTuesday);
    const made = there().find(({ Id }) => Id !== "7")?.Id;
    expect(recorded?.id).toBe(made);
    expect(error?.message).toEqual(made === undefined ? expect.stringContaining(LOOKS_FOR_TASK) : undefined);
    expect(made !== undefined).toBe(fault === "drop-after");
  });

  test("twice: what the second request made is found", async () => {
    const { emulator, trial, there, expectEnding } = await twoTasks();
    emulator.addFault({ operation: CREATE, fault: "http500" });
    emulator.addFault({ operation: CREATE, fault: "drop-after" });
    const results = await trial.up(programs);
    expect(there()).toHaveLength(2);
    await expectEnding(undefined, results);
  });
});

describe("a task that is deleted", () => {
  test.each(repeated)("meets %s, times %d", async (fault, times, ending) => {
    const { emulator, deployment, trial, there } = await twoTasks();
    const task = await deployment().create(patchTuesday);
    emulator.addFault({ operation: DELETE, fault, times });
    await trial.expectDeletion(task, fault, ending, () => there().length === 0);
    expect(there()).toEqual([]);
  });
});
