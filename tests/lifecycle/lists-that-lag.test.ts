import { describe, expect, test } from "vitest";
import type { Emulator } from "../../provider/emulator";
import type { CommonInputs } from "../../provider/lifecycle/kind";
import type { Cloud, Program } from "../support/deployment";
import { failureOf } from "../support/emulated";
import * as rule from "./automate-response-config/rule";
import * as task from "./soar-strategy-task/task";

/** Makes lists show what was written only 20 seconds later. */
function lagging(emulator: Emulator): void {
  emulator.seed({ settings: { listLag: "20s" } });
}

const planned = { ...task.patchTuesday, strategyTaskPlanExeTime: "2030-01-08T02:00:00+08:00" };

/** Deletes, and creates the same again in the same deployment. */
async function replaced<Inputs extends CommonInputs, State extends Inputs>(
  { emulator, clock, deployment }: Cloud<Inputs, State>,
  program: Program,
) {
  const old = await deployment().create(program);
  clock.advance(60_000);
  lagging(emulator);
  const up = deployment();
  await up.delete(old);
  return { old: old.id, id: (await up.create(program)).id };
}

test.each([
  ["of its own", rule.blockWebshell],
  ["that is made", rule.unnamed],
])("a rule with a name %s is replaced while lists still show the old one", async (_whose, program) => {
  const cloud = await rule.rules();
  const { id } = await replaced(cloud, program);
  expect(cloud.emulator.state.rules).toMatchObject([{ Id: id, Status: 100 }]);
});

test.each([
  ["of its own", task.patchTuesday],
  ["that is made", task.unnamed],
])("a strategy task with a name %s is replaced while lists still show the old one", async (_whose, program) => {
  const cloud = await task.tasks();
  const { old, id } = await replaced(cloud, program);
  expect(id).not.toBe(old);
  expect(cloud.there().map(({ Id }) => Id)).toEqual([id]);
});

test("a planned task that lists do not show yet is not gone", async () => {
  const { emulator, deployment } = await task.tasks();
  lagging(emulator);
  const created = await deployment().create(planned);
  expect(await deployment().read(created)).toMatchObject({ strategyTaskName: planned.strategyTaskName });
});

test("a planned task that lists do not show yet is deleted all the same", async () => {
  const { emulator, deployment, there } = await task.tasks();
  lagging(emulator);
  await deployment().delete(await deployment().create(planned));
  expect(there()).toEqual([]);
});

test("a task without a planned time is deleted as soon as lists show it", async () => {
  const { emulator, deployment, there } = await task.tasks();
  emulator.seed({ settings: { listLag: "2s" } });
  await deployment().delete(await deployment().create(task.patchTuesday));
  expect(there()).toEqual([]);
});

test.each([
  [true, "2s"],
  [false, "2s"],
  [false, "20s"],
] as const)("an edit leaves enabled at %s, which lists do not show for %s", async (enabled, listLag) => {
  const { emulator, deployment } = await rule.rules();
  const before = await deployment().create({ ...rule.blockWebshell, enabled: !enabled });
  emulator.seed({ settings: { listLag } });
  const switched = await deployment().update(before, { ...rule.blockWebshell, enabled });
  const conditions = { alert_level: { equals: "suspicious" } };
  await deployment().update(switched, { ...rule.blockWebshell, conditions, enabled });
  expect(emulator.state.rules).toMatchObject([{ Status: enabled ? 100 : 0 }]);
});

describe.each(["kept", "switched-on", "switched-off"] as const)(
  "where Post says of the status: %s",
  (statusAfterPost) => {
    test.each(["2s", "20s"] as const)(
      "a rule that was switched on a moment ago is on after an edit: lists lag %s",
      async (listLag) => {
        const { emulator, deployment } = await rule.rules();
        emulator.seed({ settings: { statusAfterPost } });
        const before = await deployment().create({ ...rule.blockWebshell, enabled: false });
        emulator.seed({ settings: { listLag } });
        const switched = await deployment().update(before, rule.blockWebshell);
        const conditions = { alert_level: { equals: "suspicious" } };
        await deployment().update(switched, { ...rule.blockWebshell, conditions });
        expect(emulator.state.rules).toMatchObject([{ Status: 100 }]);
      },
    );
  },
);

test.each(["2s", "20s"] as const)(
  "an edit keeps the edit of a moment ago, which lists do not show for %s",
  async (listLag) => {
    const { emulator, deployment } = await rule.rules();
    const created = await deployment().create(rule.blockWebshell);
    emulator.seed({ settings: { listLag } });
    const conditions = { alert_level: { equals: "suspicious" } };
    const edited = await deployment().update(created, { ...rule.blockWebshell, conditions });
    const ruleName = "another-name";
    await deployment().update(edited, { ...rule.blockWebshell, conditions, ruleName });
    expect(emulator.state.rules).toMatchObject([
      { RuleName: ruleName, ExecutionCondition: expect.stringContaining("suspicious") },
    ]);
  },
);

test("a task without a planned time that lists do not show yet is deleted all the same", async () => {
  const { emulator, deployment, there } = await task.tasks();
  lagging(emulator);
  await deployment().delete(await deployment().create(task.patchTuesday));
  expect(there()).toEqual([]);
});

test("a task that runs and that lists do not show yet is not forgotten", async () => {
  const { emulator, deployment, there } = await task.tasks();
  lagging(emulator);
  const created = await deployment().create(task.patchTuesday);
  emulator.state.strategyTask(created.id).Status = "1";
  expect(String(await failureOf(deployment().delete(created)))).toContain("is running");
  expect(there()).toHaveLength(1);
});
