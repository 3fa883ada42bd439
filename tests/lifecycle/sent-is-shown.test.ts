import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  AutomateResponseConfig,
  OnceTask,
  OperationTask,
  SoarStrategyTask,
  SoarStrategyTaskState,
} from "../../provider/dynamic/v1";
import { type Emulator, startEmulator } from "../../provider/emulator";
import type { KindName } from "../../provider/resources";
import { toExecutionCondition } from "../../provider/rule-language/conditions";
import { urnOf } from "../support/deployment";
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
const RULE_FIELDS: Readonly<Record<string, string>> = {
  ruleName: "RuleName",
  autoResponseType: "AutoResponseType",
  actions: "ActionConfig",
  subUserId: "SubUserId",
};

const PROVIDERS = { AutomateResponseConfig, OnceTask, OperationTask, SoarStrategyTask, SoarStrategyTaskState };

const ROUNDS = 200;
/** Id of the first of the strategy tasks that are there, one a round. */
const FIRST_TASK = 5_000;

let emulator: Emulator;
beforeAll(async () => {
  const strategies = ["8000", "8001"].map((Id) => ({ Id, Name: "fix" }));
  const strategyTasks = Array.from({ length: ROUNDS + 1 }, (_, index) => ({ Id: String(FIRST_TASK + index) }));
  const DAY_MS = 86_400_000;
  const durations = { operationTaskStep: 1, onceTaskDispatch: 1, onceTaskRunning: 1, strategyTaskWaiting: DAY_MS };
  emulator = await startEmulator({ state: { strategies, strategyTasks, durations } });
  const { url, accessKeyId, accessKeySecret } = emulator;
  const config: Readonly<Record<string, string>> = {
    region: "cn-hangzhou",
    sasEndpoint: url,
    cloudSiemEndpoint: url,
    accessKeyId,
    accessKeySecret,
    maxCallsPerSecond: "1000",
  };
  const get = (key: string) => config[key.replace("alicloud-soar:", "")];
  const { configure } = AutomateResponseConfig();
  await configure?.({ config: { get, require: (key: string) => String(get(key)) } });
});
afterAll(() => emulator.close());

let count = 0;

async function play({ kind, program, edit, drift, isRefreshed, ignored }: Round): Promise<void> {
  count += 1;
  const provider = PROVIDERS[kind]();
  const __urn = urnOf(`round-${count}`);
  const named = { AutomateResponseConfig: "ruleName", SoarStrategyTask: "strategyTaskName" } as Partial<
    Record<KindName, string>
  >;
  const own: Properties = {
    ...(named[kind] && { [named[kind] ?? ""]: `round ${count}` }),
    ...(kind === "SoarStrategyTaskState" && { strategyTaskId: String(FIRST_TASK + count) }),
    ...(kind === "OperationTask" && { checkId: String(1_000 + count) }),
    ...(kind === "OnceTask" && { param: { uuids: `inet-${count}` } }),
  };
  // An end is not waited for here.
  const unwaited = "wait" in ARGS[kind] ? { wait: false } : {};
  const given = (properties: Properties) => ({ ...withoutAbsent({ ...own, ...properties }), __urn });
  const checked = async (olds: Properties, news: Properties): Promise<Properties> => {
    const { inputs, failures } = (await provider.check?.(olds, news)) ?? {};
    expect(failures).toEqual([]);
    return inputs;
  };

  let inputs = await checked({}, given({ ...program, ...own, ...unwaited }));
  const { id, outs } = await provider.create(inputs);
  let outputs: Properties = outs;
  if (kind === "AutomateResponseConfig") Object.assign(emulator.state.rule(id), drift);
  const task = emulator.state.strategyTasks.find(({ Id }) => Id === id);
  if (task && drift.Status) Object.assign(task, drift);
  if (isRefreshed) {
    const found = await provider.read?.(id, outputs);
    outputs = found?.props ?? {};
    inputs = found?.inputs ?? {};
  }

  const news = ignoring({ ...program, ...own, ...unwaited, ...edit }, inputs, ignored);
  const wanted = await checked(inputs, given(news));
  const lines = changedIn(inputs, wanted).filter((name) => name !== "summary");
  const remembered = lines.filter((name) => REMEMBERED.includes(name));
  const updated = kind === "AutomateResponseConfig" ? lines : lines.filter((name) => OWN[kind]?.[name]);
  const replaced = lines.filter((name) => !remembered.includes(name) && !updated.includes(name));
  const { changes, replaces = [] } = (await provider.diff?.(id, outputs, wanted)) ?? {};
  expect({ changes, replaces: [...replaces].sort() }).toEqual({
    changes: lines.length === 0 ? false : undefined,
    replaces: replaced.sort(),
  });
  if (lines.length === 0 || replaced.length > 0) return;

  const before = structuredClone(emulator.state.rules.find(({ Id }) => Id === id));
  emulator.journal.length = 0;
  const after = await provider.update?.(id, outputs, wanted);
  const writes = emulator.journal
    .map(({ operation }) => operation)
    .filter((operation) => !/^(List|Describe|Get)/.test(operation));
  if (kind !== "AutomateResponseConfig") {
    const isSo = writes.length === 0 && isTaskAsWanted(id, wanted);
    expect(writes).toEqual(isSo ? [] : updated.map((name) => OWN[kind]?.[name]));
    return;
  }
  const sent = updated.filter((name) => !remembered.includes(name));
  const posts = sent.some((name) => name !== "enabled") ? ["PostAutomateResponseConfig"] : [];
  const switches = sent.includes("enabled") ? ["UpdateAutomateResponseConfigStatus"] : [];
  expect([...writes].sort()).toEqual([...posts, ...switches]);
  const rule = emulator.state.rule(id);
  expect(rule.Status).toBe(sent.includes("enabled") ? (wanted.enabled ? 100 : 0) : before?.Status);
  for (const [name, field] of Object.entries(RULE_FIELDS)) {
    if (!sent.includes(name)) expect(read(rule, field)).toEqual(before && read(before, field));
  }
  const shownKeys = changedIn(conditionsOf(inputs), conditionsOf(wanted));
  const kept = (all: Properties) => Object.entries(all).filter(([key]) => !shownKeys.includes(key));
  const [there, then] = [rule, before].map((of) =>
    conditionsOf({ executionCondition: JSON.parse(of?.ExecutionCondition ?? "[]") }),
  );
  const shown = Object.entries(conditionsOf(wanted)).filter(([key]) => shownKeys.includes(key));
  const edited = [...kept(then ?? {}), ...shown];
  // A rule without conditions would match everything.
  const expected = edited.length === 0 ? Object.entries(conditionsOf(wanted)) : edited;
  expect(new Map(Object.entries(there ?? {}))).toEqual(new Map(expected));
  expect(after?.outs).toMatchObject({ enabled: wanted.enabled, actions: wanted.actions });
}

test(`the calls of an update are those that the lines of its preview ask for, and what no line names stays: seed ${seed}`, {
  timeout: 600_000,
}, async () => {
  await fc.assert(fc.asyncProperty(round, play), { numRuns: ROUNDS, seed, endOnFailure: true });
});

function isTaskAsWanted(id: string, { taskAction }: Properties): boolean {
  const { Status = "" } = emulator.state.strategyTasks.find(({ Id }) => Id === id) ?? {};
  return taskAction === undefined || (Status === "4") === (taskAction === "PAUSE");
}

function withoutAbsent(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, found]) => found !== undefined));
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
