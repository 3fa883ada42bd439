import { describe, expect, test } from "vitest";
import { Ownership } from "../../../provider/lifecycle/ownership";
import { calls } from "../../support/deployment";
import { LIST, repair, runs, SUBMIT, tasks, wholeCheck } from "./task";

const [onFirst, onSecond] = [
  { RootTaskId: "r-1", TaskId: "t-1", InstanceId: "i-1", RegionId: "cn-beijing" },
  { RootTaskId: "r-1", TaskId: "t-2", InstanceId: "i-2", RegionId: "cn-hangzhou" },
];
const underWay = [onFirst, onSecond];

describe("a run of the same check, type and instances that is under way", () => {
  test("is taken over, and said so", async () => {
    const { emulator, deployment } = await tasks({ state: { operationTasks: underWay } });
    const up = deployment();
    const { id, state } = await up.create(repair);
    expect([id, state.outcome]).toEqual(["r-1", "succeeded"]);
    expect(up.lines[0]).toBe("Took over the repair of check 132, task r-1: it is under way already.");
    expect(new Set(calls(emulator))).toEqual(new Set([LIST]));
  });

  test("is left to the resource that has it: the new one waits for its end, then submits", async () => {
    const { emulator, deployment } = await tasks({ state: { operationTasks: underWay } });
    const up = deployment();
    Ownership.of(up.context).took({ kind: "OperationTask", id: "r-1" });
    const { id } = await up.create({ ...repair, triggers: { release: "2" } });
    expect(runs(emulator)).toEqual(["r-1", id]);
    expect(up.lines[0]).toBe("wait for other tasks of check 132: task r-1 runs (2 s)");
    expect(calls(emulator).filter((call) => call === SUBMIT).length).toBeGreaterThan(1);
  });

  test("is left to the resource that this one replaces", async () => {
    const { emulator, deployment } = await tasks();
    const { id: replaced } = await deployment().create({ ...repair, wait: false });
    const up = deployment();
    Ownership.of(up.context).replacing({ kind: "OperationTask", id: replaced });
    const { id } = await up.create({ ...repair, triggers: { release: "2" } });
    expect(runs(emulator)).toEqual([replaced, id]);
    expect(up.lines[0]).toBe(`wait for other tasks of check 132: task ${replaced} runs (2 s)`);
  });

  test.each([
    ["another check item", { CheckId: "133" }],
    ["the other type", { Type: "ROLLBACK" as const, Status: "ROLL_BACKED" }],
    ["another region", { RegionId: "cn-shanghai", Status: "REPAIR_SUCCESS_VERIFIED" }],
    ["an end", { Status: "REPAIR_FAIL" }],
  ])("is none with %s: a new one is submitted", async (_what, part) => {
    const operationTasks = underWay.map((task) => ({ ...task, ...part }));
    const { emulator, deployment } = await tasks({ state: { operationTasks } });
    const { id } = await deployment().create(repair);
    expect(runs(emulator)).toEqual(["r-1", id]);
  });

  test("is found whatever the region when the program names none", async () => {
    const { deployment } = await tasks({ state: { operationTasks: underWay } });
    const operationTaskInstances = [{ instanceId: "i-2" }, { instanceId: "i-1" }];
    expect((await deployment().create({ ...repair, operationTaskInstances })).id).toBe("r-1");
  });

  test("cannot be told apart from one that says CHECK_ID beside its instances", async () => {
    const { emulator, deployment } = await tasks({ state: { operationTasks: underWay } });
    const { error } = await deployment().apply(undefined, { ...repair, dimensionType: "CHECK_ID" });
    expect(error?.message).toContain("is already running (task r-1)");
    expect(calls(emulator)).toEqual([LIST]);
  });

  test("of a whole check item cannot be told apart: an error names it and says what to do", async () => {
    const { emulator, deployment } = await tasks({ state: { operationTasks: underWay } });
    const { recorded, error } = await deployment().apply(undefined, wholeCheck);
    expect(recorded).toBeUndefined();
    expect(error?.message).toBe(
      "A repair of check 132 is already running (task r-1); a whole check item cannot be told apart from it. " +
        'Run "pulumi up" again when it has ended, or name its instances, with dimensionType "INSTANCE", to take it over.',
    );
    expect(calls(emulator)).toEqual([LIST]);
    emulator.advance(60_000);
    await deployment().create(wholeCheck);
    expect(runs(emulator)).toHaveLength(2);
  });
});

