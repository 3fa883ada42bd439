import { describe, expect, test } from "vitest";
import { listAutomateResponseConfigs } from "../../../provider/api/operations/ListAutomateResponseConfigs";
import { check } from "../../../provider/lifecycle/check";
import { diff } from "../../../provider/lifecycle/diff";
import { inputsOf, withoutUndefined } from "../../../provider/lifecycle/state";
import { listRules } from "../../../provider/resources/automate-response-config/list";
import { automateResponseConfig as kind, stateOf } from "../../../provider/resources/automate-response-config/verbs";
import { calls } from "../../support/deployment";
import { blockWebshell, blockWebshellThere, LIST, POST, rules } from "./rule";

const item = { left: { value: "alert_level" }, operator: "equals", right: { value: "serious" } };
const other = { left: { value: "alert_name" }, operator: "containsString", right: { value: "webshell_online" } };
const { conditions: _conditions, actions: _actions, ...rest } = blockWebshell;

/** Texts of ExecutionCondition that are no array of conditions as the documents describe it. */
const oddConditions = {
  "no field": JSON.stringify([{ operator: "equals", right: { value: "x" } }]),
  "a field that is no text": JSON.stringify([{ ...item, left: { value: 5 } }]),
  "texts instead of objects": JSON.stringify(["alert_level = serious"]),
  "logic beside the conditions": JSON.stringify({ logic: "1|2", conditions: [item, item] }),
  "no condition": "[]",
  "an empty text": "",
  "no JSON": "alert_level = serious",
  "a condition whose value is null": JSON.stringify([{ ...item, right: null }]),
  "a number above 2^53": '{"id":204859012345678901}',
};

/** Texts of ActionConfig that are no list of actions. */
const oddActions = {
  "no type": '[{"playbookName":"x"}]',
  "a playbook without UUID": '[{"actionType":"doPlaybook","playbookName":"x"}]',
  "texts instead of objects": '["doPlaybook"]',
  "an object": '{"actionType":"notify"}',
  "no action": "[]",
  "an empty text": "",
};

const there = [
  ...Object.entries(oddConditions).map(([RuleName, ExecutionCondition]) => ({ RuleName, ExecutionCondition })),
  ...Object.entries(oddActions).map(([name, ActionConfig]) => ({ RuleName: `actions: ${name}`, ActionConfig })),
].map((odd) => ({ ...blockWebshellThere, ...odd }));

describe("a rule in a form that no document describes", () => {
  test("breaks no list, comes back as the text that it is, and can be declared as it is", async () => {
    const { emulator, deployment } = await rules({ state: { rules: [...there, blockWebshellThere] } });
    const found = await listRules(deployment().context, {});
    expect(found.map(({ state }) => state.ruleName).sort()).toEqual(
      [...there, blockWebshellThere].map(({ RuleName }) => RuleName).sort(),
    );
    calls(emulator);
    const refresh = deployment();
    for (const { id, state } of found) {
      const { summary, ...program } = inputsOf(kind, state);
      const { inputs, failures } = check(kind, refresh.context.config, program);
      expect(failures, state.ruleName).toEqual([]);
      expect(diff(kind, refresh.context.config, state, inputs)).toEqual({ updates: [], replaces: [], remembers: [] });
      expect(await refresh.read({ id, state: { ...state, ...inputs } })).toEqual({ ...state, ...inputs });
    }
    expect(calls(emulator)).toEqual([LIST]);
  });

  test.each(Object.entries(oddConditions))("is not one without conditions: %s", async (_what, ExecutionCondition) => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    Object.assign(emulator.state.rule(created.id), { ExecutionCondition });
    const state = await deployment().read(created);
    const verbatim = state?.executionCondition as { verbatim: string };
    expect(state).toMatchObject({ conditions: undefined, executionCondition: { verbatim: expect.any(String) } });
    expect(verbatim.verbatim.replace(/\s/g, "")).toHaveLength(ExecutionCondition.replace(/\s/g, "").length);
    if (!state) return;
    const repaired = await deployment().update({ id: created.id, state }, blockWebshell);
    expect(repaired).toEqual(created);
    expect(await deployment().read(repaired)).toEqual(created.state);
  });

  test("is sent as it is written", async () => {
    const { emulator, deployment } = await rules();
    const verbatim = '[ "alert_level = serious" ]';
    const actions = { verbatim: '[{"actionType":"doPlaybook", "playbookName":"x"},{"actionType":"a"}]' };
    await deployment().create({ ...rest, executionCondition: { verbatim }, actions });
    const [post] = emulator.journal.filter(({ operation }) => operation === POST).map(({ params }) => params);
    expect(post).toMatchObject({
      ExecutionCondition: verbatim,
      ActionConfig: actions.verbatim,
      ActionType: "doPlaybook,a",
    });
  });
});

