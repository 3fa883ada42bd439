import { expect, test } from "vitest";
import { calls, urnOf } from "../../support/deployment";
import { repair, SUBMIT, tasks } from "./task";

test("a repair that was under way before is joined, and is not rolled back with rollbackOnDestroy", async () => {
  const { emulator, deployment } = await tasks();
  const somebody = await deployment().create({ ...repair, wait: false });
  const record = await deployment().create({ ...repair, rollbackOnDestroy: true });
  expect(record).toMatchObject({ id: somebody.id, state: { joined: true, outcome: "succeeded" } });
  expect(somebody.state).not.toHaveProperty("joined");
  calls(emulator);
  const destroy = deployment();
  await destroy.delete(record);
  expect(calls(emulator)).not.toContain(SUBMIT);
  expect(destroy.lines).toEqual([expect.stringContaining("was under way before this resource joined it")]);
});

test("a record keeps in mind that it joined a run, also when an engine tries its creation again", async () => {
  const failed = { Status: "REPAIR_FAIL", ErrorMsg: "no disk" };
  const { deployment } = await tasks({ state: { instanceOutcomes: { "i-1": failed } } });
  await deployment().create({ ...repair, wait: false });
  const program = { ...repair, __urn: urnOf("repair") };
  const up = deployment();
  for (const { recorded } of [await up.apply(undefined, program), await up.apply(undefined, program)]) {
    expect(recorded?.state).toMatchObject({ joined: true, outcome: "failed" });
  }
});
