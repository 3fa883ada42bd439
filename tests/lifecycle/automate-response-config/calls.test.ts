import { describe, expect, test } from "vitest";
import { systemClock } from "../../../provider/api/calls/clock";
import { calls } from "../../support/deployment";
import { blockWebshell, blockWebshellThere, DELETE, LIST, POST, rules, STATUS } from "./rule";

describe("create", () => {
  test.each<["disabled" | "enabled", boolean, string[]]>([
    ["disabled", true, [LIST, POST, LIST, STATUS]],
    ["disabled", false, [LIST, POST, LIST]],
    ["enabled", true, [LIST, POST, LIST]],
    ["enabled", false, [LIST, POST, LIST, STATUS]],
  ])("where new rules are %s and enabled is %s", async (newRuleStatus, enabled, expected) => {
    const { emulator, deployment } = await rules({ state: { settings: { newRuleStatus } } });
    const { state } = await deployment().create({ ...blockWebshell, enabled });
    expect(calls(emulator)).toEqual(expected);
    expect(state.enabled).toBe(enabled);
    expect(emulator.state.rules.map(({ Status }) => Status)).toEqual([enabled ? 100 : 0]);
  });

  test("what is sent, and what is recorded", async () => {
    const { emulator, deployment } = await rules();
    const { id, state } = await deployment().create({ ...blockWebshell, subUserId: "204859012345678901" });
    expect(emulator.journal.map(({ params }) => params)).toEqual([
      { CurrentPage: "1", PageSize: "100", RegionId: "cn-hangzhou" },
      { AutoResponseType: "alert", RegionId: "cn-hangzhou" },
      { PageNumber: "1", PageSize: "100", Lang: "en" },
      {
        RuleName: "block-webshell",
        AutoResponseType: "alert",
        ExecutionCondition:
          '[{"left":{"value":"alert_level"},"operator":"equals","right":{"value":"serious"}},' +
          '{"left":{"value":"alert_name"},"operator":"containsString","right":{"value":"webshell_online"}}]',
        ActionType: "doPlaybook",
        ActionConfig:
          '[{"actionType":"doPlaybook","playbookName":"WafBlockIP","playbookUuid":"bdad6220-6584-41b2-9704-fc6584568758"}]',
        SubUserId: "204859012345678901",
        RegionId: "cn-hangzhou",
      },
      { CurrentPage: "1", PageSize: "100", Id: id, RegionId: "cn-hangzhou" },
      { Ids: `[${id}]`, InUse: "true", RegionId: "cn-hangzhou" },
    ]);
    expect(state).toEqual({
      ...blockWebshell,
      subUserId: "204859012345678901",
      enabled: true,
      regionId: "cn-hangzhou",
      onDelete: "delete",
      adopt: false,
      allowUnknownFields: false,
      summary: expect.stringContaining('alert_level is "serious"'),
      responseRuleType: "custom",
    });
  });

  test("a rule that cannot be read back is recorded with all that is remembered", async () => {
    const { emulator, deployment } = await rules();
    emulator.addFault({ operation: LIST, fault: "permission", after: 1 });
    const { recorded, error } = await deployment().apply(undefined, blockWebshell);
    expect(error?.message).toContain("NoPermission");
    expect(recorded).toMatchObject({
      id: emulator.state.rule("block-webshell").Id,
      state: { responseRuleType: "custom" },
    });
  });

  test("ids beyond 2^53 keep every digit", async () => {
    const { emulator, deployment } = await rules({ state: { nextRuleId: "9223372036854775807" } });
    const created = await deployment().create(blockWebshell);
    expect(created.id).toBe("9223372036854775807");
    const updated = await deployment().update(created, { ...blockWebshell, autoResponseType: "event" });
    await deployment().delete(updated);
    expect(emulator.state.rules).toEqual([]);
  });

  test("rules that are created together share one status call", async () => {
    const together = 3;
    const confirmed = Promise.withResolvers<void>();
    const { emulator, deployment } = await rules({
      // The listing is the first List; then one a rule, answered together.
      onRequest: async (operation, count) => {
        if (operation !== LIST || count === 1) return;
        if (count === 1 + together) confirmed.resolve();
        await confirmed.promise;
      },
    });
    const up = deployment({ clock: systemClock });
    const created = await Promise.all(
      Array.from({ length: together }, (_, index) => up.create({ ...blockWebshell, ruleName: `rule-${index}` })),
    );
    expect(calls(emulator).sort()).toEqual([...Array(1 + together).fill(LIST), ...Array(together).fill(POST), STATUS]);
    expect(created.map(({ state }) => state.enabled)).toEqual([true, true, true]);
    expect(emulator.state.rules.map(({ Status }) => Status)).toEqual([100, 100, 100]);
  });

  test("conditions in their raw form go out as written, and come back as written", async () => {
    const { emulator, deployment } = await rules();
    const raw = [
      {
        left: { value: "alert_name", type: "var" },
        operator: "in",
        right: { value: ["a", "b"] },
        isNot: true,
      },
    ];
    const { conditions: _, ...rest } = blockWebshell;
    const rule = await deployment().create({ ...rest, executionCondition: JSON.stringify(raw) });
    expect(JSON.parse(emulator.state.rules[0]?.ExecutionCondition ?? "")).toEqual(raw);
    expect((await deployment().read(rule))?.executionCondition).toEqual(raw);
  });
});

