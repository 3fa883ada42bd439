import { describe, expect, test } from "vitest";
import { calls } from "../../support/deployment";
import { blockWebshell, LIST, POST, rules, STATUS } from "./rule";

const condition = (field: string, value: unknown) => ({ left: { value: field }, operator: "equals", right: { value } });

/** The calls from the Post on. Before it, a rule is looked at for a while where its status is not the recorded one. */
const afterLooks = (made: readonly string[]) => made.slice(made.indexOf(POST));

/** A rule that is deployed, changed in the console and then edited. */
async function tuned(console: Readonly<Record<string, unknown>>, program: object = blockWebshell) {
  const { emulator, deployment } = await rules();
  const created = await deployment().create({ ...program });
  Object.assign(emulator.state.rule(created.id), console);
  calls(emulator);
  const there = () => {
    const { ExecutionCondition, ActionConfig, ...rule } = emulator.state.rule(created.id);
    return { ...rule, conditions: JSON.parse(ExecutionCondition), actions: JSON.parse(ActionConfig) };
  };
  return { emulator, deployment, created, there };
}

describe("an update sends what was edited, and leaves the rest as somebody else has made it", () => {
  test("a rule that was switched off by hand stays off", async () => {
    const { emulator, deployment, created, there } = await tuned({ Status: 0 });
    const edit = deployment();
    await edit.update(created, { ...blockWebshell, conditions: { alert_level: { equals: "remind" } } });
    expect(edit.lines.at(-1)).toContain(`Rule ${created.id} stays off: it was left on, somebody has switched it`);
    expect(afterLooks(calls(emulator))).toEqual([POST, LIST]);
    expect(there()).toMatchObject({ Status: 0, conditions: [condition("alert_level", "remind")] });
  });

  test.each<[string, object, object]>([
    ["has done by hand already", { AutoResponseType: "event" }, { autoResponseType: "event" }],
    [
      "has written in other words",
      { ActionConfig: '[{"level":"low", "actionType":"changeThreatLevel"}]' },
      { actions: [{ actionType: "changeThreatLevel", level: "low" }] },
    ],
  ])("no look waits for what somebody %s, which lists cannot show", async (_what, console, edit) => {
    const { emulator, deployment, created, there } = await tuned({ ...console, Status: 0 });
    await deployment().update(created, { ...blockWebshell, ...edit });
    expect(afterLooks(calls(emulator))).toEqual([POST, LIST]);
    expect(there()).toMatchObject({ Status: 0 });
  });

  test("an edited action leaves the conditions, the type and the name", async () => {
    const console = { ExecutionCondition: '[{"left":{"value":"f"},"operator":"in"}]', AutoResponseType: "event" };
    const { deployment, created, there } = await tuned({ ...console, RuleName: "renamed" });
    const actions = [{ actionType: "changeThreatLevel", level: "serious" }];
    await deployment().update(created, { ...blockWebshell, actions });
    const rest = { RuleName: "renamed", AutoResponseType: "event", ActionType: "changeThreatLevel" };
    expect(there()).toMatchObject({ ...rest, actions, conditions: [{ left: { value: "f" }, operator: "in" }] });
  });

  test("one edited condition leaves the others, and those that were added", async () => {
    const tunedConditions = [condition("added", "x"), condition("alert_level", "remind")];
    const { deployment, created, there } = await tuned({ ExecutionCondition: JSON.stringify(tunedConditions) });
    const conditions = { ...blockWebshell.conditions, alert_name: { containsString: "backdoor" } };
    await deployment().update(created, { ...blockWebshell, conditions });
    const edited = { left: { value: "alert_name" }, operator: "containsString", right: { value: "backdoor" } };
    expect(there().conditions).toEqual([...tunedConditions, edited]);
  });

  test("one edited action leaves what was tuned of another, in its place", async () => {
    const other = { actionType: "changeThreatLevel", level: "serious" };
    const [playbook] = blockWebshell.actions;
    const tunedActions = [{ ...playbook, disposeParam: { period: "30d" } }, { actionType: "notify" }, other];
    const types = "doPlaybook,notify,changeThreatLevel";
    const program = { ...blockWebshell, actions: [playbook, other] };
    const { deployment, created, there } = await tuned({ ActionConfig: JSON.stringify(tunedActions) }, program);
    const edited = { ...other, level: "remind" };
    await deployment().update(created, { ...program, actions: [playbook, edited] });
    expect(there()).toMatchObject({ ActionType: types, actions: [tunedActions[0], tunedActions[1], edited] });
  });

  test("a removed condition goes, whatever was made of it", async () => {
    const { deployment, created, there } = await tuned({
      ExecutionCondition: JSON.stringify([
        { left: { value: "alert_name" }, operator: "containsString", right: { value: "tuned" } },
        condition("alert_level", "serious"),
      ]),
    });
    await deployment().update(created, { ...blockWebshell, conditions: { alert_level: { equals: "serious" } } });
    expect(there().conditions).toEqual([condition("alert_level", "serious")]);
  });

  test.each([
    [5, "5"],
    ["9223372036854775807", "9223372036854775807"],
  ])("a number that was not edited stays one, with every digit: %s", async (written, digits) => {
    const text = `[{"left":{"value":"alert_desc"},"operator":"equals","right":{"value":${digits}}}]`;
    const program = { ...blockWebshell, conditions: { alert_desc: { equals: written } } };
    const { emulator, deployment, created } = await tuned({ ExecutionCondition: text }, program);
    for (const edit of [
      { autoResponseType: "event" },
      { conditions: { ...program.conditions, alert_name: { equals: "c" } } },
    ]) {
      await deployment().update(created, { ...program, ...edit });
      const sent = emulator.state.rule(created.id).ExecutionCondition.replaceAll(" ", "");
      expect(sent).toContain(`"value":${digits}}`);
    }
  });

  test.each([
    [{ level: "10" }, { level: 10 }],
    [{ level: 10 }, { level: "10" }],
    [{ ips: ["1"] }, { ips: [1] }],
  ])("an edit of the type alone is sent: %o to %o", async (before, after) => {
    const action = { actionType: "changeThreatLevel" };
    const { emulator, deployment, created, there } = await tuned(
      {},
      { ...blockWebshell, actions: [{ ...action, ...before }] },
    );
    await deployment().update(created, { ...blockWebshell, actions: [{ ...action, ...after }] });
    expect(calls(emulator)).toEqual([LIST, POST, LIST]);
    expect(there().actions).toEqual([{ ...action, ...after }]);
  });

  test("the other form of conditions says the same again and leaves what was tuned", async () => {
    const tunedConditions = [condition("alert_level", "serious"), condition("added", "x")];
    const program = { ...blockWebshell, conditions: { alert_level: { equals: "serious" } } };
    const { deployment, created, there } = await tuned(
      { ExecutionCondition: JSON.stringify(tunedConditions) },
      program,
    );
    const { conditions: _, ...rest } = program;
    await deployment().update(created, { ...rest, executionCondition: [condition("alert_level", "serious")] });
    expect(there().conditions).toEqual(tunedConditions);
  });
});

