import { describe, expect, test } from "vitest";
import type { Fault } from "../../../provider/emulator";
import type { OperationTaskState } from "../../../provider/resources/operation-task/properties";
import { type Applied, calls, type Program } from "../../support/deployment";
import { LIST, repair, rollbackOf, runs, SUBMIT, tasks, wholeCheck } from "./task";

type FaultName = Fault["fault"];
type Results = readonly Applied<OperationTaskState>[];

/** What a deployment ends with: everything as it is wanted, or an error that says this. */
type Ending = string | undefined;

const CONVERGES = undefined;
const LOOK_AGAIN = 'Run "pulumi up" again in a minute: it looks for the task before it submits one.';

/** What faults of a submission lead to: the fault, how many calls in a row it hits, the ending. */
const submitted: readonly (readonly [FaultName, number, Ending])[] = [
  ["throttle", 1, CONVERGES],
  ["throttle", 7, CONVERGES],
  ["http500", 1, CONVERGES],
  ["http500", 2, LOOK_AGAIN],
  ["drop-after", 1, CONVERGES],
  ["hang", 1, CONVERGES],
  ["truncate", 1, CONVERGES],
  ["http503-html", 1, LOOK_AGAIN],
  ["drop-before", 1, LOOK_AGAIN],
  ["refuse", 1, "The quota of repairs is used up"],
  ["permission", 1, "Grant the RAM action yundun-sas:OperateCheck"],
];

/** What faults of the listing lead to. It is safe to repeat. */
const listed: readonly (readonly [FaultName, number, Ending])[] = [
  ["throttle", 7, CONVERGES],
  ["http500", 1, CONVERGES],
  ["http500", 5, "give the request id to Alibaba Cloud support"],
  ["http503-html", 5, "alicloud-soar:sasEndpoint"],
  ["drop-before", 5, "closed the connection"],
  ["drop-after", 1, CONVERGES],
  ["truncate", 5, "closed the connection"],
  ["hang", 1, CONVERGES],
  ["permission", 1, "Grant the RAM action yundun-sas:ListOperatedTask"],
];

const on = (instanceId: string) => ({
  ...repair,
  operationTaskInstances: [{ instanceId, regionId: "cn-beijing" }],
});

const pairs: Readonly<Record<string, readonly [Program, Program]>> = {
  "of two instances": [on("i-1"), on("i-2")],
  "of two whole check items": [wholeCheck, { ...wholeCheck, checkId: "133" }],
};

/** Milliseconds of real time that a fault which hangs costs. */
const HANG_MS = 150;

/** A cloud, and stacks of two tasks that are deployed to it one after the other. */
async function twoTasks(fault: FaultName) {
  const { emulator, deployment } = await tasks({}, fault === "hang" ? { readTimeout: HANG_MS } : {});

  /** One deployment, from what earlier ones have recorded. */
  async function up(programs: readonly Program[], earlier: Results = []): Promise<Results> {
    const process = deployment();
    const results: Applied<OperationTaskState>[] = [];
    for (const [index, program] of programs.entries())
      results.push(await process.apply(earlier[index]?.recorded, program));
    return results;
  }

  /** Expects the ending, then one more deployment after which there is one run of each task and nothing is left to do. */
  async function expectEnding(ending: Ending, results: Results, programs: readonly Program[]) {
    expect(emulator.journal.filter(({ fault }) => fault)).not.toEqual([]);
    const problems = results.flatMap(({ error }) => (error ? [error.message] : []));
    expect(problems).toEqual(ending === undefined ? [] : [expect.stringContaining(ending)]);
    const recorded = results.flatMap((result) => (result.recorded ? [result.recorded.id] : []));
    expect(recorded).toEqual(runs(emulator));
    const next = await up(programs, results);
    expect(next.map(({ error, recorded }) => [error, recorded?.state.outcome])).toEqual(
      programs.map(() => [undefined, "succeeded"]),
    );
    expect(next.map(({ recorded }) => recorded?.id).sort()).toEqual(runs(emulator).sort());
    calls(emulator);
    await up(programs, next);
    expect(calls(emulator)).toEqual([]);
  }

  return { emulator, deployment, up, expectEnding };
}