describe("update", () => {
  test("of enabled alone is one status call, and a listing that shows the rule", async () => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    calls(emulator);
    const { state } = await deployment().update(created, { ...blockWebshell, enabled: false });
    expect(emulator.journal.map(({ operation, params }) => [operation, params.InUse])).toEqual([
      [STATUS, "false"],
      [LIST, undefined],
    ]);
    const summary = expect.stringMatching(/^Switched off: on every alert /);
    expect(state).toEqual({ ...created.state, enabled: false, summary });
    expect(emulator.state.rules[0]?.Status).toBe(0);
  });

  test.each([
    ["name", { ruleName: "block-more" }],
    ["type", { autoResponseType: "event" }],
    ["conditions", { conditions: { alert_level: { equals: "serious" } } }],
    ["actions", { actions: [{ actionType: "changeThreatLevel", level: "serious" }, ...blockWebshell.actions] }],
  ])("of its %s is one Post of the complete body", async (_what, edit) => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    calls(emulator);
    const { id, state } = await deployment().update(created, { ...blockWebshell, ...edit });
    const posts = emulator.journal.filter(({ operation }) => operation === POST).map(({ params }) => params);
    expect(posts).toEqual([
      {
        Id: id,
        RuleName: expect.any(String),
        AutoResponseType: expect.any(String),
        ExecutionCondition: expect.any(String),
        ActionType: expect.any(String),
        ActionConfig: expect.any(String),
        SubUserId: emulator.state.rule(id).SubUserId,
        RegionId: "cn-hangzhou",
      },
    ]);
    // A new name must be free.
    expect(calls(emulator)).toEqual("ruleName" in edit ? [LIST, LIST, POST, LIST] : [LIST, POST, LIST]);
    expect(state).toMatchObject(edit);
    expect(await deployment().read({ id, state })).toEqual(state);
  });

  test("of its body and enabled at once switches off before the body changes, and on after it", async () => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    calls(emulator);
    const event = { ...blockWebshell, autoResponseType: "event" };
    const off = await deployment().update(created, { ...event, enabled: false });
    expect(calls(emulator)).toEqual([LIST, STATUS, POST, LIST]);
    expect(emulator.state.rules).toMatchObject([{ AutoResponseType: "event", Status: 0 }]);
    await deployment().update(off, blockWebshell);
    expect(calls(emulator)).toEqual([LIST, POST, LIST, STATUS]);
    expect(emulator.state.rules).toMatchObject([{ AutoResponseType: "alert", Status: 100 }]);
  });

  test.each([
    [STATUS, { AutoResponseType: "alert", Status: 100 }, {}],
    [POST, { AutoResponseType: "alert", Status: 0 }, { autoResponseType: "alert", enabled: false }],
  ])("that switches off and whose %s fails never runs what is new", async (operation, there, recorded) => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    emulator.addFault({ operation, fault: "permission" });
    const edited = { ...blockWebshell, autoResponseType: "event", enabled: false };
    const failed = await deployment().apply(created, edited);
    expect(failed.error?.message).toContain(`yundun-sas:${operation}`);
    expect(emulator.state.rules).toMatchObject([there]);
    expect(failed.recorded?.state).toMatchObject(recorded);
    expect((await deployment().apply(failed.recorded, edited)).error).toBeUndefined();
    expect(emulator.state.rules).toMatchObject([{ AutoResponseType: "event", Status: 0 }]);
  });

  test("with nothing to change writes nothing", async () => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    calls(emulator);
    expect(await deployment().update(created, blockWebshell)).toEqual(created);
    expect(calls(emulator)).toEqual([LIST]);
  });

  test.each([
    [{ autoResponseType: "event" }, "refused"],
    [{ enabled: false }, "refused"],
    [{ enabled: false }, "accepted"],
  ] as const)(
    "of a rule that is gone says how to get it back: %o, where its status is %s",
    async (edit, statusOfMissing) => {
      const { emulator, deployment } = await rules({ state: { settings: { statusOfMissing } } });
      const created = await deployment().create(blockWebshell);
      emulator.seed({ rules: [] });
      const { error, recorded } = await deployment().apply(created, { ...blockWebshell, ...edit });
      expect(error?.message).toContain(`Rule ${created.id} does not exist any more. Run "pulumi up --refresh"`);
      expect(recorded).toBe(created);
      expect(emulator.state.rules).toEqual([]);
    },
  );
});

