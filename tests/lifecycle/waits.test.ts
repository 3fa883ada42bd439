import { describe, expect, test } from "vitest";
import type { Emulator } from "../../provider/emulator";
import { onceTask } from "../../provider/resources/once-task/verbs";
import { operationTask } from "../../provider/resources/operation-task/verbs";
import { soarStrategyTaskState } from "../../provider/resources/soar-strategy-task-state/verbs";
import { calls, cloudOf } from "../support/deployment";

const MINUTE = 60_000;
/** Ten minutes, as a verb has. */
const patient = { withinMs: 10 * MINUTE };

const repair = {
  checkId: "132",
  type: "REPAIR",
  operationTaskInstances: [{ instanceId: "i-1", regionId: "cn-beijing" }],
};
const scan = { taskType: "CLIENT_PROBLEM_CHECK", param: { problemType: "offline", uuids: "inet-1" } };
const schedule = { strategyTaskId: "100", taskAction: "SCHEDULE" };

/** A repair or scan of four minutes. */
const slow = { durations: { operationTaskStep: 2 * MINUTE, onceTaskRunning: 4 * MINUTE } };
/** A task in a status from which nothing is known to follow. */
const strategyTask = { Id: "100", Status: "5", Name: "fix", StrategyId: "8000" };
const SCHEDULED = "3";

/** Tasks of others, newer than what is waited for: twenty pages. */
const others = <const Part extends object>(part: Part) => Array.from({ length: 2_000 }, () => part);

const repairs = (state = {}) => cloudOf(operationTask, { state: { ...slow, ...state } });
const scans = (state = {}) => cloudOf(onceTask, { state: { ...slow, ...state } });

describe("an outage of the list that lasts a minute is no end of a wait", () => {
  /** Attempts of several looks. */
  const outage = { fault: "http503-html", times: 20, after: 3 } as const;

  test("for a repair, which is told", async () => {
    const { emulator, deployment } = await repairs();
    emulator.addFault({ ...outage, operation: "ListOperationTask" });
    const up = deployment(patient);
    expect((await up.create(repair)).state.outcome).toBe("succeeded");
    expect(up.lines.join("\n")).toContain("the last look failed, looking again (ListOperationTask failed: ");
  });

  test("for a scan", async () => {
    const { emulator, deployment } = await scans();
    emulator.addFault({ ...outage, operation: "DescribeOnceTask" });
    expect((await deployment(patient).create(scan)).state.outcome).toBe("succeeded");
  });

  test("for a strategy task", async () => {
    const cloud = await cloudOf(soarStrategyTaskState, { state: { strategyTasks: [strategyTask] } });
    const { emulator, deployment, clock } = cloud;
    emulator.addFault({ ...outage, operation: "DescribeSoarStrategyTasks" });
    clock.alarm(clock.now() + 4 * MINUTE, () => {
      for (const task of emulator.state.strategyTasks) task.Status = SCHEDULED;
    });
    expect((await deployment(patient).create(schedule)).id).toBe("100");
  });

  test("but a refusal is", async () => {
    const { emulator, deployment } = await repairs();
    emulator.addFault({ operation: "ListOperationTask", fault: "permission", after: 3 });
    const { error } = await deployment(patient).apply(undefined, repair);
    expect(error?.message).toContain("Grant the RAM action yundun-sas:ListOperatedTask");
  });

  test("and an outage that lasts is told at the deadline, with the last state", async () => {
    const { emulator, deployment } = await repairs();
    emulator.addFault({ ...outage, operation: "ListOperationTask", times: 10_000 });
    const { recorded, error } = await deployment(patient).apply(undefined, repair);
    expect(error?.message).toContain("did not end within 600 s: 0 of 1 instances done. The last look failed: List");
    expect(recorded?.state.outcome).toBe("running");
  });
});