/** A run on one of the instances, and on another. */
const overlapping = [onFirst, { RootTaskId: "r-1", TaskId: "t-9", InstanceId: "i-9", RegionId: "cn-beijing" }];

describe("a conflict with another run", () => {
  test("is waited out, with growing pauses, then it is submitted", async () => {
    const { emulator, deployment } = await tasks({
      state: { operationTasks: overlapping, durations: { operationTaskStep: 30_000 } },
    });
    const up = deployment();
    const { id } = await up.create(repair);
    expect(runs(emulator)).toEqual(["r-1", id]);
    expect(up.lines.filter((line) => !line.includes(": ended")).slice(0, 2)).toEqual([
      "wait for other tasks of check 132: task r-1 runs (2 s)",
      "wait for other tasks of check 132: the service reports a conflict (2 s)",
    ]);
    const submissions = calls(emulator).filter((call) => call === SUBMIT).length;
    expect(submissions).toBeGreaterThan(1);
    expect(submissions).toBeLessThan(8);
  });

  test("that does not end ends at the deadline, says so, and leaves no resource", async () => {
    const { emulator, deployment } = await tasks({
      state: { operationTasks: overlapping, durations: { operationTaskStep: 3_600_000 } },
    });
    const { recorded, error } = await deployment({ withinMs: 60_000 }).apply(undefined, repair);
    expect(recorded).toBeUndefined();
    expect(error?.message).toBe(
      "The wait for other tasks of check 132 did not end within 60 s: task r-1 runs. " +
        'Nothing was submitted. Run "pulumi up" again when they have ended.',
    );
    expect(calls(emulator).filter((call) => call === SUBMIT)).toHaveLength(1);
  });

  test("with several other runs names them all", async () => {
    const second = overlapping.map((task) => ({ ...task, RootTaskId: "r-2", TaskId: `${task.TaskId}-2` }));
    const operationTasks = [...overlapping, ...second];
    const { deployment } = await tasks({ state: { operationTasks, durations: { operationTaskStep: 3_600_000 } } });
    const { error } = await deployment({ withinMs: 60_000 }).apply(undefined, repair);
    expect(error?.message).toMatch(/did not end within 60 s: tasks r-\d and r-\d run\. Nothing was submitted\./);
  });

  test("with the same run, started meanwhile, is a match to take over", async () => {
    const { emulator, deployment } = await tasks({
      onRequest: (operation) => {
        if (operation === SUBMIT && runs(emulator).length === 0) emulator.seed({ operationTasks: underWay });
      },
    });
    expect((await deployment().create(repair)).id).toBe("r-1");
    expect(runs(emulator)).toEqual(["r-1"]);
  });
});

