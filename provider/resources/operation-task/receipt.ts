import { isUnfinished, phaseOf } from "../../api/collections/operation-task-status";
import { titleOf as titleOfRun } from "../../api/collections/operation-tasks";
import type { Context } from "../../api/context";
import type { OperationTask } from "../../api/operations/ListOperationTask";
import { compareText } from "../../json";
import { firstOf } from "../../wording";
import { forgotten, untilEnded } from "../receipt";
import type {
  OperationTaskInputs as Inputs,
  OperationTaskResult,
  RollbackPlanItem,
  OperationTaskState as State,
} from "./properties";
import { locationOf } from "./values";

/** What a run is called in sentences: `repair of check 132`. */
export function titleOf({ type, checkId }: Pick<Inputs, "type" | "checkId">): string {
  return titleOfRun({ Type: type, CheckId: checkId });
}

/** The receipt of a run of which nothing is known yet. */
export function newReceipt(inputs: Inputs): State {
  return { ...inputs, outcome: "running", results: [], rollbackPlan: [] };
}

/**
 * The receipt, brought to what the service lists. How an instance ended stays as it is recorded unless the service says
 * the opposite: verifying goes on after the end, a rollback changes what can be rolled back, and history expires.
 */
export function stateOf(receipt: State, tasks: readonly OperationTask[]): State {
  if (tasks.length === 0) return receipt;
  const news = tasks.filter((task) => {
    const recorded = receipt.results.find(({ taskId }) => taskId === task.TaskId);
    return recorded === undefined || !keeps(recorded, task);
  });
  const isNews = ({ taskId }: { readonly taskId: string }) => news.some(({ TaskId }) => TaskId === taskId);
  const results = [...receipt.results.filter((result) => !isNews(result)), ...news.map(resultOf)].sort(byLocation);
  const outcome = outcomeOf(receipt, results);
  const plan = receipt.rollbackPlan.filter((item) => !isNews(item));
  const rollbackPlan =
    outcome === "running" || receipt.type === "ROLLBACK"
      ? []
      : planOf({ ...receipt, results, rollbackPlan: plan }, tasks);
  return { ...receipt, outcome, results, rollbackPlan };
}

/** How many instances a run acts on; undefined where that is not known, because it is of a whole check item. */
function countOf({ dimensionType, operationTaskInstances: instances }: Inputs): number | undefined {
  return dimensionType === "CHECK_ID" ? undefined : instances?.length;
}

/**
 * Waits until a run has ended, well or not.
 * @param words how the message at the deadline ends, and whether an earlier deployment has submitted the run
 * @returns the receipt, brought to the end
 */
export function waitForEnd(
  context: Context,
  id: string,
  receipt: State,
  words: { readonly resume: string; readonly isOld?: boolean },
): Promise<State> {
  const { checkId } = receipt;
  const [title, expected] = [titleOf(receipt), countOf(receipt) ?? (receipt.results.length || undefined)];
  const run = { ...words, id, checkId, title, expected };
  return untilEnded(receipt, async () => {
    const tasks = await context.collections.operationTasks.untilEnded(context, run);
    if (tasks.length === 0) {
      context.log(`The ${title} (task ${id}) had nothing to do: no instance was listed for 2 minutes.`);
      return { ...receipt, outcome: "succeeded" };
    }
    const ended = stateOf(receipt, tasks);
    const unverified = ended.results.filter(({ status }) => phaseOf(status) === "unverified");
    if (unverified.length > 0)
      context.log(`warning: not verified after the ${title} (task ${id}): ${fewOf(unverified)}`);
    return ended;
  });
}

/**
 * What failed, instance by instance; undefined when nothing did.
 */
export function failureOf(id: string, receipt: State): string | undefined {
  if (receipt.outcome === "forgotten") return forgotten(titleOf(receipt), id);
  const failed = receipt.results.filter(({ status }) => phaseOf(status) === "failed");
  if (failed.length === 0) return undefined;
  const where = `${failed.length} of ${receipt.results.length} instances`;
  return `The ${titleOf(receipt)} (task ${id}) failed on ${where}: ${fewOf(failed)}.`;
}

function fewOf(results: readonly OperationTaskResult[]): string {
  return firstOf(results, inShort, (count) => `${count} more (\`results\` has them all)`).join("; ");
}

/** How a task of this instance ended, in a few words: `i-3 (cn-hangzhou): REPAIR_FAIL, ScriptError: no disk`. */
function inShort({ instanceId, regionId, status, errorCode, errorMsg }: OperationTaskResult): string {
  const reason = [errorCode, errorMsg].filter(Boolean).join(": ");
  return [`${instanceId} (${regionId}): ${status}`, reason].filter(Boolean).join(", ");
}

function keeps({ status }: OperationTaskResult, { Status }: OperationTask): boolean {
  const [recorded, listed] = [phaseOf(status), phaseOf(Status)];
  return recorded !== "pending" && (listed === "pending" || listed === recorded);
}

function outcomeOf(receipt: State, results: readonly OperationTaskResult[]): State["outcome"] {
  // Nothing is known beyond what is recorded: it may have had nothing to do.
  if (results.length === 0) return receipt.outcome;
  const pending = results.some(({ status }) => isUnfinished({ Status: status }));
  if (pending || results.length < (countOf(receipt) ?? 1)) return "running";
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

/** What a rollback may name when the repair has ended: where it did not fail. What is recorded stays. */
function planOf(receipt: State, tasks: readonly OperationTask[]): RollbackPlanItem[] {
  return receipt.results.flatMap(({ taskId, status }) => {
    const recorded = receipt.rollbackPlan.find((item) => item.taskId === taskId);
    if (recorded !== undefined) return [recorded];
    const task = phaseOf(status) === "failed" ? undefined : tasks.find(({ TaskId }) => TaskId === taskId);
    return task === undefined ? [] : [planItemOf(task, receipt)];
  });
}

function planItemOf(task: OperationTask, { operationTaskInstances = [] }: Partial<Inputs>): RollbackPlanItem {
  const { InstanceId: instanceId, RegionId: regionId, TaskId: taskId, SupportRollBack: supportRollBack } = task;
  // ListOperationTask does not return the code of the provider that SubmitOperationTask takes.
  const written = operationTaskInstances.find((instance) => {
    return instance.instanceId === instanceId && (instance.regionId ?? regionId) === regionId;
  });
  return { vendor: written?.vendor, regionId, instanceId, taskId, supportRollBack };
}

function byLocation(a: OperationTaskResult, b: OperationTaskResult): number {
  return compareText(`${locationOf(a)} ${a.taskId}`, `${locationOf(b)} ${b.taskId}`);
}
