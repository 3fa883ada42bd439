import { describe, expect, test } from "vitest";
import { calls } from "../../support/deployment";
import { LIST, repair, rollbackOf, runs, SUBMIT, tasks } from "./task";

const reversible = { ...repair, rollbackOnDestroy: true };

/** A repair that has ended and been verified. */
async function repaired(program: typeof reversible & { [name: string]: unknown } = reversible) {
  const cloud = await tasks();
  const { recorded } = await cloud.deployment().apply(undefined, program);
  if (recorded === undefined) throw new Error("the repair is not recorded");
  cloud.emulator.advance(60_000);
  calls(cloud.emulator);
  return { ...cloud, recorded };
}

describe("a delete with rollbackOnDestroy", () => {
  test("looks, rolls back once what was repaired, and waits for the end", async () => {
    const { emulator, deployment, recorded } = await repaired();
    const destroy = deployment();
    await destroy.delete(recorded);
    expect(emulator.state.operationTasks.map(({ Type, Status }) => `${Type} ${Status}`)).toEqual([
      "REPAIR REPAIR_SUCCESS_VERIFIED",
      "REPAIR REPAIR_SUCCESS_VERIFIED",
      "ROLLBACK ROLL_BACKED",
      "ROLLBACK ROLL_BACKED",
    ]);
    expect(emulator.journal[1]?.params).toEqual({
      CheckId: "132",
      Type: "ROLLBACK",
      "OperationTaskInstances.1.RegionId": "cn-beijing",
      "OperationTaskInstances.1.InstanceId": "i-1",
      "OperationTaskInstances.1.TaskId": recorded.state.results[0]?.taskId,
      "OperationTaskInstances.2.RegionId": "cn-hangzhou",
      "OperationTaskInstances.2.InstanceId": "i-2",
      "OperationTaskInstances.2.TaskId": recorded.state.results[1]?.taskId,
    });
    expect(calls(emulator).filter((call) => call === SUBMIT)).toHaveLength(1);
    expect(destroy.lines).toEqual([
      "rollback of check 132: 0 of 2 instances done (2 s)",
      expect.stringMatching(/^rollback of check 132: ended \(/),
    ]);
  });

  test("does not roll back when the repair was run again, in the same deployment or another", async () => {
    const { emulator, deployment, recorded } = await repaired();
    const up = deployment();
    const again = await up.create({ ...reversible, triggers: { release: "2" } });
    await up.delete(recorded);
    await deployment().delete(recorded);
    expect(runs(emulator)).toEqual([recorded.id, again.id]);
    expect(up.lines.slice(-2)).toEqual(
      ["i-1", "i-2"].map(
        (instance) =>
          `The repair of check 132 (task ${recorded.id}) is not rolled back on ${instance}: ` +
          `task ${again.id} of the same check is newer there.`,
      ),
    );
  });

  test("does not roll back when the new run is not even listed yet", async () => {
    const { emulator, deployment, recorded } = await repaired();
    const up = deployment();
    const again = await up.create({ ...reversible, triggers: { release: "2" }, wait: false });
    emulator.state.operationTasks.splice(2);
    await up.delete(recorded);
    expect(calls(emulator).filter((call) => call === SUBMIT)).toHaveLength(1);
    expect(up.lines.at(-1)).toContain(`task ${again.id} of the same check is newer there.`);
  });

  test("does not roll back an instance on which the run again is under way, but the other", async () => {
    const { emulator, deployment, recorded } = await repaired();
    const [first] = emulator.state.operationTasks;
    emulator.seed({
      operationTasks: [...emulator.state.operationTasks, { ...first, TaskId: "t", RootTaskId: "r", Status: "INIT" }],
    });
    emulator.state.durations.operationTaskStep = 3_600_000;
    const destroy = deployment({ withinMs: 60_000 });
    await expect(destroy.delete(recorded)).rejects.toThrow("set rollbackOnDestroy to false");
    expect(destroy.lines[0]).toContain("is not rolled back on i-1: task r of the same check is newer there.");
    const rollback = emulator.state.operationTasks.filter(({ Type }) => Type === "ROLLBACK");
    expect(rollback.map(({ InstanceId }) => InstanceId)).toEqual(["i-2"]);
  });

  test("has nothing to do after a rollback", async () => {
    const { emulator, deployment, recorded } = await repaired();
    await deployment().create(rollbackOf(recorded));
    calls(emulator);
    await deployment().delete(recorded);
    expect(calls(emulator)).toEqual([LIST]);
  });

  test("leaves out what failed and what cannot be rolled back, and says so", async () => {
    const cloud = await tasks({ state: { instanceOutcomes: { "i-1": { Status: "REPAIR_FAIL" } } } });
    const created = await cloud.deployment().create({ ...reversible, onFailure: "warn" });
    cloud.emulator.advance(60_000);
    const rollbackPlan = created.state.rollbackPlan.map((instance) =>
      instance.instanceId === "i-2" ? { ...instance, supportRollBack: false } : instance,
    );
    calls(cloud.emulator);
    const destroy = cloud.deployment();
    await destroy.delete({ ...created, state: { ...created.state, rollbackPlan } });
    expect(calls(cloud.emulator)).toEqual([LIST]);
    expect(destroy.lines.map((line) => line.replace(/^.* is not rolled back /, ""))).toEqual([
      "on i-1: it failed there.",
      "on i-2: the service does not support it.",
    ]);
  });

  test("waits for a repair that is under way before it rolls it back", async () => {
    const { emulator, deployment } = await tasks();
    const created = await deployment().create({ ...reversible, wait: false });
    await deployment().delete(created);
    expect(emulator.state.operationTasks.map(({ Type }) => Type)).toEqual(["REPAIR", "REPAIR", "ROLLBACK", "ROLLBACK"]);
  });

  test("that was cut off goes on with the rollback that is under way", async () => {
    const { emulator, deployment, recorded } = await repaired();
    emulator.state.durations.operationTaskStep = 60_000;
    await expect(deployment({ withinMs: 30_000 }).delete(recorded)).rejects.toThrow(
      "The rollback of check 132 did not end within 30 s: 0 of 2 instances done. Deploy again to go on.",
    );
    await deployment().delete(recorded);
    expect(runs(emulator)).toHaveLength(2);
    expect(calls(emulator).filter((call) => call === SUBMIT)).toHaveLength(1);
  });

  test("fails with a rollback that failed, and the next one tries again", async () => {
    const { emulator, deployment, recorded } = await repaired();
    emulator.state.instanceOutcomes["i-2"] = {
      Status: "ROLL_BACK_FAIL",
      ErrorCode: "Busy",
      ErrorMsg: "in use",
    };
    await expect(deployment().delete(recorded)).rejects.toThrow(
      /^The rollback of check 132 \(task \w+\) failed on 1 of 2 instances: i-2 \(cn-hangzhou\): ROLL_BACK_FAIL, Busy: in use\. Deploy again/,
    );
    emulator.state.instanceOutcomes = {};
    emulator.advance(60_000);
    await deployment().delete(recorded);
    const second = emulator.state.operationTasks.filter(({ InstanceId }) => InstanceId === "i-2");
    expect(second.map(({ Status }) => Status)).toEqual(["REPAIR_SUCCESS_VERIFIED", "ROLL_BACK_FAIL", "ROLL_BACKED"]);
    const first = emulator.state.operationTasks.filter(({ InstanceId }) => InstanceId === "i-1");
    expect(first).toHaveLength(2);
  });

  test("goes by what is recorded when the service has forgotten the repair", async () => {
    const { emulator, deployment, recorded } = await repaired();
    const [task] = emulator.state.operationTasks;
    emulator.seed({ operationTasks: [] });
    await expect(deployment().delete(recorded)).rejects.toThrow("Correct the parameter TaskId");
    expect(task?.TaskId).toBe(emulator.journal.at(-1)?.params["OperationTaskInstances.1.TaskId"]);
  });
});
