import { expect, test } from "vitest";
import { calls } from "../../support/deployment";
import { CANCEL, diagnosis, tasks } from "./task";

test("a scan that was under way before is joined, and is not cancelled with cancelOnDelete", async () => {
  const { emulator, deployment } = await tasks();
  const somebody = await deployment().create({ ...diagnosis, wait: false });
  const record = await deployment().create({ ...diagnosis, wait: false, cancelOnDelete: true });
  expect(record).toMatchObject({ id: somebody.id, state: { joined: true, outcome: "running" } });
  calls(emulator);
  const destroy = deployment();
  await destroy.delete(record);
  expect(calls(emulator)).not.toContain(CANCEL);
  expect(destroy.lines).toEqual([expect.stringContaining("was under way before this resource joined it")]);
});
