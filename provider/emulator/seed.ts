import { randomBytes } from "node:crypto";
import { formatTime } from "./cloud-siem";
import { defaultFeatures, defaultPlaybooks, defaultStrategies } from "./preset";
import type {
  Durations,
  Feature,
  OnceTask,
  OperationProcess,
  OperationTask,
  Playbook,
  Rule,
  State,
  Strategy,
  StrategyTask,
} from "./state";

/** Parts of a state; what is left out of a rule, task and so on gets a plausible value. */
export interface Seed
  extends Partial<
    Pick<
      State,
      | "nextRuleId"
      | "defaultStatus"
      | "rewriteRuleJson"
      | "nextStrategyTaskId"
      | "checkInstances"
      | "instanceOutcomes"
      | "onceTaskLimit"
      | "onceTaskOutcomes"
    >
  > {
  rules?: Partial<Rule>[];
  features?: Partial<Feature>[];
  playbooks?: Partial<Playbook>[];
  strategies?: Partial<Strategy>[];
  strategyTasks?: Partial<StrategyTask>[];
  operationTasks?: Partial<OperationTask>[];
  operationProcesses?: Partial<OperationProcess>[];
  onceTasks?: Partial<OnceTask>[];
  durations?: Partial<Durations>;
}

/** An id as the Sas operations show it: 32 hexadecimal digits. */
export function newTaskId(): string {
  return randomBytes(16).toString("hex");
}

/** A state without rules and tasks, with a few features, playbooks and strategies. */
export function initialState(now: number): State {
  const state: State = {
    rules: [],
    nextRuleId: "9007199254740993",
    defaultStatus: 0,
    rewriteRuleJson: true,
    features: [],
    playbooks: [],
    strategies: [],
    strategyTasks: [],
    nextStrategyTaskId: "204859012345678901",
    operationTasks: [],
    checkInstances: {},
    instanceOutcomes: {},
    operationProcesses: [],
    onceTasks: [],
    onceTaskLimit: 10,
    onceTaskOutcomes: {},
    durations: {
      strategyTaskWaiting: 60_000,
      strategyTaskStarting: 2_000,
      strategyTaskRunning: 5_000,
      operationTaskStep: 2_000,
      operationProcessStep: 5_000,
      onceTaskDispatch: 0,
      onceTaskRunning: 5_000,
    },
  };
  applySeed(
    state,
    { features: defaultFeatures, playbooks: defaultPlaybooks, strategies: defaultStrategies },
    now,
  );
  return state;
}

/** Replaces the parts of `state` that `seed` has; the others stay. Throws Error for a part that does not exist. */
export function applySeed(state: State, seed: Seed, now: number): void {
  const unknown = Object.keys(seed).filter((key) => !Object.hasOwn(state, key));
  if (unknown.length > 0) {
    throw new Error(`not part of the state: ${unknown.join(", ")}; known: ${Object.keys(state).join(", ")}`);
  }
  for (const part of Object.values(seed).flat()) checkIds(part);
  const { rules, features, playbooks, strategies, durations, ...others } = seed;
  const { strategyTasks, operationTasks, operationProcesses, onceTasks, ...plain } = others;
  Object.assign(state, plain);
  Object.assign(state.durations, durations);
  if (rules) state.rules = rules.map((part) => newRule(state, now, part));
  if (features) state.features = features.map(newFeature);
  if (playbooks) state.playbooks = playbooks.map((part) => newPlaybook(now, part));
  if (strategies) state.strategies = strategies.map((part) => newStrategy(now, part));
  if (strategyTasks) state.strategyTasks = strategyTasks.map((part) => newStrategyTask(state, now, part));
  if (operationTasks) state.operationTasks = operationTasks.map((part) => newOperationTask(now, part));
  if (operationProcesses) state.operationProcesses = operationProcesses.map((part) => newProcess(now, part));
  if (onceTasks) state.onceTasks = onceTasks.map((part) => newOnceTask(now, part));
}

/** A complete rule; one without Id takes the next id of the state. */
export function newRule(state: State, now: number, part: Partial<Rule>): Rule {
  const rule: Rule = {
    Id: part.Id ?? state.nextRuleId,
    RuleName: "rule",
    AutoResponseType: "alert",
    ActionType: "doPlaybook",
    ActionConfig:
      '[{"actionType":"doPlaybook","playbookName":"WafBlockIP","playbookUuid":"system_aliyun_waf_whole_process_book"}]',
    ExecutionCondition: '[{"left":{"value":"alert_level"},"operator":"equals","right":{"value":"serious"}}]',
    Status: state.defaultStatus,
    ResponseRuleType: "custom",
    Aliuid: "1234567890123456",
    SubUserId: "204859012345678901",
    DataType: 0,
    GmtCreate: formatTime(now),
    GmtModified: formatTime(now),
    RegionId: "cn-hangzhou",
    RoleType: 0,
    RoleFor: "",
    ...defined(part),
  };
  if (part.Id === undefined) state.nextRuleId = increment(state.nextRuleId);
  return rule;
}

