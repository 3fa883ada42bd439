import { randomBytes } from "node:crypto";
import { formatTime } from "./cloud-siem";
import type {
  Feature,
  OnceTask,
  OperationProcess,
  OperationTask,
  Playbook,
  Rule,
  Strategy,
  StrategyTask,
} from "./records";
import type { State } from "./state";

/** The RAM user whose the access keys are. */
export const callerId = "204859012345678901";

/** An id as the Sas operations show it: 32 hexadecimal digits. */
export function newTaskId(): string {
  return randomBytes(16).toString("hex");
}

/** A complete rule; one without Id takes the next id of the state. */
export function newRule(state: State, now: number, part: Partial<Rule>): Rule {
  const rule: Rule = {
    Id: part.Id ?? state.nextRuleId,
    RuleName: "rule",
    AutoResponseType: "alert",
    ActionType: "doPlaybook",
    ActionConfig:
      '[{"actionType":"doPlaybook","playbookName":"WafBlockIP","playbookUuid":"bdad6220-6584-41b2-9704-fc6584568758"}]',
    ExecutionCondition: '[{"left":{"value":"alert_level"},"operator":"equals","right":{"value":"serious"}}]',
    Status: state.settings.newRuleStatus === "enabled" ? 100 : 0,
    ResponseRuleType: "custom",
    Aliuid: "1234567890123456",
    SubUserId: callerId,
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

/** A complete check run that has just been created. */
export function newOperationProcess(now: number, part: Partial<OperationProcess>): OperationProcess {
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

/** A complete condition field. */
export function newFeature(part: Partial<Feature>): Feature {
  return {
    Feature: "alert_name",
    DataType: "varchar",
    RightValueEnums: [],
    SupportOperators: [],
    AutoResponseTypes: ["event", "alert"],
    ...defined(part),
  };
}

/** A complete playbook. */
export function newPlaybook(now: number, part: Partial<Playbook>): Playbook {
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

/** A complete strategy. */
export function newStrategy(now: number, part: Partial<Strategy>): Strategy {
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
    OtherNames: [],
    ...defined(part),
  };
}

function defined<T extends object>(part: T): T {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as T;
}

function increment(id: string): string {
  return (BigInt(id) + 1n).toString();
}
