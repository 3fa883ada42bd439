import { expect, test } from "vitest";
import { calls, urnOf } from "../../support/deployment";
import { repair, runs, SUBMIT, tasks } from "./task";

test("a repair whose creation an engine tries again after it failed is submitted once", async () => {
  const failed = { Status: "REPAIR_FAIL", ErrorMsg: "no disk" };
  const { emulator, deployment } = await tasks({ state: { instanceOutcomes: { "i-1": failed } } });
  const program = { ...repair, __urn: urnOf("repair") };
  const up = deployment();
  const first = await up.apply(undefined, program);
  const again = await up.apply(undefined, program);
  for (const { error, recorded } of [first, again]) {
    expect(error?.message).toContain("no disk");
    expect(recorded).toMatchObject({ id: runs(emulator)[0], state: { outcome: "failed" } });
  }
  expect(calls(emulator).filter((operation) => operation === SUBMIT)).toHaveLength(1);
});
