import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Emulator } from "../../provider/emulator";
import { check } from "../../provider/lifecycle/check";
import { diff } from "../../provider/lifecycle/diff";
import type { CommonInputs } from "../../provider/lifecycle/kind";
import type { Row } from "../../provider/lifecycle/rows";
import { inputsOf, withoutUndefined } from "../../provider/lifecycle/state";
import { requestOf } from "../../provider/lifecycle/wire";
import { type AnyKind, type KindName, kinds } from "../../provider/resources";
import {
  type AutomateResponseConfigInputs,
  properties,
} from "../../provider/resources/automate-response-config/properties";
import { toExecutionCondition } from "../../provider/rule-language/conditions";
import { cloudOf, urnOf } from "../support/deployment";
import { ARGS, type Round, round, seed } from "../support/rounds";

type Properties = Readonly<Record<string, unknown>>;

/** The properties that are sent by a call of their own, and the call. */
const OWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AutomateResponseConfig: { enabled: "UpdateAutomateResponseConfigStatus" },
  SoarStrategyTask: { taskAction: "ProcessSoarStrategyTask" },
  SoarStrategyTaskState: { taskAction: "ProcessSoarStrategyTask" },
};
const REMEMBERED = [
  "onDelete",
  "onFinished",
  "adopt",
  "allowUnknownFields",
  "timeouts",
  "wait",
  "onFailure",
  "rollbackOnDestroy",
  "cancelOnDelete",
];
/** The properties of a rule that are sent in a parameter of their own, and the parameter. */
const RULE_FIELDS = Object.entries<Row>(properties.rows).flatMap(([name, { wire }]) => {
  return wire.field === undefined || wire.own || wire.field === "ExecutionCondition"
    ? []
    : [[name, wire.field] as const];
});

const ROUNDS = 200;
const __urn = urnOf("one");
/** The strategy task that is there. */
const TASK = "5000";
const DAY_MS = 86_400_000;
const there = {
  strategies: ["8000", "8001"].map((Id) => ({ Id, Name: "fix" })),
  strategyTasks: [{ Id: TASK }],
  durations: { strategyTaskWaiting: DAY_MS },
};
/** What a program of the kind always says. */
const FIXED: Readonly<Partial<Record<KindName, Properties>>> = {
  AutomateResponseConfig: { ruleName: "round" },
  SoarStrategyTask: { strategyTaskName: "round" },
  SoarStrategyTaskState: { strategyTaskId: TASK },
};