describe("delete", () => {
  test.each([
    ["delete", [DELETE], []],
    ["disable", [STATUS], [0]],
    ["retain", [], [100]],
  ])("by onDelete %s", async (onDelete, expected, statuses) => {
    const { emulator, deployment } = await rules({ state: { settings: { newRuleStatus: "enabled" } } });
    const created = await deployment().create({ ...blockWebshell, onDelete });
    calls(emulator);
    await deployment().delete(created);
    expect(calls(emulator)).toEqual(expected);
    expect(emulator.state.rules.map(({ Status }) => Status)).toEqual(statuses);
  });

  test.each(["delete", "disable", "retain"])("of an absent rule succeeds, by onDelete %s too", async (onDelete) => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create({ ...blockWebshell, onDelete });
    emulator.seed({ rules: [] });
    await deployment().delete(created);
    expect(emulator.state.rules).toEqual([]);
  });

  test("of a rule that cannot be deleted fails", async () => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    emulator.addFault({ operation: DELETE, fault: "permission" });
    await expect(deployment().delete(created)).rejects.toThrow(
      "Grant the RAM action yundun-sas:DeleteAutomateResponseConfig",
    );
    expect(emulator.state.rules).toHaveLength(1);
  });
});

describe("views", () => {
  test("each provider reaches its own rules with its own parameters", async () => {
    const { emulator, deployment } = await rules();
    const own = deployment();
    const member = deployment({
      config: { region: "eu-central-1", roleType: 1, roleFor: "1130916744881234" },
    });
    const first = await own.create(blockWebshell);
    emulator.journal.length = 0;
    const created = [first, await member.create(blockWebshell)];
    expect(emulator.state.rules.map(({ RegionId, RoleType, RoleFor }) => [RegionId, RoleType, RoleFor])).toEqual([
      ["cn-hangzhou", 0, ""],
      ["ap-southeast-1", 1, "1130916744881234"],
    ]);
    const asked = new Set(
      emulator.journal.map(({ params: { RegionId, RoleType, RoleFor } }) => `${RegionId} ${RoleType} ${RoleFor}`),
    );
    expect(asked).toEqual(new Set(["ap-southeast-1 1 1130916744881234"]));
    expect(created.map(({ state }) => state.roleFor)).toEqual([undefined, "1130916744881234"]);
  });

  test("each provider calls its own endpoint", async () => {
    const { emulator, deployment } = await rules();
    const elsewhere = await rules();
    await deployment({ config: { cloudSiemEndpoint: elsewhere.emulator.url } }).create(blockWebshell);
    expect(emulator.journal).toEqual([]);
    expect(elsewhere.emulator.state.rules).toMatchObject([blockWebshellThere].map(({ RuleName }) => ({ RuleName })));
  });
});
