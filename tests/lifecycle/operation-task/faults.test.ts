import { describe, expect, test } from "vitest";
import type { OperationTaskState } from "../../../provider/resources/operation-task/properties";
import { calls, type Program } from "../../support/deployment";
import {
  CONVERGES,
  type Ending,
  type FaultRow,
  idsOf,
  type Results,
  safeToRepeat,
  sentOnce,
  Trial,
} from "../../support/faults";
import { LIST, repair, rollbackOf, runs, SUBMIT, tasks, wholeCheck } from "./task";

const LOOK_AGAIN = 'Run "pulumi up" again in a minute: it looks for the task before it submits one.';

/** What a submission meets. */
const submitted: readonly FaultRow[] = [
  ...sentOnce({
    lookAgain: LOOK_AGAIN,
    permission: "Grant the RAM action yundun-sas:OperateCheck",
    refuse: "The quota of repairs is used up",
  }),
  ["throttle", 7, CONVERGES],
  ["http500", 2, LOOK_AGAIN],
];

/** What a listing meets. */
const listed = safeToRepeat({
  endpoint: "alicloud-soar:sasEndpoint",
  permission: "Grant the RAM action yundun-sas:ListOperatedTask",
});

const on = (instanceId: string) => ({
  ...repair,
  operationTaskInstances: [{ instanceId, regionId: "cn-beijing" }],
});

const pairs: Readonly<Record<string, readonly [Program, Program]>> = {
  "of two instances": [on("i-1"), on("i-2")],
  "of two whole check items": [wholeCheck, { ...wholeCheck, checkId: "133" }],
};

/** A cloud, and deployments of two tasks to it. */
async function twoTasks() {
  const cloud = await tasks();
  const { emulator } = cloud;
  const trial = new Trial(cloud, { looks: [] });

  /** Expects the ending, and one run of each task after one more deployment. */
  async function expectEnding(ending: Ending, results: Results<OperationTaskState>, programs: readonly Program[]) {
    expect(idsOf(results)).toEqual(runs(emulator));
    const next = await trial.expectEnding(ending, results, programs);
    expect(next.map(({ recorded }) => recorded?.state.outcome)).toEqual(programs.map(() => "succeeded"));
    expect(idsOf(next).sort()).toEqual(runs(emulator).sort());
  }

  return { ...cloud, trial, expectEnding };
}

describe.each(Object.entries(pairs))("two repairs %s", (_what, programs) => {
  describe.each([0, 1])("after %d submissions that went well", (after) => {
    test.each(submitted)("a submission meets %s, times %d", async (fault, times, ending) => {
      const { emulator, trial, expectEnding } = await twoTasks();
      emulator.addFault({ operation: SUBMIT, fault, times, after });
      await expectEnding(ending, await trial.up(programs, [], fault), programs);
    });
  });

  // Of each repair the first listing shows what is there, the second and third how far it is: a wait outlasts an outage.
  describe.each([0, 1, 2, 3])("after %d listings that went well", (after) => {
    const isWait = after === 1 || after === 2;
    const met = listed.map(
      ([fault, times, ending]): FaultRow => [fault, times, isWait && times === 5 ? CONVERGES : ending],
    );
    test.each(met)("a listing meets %s, times %d", async (fault, times, ending) => {
      const { emulator, trial, expectEnding } = await twoTasks();
      emulator.addFault({ operation: LIST, fault, times, after });
      await expectEnding(ending, await trial.up(programs, [], fault), programs);
    });
  });
});

describe.each(["drop-after", "hang", "truncate"] as const)("a submission that acted meets %s", (fault) => {
  test("and nothing can be listed then: the next deployment takes the run over", async () => {
    const { emulator, trial } = await twoTasks();
    emulator.state.durations.operationTaskStep = 60_000;
    emulator.addFault({ operation: SUBMIT, fault });
    emulator.addFault({ operation: LIST, fault: "permission", after: 1 });
    const [lost] = await trial.up([on("i-1")], [], fault);
    expect(lost?.recorded).toBeUndefined();
    expect(lost?.error?.message).toContain("yundun-sas:ListOperatedTask");
    const [found] = await trial.up([on("i-1")]);
    expect([found?.recorded?.id]).toEqual(runs(emulator));
    expect(calls(emulator).filter((call) => call === SUBMIT)).toHaveLength(1);
  });

  test("and nothing can be listed then: a whole check item is an error until its run has ended", async () => {
    const { emulator, trial } = await twoTasks();
    emulator.addFault({ operation: SUBMIT, fault });
    emulator.addFault({ operation: LIST, fault: "permission", after: 1 });
    await trial.up([wholeCheck], [], fault);
    const [stopped] = await trial.up([wholeCheck]);
    expect(stopped?.recorded).toBeUndefined();
    expect(stopped?.error?.message).toContain(`task ${runs(emulator)[0]}`);
    expect(runs(emulator)).toHaveLength(1);
  });
});

describe("a rollback on destroy", () => {
  test.each(submitted)("of which the submission meets %s, times %d", async (fault, times, ending) => {
    const { emulator, deployment, trial } = await twoTasks();
    const repaired = await deployment().create({ ...on("i-1"), rollbackOnDestroy: true });
    emulator.advance(60_000);
    emulator.addFault({ operation: SUBMIT, fault, times });
    await trial.expectDeletion(repaired, fault, ending);
    expect(emulator.state.operationTasks.map(({ Type }) => Type)).toEqual(["REPAIR", "ROLLBACK"]);
  });
});

describe("a rollback that is declared", () => {
  test.each(submitted)("of which the submission meets %s, times %d", async (fault, times) => {
    const { emulator, deployment, trial } = await twoTasks();
    const repaired = await deployment().create(on("i-1"));
    emulator.advance(60_000);
    emulator.addFault({ operation: SUBMIT, fault, times });
    const results = await trial.up([rollbackOf(repaired)], [], fault);
    const [ended] = await trial.up([rollbackOf(repaired)], results);
    expect([ended?.error, ended?.recorded?.state.outcome]).toEqual([undefined, "succeeded"]);
    expect(runs(emulator)).toEqual([repaired.id, ended?.recorded?.id]);
  });
});