async function play({ kind: name, program, edit, drift, isRefreshed, ignored }: Round): Promise<void> {
  const kind: AnyKind = kinds[name];
  const { emulator, deployment } = await cloudOf<CommonInputs, CommonInputs>(kind, { state: there });
  const [first, second] = [deployment(), deployment()];
  // An end is not waited for here.
  const fixed = { ...FIXED[name], ...("wait" in ARGS[name] && { wait: false }) };

  let recorded = await first.create({ __urn, ...withoutUndefined({ ...program, ...fixed }) });
  const { id } = recorded;
  if (name === "AutomateResponseConfig") {
    expect(emulator.state.rule(id)).toMatchObject(
      requestOf(properties, recorded.state as AutomateResponseConfigInputs),
    );
    Object.assign(emulator.state.rule(id), drift);
  }
  const task = emulator.state.strategyTasks.find(({ Id }) => Id === id);
  if (task && drift.Status) Object.assign(task, drift);
  if (isRefreshed) recorded = { id, state: (await second.read(recorded)) as CommonInputs };

  const { config } = second.context;
  const inputs = propertiesOf(inputsOf(kind, recorded.state));
  const news = withoutUndefined(ignoring({ ...program, ...fixed, ...edit }, inputs, ignored));
  const checked = check(kind, config, news, { urn: __urn, olds: inputs });
  expect(checked.failures).toEqual([]);
  const wanted = propertiesOf(checked.inputs);
  const lines = changedIn(inputs, wanted).filter((line) => line !== "summary");
  const remembers = lines.filter((line) => REMEMBERED.includes(line));
  const isUpdated = (line: string) => name === "AutomateResponseConfig" || OWN[name]?.[line] !== undefined;
  const [updates, replaces] = [true, false].map((updated) =>
    lines.filter((line) => !remembers.includes(line) && isUpdated(line) === updated),
  ) as [string[], string[]];
  const found = diff(kind, config, recorded.state, checked.inputs);
  expect(sortedLists(found)).toEqual(sortedLists({ updates, replaces, remembers }));
  if (updates.length === 0 || replaces.length > 0) return;

  const before = structuredClone(emulator.state.rules.find(({ Id }) => Id === id));
  emulator.journal.length = 0;
  const after = await second.update(recorded, { __urn, ...news });
  const writes = emulator.journal
    .map(({ operation }) => operation)
    .filter((operation) => !/^(List|Describe|Get)/.test(operation));
  if (name !== "AutomateResponseConfig") {
    const isSo = writes.length === 0 && isTaskAsWanted(emulator, id, wanted);
    expect(writes).toEqual(isSo ? [] : updates.map((line) => OWN[name]?.[line]));
    return;
  }
  const posts = updates.some((line) => line !== "enabled") ? ["PostAutomateResponseConfig"] : [];
  const switches = updates.includes("enabled") ? ["UpdateAutomateResponseConfigStatus"] : [];
  expect([...writes].sort()).toEqual([...posts, ...switches]);
  const rule = emulator.state.rule(id);
  expect(rule.Status).toBe(updates.includes("enabled") ? (wanted.enabled ? 100 : 0) : before?.Status);
  const sent: Properties = requestOf(properties, checked.inputs as AutomateResponseConfigInputs);
  for (const [line, field] of RULE_FIELDS) {
    if (!updates.includes(line)) expect(read(rule, field)).toEqual(before && read(before, field));
    // What somebody tuned of an action that the edit does not name stays in the list.
    else if (sent[field] !== undefined && line !== "actions") expect(read(rule, field)).toBe(sent[field]);
  }
  const shownKeys = changedIn(conditionsOf(inputs), conditionsOf(wanted));
  const kept = (all: Properties) => Object.entries(all).filter(([key]) => !shownKeys.includes(key));
  const [now, then] = [rule, before].map((of) =>
    conditionsOf({ executionCondition: JSON.parse(of?.ExecutionCondition ?? "[]") }),
  );
  const shown = Object.entries(conditionsOf(wanted)).filter(([key]) => shownKeys.includes(key));
  const edited = [...kept(then ?? {}), ...shown];
  // A rule without conditions would match everything.
  const expected = edited.length === 0 ? Object.entries(conditionsOf(wanted)) : edited;
  expect(new Map(Object.entries(now ?? {}))).toEqual(new Map(expected));
  expect(after.state).toMatchObject({ enabled: wanted.enabled, actions: wanted.actions });
}

test(`the calls of an update are those that the lines of its preview ask for, and what no line names stays: seed ${seed}`, async () => {
  await fc.assert(fc.asyncProperty(round, play), { numRuns: ROUNDS, seed, endOnFailure: true });
});

function propertiesOf(inputs: object): Properties {
  return { ...withoutUndefined(inputs) };
}

function sortedLists(lists: object): object {
  return Object.fromEntries(Object.entries(lists).map(([list, names]) => [list, [...names].sort()]));
}

function isTaskAsWanted({ state }: Emulator, id: string, { taskAction }: Properties): boolean {
  const { Status = "" } = state.strategyTasks.find(({ Id }) => Id === id) ?? {};
  return taskAction === undefined || (Status === "4") === (taskAction === "PAUSE");
}

/** What the engine makes of a program with `ignoreChanges`. */
function ignoring(program: Properties, inputs: Properties, paths: readonly string[]): Properties {
  const news: Record<string, unknown> = structuredClone(program);
  for (const path of paths) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    const within = (root: unknown) => names.reduce((above, name) => (above as Properties | undefined)?.[name], root);
    const [parent, old] = [within(news), within(inputs)] as [
      Record<string, unknown> | undefined,
      Properties | undefined,
    ];
    if (parent === undefined || old === undefined) continue;
    if (old[last] !== undefined) parent[last] = old[last];
    // A program that is left without a condition is refused, and tells nothing of updates.
    else if (Object.keys(parent).length > 1) delete parent[last];
  }
  return news;
}

function changedIn(a: Properties, b: Properties): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !isDeepStrictEqual(a[name], b[name]));
}

/** Conditions by field and operator. */
function conditionsOf({ conditions: map, executionCondition: items }: Properties): Properties {
  const all = (items ?? toExecutionCondition((map ?? {}) as never)) as ReturnType<typeof toExecutionCondition>;
  return Object.fromEntries(all.map(({ left, operator, right }) => [`${left.value} ${operator}`, right?.value]));
}

function read(rule: object, field: string): unknown {
  const found = (rule as Properties)[field];
  return field === "ActionConfig" ? JSON.parse(String(found)) : found;
}
