import type { CheckInstance, OnceTask, OperationTask } from "./records";
import type { State } from "./state";

/** The next status of a task and the milliseconds it takes to come; undefined for a final or paused one. */
interface Step<S> {
  readonly status: S;
  readonly after: number;
}

/** Moves every task as far as it has come by `now`. */
export function moveTasks(state: State, now: number): void {
  for (const task of state.strategyTasks) moveStrategyTask(state, task, now);
  for (const task of state.operationTasks) {
    move(task, now, () => nextOperationStep(state, task), enterOperationStatus(state, task));
  }
  for (const process of state.operationProcesses) moveProcess(state, process, now);
  for (const task of state.onceTasks) {
    move(task, now, () => nextOnceStep(state, task), enterOnceStatus(state, task));
  }
}

/** Instances of a strategy task, as the vulnerability list of its parameters names them. */
export function strategyInstances(params: string): string[] {
  const parameters: { name?: string; value?: unknown }[] = JSON.parse(params);
  const list = parameters.find(({ name }) => name === "vulList")?.value;
  return Array.isArray(list) ? list.map((entry) => String(entry?.instanceId)) : [];
}

/** Instances that a check item concerns. */
export function instancesOfCheck(state: State, checkId: string): CheckInstance[] {
  return state.checkInstances[checkId] ?? [{ InstanceId: "i-emulator", RegionId: "cn-hangzhou" }];
}

/** Servers of a once task, as the `uuids` of its Param name them. */
export function onceTaskServers(task: OnceTask): string[] {
  const { uuids }: { uuids?: unknown } = JSON.parse(task.Param);
  return typeof uuids === "string" ? uuids.split(",") : [];
}

/** How far a once task has come, per cent. */
export function onceTaskProgress(state: State, task: OnceTask, now: number): number {
  if (!isUnfinished(task)) return 100;
  if (task.TaskStatusText !== "START") return 0;
  return Math.floor((100 * (now - task.Since)) / state.durations.onceTaskRunning);
}

/** Whether a once task is still to be finished. */
export function isUnfinished(task: OnceTask): boolean {
  return task.TaskStatusText === "INIT" || task.TaskStatusText === "START" || task.TaskStatusText === "DISPATCH";
}

/** Whether a repair or rollback is still to be finished. */
export function isPending(task: OperationTask): boolean {
  return Object.hasOwn(operationSteps, task.Status);
}

/**
 * Statuses of ListOperationTask that are not final, each with those that may follow: the first one, or the one that
 * the outcome of the instance names.
 */
const operationSteps: Readonly<Record<string, readonly string[]>> = {
  INIT: ["REPAIRING", "FAIL", "BACKUP_FAIL"],
  THROTTLING: ["REPAIRING"],
  IN_BACKUP: ["BACKED_UP", "BACKUP_FAIL"],
  BACKED_UP: ["REPAIRING"],
  REPAIR_RE_EXECUTE: ["REPAIRING"],
  REPAIRING: ["REPAIR_SUCCESS", "REPAIR_FAIL"],
  REPAIR_SUCCESS: ["REPAIR_SUCCESS_VERIFYING"],
  REPAIR_SUCCESS_VERIFYING: ["REPAIR_SUCCESS_VERIFIED", "REPAIR_SUCCESS_UNVERIFIED"],
  ROLL_BACK_INIT: ["ROLL_BACKING"],
  ROLL_BACKING: ["ROLL_BACKED", "ROLL_BACK_FAIL"],
  ROLL_BACKED: ["ROLL_BACK_VERIFYING"],
  ROLL_BACK_VERIFYING: ["ROLL_BACK_VERIFIED", "ROLL_BACK_UNVERIFIED"],
};

function move<S>(
  task: { Since: number },
  now: number,
  next: () => Step<S> | undefined,
  enter: (status: S, at: number) => void,
): void {
  for (let step = next(); step && task.Since + step.after <= now; step = next()) {
    task.Since += step.after;
    enter(step.status, task.Since);
  }
}

