import { describe, expect, test } from "vitest";
import type { State } from "../../../provider/emulator";
import { listRules } from "../../../provider/resources/automate-response-config/list";
import { calls } from "../../support/deployment";
import { blockWebshell, blockWebshellThere, LIST, rules } from "./rule";

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...blockWebshellThere,
    Id: String(9007199254740993n + BigInt(index)),
    RuleName: `rule-${index}`,
  }));

describe("read", () => {
  test("of what did not change gives what is recorded", async () => {
    const { deployment } = await rules();
    const created = await deployment().create({ ...blockWebshell, timeouts: { create: "1m" } });
    expect(await deployment().read(created)).toEqual(created.state);
  });

  test("shows another creator where the program names one, and only there", async () => {
    const { emulator, deployment } = await rules();
    const named = await deployment().create({ ...blockWebshell, subUserId: "204859012345678901" });
    const unnamed = await deployment().create({ ...blockWebshell, ruleName: "unnamed" });
    for (const { id } of [named, unnamed]) emulator.state.rule(id).SubUserId = "204859012345678902";
    const refresh = deployment();
    const state = { ...named.state, subUserId: "204859012345678902" };
    expect(await refresh.read(named)).toEqual(state);
    expect(await refresh.read(unnamed)).toEqual(unnamed.state);
    await refresh.update({ id: named.id, state }, { ...blockWebshell, subUserId: "204859012345678901" });
    expect(emulator.state.rule(named.id).SubUserId).toBe("204859012345678901");
  });

  test("of 1,000 rules takes 10 calls", async () => {
    const there = many(1_000);
    const { emulator, deployment } = await rules({ state: { rules: there } });
    const template = await deployment().create(blockWebshell);
    emulator.seed({ rules: there });
    calls(emulator);
    const refresh = deployment();
    const found = await Promise.all(there.map(({ Id }) => refresh.read({ ...template, id: Id })));
    expect(found.map((state) => state?.ruleName)).toEqual(there.map(({ RuleName }) => RuleName));
    expect(calls(emulator)).toEqual(Array(10).fill(LIST));
  });

  test("of a rule that is gone says so, after it asked for that one", async () => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    emulator.seed({ rules: [] });
    calls(emulator);
    expect(await deployment().read(created)).toBeUndefined();
    expect(emulator.journal.map(({ params }) => params.Id)).toEqual([undefined, created.id]);
  });

  const copyOf = ([rule]: State["rules"]) => ({ ...rule, Id: "1" }) as State["rules"][number];

  test.each<[string, (there: State["rules"]) => unknown]>([
    ["the newest is deleted", (there) => there.pop()],
    ["one is added", (there) => there.push(copyOf(there))],
    ["the newest is deleted and one is added", (there) => there.splice(-1, 1, copyOf(there))],
    ["all but the oldest are deleted", (there) => there.splice(1)],
  ])("never takes a rule for gone because pages shift: %s", async (_what, change) => {
    let afterPages = Number.POSITIVE_INFINITY;
    const { emulator, deployment } = await rules({
      onRequest: () => {
        afterPages -= 1;
        if (afterPages === 0) change(emulator.state.rules);
      },
    });
    const { state } = await deployment().create(blockWebshell);
    emulator.seed({ rules: many(250) });
    const ids = emulator.state.rules.map(({ Id }) => Id);
    const refresh = deployment();
    afterPages = 2;
    const found = await Promise.all(ids.map((id) => refresh.read({ id, state })));
    expect(afterPages).toBeLessThanOrEqual(0);
    const there = new Set(emulator.state.rules.map(({ Id }) => Id));
    expect(ids.filter((id, index) => there.has(id) && found[index] === undefined)).toEqual([]);
  });

  test("fails when the list cannot be had: that is not gone", async () => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    emulator.addFault({ operation: LIST, fault: "permission" });
    await expect(deployment().read(created)).rejects.toThrow("Grant the RAM action");
  });

  test("fails when the rule cannot be asked for: that is not gone", async () => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    emulator.seed({ rules: [] });
    emulator.addFault({ operation: LIST, fault: "permission", after: 1 });
    await expect(deployment().read(created)).rejects.toThrow("Grant the RAM action");
  });
});

describe("drift", () => {
  test.each([
    ["name", { RuleName: "renamed" }, { ruleName: "renamed" }],
    ["type", { AutoResponseType: "event" }, { autoResponseType: "event" }],
    ["status", { Status: 0 }, { enabled: false }],
    [
      "conditions",
      {
        ExecutionCondition: '[{"left":{"value":"alert_level"},"operator":"equals","right":{"value":"remind"}}]',
      },
      { conditions: { alert_level: { equals: "remind" } } },
    ],
    ["actions", { ActionConfig: '[{"actionType":"notify","to":5}]' }, { actions: [{ actionType: "notify", to: 5 }] }],
    [
      "conditions that the map cannot say",
      { ExecutionCondition: '[{"left":{"value":"f","modifier":"x"},"operator":"in","right":{"value":["a"]}}]' },
      {
        conditions: undefined,
        executionCondition: [{ left: { value: "f", modifier: "x" }, operator: "in", right: { value: ["a"] } }],
      },
    ],
  ])("of its %s is read in the form in which it was written, and repaired", async (_what, change, drift) => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    Object.assign(emulator.state.rule(created.id), change);
    const state = await deployment().read(created);
    expect(state).toEqual({ ...created.state, ...drift });
    if (!state) return;
    const repaired = await deployment().update({ id: created.id, state }, blockWebshell);
    expect(repaired).toEqual(created);
    expect(await deployment().read(repaired)).toEqual(created.state);
  });

  test("a deleted rule is created again", async () => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    emulator.seed({ rules: [] });
    const again = await deployment().create(blockWebshell);
    expect(again.id).not.toBe(created.id);
    expect(again.state.ruleName).toBe("block-webshell");
  });
});

describe("listRules", () => {
  test("gives every rule of the configured view as the resource it would be", async () => {
    const there = [
      { ...blockWebshellThere, Id: "7", Status: 100 },
      { ...blockWebshellThere, Id: "8", RuleName: "preset", ResponseRuleType: "preset" as const },
      { ...blockWebshellThere, Id: "9", RoleFor: "113" },
    ];
    const { deployment } = await rules({ state: { rules: there } });
    const found = await listRules(deployment().context, {});
    expect(found.map(({ id, state }) => [id, state.ruleName, state.onDelete, state.enabled])).toEqual([
      ["8", "preset", "retain", false],
      ["7", "block-webshell", "delete", true],
    ]);
    expect(found[1]?.state).toMatchObject(blockWebshell);
  });
});
