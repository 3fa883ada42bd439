import { describe, expect, test } from "vitest";
import { calls, urnOf } from "../../support/deployment";
import { sharedRegistry } from "../../support/registry";
import { blockWebshell, LIST, POST, rules, STATUS, unnamed } from "./rule";

const called = (ruleName: string, resource: string) => ({ ...blockWebshell, ruleName, __urn: urnOf(resource) });

describe("two stacks of one program", () => {
  test.each([true, false])("never meet, with enabled %s in the second", async (enabled) => {
    const { emulator, deployment } = await rules();
    const prod = await deployment().create(unnamed);
    const there = structuredClone(emulator.state.rules);
    const second = { ...unnamed, __urn: urnOf("block-webshell", "pr-12"), enabled };
    const created = await deployment().create(second);
    expect(created.id).not.toBe(prod.id);
    const edited = await deployment().update(created, { ...second, autoResponseType: "event" });
    await deployment().delete(edited);
    expect(emulator.state.rules).toEqual(there);
    expect(await deployment().read(prod)).toEqual(prod.state);
  });
});

describe("names of one update", () => {
  test.each(["one process", "two processes"])("can be swapped, by %s", async (processes) => {
    const { emulator, deployment } = await rules();
    const before = deployment();
    const [a, b] = [await before.create(called("a", "first")), await before.create(called("b", "second"))];
    const join = sharedRegistry();
    const one = deployment({ registry: join() });
    const other = processes === "one process" ? one : deployment({ registry: join() });
    // The engine compares the second while the first is being updated.
    await Promise.all([one.update(a, called("b", "first")), other.update(b, called("a", "second"))]);
    expect(emulator.state.rules).toMatchObject([
      { Id: a.id, RuleName: "b" },
      { Id: b.id, RuleName: "a" },
    ]);
  });

  test("that a resource gives up can be that of a new one", async () => {
    const { emulator, deployment } = await rules();
    const old = await deployment().create(called("a", "first"));
    const up = deployment();
    const [, created] = await Promise.all([up.update(old, called("b", "first")), up.create(called("a", "second"))]);
    expect(emulator.state.rules).toMatchObject([
      { Id: old.id, RuleName: "b" },
      { Id: created.id, RuleName: "a" },
    ]);
  });

  test.each(["one process", "two processes"])(
    "cannot be one for two rules, by %s: the error names both",
    async (how) => {
      const { emulator, deployment } = await rules();
      const before = deployment();
      const [a, b] = [await before.create(called("a", "first")), await before.create(called("b", "second"))];
      const join = sharedRegistry();
      const one = deployment({ registry: join() });
      const other = how === "one process" ? one : deployment({ registry: join() });
      await one.update(a, called("c", "first"));
      const { error } = await other.apply(b, called("c", "second"));
      expect(error?.message).toBe(
        'AutomateResponseConfig "c" (RegionId cn-hangzhou) is declared twice: resource "first" already is ' +
          `${a.id}. Remove one of the two, or give this one another name.`,
      );
      expect(emulator.state.rules.map(({ RuleName }) => RuleName)).toEqual(["c", "b"]);
    },
  );

  test("cannot be one for a new rule and one that gets it", async () => {
    const { emulator, deployment } = await rules();
    const a = await deployment().create(called("a", "first"));
    const up = deployment();
    up.keep(a, called("c", "first"));
    await expect(up.create(called("c", "second"))).rejects.toThrow('resource "first" already is');
    expect(emulator.state.rules).toHaveLength(1);
  });

  test("that somebody else's rule has are refused before anything is changed", async () => {
    const { emulator, deployment } = await rules({ state: { rules: [{ Id: "7", RuleName: "b" }] } });
    const a = await deployment().create(called("a", "first"));
    await expect(deployment().update(a, called("b", "first"))).rejects.toThrow(
      /A rule named "b" exists already: 7 \(.*\)\. What to do: remove it or choose another ruleName; if its resource has just left this program, deploy that first\.$/,
    );
    expect(emulator.state.rules.map(({ RuleName }) => RuleName)).toEqual(["b", "a"]);
  });
});

describe("a creation that an engine tries again after it failed half-way", () => {
  test.each([
    ["with a name of its own", { ...blockWebshell, __urn: urnOf("block-webshell") }],
    ["with a made name", unnamed],
  ])("goes on with the rule that it made, %s", async (_what, program) => {
    const { emulator, deployment } = await rules();
    emulator.addFault({ operation: STATUS, fault: "permission" });
    const up = deployment();
    const failed = await up.apply(undefined, program);
    expect(failed.error?.message).toContain("Grant the RAM action");
    const { id } = await up.create(program);
    expect(id).toBe(failed.recorded?.id);
    expect(emulator.state.rules).toMatchObject([{ Id: id, Status: 100 }]);
    expect(calls(emulator).filter((operation) => operation === POST)).toHaveLength(1);
  });

  test("keeps the rule in state when it fails again", async () => {
    const { emulator, deployment } = await rules();
    emulator.addFault({ operation: STATUS, fault: "permission" });
    const up = deployment();
    const failed = await up.apply(undefined, unnamed);
    emulator.addFault({ operation: LIST, fault: "permission" });
    const again = await up.apply(undefined, unnamed);
    expect(again.error?.message).toContain("Grant the RAM action");
    expect(again.recorded?.id).toBe(failed.recorded?.id);
    expect((await up.create(unnamed)).id).toBe(failed.recorded?.id);
    expect(emulator.state.rules).toHaveLength(1);
  });
});