function nextOperationStep(state: State, task: OperationTask): Step<string> | undefined {
  const outcome = state.instanceOutcomes[task.InstanceId]?.Status;
  const following = operationSteps[task.Status];
  if (!following || outcome === task.Status) return undefined;
  const status = following.find((candidate) => candidate === outcome) ?? following[0] ?? task.Status;
  return { status, after: state.durations.operationTaskStep };
}

function enterOperationStatus(state: State, task: OperationTask) {
  return (status: string, at: number) => {
    task.Status = status;
    task.DealTime = at;
    checkAgain(state, task);
    const outcome = state.instanceOutcomes[task.InstanceId];
    if (outcome?.Status !== status) return;
    task.ErrorCode = outcome.ErrorCode ?? "";
    task.ErrorMsg = outcome.ErrorMsg ?? "";
  };
}

/** What the check item finds of an instance once a repair or rollback has gone well. */
function checkAgain(state: State, { CheckId, InstanceId, Status, DealTime }: OperationTask): void {
  if (Status !== "REPAIR_SUCCESS" && Status !== "ROLL_BACKED") return;
  const instances = instancesOfCheck(state, CheckId);
  const checked = instances.find((instance) => instance.InstanceId === InstanceId);
  if (checked === undefined || checked.Status === "WHITELIST") return;
  checked.Status = Status === "REPAIR_SUCCESS" ? "PASS" : "NOT_PASS";
  checked.LastUpdateTime = DealTime;
  state.checkInstances[CheckId] = instances;
}

function nextOnceStep(state: State, task: OnceTask): Step<OnceTask["TaskStatusText"]> | undefined {
  const { onceTaskDispatch, onceTaskRunning } = state.durations;
  switch (task.TaskStatusText) {
    case "INIT":
      return { status: "START", after: onceTaskDispatch };
    case "DISPATCH":
      return { status: "START", after: onceTaskDispatch };
    case "START":
      return {
        status: state.onceTaskOutcomes[task.TaskType]?.TaskStatusText ?? "SUCCESS",
        after: onceTaskRunning,
      };
    default:
      return undefined;
  }
}

function enterOnceStatus(state: State, task: OnceTask) {
  return (status: OnceTask["TaskStatusText"], at: number) => {
    task.TaskStatusText = status;
    if (isUnfinished(task)) return;
    task.TaskEndTime = at;
    task.ResultInfo = state.onceTaskOutcomes[task.TaskType]?.ResultInfo ?? "successful";
  };
}

function moveStrategyTask(state: State, task: State["strategyTasks"][number], now: number): void {
  const { strategyTaskWaiting, strategyTaskStarting, strategyTaskRunning } = state.durations;
  const planned = task.StrategyTaskPlanExeTime;
  const waiting = planned > 0 ? Math.max(0, planned - task.Since) : strategyTaskWaiting;
  const steps: Record<string, Step<string>> = {
    "-1": { status: "0", after: waiting },
    "3": { status: "0", after: strategyTaskStarting },
    "0": { status: "1", after: strategyTaskStarting },
    "1": { status: "2", after: strategyTaskRunning },
  };
  const enter = (status: string, at: number) => {
    task.Status = status;
    task.GmtModified = at;
    if (status !== "2") return;
    task.GmtFinish = at;
    task.FailedNum = strategyInstances(task.Params).filter((id) => Object.hasOwn(state.instanceOutcomes, id)).length;
    task.SuccessNum = task.TotalNum - task.FailedNum;
  };
  move(task, now, () => steps[task.Status], enter);
}

function moveProcess(state: State, process: State["operationProcesses"][number], now: number): void {
  const after = state.durations.operationProcessStep;
  const next = () => (process.StatusCode < 2 ? { status: process.StatusCode + 1, after } : undefined);
  const enter = (status: number, at: number) => {
    process.StatusCode = status;
    if (status === 1) process.StartTime = at;
    if (status !== 2) return;
    process.EndTime = at;
    process.FinishCount = process.TotalCount;
    process.DetailTaskReadyCount = process.DetailTaskTotalCount;
  };
  move(process, now, next, enter);
}