describe("after a deployment that stopped in the middle", () => {
  test("the next one does what is owed, and no more", async () => {
    const { emulator, deployment, created, there } = await tuned({ AutoResponseType: "event" });
    emulator.addFault({ operation: POST, fault: "permission" });
    const edited = { ...blockWebshell, enabled: false, actions: [{ actionType: "notify" }] };
    const { recorded, error } = await deployment().apply(created, edited);
    expect(error?.message).toContain("NoPermission");
    expect(recorded?.state).toMatchObject({
      enabled: false,
      autoResponseType: "alert",
      actions: blockWebshell.actions,
    });
    calls(emulator);
    await deployment().apply(recorded, edited);
    expect(calls(emulator)).toEqual([LIST, POST, LIST]);
    expect(there()).toMatchObject({ Status: 0, AutoResponseType: "event", ActionType: "notify" });
  });

  test("a new rule that could not be read back is switched on", async () => {
    const { emulator, deployment } = await rules();
    emulator.addFault({ operation: LIST, fault: "permission", after: 1 });
    const { recorded } = await deployment().apply(undefined, blockWebshell);
    calls(emulator);
    const next = await deployment().apply(recorded, blockWebshell);
    expect(next.recorded?.state.enabled).toBe(true);
    expect(calls(emulator)).toEqual([STATUS, LIST]);
  });
});

describe("what the service adds is no drift", () => {
  test.each<[string, object, object]>([
    ["another name of the same playbook", {}, { playbookName: "Block an IP" }],
    ["empty parameters of an action", {}, { disposeParam: {}, note: "", tags: [], id: null }],
    [
      "emptiness at any depth",
      { disposeParam: { period: "7d" } },
      { disposeParam: { period: "7d", ip: { v6: null } } },
    ],
  ])("%s", async (_what, written, shown) => {
    const [playbook] = blockWebshell.actions;
    const program = { ...blockWebshell, actions: [{ ...playbook, ...written }] };
    const ActionConfig = JSON.stringify([{ ...playbook, ...shown }]);
    const { deployment, created } = await tuned({ ActionConfig }, program);
    expect(await deployment().read(created)).toEqual(created.state);
  });

  test("keys inside the sides of a condition, and an empty right-hand side", async () => {
    const program = {
      ...blockWebshell,
      conditions: { alert_name: { isNull: true }, alert_level: { equals: "serious" } },
    };
    const { deployment, created } = await tuned(
      {
        ExecutionCondition: JSON.stringify([
          { left: { value: "alert_name", type: "varchar", isVar: false }, operator: "isNull", right: { value: null } },
          { ...condition("alert_level", "serious"), left: { value: "alert_level", dataType: "enum", modifier: "" } },
        ]),
      },
      program,
    );
    expect(await deployment().read(created)).toEqual(created.state);
  });

  test.each([
    { left: { value: "alert_level" }, operator: "equals", right: { value: "serious", isVar: true } },
    { left: { value: "alert_level", modifier: "lower" }, operator: "equals", right: { value: "serious" } },
    { ...condition("alert_level", "serious"), isNot: true },
  ])("but what says something is: %o", async (item) => {
    const program = { ...blockWebshell, conditions: { alert_level: { equals: "serious" } } };
    const { deployment, created } = await tuned({ ExecutionCondition: JSON.stringify([item]) }, program);
    expect(await deployment().read(created)).toMatchObject({ executionCondition: [item] });
  });

  test("but parameters that somebody gives an action are", async () => {
    const ActionConfig = JSON.stringify([{ ...blockWebshell.actions[0], disposeParam: { period: "30d" } }]);
    const { deployment, created } = await tuned({ ActionConfig });
    expect(await deployment().read(created)).toMatchObject({ actions: JSON.parse(ActionConfig) });
  });
});
