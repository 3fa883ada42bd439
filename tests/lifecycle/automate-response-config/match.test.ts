import { describe, expect, test } from "vitest";
import { calls, urnOf } from "../../support/deployment";
import { blockWebshell, blockWebshellThere, LIST, madeName, POST, rules, STATUS, unnamed } from "./rule";

const different = { ...blockWebshellThere, AutoResponseType: "event" };

const DELETES = '"pulumi destroy" deletes it, unless onDelete is "retain".';

describe("a rule that a stopped deployment left", () => {
  const left = { Id: "7", ...blockWebshellThere, RuleName: madeName, Status: 100 };

  test("is taken over, and said so", async () => {
    const { emulator, deployment } = await rules({ state: { rules: [left] } });
    const up = deployment();
    const { id, state } = await up.create(unnamed);
    expect(id).toBe("7");
    expect(up.lines).toEqual([`Took over rule 7 "${madeName}", which an earlier deployment left.`]);
    expect(calls(emulator)).toEqual([LIST, LIST]);
    expect(state).toMatchObject({ ...blockWebshell, ruleName: madeName, enabled: true, responseRuleType: "custom" });
  });

  test("is taken over, and another one of its name, which would answer too, is told", async () => {
    const { emulator, deployment } = await rules({ state: { rules: [left, { ...left, Id: "8" }] } });
    const up = deployment();
    const { id } = await up.create(unnamed);
    const [other] = emulator.state.rules.filter(({ Id }) => Id !== id);
    expect(up.lines).toContainEqual(
      expect.stringContaining(`warning: rule ${other?.Id} has the same name "${madeName}"`),
    );
  });

  test("before its status was set is taken over, and switched on", async () => {
    const { emulator, deployment } = await rules({ state: { rules: [{ ...left, Status: 0 }] } });
    await deployment().create(unnamed);
    expect(calls(emulator)).toEqual([LIST, LIST, STATUS]);
    expect(emulator.state.rules).toMatchObject([{ Id: "7", Status: 100 }]);
  });

  test.each([
    ["means something else", { AutoResponseType: "event" }],
    ["is two days old", { GmtCreate: "2025-12-29 10:00:00" }],
    ["tells no time of its creation", { GmtCreate: "" }],
  ])("is not one that %s: it is somebody's", async (_what, part) => {
    const { emulator, deployment } = await rules({ state: { rules: [{ ...left, ...part }] } });
    await expect(deployment().create(unnamed)).rejects.toThrow(`A rule named "${madeName}" exists already: 7 (created`);
    expect(calls(emulator)).toEqual([LIST, LIST]);
  });

  test("is not one that another resource of the deployment has", async () => {
    const { emulator, deployment } = await rules({ state: { rules: [left] } });
    const up = deployment();
    const renamed = { ...unnamed, __urn: urnOf("renamed") };
    const there = { ...blockWebshell, ruleName: madeName };
    up.keep(await deployment().create({ ...there, adopt: true }), { ...renamed, ruleName: madeName });
    await expect(up.create(unnamed)).rejects.toThrow('is declared twice: resource "renamed" already is 7');
    expect(emulator.state.rules).toHaveLength(1);
  });

  test("is found among others of its name", async () => {
    const { deployment } = await rules({
      state: { rules: [{ ...left, ...different, Id: "8", RuleName: madeName }, left] },
    });
    expect((await deployment().create(unnamed)).id).toBe("7");
  });
});

