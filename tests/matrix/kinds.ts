import type { Seed, State } from "../../provider/emulator/index.ts";

/** What the matrix declares of a kind. Numbers tell one thing from another that means something else. */
export interface Kind {
  /** The class. */
  readonly name: string;
  /** Arguments of the thing `n`. */
  args(n: number): object;
  /** Arguments that give it a name of the program's own; kinds without names have none. */
  named?(name: string): object;
  /** What an edit adds: an update, or for what runs once another run. */
  readonly edited: object;
  /** What an edit adds that replaces the thing. */
  replaced(n: number): object;
  /** Ids and contents of all things of the kind in a cloud, those that count as a resource's own being `made`. */
  things(state: State): readonly Found[];
  /** What somebody else has before the first deployment, of the same meaning where that is not ours by design. */
  readonly bystanders: Seed;
  /** Whether a thing outlives its resource, however it is. */
  readonly stays?: true;
  /** Whether it does as it is. */
  outlives(content: object): boolean;
  /** Whether each resource is a run of its own. */
  readonly runsOnce?: true;
  /** Whether two resources may mean one thing, which is somebody else's. */
  readonly sharesTarget?: true;
}

/** A thing in a cloud. */
export interface Found {
  readonly id: string;
  readonly content: object;
  /** Whether it is what a resource makes; a strategy task that somebody else made is so once it is paused. */
  readonly made: boolean;
}

const SERIOUS = '[{"left":{"value":"alert_level"},"operator":"equals","right":{"value":"serious-1"}}]';
const params = (n: number) => [{ name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl: n } }];
const task = (n: number) => ({ Id: `810${n}`, Name: `weekly fix ${n}`, StrategyId: "8000", Status: "1" });
const foreignTasks = [task(1), task(2), task(3), { ...task(9), Params: JSON.stringify(params(1)), Status: "-1" }];

const rule: Kind = {
  name: "AutomateResponseConfig",
  args: (n) => ({
    autoResponseType: "alert",
    conditions: { alert_level: { equals: `serious-${n}` } },
    actions: [
      { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758" },
    ],
  }),
  named: (name) => ({ ruleName: name }),
  edited: { enabled: false, conditions: { alert_level: { equals: "edited" } } },
  replaced: () => ({ roleFor: "1111111111111111" }),
  things: ({ rules }) => rules.map((content) => ({ id: content.Id, content, made: true })),
  outlives: () => false,
  bystanders: {
    rules: [
      { RuleName: "somebody's", ExecutionCondition: SERIOUS, Status: 100 },
      { RuleName: "block", ExecutionCondition: SERIOUS, Status: 100, RoleFor: "2222222222222222" },
    ],
  },
};

const strategyTask: Kind = {
  name: "SoarStrategyTask",
  args: (n) => ({
    strategyId: "8000",
    strategyName: "Automated Batch Vulnerability Fixing Policy for Multiple Servers",
    strategyTaskParams: params(n),
  }),
  named: (name) => ({ strategyTaskName: name }),
  edited: { taskAction: "PAUSE", onDelete: "forget" },
  replaced: (n) => ({ strategyTaskParams: params(n + 10) }),
  things: ({ strategyTasks }) => strategyTasks.map((content) => ({ id: content.Id, content, made: true })),
  // The service deletes waiting tasks only.
  outlives: (content) => (content as { Status?: string }).Status !== "-1",
  bystanders: { strategyTasks: foreignTasks },
};

const taskState: Kind = {
  name: "SoarStrategyTaskState",
  args: (n) => ({ strategyTaskId: `810${n}`, taskAction: "PAUSE" }),
  edited: { onFinished: "ignore" },
  replaced: (n) => ({ strategyTaskId: `810${n + 2}` }),
  things: ({ strategyTasks }) =>
    strategyTasks.map((content) => ({
      id: content.Id,
      content,
      made: content.Id !== "8109" && content.Status === "4",
    })),
  bystanders: { strategyTasks: foreignTasks },
  stays: true,
  outlives: () => true,
  sharesTarget: true,
};

const repair: Kind = {
  name: "OperationTask",
  args: (n) => ({
    checkId: "132",
    type: "REPAIR",
    dimensionType: "INSTANCE",
    operationTaskInstances: [{ instanceId: `i-${n}`, regionId: "cn-hangzhou" }],
    wait: false,
  }),
  edited: { triggers: { run: "2" } },
  replaced: () => ({ triggers: { run: "2" } }),
  things: ({ operationTasks }) =>
    operationTasks.map((content) => ({ id: content.RootTaskId, content, made: content.Type === "REPAIR" })),
  bystanders: {
    operationTasks: [{ InstanceId: "i-1", Status: "REPAIR_SUCCESS_VERIFIED" }],
  },
  stays: true,
  outlives: () => true,
  runsOnce: true,
};

const scan: Kind = {
  name: "OnceTask",
  args: (n) => ({
    taskType: "CLIENT_PROBLEM_CHECK",
    param: { problemType: "offline", uuids: `inet-${n}` },
    wait: false,
  }),
  edited: { triggers: { run: "2" } },
  replaced: () => ({ triggers: { run: "2" } }),
  things: ({ onceTasks }) => onceTasks.map((content) => ({ id: content.TaskId, content, made: true })),
  bystanders: {
    onceTasks: [{ Param: '{"problemType":"offline","uuids":"inet-1"}', TaskStatusText: "SUCCESS" }],
  },
  stays: true,
  outlives: () => true,
  runsOnce: true,
};

/** The kinds, by what the table calls them. */
export const kinds = { rule, "strategy task": strategyTask, "task state": taskState, repair, scan } as const;

/** What the table calls a kind. */
export type KindName = keyof typeof kinds;
