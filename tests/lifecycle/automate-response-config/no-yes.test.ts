import { describe, expect, test } from "vitest";
import { calls } from "../../support/deployment";
import { answering } from "../../support/other-answers";
import { blockWebshell, blockWebshellThere, DELETE, LIST, POST, rules, STATUS } from "./rule";

const REQUEST = "9AAA9ED9-78F4-5021-86DC-D51C7511****";

/** Replies with HTTP 200 that are no success. */
const NO_YES: readonly (readonly [string, object])[] = [
  ["nothing", {}],
  ["a RequestId", { RequestId: REQUEST }],
  ["success false in another spelling", { success: false }],
  ["Success false as a word", { Success: "false", RequestId: REQUEST }],
];

/** A rule of a stack. */
async function ruleThere() {
  const cloud = await rules({ state: { rules: [{ Id: "5", ...blockWebshellThere, Status: 100 }] } });
  const created = await cloud.deployment().create({ ...blockWebshell, adopt: true });
  return { ...cloud, created, there: cloud.emulator.state.rules };
}

describe.each(NO_YES)("a reply of %s", (_what, reply) => {
  test("does not disable a rule: nothing is recorded, and the next update does it", async () => {
    const { emulator, deployment, created } = await ruleThere();
    const config = await answering(emulator, { [STATUS]: () => reply });
    const off = { ...blockWebshell, adopt: true, enabled: false };
    const { recorded = created, error } = await deployment({ config }).apply(created, off);
    expect(error?.message).toContain("UpdateAutomateResponseConfigStatus failed");
    expect(recorded).toEqual(created);
    emulator.state.rule("5").Status = 100;
    await deployment().update(recorded, off);
    expect(emulator.state.rule("5").Status).toBe(0);
  });

  test("does not delete a rule that is still listed", async () => {
    const { emulator, deployment, created, there } = await ruleThere();
    const [rule] = structuredClone(there);
    const config = await answering(emulator, {
      [DELETE]: () => {
        if (rule) there.splice(0, there.length, rule);
        return reply;
      },
    });
    await expect(deployment({ config }).delete(created)).rejects.toThrow("DeleteAutomateResponseConfig failed");
  });

  test("counts as a deletion when the rule is gone", async () => {
    const { emulator, deployment, created, there } = await ruleThere();
    const config = await answering(emulator, { [DELETE]: () => reply });
    await deployment({ config }).delete(created);
    expect(there).toEqual([]);
  });

  test("to a creation is looked into, and nothing is created twice", async () => {
    const { emulator, deployment } = await rules();
    const config = await answering(emulator, { [POST]: () => reply });
    const { recorded, error } = await deployment({ config }).apply(undefined, blockWebshell);
    const isRefusal = "Success" in reply;
    expect(recorded?.id).toBe(isRefusal ? undefined : emulator.state.rules[0]?.Id);
    expect(error === undefined).toBe(!isRefusal);
    expect(emulator.state.rules).toHaveLength(1);
    expect(calls(emulator).filter((operation) => operation === POST)).toHaveLength(1);
  });

  test("to a listing does not say that a rule is gone", async () => {
    const { emulator, deployment, created } = await ruleThere();
    const config = await answering(emulator, { [LIST]: () => reply });
    await expect(deployment({ config }).read(created)).rejects.toThrow("ListAutomateResponseConfigs failed");
  });
});