describe("a rule of the name that the program gives", () => {
  test("is somebody's, also where it means the same: an error names it and the ways out", async () => {
    const there = { Id: "7", ...blockWebshellThere, Status: 100, GmtCreate: "2025-12-31 23:00:00" };
    const { emulator, deployment } = await rules({ state: { rules: [there] } });
    await expect(deployment().create(blockWebshell)).rejects.toThrow(
      'A rule named "block-webshell" exists already: 7 (created 2025-12-31 23:00:00). What to do: if it is this resource ' +
        'under its former name, give the resource "aliases"; to take it over and update it, set "adopt: true"; if ' +
        '"alicloud-soar import" wrote this code, run the "pulumi import" that it printed first; to keep it, choose another ' +
        "ruleName.",
    );
    expect(calls(emulator)).toEqual([LIST, LIST]);
    expect(emulator.state.rules).toHaveLength(1);
  });

  test("and that was stopped at the console is not started", async () => {
    const { emulator, deployment } = await rules({ state: { rules: [{ Id: "7", ...blockWebshellThere, Status: 0 }] } });
    await expect(deployment().create(blockWebshell)).rejects.toThrow(/7 \(created .*, other enabled\)/);
    expect(emulator.state.rules).toMatchObject([{ Id: "7", Status: 0 }]);
  });

  test("and differs: the error names the difference", async () => {
    const { emulator, deployment } = await rules({ state: { rules: [{ Id: "7", ...different }] } });
    await expect(deployment().create(blockWebshell)).rejects.toThrow(
      /7 \(created .*, other autoResponseType, enabled\)/,
    );
    expect(calls(emulator)).toEqual([LIST, LIST]);
    expect(emulator.state.rules).toMatchObject([{ Id: "7", AutoResponseType: "event" }]);
  });

  test("and means the same, with adopt: it is taken over, and said so", async () => {
    const { emulator, deployment } = await rules({
      state: { rules: [{ Id: "7", ...blockWebshellThere, Status: 100 }] },
    });
    const up = deployment();
    expect(await up.create({ ...blockWebshell, adopt: true })).toMatchObject({ id: "7", state: { adopt: true } });
    expect(up.lines).toEqual([`Adopting rule 7 "block-webshell": it is as declared. ${DELETES}`]);
    expect(calls(emulator)).toEqual([LIST, LIST]);
  });

  test.each([
    ["disable", ` ${DELETES.replace("deletes it", "switches it off")}`],
    ["retain", ""],
  ])(
    "and is taken over, with onDelete %s: what becomes of it later is said where it does not stay",
    async (onDelete, said) => {
      const { deployment } = await rules({ state: { rules: [{ Id: "7", ...blockWebshellThere, Status: 100 }] } });
      const up = deployment();
      await up.create({ ...blockWebshell, adopt: true, onDelete });
      expect(up.lines).toEqual([`Adopting rule 7 "block-webshell": it is as declared.${said}`]);
    },
  );

  test("and is not there, with adopt: a new one is made, and said so", async () => {
    const { emulator, deployment } = await rules({ state: { rules: [] } });
    const up = deployment();
    await up.create({ ...blockWebshell, adopt: true });
    expect(up.lines).toEqual(['No rule is named "block-webshell", so that none is adopted: a new one is made.']);
    expect(emulator.state.rules).toHaveLength(1);
  });

  test("and differs, with adopt: it is updated, and said so", async () => {
    const { emulator, deployment } = await rules({ state: { rules: [{ Id: "7", ...different }] } });
    const up = deployment();
    const { id, state } = await up.create({ ...blockWebshell, adopt: true });
    expect([id, state.autoResponseType, state.enabled]).toEqual(["7", "alert", true]);
    expect(up.lines).toEqual([`Adopting rule 7 "block-webshell": updating its autoResponseType, enabled. ${DELETES}`]);
    expect(calls(emulator)).toEqual([LIST, LIST, POST, LIST, STATUS]);
    expect(emulator.state.rules).toMatchObject([{ Id: "7", AutoResponseType: "alert", Status: 100 }]);
  });

  test("and is one of several: adopt cannot choose", async () => {
    const there = [
      { Id: "7", ...different },
      { Id: "8", ...different },
    ];
    const { emulator, deployment } = await rules({ state: { rules: there } });
    await expect(deployment().create({ ...blockWebshell, adopt: true })).rejects.toThrow(
      /8 \(.*, other autoResponseType, enabled\); 7 \(.*, other autoResponseType, enabled\)\..*remove all but one and set/,
    );
    expect(emulator.journal.map(({ operation }) => operation)).toEqual([LIST, LIST, LIST]);
  });

  test("and a page shifts while the rules are listed: it is found all the same", async () => {
    const others = (count: number, from: number) =>
      Array.from({ length: count }, (_, index) => ({
        Id: String(from + index),
        RuleName: `rule-${from + index}`,
      }));
    const { emulator, deployment } = await rules({
      // Newest first: the match begins the second page, until the newest rule goes and it ends the first.
      state: { rules: [...others(50, 1), { Id: "777", ...blockWebshellThere }, ...others(100, 1_000)] },
      onRequest: (_operation, count) => {
        if (count === 2) emulator.state.rules.pop();
      },
    });
    expect((await deployment().create({ ...blockWebshell, adopt: true })).id).toBe("777");
    expect(emulator.state.rules).toHaveLength(150);
  });

  test("in another view: it does not count", async () => {
    const { emulator, deployment } = await rules({
      state: { rules: [{ Id: "7", ...different, RoleFor: "113" }] },
    });
    await deployment().create(blockWebshell);
    expect(emulator.state.rules).toHaveLength(2);
  });

  test("and its name is only part of another's: it does not count", async () => {
    const longer = { ...different, Id: "7", RuleName: "block-webshell-everywhere" };
    const { emulator, deployment } = await rules({ state: { rules: [longer] } });
    await deployment().create(blockWebshell);
    expect(emulator.state.rules).toHaveLength(2);
  });

  test("but got another name since the listing: the name is free", async () => {
    const { emulator, deployment } = await rules({ state: { rules: [{ Id: "7", ...different }] } });
    const up = deployment();
    await up.create({ ...blockWebshell, ruleName: "another" });
    for (const rule of emulator.state.rules) if (rule.Id === "7") rule.RuleName = "renamed";
    await up.create(blockWebshell);
    expect(emulator.state.rules.map(({ RuleName }) => RuleName)).toEqual(["renamed", "another", "block-webshell"]);
  });
});

