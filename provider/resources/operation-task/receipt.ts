import { isUnfinished, phaseOf } from "../../api/collections/operation-task-status";
import type { OperationTask } from "../../api/operations/ListOperationTask";
import { compareText } from "../../json";
import type {
  OperationTaskInputs as Inputs,
  OperationTaskResult,
  RollbackPlanItem,
  OperationTaskState as State,
} from "./properties";

/** The receipt of a run of which nothing is known yet. */
export function newReceipt(inputs: Inputs): State {
  return { ...inputs, outcome: "running", results: [], rollbackPlan: [] };
}

/**
 * The receipt, brought to what the service lists. How an instance ended stays as it is recorded unless the service says
 * the opposite: verifying goes on after the end, a rollback changes what can be rolled back, and history expires.
 */
export function stateOf(receipt: State, tasks: readonly OperationTask[]): State {
  const news = tasks.filter((task) => {
    const recorded = receipt.results.find(({ taskId }) => taskId === task.TaskId);
    return recorded === undefined || !keeps(recorded, task);
  });
  const isNews = ({ taskId }: { readonly taskId: string }) => news.some(({ TaskId }) => TaskId === taskId);
  const results = [...receipt.results.filter((result) => !isNews(result)), ...news.map(resultOf)].sort(byLocation);
  const plan = news.filter(({ Type }) => Type === "REPAIR").map((task) => planItemOf(task, receipt));
  const rollbackPlan = [...receipt.rollbackPlan.filter((item) => !isNews(item)), ...plan].sort(byLocation);
  return {
    ...receipt,
    outcome: outcomeOf(results, receipt.operationTaskInstances?.length),
    results,
    rollbackPlan,
  };
}

/** How a task of this instance ended, in a few words: `i-3 (cn-hangzhou): REPAIR_FAIL, ScriptError: no disk`. */
export function inShort({ instanceId, regionId, status, errorCode, errorMsg }: OperationTaskResult): string {
  const reason = [errorCode, errorMsg].filter(Boolean).join(": ");
  return [`${instanceId} (${regionId}): ${status}`, reason].filter(Boolean).join(", ");
}

function keeps({ status }: OperationTaskResult, task: OperationTask): boolean {
  const [recorded, listed] = [phaseOf(status), phaseOf(task.Status)];
  return recorded !== "pending" && (listed === "pending" || listed === recorded);
}

function outcomeOf(results: readonly OperationTaskResult[], expected = 1): State["outcome"] {
  const pending = results.some(({ status }) => isUnfinished({ Status: status }));
  if (pending || results.length < expected) return "running";
  return results.some(({ status }) => phaseOf(status) === "failed") ? "failed" : "succeeded";
}

function resultOf(task: OperationTask): OperationTaskResult {
  return {
    instanceId: task.InstanceId,
    regionId: task.RegionId,
    taskId: task.TaskId,
    status: task.Status,
    errorCode: task.ErrorCode || undefined,
    errorMsg: task.ErrorMsg || undefined,
  };
}

function planItemOf(task: OperationTask, { operationTaskInstances = [] }: Partial<Inputs>): RollbackPlanItem {
  const { InstanceId: instanceId, RegionId: regionId, TaskId: taskId, SupportRollBack: supportRollBack } = task;
  // ListOperationTask does not return the code of the provider that SubmitOperationTask takes.
  const written = operationTaskInstances.find((instance) => {
    return instance.instanceId === instanceId && (instance.regionId ?? regionId) === regionId;
  });
  return { vendor: written?.vendor, regionId, instanceId, taskId, supportRollBack };
}

interface Located {
  readonly regionId: string;
  readonly instanceId: string;
  readonly taskId: string;
}

function byLocation(a: Located, b: Located): number {
  const [left, right] = [a, b].map(({ regionId, instanceId, taskId }) => [regionId, instanceId, taskId].join(" "));
  return compareText(left ?? "", right ?? "");
}
