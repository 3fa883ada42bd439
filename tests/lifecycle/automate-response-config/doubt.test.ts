import { describe, expect, test } from "vitest";
import { calls } from "../../support/deployment";
import { blockWebshell, blockWebshellThere, LIST, POST, rules, unnamed } from "./rule";

/** A cloud whose answer to a Post is an error, after which there is this rule. */
async function failing(part: object) {
  const cloud = await rules({
    onRequest: (operation, count) => {
      if (operation === POST && count === 1)
        cloud.emulator.seed({ rules: [{ Id: "7", ...blockWebshellThere, ...part }] });
    },
  });
  cloud.emulator.addFault({ operation: POST, fault: "http500" });
  const result = await cloud.deployment().apply(undefined, blockWebshell);
  return { ...cloud, ...result, posted: calls(cloud.emulator).filter((call) => call === POST).length };
}

const withKey = JSON.stringify([
  { left: { value: "alert_name" }, operator: "containsString", right: { value: "webshell_online" }, weight: 1 },
  { left: { value: "alert_level" }, operator: "equals", right: { value: "serious" } },
]);

describe("after an answer that leaves doubt, a rule that appeared", () => {
  test("and means the same is what was sent", async () => {
    const { recorded, posted } = await failing({});
    expect([recorded?.id, posted]).toEqual(["7", 1]);
  });

  test("to which the service added a key stops it: it is named, nothing is sent again, and adopt takes it over", async () => {
    const { emulator, deployment, recorded, error, posted } = await failing({ ExecutionCondition: withKey });
    expect(recorded).toBeUndefined();
    expect(error?.message).toMatch(
      /^PostAutomateResponseConfig failed: .* Rule 7 appeared since, and may be this one\. .*"adopt: true" takes it over/,
    );
    expect(error?.message).not.toContain("not listed yet");
    expect(posted).toBe(1);
    expect((await deployment().create({ ...blockWebshell, adopt: true })).id).toBe("7");
    expect(emulator.state.rules).toHaveLength(1);
  });

  test("of another name is another's: it is sent once more", async () => {
    const { emulator, recorded, posted } = await failing({ RuleName: "block-webshell-2" });
    expect(emulator.state.rules.map(({ Id }) => Id)).toEqual(["7", recorded?.id]);
    expect(posted).toBe(2);
  });
});

test.each([
  ["of its own", blockWebshell],
  ["that is made", unnamed],
])(
  "a rule with a name %s, whose creation an engine tries again after no look was possible, is not sent twice",
  async (_whose, program) => {
    const { emulator, deployment } = await rules();
    const up = deployment();
    emulator.addFault({ operation: POST, fault: "drop-after" });
    emulator.addFault({ operation: LIST, fault: "permission", after: 1 });
    expect((await up.apply(undefined, program)).error?.message).toContain("caller has no permission");
    await up.apply(undefined, program);
    expect(emulator.state.rules).toHaveLength(1);
  },
);