describe("a task that the service has forgotten costs two minutes once, and one look a deployment then", () => {
  test("a repair", async () => {
    const { emulator, deployment, clock } = await repairs();
    const { recorded } = await deployment({ withinMs: MINUTE }).apply(undefined, repair);
    const forgotten = emulator.state.operationTasks.splice(0);
    const begun = clock.now();
    const second = await deployment(patient).apply(recorded, repair);
    expect(clock.now() - begun).toBeLessThan(3 * MINUTE);
    expect(second.error?.message).toContain("The service does not list the repair of check 132");
    expect(second.recorded?.state.outcome).toBe("forgotten");
    calls(emulator);
    const third = await deployment(patient).apply(second.recorded, { ...repair, onFailure: "warn" });
    expect([third.error, calls(emulator)]).toEqual([undefined, ["ListOperationTask"]]);
    emulator.state.operationTasks.push(...forgotten);
    const fourth = await deployment(patient).apply(third.recorded, repair);
    expect([fourth.error, fourth.recorded?.state.outcome]).toEqual([undefined, "succeeded"]);
    expect(calls(emulator)).not.toContain("SubmitOperationTask");
  });

  test.each(["CLIENT_PROBLEM_CHECK", "ASSETS_COLLECTION"])("a scan %s", async (taskType) => {
    const { emulator, deployment, clock } = await scans();
    const program = { ...scan, taskType };
    const { recorded } = await deployment({ withinMs: MINUTE }).apply(undefined, program);
    const forgotten = emulator.state.onceTasks.splice(0);
    const begun = clock.now();
    const second = await deployment(patient).apply(recorded, program);
    expect(clock.now() - begun).toBeLessThan(3 * MINUTE);
    expect(second.error?.message).toContain("The service does not list the scan");
    expect(second.recorded?.state.outcome).toBe("forgotten");
    const third = await deployment(patient).apply(second.recorded, { ...program, onFailure: "warn" });
    expect(third.error).toBeUndefined();
    emulator.state.onceTasks.push(...forgotten);
    const fourth = await deployment(patient).apply(third.recorded, program);
    expect([fourth.error, fourth.recorded?.state.outcome]).toEqual([undefined, "succeeded"]);
    expect(calls(emulator).filter((call) => call === "GenerateOnceTask")).toHaveLength(1);
  });

  test("a strategy task that somebody deletes meanwhile", async () => {
    const cloud = await cloudOf(soarStrategyTaskState, { state: { strategyTasks: [strategyTask] } });
    const { emulator, deployment, clock } = cloud;
    const begun = clock.now();
    clock.alarm(begun + MINUTE, () => void emulator.state.strategyTasks.splice(0));
    const { error } = await deployment(patient).apply(undefined, schedule);
    expect(clock.now() - begun).toBeLessThan(4 * MINUTE);
    expect(error?.message).toContain("was there, and no look has shown it for 2 minutes");
  });
});

describe("a look does not read the history", () => {
  /** Numbers of the pages that the last ten calls asked for. */
  const lastPages = ({ journal }: Emulator) =>
    journal.slice(-10).map(({ params }) => params.CurrentPage ?? params.PageNumber);
  const ten = (page: string) => Array(10).fill(page);

  test("of repairs: the first page, and those of the check item", async () => {
    const { emulator, deployment } = await repairs();
    const { recorded } = await deployment({ withinMs: MINUTE }).apply(undefined, repair);
    const history = others({ CheckId: "7", Status: "REPAIR_SUCCESS_VERIFIED" });
    emulator.seed({ operationTasks: [...emulator.state.operationTasks, ...history] });
    await deployment(patient).apply(recorded, repair);
    expect(lastPages(emulator)).toEqual(ten("1"));
  });

  test("of scans: the first page, and the task", async () => {
    const { emulator, deployment } = await scans();
    const { recorded } = await deployment({ withinMs: MINUTE }).apply(undefined, scan);
    const history = others({ TaskType: "CLIENT_PROBLEM_CHECK", TaskStatusText: "SUCCESS" });
    emulator.seed({ onceTasks: [...emulator.state.onceTasks, ...history] });
    await deployment(patient).apply(recorded, scan);
    expect(lastPages(emulator)).toEqual(ten("1"));
  });

  test("of strategy tasks: the pages that showed them last", async () => {
    const cloud = await cloudOf(
      soarStrategyTaskState,
      { state: { strategyTasks: [strategyTask, ...others({ Status: "2", StrategyId: "8000" })] } },
      { maxCallsPerSecond: 10_000 },
    );
    const { emulator, deployment } = cloud;
    await deployment(patient).apply(undefined, schedule);
    expect(lastPages(emulator)).toEqual(ten("21"));
  });
});
