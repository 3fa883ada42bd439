import { expect, test } from "vitest";
import { ruleHosts, written } from "./rule-hosts";

const { open } = ruleHosts();

test("what no call sends and the program leaves out is neither stored nor shown, and is no change where the state has it", async () => {
  const { host } = await open();
  const local = { onDelete: "delete", adopt: false, allowUnknownFields: false };
  const { inputs } = await host.check({}, written);
  expect(Object.keys(inputs).filter((name) => name in local)).toEqual([]);
  const { id, properties } = await host.create(inputs);

  const { inputs: explicit } = await host.check(inputs, { ...written, ...local });
  expect(explicit).toEqual({ ...inputs, ...local });
  expect(await host.diff(id, properties, explicit)).toMatchObject({ changes: false });

  const recorded = { ...properties, ...local };
  expect(await host.diff(id, recorded, inputs)).toMatchObject({ changes: false });
  expect(await host.read(id, recorded)).toEqual({ id, properties: recorded, inputs: explicit });

  const { inputs: retained } = await host.check(inputs, { ...written, onDelete: "retain" });
  expect(await host.diff(id, properties, retained)).toMatchObject({ changes: undefined, replaces: [] });
  const kept = await host.update(id, properties, retained);
  expect(kept).toEqual({ ...properties, onDelete: "retain" });
  const { inputs: back } = await host.check(retained, written);
  expect(back).toEqual(inputs);
  expect(await host.diff(id, kept, back)).toMatchObject({ changes: undefined, replaces: [] });
  expect(await host.update(id, kept, back)).toEqual(properties);
});