describe("a run with parameters, which no list shows", () => {
  const repairTempParam = [{ name: "IPPort", value: "10.0.0.0/8" }];

  test("is not taken over: its end is waited for, then this one is submitted", async () => {
    const { emulator, deployment } = await tasks();
    const other = [{ name: "IPPort", value: "0.0.0.0/0" }];
    const { id: first } = await deployment().create({ ...repair, repairTempParam: other, wait: false });
    const up = deployment();
    const { id } = await up.create({ ...repair, repairTempParam });
    expect(runs(emulator)).toEqual([first, id]);
    expect(up.lines.slice(0, 2)).toEqual([
      `The repair of check 132, task ${first}, is under way, perhaps with other parameters: waiting for its end.`,
      `wait for other tasks of check 132: task ${first} runs (2 s)`,
    ]);
    const submitted = emulator.journal.filter(({ operation }) => operation === SUBMIT);
    expect([0, -1].map((at) => submitted.at(at)?.params["RepairTempParam.1.Value"])).toEqual([
      "0.0.0.0/0",
      "10.0.0.0/8",
    ]);
  });

  test("that does not end in time is not submitted, and says so", async () => {
    const slow = { durations: { operationTaskStep: 3_600_000 }, operationTasks: underWay };
    const { emulator, deployment } = await tasks({ state: slow });
    const { recorded, error } = await deployment({ withinMs: 60_000 }).apply(undefined, { ...repair, repairTempParam });
    expect(recorded).toBeUndefined();
    expect(error?.message).toContain("task r-1 runs. Nothing was submitted.");
    expect(new Set(calls(emulator))).toEqual(new Set([LIST]));
  });

  test("whose answer is lost is found among what appeared since", async () => {
    const { emulator, deployment } = await tasks({ state: { durations: { operationTaskStep: 60_000 } } });
    emulator.addFault({ operation: SUBMIT, fault: "drop-after" });
    const { id } = await deployment().create({ ...repair, repairTempParam });
    expect(runs(emulator)).toEqual([id]);
  });
});

describe("a run that lists some of the instances", () => {
  /** A cloud that lists the second instance of its run at this look. */
  async function listedLate(atLook: number) {
    let looks = 0;
    const cloud = await tasks({
      state: { operationTasks: [onFirst], durations: { operationTaskStep: 10_000 } },
      onRequest: (operation) => {
        if (operation !== LIST || ++looks !== atLook) return;
        cloud.emulator.seed({ operationTasks: [...cloud.emulator.state.operationTasks, onSecond] });
      },
    });
    return cloud;
  }

  test.each([3, 6])("is waited for until it lists all, also when those have ended: at look %d", async (atLook) => {
    const { emulator, deployment } = await listedLate(atLook);
    const up = deployment();
    const { id, state } = await up.create(repair);
    expect([id, state.outcome]).toEqual(["r-1", "succeeded"]);
    expect(up.lines[0]).toBe("wait for the instances of a repair of check 132: task r-1 lists 1 of 2 instances (2 s)");
    expect(calls(emulator)).not.toContain(SUBMIT);
  });

  test("and two minutes after its end no other is a run of its own: this one is submitted", async () => {
    const { emulator, deployment, clock } = await tasks({ state: { operationTasks: [onFirst] } });
    const begun = clock.now();
    const { id } = await deployment().create(repair);
    expect(runs(emulator)).toEqual(["r-1", id]);
    expect(clock.now() - begun).toBeGreaterThan(120_000);
  });
});

test("the same run twice in one program is declared twice, in whatever order its instances stand", async () => {
  const { emulator, deployment } = await tasks();
  const up = deployment();
  const again = { ...repair, operationTaskInstances: [...repair.operationTaskInstances].reverse() };
  const [first, second] = await Promise.all([up.apply(undefined, repair), up.apply(undefined, again)]);
  expect(first?.error).toBeUndefined();
  expect(second?.recorded).toBeUndefined();
  expect(second?.error?.message).toMatch(
    new RegExp(
      `^OperationTask Repair check item 132 on .* is declared twice: .* already is ${first?.recorded?.id}\\. Remove one of the two, or name other instances in this one\\.$`,
    ),
  );
  expect(runs(emulator)).toEqual([first?.recorded?.id]);
});

test("different instances of one check item are different runs", async () => {
  const { emulator, deployment } = await tasks();
  const up = deployment();
  const on = (instanceId: string) => ({ ...repair, operationTaskInstances: [{ instanceId }] });
  const both = await Promise.all([up.create(on("i-1")), up.create(on("i-2"))]);
  expect(new Set(both.map(({ id }) => id))).toEqual(new Set(runs(emulator)));
  expect(runs(emulator)).toHaveLength(2);
});