describe("declared twice", () => {
  test("at the same time: one is created, the other fails naming it", async () => {
    const { emulator, deployment } = await rules();
    const up = deployment();
    const results = await Promise.all([up.apply(undefined, blockWebshell), up.apply(undefined, blockWebshell)]);
    const created = results.flatMap(({ recorded }) => (recorded ? [recorded.id] : []));
    const errors = results.flatMap(({ error }) => (error ? [error.message] : []));
    expect(created).toHaveLength(1);
    expect(errors).toEqual([
      `AutomateResponseConfig "block-webshell" (RegionId cn-hangzhou) is declared twice: another resource of this deployment ` +
        `already is ${created[0]}. Remove one of the two, or give this one another name.`,
    ]);
    expect(emulator.state.rules).toHaveLength(1);
  });

  test("one after the other, also with adopt and with other conditions", async () => {
    const { emulator, deployment } = await rules();
    const up = deployment();
    const { id } = await up.create(blockWebshell);
    const { error } = await up.apply(undefined, { ...blockWebshell, autoResponseType: "event", adopt: true });
    expect(error?.message).toContain(`already is ${id}`);
    expect(emulator.state.rules).toMatchObject([{ Id: id, AutoResponseType: "alert" }]);
  });

  test("in two views: two rules", async () => {
    const { emulator, deployment } = await rules();
    const up = deployment();
    await Promise.all([up.create(blockWebshell), up.create({ ...blockWebshell, roleFor: "1130916744881234" })]);
    expect(emulator.state.rules.map(({ RoleFor }) => RoleFor).sort()).toEqual(["", "1130916744881234"]);
  });
});

describe("a preset rule", () => {
  const preset = { Id: "7", ...blockWebshellThere, ResponseRuleType: "preset" as const, Status: 100 };
  const kept = { ...blockWebshell, onDelete: "disable", adopt: true };

  test("can be adopted, switched and given up", async () => {
    const { emulator, deployment } = await rules({ state: { rules: [preset] } });
    const created = await deployment().create(kept);
    const disabled = await deployment().update(created, { ...kept, enabled: false });
    expect(emulator.state.rules[0]?.Status).toBe(0);
    await deployment().delete(await deployment().update(disabled, kept));
    expect(emulator.state.rules).toMatchObject([{ Id: "7", Status: 0 }]);
    expect(calls(emulator).filter((operation) => operation !== LIST)).toEqual([STATUS, STATUS, STATUS]);
  });

  test.each(["alert", "event"])("cannot be adopted with onDelete delete, for %s", async (autoResponseType) => {
    const { emulator, deployment } = await rules({ state: { rules: [preset] } });
    await expect(deployment().create({ ...blockWebshell, adopt: true, autoResponseType })).rejects.toThrow(
      'Rule 7 is a preset rule and cannot be deleted: set onDelete to "disable" or "retain".',
    );
    expect(calls(emulator)).toEqual([LIST, LIST]);
  });

  test("cannot be edited, and the error says what can", async () => {
    const { emulator, deployment } = await rules({ state: { rules: [preset] } });
    const created = await deployment().create(kept);
    calls(emulator);
    const edit = { ...kept, autoResponseType: "event", actions: [{ actionType: "changeEventStatus" }] };
    const { error, recorded } = await deployment().apply(created, edit);
    expect(error?.message).toBe("Rule 7 is a preset rule: only enabled can be changed, not autoResponseType, actions.");
    expect(recorded).toBe(created);
    expect(calls(emulator)).toEqual([LIST]);
  });

  test("that became one after it was recorded is not deleted", async () => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    for (const rule of emulator.state.rules) rule.ResponseRuleType = "preset";
    await expect(deployment().delete(created)).rejects.toThrow("preset");
    expect(emulator.state.rules).toHaveLength(1);
  });
});