describe.each(Object.entries(pairs))("two repairs %s", (_what, programs) => {
  describe.each([0, 1])("after %d submissions that went well", (after) => {
    test.each(submitted)("a submission meets %s, times %d", async (fault, times, ending) => {
      const { emulator, up, expectEnding } = await twoTasks(fault);
      emulator.addFault({ operation: SUBMIT, fault, times, after });
      await expectEnding(ending, await up(programs), programs);
    });
  });

  // Of each repair the first listing shows what is there, the second and third how far it is.
  describe.each([0, 1, 2, 3])("after %d listings that went well", (after) => {
    test.each(listed)("a listing meets %s, times %d", async (fault, times, ending) => {
      const { emulator, up, expectEnding } = await twoTasks(fault);
      emulator.addFault({ operation: LIST, fault, times, after });
      await expectEnding(ending, await up(programs), programs);
    });
  });
});

describe.each(["drop-after", "hang", "truncate"] as const)("a submission that acted meets %s", (fault) => {
  test("and nothing can be listed then: the next deployment takes the run over", async () => {
    const { emulator, up } = await twoTasks(fault);
    emulator.state.durations.operationTaskStep = 60_000;
    emulator.addFault({ operation: SUBMIT, fault });
    emulator.addFault({ operation: LIST, fault: "permission", after: 1 });
    const [lost] = await up([on("i-1")]);
    expect(lost?.recorded).toBeUndefined();
    expect(lost?.error?.message).toContain("yundun-sas:ListOperatedTask");
    const [found] = await up([on("i-1")]);
    expect([found?.recorded?.id]).toEqual(runs(emulator));
    expect(calls(emulator).filter((call) => call === SUBMIT)).toHaveLength(1);
  });

  test("and nothing can be listed then: a whole check item is an error until its run has ended", async () => {
    const { emulator, up } = await twoTasks(fault);
    emulator.addFault({ operation: SUBMIT, fault });
    emulator.addFault({ operation: LIST, fault: "permission", after: 1 });
    await up([wholeCheck]);
    const [stopped] = await up([wholeCheck]);
    expect(stopped?.recorded).toBeUndefined();
    expect(stopped?.error?.message).toContain(`task ${runs(emulator)[0]}`);
    expect(runs(emulator)).toHaveLength(1);
  });
});

describe("a rollback on destroy", () => {
  test.each(submitted)("of which the submission meets %s, times %d", async (fault, times, ending) => {
    const { emulator, deployment } = await twoTasks(fault);
    const repaired = await deployment().create({ ...on("i-1"), rollbackOnDestroy: true });
    emulator.advance(60_000);
    emulator.addFault({ operation: SUBMIT, fault, times });
    const problem = await deployment()
      .delete(repaired)
      .then(
        () => undefined,
        (error: Error) => error.message,
      );
    expect(problem).toEqual(ending === undefined ? undefined : expect.stringContaining(ending));
    await deployment().delete(repaired);
    expect(emulator.state.operationTasks.map(({ Type }) => Type)).toEqual(["REPAIR", "ROLLBACK"]);
  });
});

describe("a rollback that is declared", () => {
  test.each(submitted)("of which the submission meets %s, times %d", async (fault, times) => {
    const { emulator, deployment, up } = await twoTasks(fault);
    const repaired = await deployment().create(on("i-1"));
    emulator.advance(60_000);
    emulator.addFault({ operation: SUBMIT, fault, times });
    const results = await up([rollbackOf(repaired)]);
    const [ended] = await up([rollbackOf(repaired)], results);
    expect([ended?.error, ended?.recorded?.state.outcome]).toEqual([undefined, "succeeded"]);
    expect(runs(emulator)).toEqual([repaired.id, ended?.recorded?.id]);
  });
});