describe("nulls that the service puts somewhere", () => {
  const nulls = {
    ExecutionCondition: JSON.stringify([
      null,
      { ...other, isNot: null, left: { ...other.left, modifier: null, isVar: null } },
      { ...item, right: { ...item.right, type: null }, group: null },
    ]),
    ActionConfig: JSON.stringify([{ ...blockWebshell.actions[0], disposeParam: null, owner: { id: null } }, null]),
  };

  test("are no drift", async () => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    Object.assign(emulator.state.rule(created.id), nulls);
    expect(await deployment().read(created)).toEqual(created.state);
  });

  test("stand in no list and in no program", async () => {
    const { deployment } = await rules({ state: { rules: [{ ...blockWebshellThere, ...nulls }] } });
    const [found] = await listRules(deployment().context, {});
    expect(found?.state.conditions).toEqual(blockWebshell.conditions);
    expect(found?.state.actions).toEqual([{ ...blockWebshell.actions[0], owner: {} }]);
  });

  test("may be written beside what the map cannot say", async () => {
    const { emulator, deployment } = await rules();
    const raw = [{ left: { value: "alert_name", modifier: "x" }, operator: "isNull", right: null, isNot: null }];
    const created = await deployment().create({ ...rest, actions: blockWebshell.actions, executionCondition: raw });
    Object.assign(emulator.state.rule(created.id), { ExecutionCondition: JSON.stringify(raw) });
    expect(created.state.executionCondition).toEqual([
      { left: { value: "alert_name", modifier: "x" }, operator: "isNull" },
    ]);
    expect(await deployment().read(created)).toEqual(created.state);
  });
});

test.each([
  ["left out", {}],
  ["null", { ExecutionCondition: null, ActionConfig: null }],
])("conditions and actions that are %s in an answer stay as they are recorded", async (_how, texts) => {
  const { deployment } = await rules();
  const { id: Id, state } = await deployment().create(blockWebshell);
  const { ExecutionCondition: _, ActionConfig: __, ...others } = blockWebshellThere;
  const shown = { Id, Status: 100, ResponseRuleType: "custom", GmtCreate: "2026-11-22 03:04:58", ...others, ...texts };
  const Data = { PageInfo: { CurrentPage: 1, PageSize: 1, TotalCount: 1 }, ResponseData: [shown] };
  const [rule] = listAutomateResponseConfigs.decode({ Success: true, Data }).ResponseData;
  expect(rule && withoutUndefined(stateOf(rule, state))).toEqual(state);
});

describe("several values of one field and operator", () => {
  const several = {
    alert_name: { containsString: { msiexec: true, "://": true } },
    alert_level: { in: ["serious", "remind"] },
  };

  test("are one condition each, or one with a list, and come back as they were written", async () => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create({ ...blockWebshell, conditions: several });
    const [post] = emulator.journal.filter(({ operation }) => operation === POST).map(({ params }) => params);
    expect(JSON.parse(post?.ExecutionCondition ?? "")).toEqual([
      { left: { value: "alert_level" }, operator: "in", right: { value: ["serious", "remind"] } },
      { left: { value: "alert_name" }, operator: "containsString", right: { value: "://" } },
      { left: { value: "alert_name" }, operator: "containsString", right: { value: "msiexec" } },
    ]);
    expect(await deployment().read(created)).toEqual(created.state);
  });

  test("are edited one by one, in whatever order the service has them", async () => {
    const { emulator, deployment } = await rules();
    const of = (values: readonly string[]) => ({
      ...blockWebshell,
      conditions: { alert_name: { containsString: Object.fromEntries(values.map((value) => [value, true])) } },
    });
    const created = await deployment().create(of(["a", "b", "d"]));
    const there = emulator.state.rule(created.id);
    there.ExecutionCondition = JSON.stringify(JSON.parse(there.ExecutionCondition).reverse());
    await deployment().update(created, of(["b", "c", "d"]));
    const values = JSON.parse(there.ExecutionCondition).map((sent: typeof item) => sent.right.value);
    expect(values.sort()).toEqual(["b", "c", "d"]);
  });

  test("that somebody adds in the console are drift within the map", async () => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    emulator.state.rule(created.id).ExecutionCondition = JSON.stringify([
      item,
      other,
      { ...other, right: { value: "backdoor" } },
    ]);
    expect(await deployment().read(created)).toEqual({
      ...created.state,
      conditions: {
        ...blockWebshell.conditions,
        alert_name: { containsString: { webshell_online: true, backdoor: true } },
      },
    });
  });
});