/** A complete strategy task; one without Id takes the next id of the state. */
export function newStrategyTask(state: State, now: number, part: Partial<StrategyTask>): StrategyTask {
  const task: StrategyTask = {
    Id: part.Id ?? state.nextStrategyTaskId,
    Name: "strategy task",
    StrategyId: state.strategies[0]?.Id ?? "1",
    Status: "-1",
    RunMode: "runmode_TRIGGER_BY_USER",
    TotalNum: 1,
    SuccessNum: 0,
    FailedNum: 0,
    GmtCreate: now,
    GmtModified: now,
    GmtFinish: 0,
    Params: "[]",
    StrategyTaskPlanExeTime: 0,
    Since: now,
    ...defined(part),
  };
  if (part.Id === undefined) state.nextStrategyTaskId = increment(state.nextStrategyTaskId);
  return task;
}

/** A complete operation task, a repair that has just been submitted. */
export function newOperationTask(now: number, part: Partial<OperationTask>): OperationTask {
  const repair = part.Type !== "ROLLBACK";
  return {
    TaskId: newTaskId(),
    RootTaskId: newTaskId(),
    CheckId: "132",
    CheckShowName: `Check item ${part.CheckId ?? "132"}`,
    InstanceId: "i-emulator",
    RegionId: "cn-hangzhou",
    Vendor: "ALIYUN",
    Type: "REPAIR",
    Status: repair ? "INIT" : "ROLL_BACK_INIT",
    ErrorCode: "",
    ErrorMsg: "",
    DealTime: now,
    LastCheckTime: now,
    InstanceFreed: false,
    RepairSupportType: 1,
    RiskLevel: "high",
    SupportRollBack: repair,
    Since: now,
    ...defined(part),
  };
}

/** A complete once task that has just been created. */
export function newOnceTask(now: number, part: Partial<OnceTask>): OnceTask {
  return {
    TaskId: newTaskId(),
    RootTaskId: "",
    TaskType: "CLIENT_PROBLEM_CHECK",
    TaskName: part.TaskType ?? "CLIENT_PROBLEM_CHECK",
    Source: "Manual",
    TaskStatusText: "INIT",
    ResultInfo: "",
    TaskStartTime: now,
    TaskEndTime: 0,
    Param: '{"mode":1,"problemType":"offline","uuids":"inet-emulator"}',
    Since: now,
    ...defined(part),
  };
}

function newProcess(now: number, part: Partial<OperationProcess>): OperationProcess {
  return {
    TaskId: newTaskId(),
    TaskType: "CHECK_ALL",
    TaskSource: "YAO_CHI",
    StatusCode: 0,
    TotalCount: 10,
    FinishCount: 0,
    DetailTaskTotalCount: 10,
    DetailTaskReadyCount: 0,
    CreateTime: now,
    StartTime: 0,
    EndTime: 0,
    Since: now,
    ...defined(part),
  };
}

function newFeature(part: Partial<Feature>): Feature {
  return {
    Feature: "alert_name",
    DataType: "varchar",
    RightValueEnums: [],
    SupportOperators: [],
    AutoResponseTypes: ["event", "alert"],
    ...defined(part),
  };
}

function newPlaybook(now: number, part: Partial<Playbook>): Playbook {
  return {
    PlaybookUuid: newTaskId(),
    DisplayName: part.Name ?? "playbook",
    Description: "",
    Active: 1,
    OwnType: "user",
    ParamType: "template-ip",
    GmtCreate: now,
    GmtModified: String(now),
    LastRuntime: 0,
    TenantId: "1234567890123456",
    Name: "playbook",
    ...defined(part),
  };
}

function newStrategy(now: number, part: Partial<Strategy>): Strategy {
  return {
    Id: "1",
    Name: "strategy",
    Creator: "0",
    Description: "",
    RunMode: "runmode_TRIGGER_BY_USER",
    Type: "type_vulfix",
    GmtCreate: now,
    GmtModified: now,
    Subscribed: true,
    ExecuteNum: "0",
    ...defined(part),
  };
}

function defined<T extends object>(part: T): T {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as T;
}

/** Every 64-bit id of the state is a string of digits, since a number would lose some of them. */
function checkIds(part: unknown): void {
  if (typeof part !== "object" || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    const isId = ["Id", "SubUserId", "Aliuid", "StrategyId", "CheckId"].includes(key);
    if (isId && !(typeof value === "string" && /^\d+$/.test(value)))
      throw new Error(`${key} must be a string of digits`);
  }
}

function increment(id: string): string {
  return (BigInt(id) + 1n).toString();
}
