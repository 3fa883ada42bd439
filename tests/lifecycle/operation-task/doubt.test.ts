import { describe, expect, test } from "vitest";
import { calls } from "../../support/deployment";
import { LIST, repair, runs, SUBMIT, tasks, wholeCheck } from "./task";

const onFirst = { RootTaskId: "r-1", TaskId: "t-1", InstanceId: "i-1", RegionId: "cn-beijing" };
const onSecond = { RootTaskId: "r-1", TaskId: "t-2", InstanceId: "i-2", RegionId: "cn-hangzhou" };
const onThird = { RootTaskId: "r-1", TaskId: "t-3", InstanceId: "i-3", RegionId: "cn-hangzhou" };

type Tasks = readonly { readonly RootTaskId: string; readonly TaskId: string; readonly CheckId?: string }[];

/** A cloud whose answer to a submission is an error, after which there are these tasks, and from a look on these others. */
async function failing(then: Tasks, { atLook = 0, later }: { readonly atLook?: number; readonly later?: Tasks } = {}) {
  let looks = 0;
  const cloud = await tasks({
    state: { durations: { operationTaskStep: 600_000 } },
    onRequest: (operation, count) => {
      if (operation === SUBMIT && count === 1) cloud.emulator.seed({ operationTasks: [...then] });
      if (operation === LIST && ++looks === atLook) cloud.emulator.seed({ operationTasks: [...(later ?? [])] });
    },
  });
  cloud.emulator.addFault({ operation: SUBMIT, fault: "http500" });
  const up = cloud.deployment();
  const submissions = () => calls(cloud.emulator).filter((call) => call === SUBMIT).length;
  return { ...cloud, up, submissions };
}

const unwaited = { ...repair, wait: false };

describe("after an answer that leaves doubt, a run that appeared", () => {
  test("and lists some of the instances is waited for, and found once it lists them all", async () => {
    const { up, submissions } = await failing([onFirst], { atLook: 4, later: [onFirst, onSecond] });
    expect((await up.create(unwaited)).id).toBe("r-1");
    expect(submissions()).toBe(1);
  });

  test.each<[string, Tasks]>([
    ["some of the instances", [onFirst]],
    ["these instances and another", [onFirst, onSecond, onThird]],
    ["one of the instances and another", [onSecond, onThird]],
    ["one of the instances in another region", [{ ...onFirst, RegionId: "" } as typeof onFirst]],
  ])("and lists %s stops it: it is named, with what to do, and nothing is sent again", async (_what, there) => {
    const { emulator, up, submissions } = await failing(there);
    const { recorded, error } = await up.apply(undefined, unwaited);
    expect(recorded).toBeUndefined();
    expect(error?.message).toMatch(
      /^SubmitOperationTask failed: .* Task r-1 appeared since, and may be this one\. .* Look in the console: "pulumi up" takes/,
    );
    expect(error?.message).not.toContain("No new repair");
    expect(runs(emulator)).toEqual(["r-1"]);
    expect(submissions()).toBe(1);
  });

  test("of a whole check item counts as it, with a warning that it may be somebody's", async () => {
    const { up, submissions } = await failing([onFirst, onThird]);
    expect((await up.create({ ...wholeCheck, wait: false })).id).toBe("r-1");
    expect(up.lines).toEqual([
      "warning: repair of check 132: the answer leaves doubt, and task r-1, which appeared since, counts as it. No list says who " +
        "started a run of a whole check item: look in the console whether it is somebody else's.",
    ]);
    expect(submissions()).toBe(1);
  });

  test("beside another of the same instances stops it, too", async () => {
    const again = [onFirst, onSecond].map((task) => ({ ...task, RootTaskId: "r-2", TaskId: `${task.TaskId}-2` }));
    const { up, submissions } = await failing([onFirst, onSecond, ...again]);
    const { error } = await up.apply(undefined, unwaited);
    expect(error?.message).toMatch(/Task r-[12], Task r-[12] appeared since, and may be this one\./);
    expect(submissions()).toBe(1);
  });

  test.each<[string, Tasks]>([
    ["another check item", [{ ...onFirst, CheckId: "133" }]],
    ["other instances", [onThird]],
  ])("of %s is another's: it is sent once more, and said so", async (_what, there) => {
    const { emulator, up, submissions } = await failing(there);
    const { id } = await up.create(unwaited);
    expect(runs(emulator)).toEqual(["r-1", id]);
    expect(submissions()).toBe(2);
    expect(up.lines).toEqual([
      expect.stringMatching(
        /^warning: repair of check 132: SubmitOperationTask failed: .* Nothing of it is listed after a minute: it is sent once more\.$/,
      ),
    ]);
  });

  test("and lists all of them after half a minute is found", async () => {
    const { clock, up, submissions } = await failing([], { atLook: 7, later: [onFirst, onSecond] });
    const begun = clock.now();
    expect((await up.create(unwaited)).id).toBe("r-1");
    expect(clock.now() - begun).toBeGreaterThanOrEqual(30_000);
    expect(submissions()).toBe(1);
  });
});

test("a run that was there before, and was waited for, is not taken for what was sent", async () => {
  const cloud = await tasks({ state: { operationTasks: [onFirst, onThird], durations: { operationTaskStep: 1_000 } } });
  cloud.emulator.addFault({ operation: SUBMIT, fault: "http500", after: 1 });
  const { id } = await cloud.deployment().create(unwaited);
  expect(runs(cloud.emulator)).toEqual(["r-1", id]);
});
