import { describe, expect, test } from "vitest";
import { calls } from "../../support/deployment";
import { LIST, repair, runs, SUBMIT, tasks, wholeCheck } from "./task";

/** Two steps to the end of a repair, ten minutes in all. */
const slow = { state: { durations: { operationTaskStep: 300_000 } } };

const RESUME = 'is still running. The next "pulumi up" resumes waiting and submits nothing.';

describe("a whole check item", () => {
  test("that concerns no instance had nothing to do: it succeeds after two minutes, says so, and is not waited for again", async () => {
    const { emulator, deployment, clock } = await tasks({ state: { checkInstances: { "132": [] } } });
    const [up, begun] = [deployment(), clock.now()];
    const created = await up.create(wholeCheck);
    expect(created.state).toMatchObject({ outcome: "succeeded", results: [], rollbackPlan: [] });
    expect(clock.now() - begun).toBeLessThan(150_000);
    expect(up.lines.at(-1)).toBe(
      `The repair of check 132 (task ${created.id}) had nothing to do: no instance was listed for 2 minutes.`,
    );
    calls(emulator);
    expect((await deployment().update(created, { ...wholeCheck, onFailure: "warn" })).state.outcome).toBe("succeeded");
    expect(calls(emulator)).toEqual([]);
    expect(JSON.parse(JSON.stringify(await deployment().read(created)))).toEqual(created.state);
  });

  test("has not ended when the first of its instances has: others may be listed later", async () => {
    const instance = (number: number) => ({ InstanceId: `i-${number}`, RegionId: "cn-beijing" });
    let looks = 0;
    const cloud = await tasks({
      state: { checkInstances: { "132": [instance(1)] }, durations: { operationTaskStep: 0 } },
      onRequest: (operation) => {
        const { emulator } = cloud;
        if (operation !== LIST || ++looks !== 3) return;
        const [RootTaskId] = runs(emulator);
        emulator.seed({ operationTasks: [...emulator.state.operationTasks, { ...instance(2), RootTaskId }] });
      },
    });
    const { state } = await cloud.deployment().create(wholeCheck);
    expect(state.results.map(({ instanceId }) => instanceId)).toEqual(["i-1", "i-2"]);
  });
});

test("a named instance that is never listed is waited for until the deadline", async () => {
  const { emulator, deployment } = await tasks({ onRequest: () => void emulator.state.operationTasks.splice(0) });
  const { recorded, error } = await deployment().apply(undefined, repair);
  expect(error?.message).toContain("did not end within 600 s: not listed yet.");
  expect(recorded?.state.outcome).toBe("running");
});

describe("waiting", () => {
  test("tells progress when something changed, and only then, and the end of it", async () => {
    const { emulator, deployment } = await tasks({ state: { durations: { operationTaskStep: 20_000 } } });
    emulator.state.instanceOutcomes["i-1"] = { Status: "FAIL" };
    const up = deployment();
    await up.apply(undefined, repair);
    expect(up.lines).toEqual([
      "repair of check 132: 0 of 2 instances done (2 s)",
      "repair of check 132: 1 of 2 instances done, 1 failed (26 s)",
      expect.stringMatching(/^repair of check 132: ended \(/),
    ]);
  });

  test("for 50 tasks during ten minutes takes one poll for all of them", async () => {
    const { emulator, deployment, clock } = await tasks(slow);
    const up = deployment({ withinMs: 3_600_000 });
    const start = clock.now();
    const created = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        up.create({ ...repair, operationTaskInstances: [{ instanceId: `i-${index}` }] }),
      ),
    );
    expect(created.map(({ state }) => state.outcome)).toEqual(Array(50).fill("succeeded"));
    expect(clock.now() - start).toBeGreaterThan(600_000);
    const made = calls(emulator);
    expect(made.filter((call) => call === SUBMIT)).toHaveLength(50);
    expect(made.filter((call) => call === LIST).length).toBeLessThanOrEqual(120);
  });

  test("that runs out says how far it came and how to go on; the next deployment goes on, and submits nothing", async () => {
    const { emulator, deployment } = await tasks(slow);
    const { recorded, error } = await deployment({ withinMs: 60_000 }).apply(undefined, repair);
    expect(error?.message).toBe(
      `The repair of check 132 did not end within 60 s: 0 of 2 instances done. ` +
        `Task ${recorded?.id} ${RESUME} \`timeouts\` sets a longer wait.`,
    );
    expect(recorded?.state.outcome).toBe("running");
    calls(emulator);
    const again = await deployment({ withinMs: 60_000 }).apply(recorded, {
      ...repair,
      timeouts: { update: "60s" },
    });
    expect(again.error?.message).toContain(RESUME);
    const ended = await deployment({ withinMs: 3_600_000 }).apply(again.recorded, repair);
    expect([ended.error, ended.recorded?.state.outcome]).toEqual([undefined, "succeeded"]);
    expect(ended.recorded?.id).toBe(recorded?.id);
    expect(new Set(calls(emulator))).toEqual(new Set([LIST]));
    expect(runs(emulator)).toEqual([recorded?.id]);
  });

  test("is given up where the program does not wait any more", async () => {
    const { emulator, deployment } = await tasks(slow);
    const { recorded } = await deployment({ withinMs: 60_000 }).apply(undefined, repair);
    calls(emulator);
    const { error } = await deployment().apply(recorded, { ...repair, wait: false });
    expect([error, calls(emulator)]).toEqual([undefined, []]);
  });

  test("goes on through a status that no document names, until the deadline", async () => {
    const { emulator, deployment } = await tasks({
      onRequest: () => {
        for (const task of emulator.state.operationTasks) task.Status = "REPAIR_QUANTUM";
      },
    });
    const { recorded, error } = await deployment({ withinMs: 60_000 }).apply(undefined, repair);
    expect(error?.message).toContain("did not end within 60 s: 0 of 2 instances done.");
    expect(recorded?.id).toBe(runs(emulator)[0]);
  });

  test("goes on while an instance is not listed yet", async () => {
    const three = [...repair.operationTaskInstances, { instanceId: "i-3" }];
    const { emulator, deployment } = await tasks({
      onRequest: () => void emulator.state.operationTasks.splice(2),
    });
    const { error } = await deployment({ withinMs: 60_000 }).apply(undefined, {
      ...repair,
      operationTaskInstances: three,
    });
    expect(error?.message).toContain("did not end within 60 s: 2 of 3 instances done.");
  });

  test("that a failing listing ends is resumed, too", async () => {
    const { emulator, deployment } = await tasks(slow);
    emulator.addFault({ operation: LIST, fault: "permission", after: 3 });
    const { recorded, error } = await deployment({ withinMs: 3_600_000 }).apply(undefined, repair);
    expect(error?.message).toContain("Grant the RAM action yundun-sas:ListOperatedTask");
    const ended = await deployment({ withinMs: 3_600_000 }).apply(recorded, repair);
    expect(ended.recorded?.state.outcome).toBe("succeeded");
    expect(runs(emulator)).toEqual([recorded?.id]);
  });
});
