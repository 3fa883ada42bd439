import { isUnfinished, phaseOf } from "../../api/collections/operation-task-status";
import { titleOf as titleOfRun } from "../../api/collections/operation-tasks";
import type { Context } from "../../api/context";
import type { OperationTask } from "../../api/operations/ListOperationTask";
import { compareText } from "../../json";
import { firstOf } from "../../wording";
import { forgotten, untilEnded } from "../run-record";
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

/** The record of a run of which nothing is known yet. */
export function newRecord(inputs: Inputs): State {
  return { ...inputs, outcome: "running", results: [], rollbackPlan: [] };
}

/**
 * The record, brought to what the service lists. How an instance ended stays as it is recorded unless the service says
 * the opposite: verifying goes on after the end, a rollback changes what can be rolled back, and history expires.
 */
export function stateOf(record: State, tasks: readonly OperationTask[]): State {
  if (tasks.length === 0) return record;
  const news = tasks.filter((task) => {
    const recorded = record.results.find(({ taskId }) => taskId === task.TaskId);
    return recorded === undefined || !keeps(recorded, task);
  });
  const isNews = ({ taskId }: { readonly taskId: string }) => news.some(({ TaskId }) => TaskId === taskId);
  const results = [...record.results.filter((result) => !isNews(result)), ...news.map(resultOf)].sort(byLocation);
  const outcome = outcomeOf(record, results);
  const plan = record.rollbackPlan.filter((item) => !isNews(item));
  const rollbackPlan =
    outcome === "running" || record.type === "ROLLBACK"
      ? []
      : planOf({ ...record, results, rollbackPlan: plan }, tasks);
  return { ...record, outcome, results, rollbackPlan };
}

/** How many instances a run acts on; undefined where that is not known, because it is of a whole check item. */
function countOf({ dimensionType, operationTaskInstances: instances }: Inputs): number | undefined {
  return dimensionType === "CHECK_ID" ? undefined : instances?.length;
}

/**
 * Waits until a run has ended, well or not.
 * @param words how the message at the deadline ends, and whether an earlier deployment has submitted the run
 * @returns the record, brought to the end
 */
export function waitForEnd(
  context: Context,
  id: string,
  record: State,
  words: { readonly resume: string; readonly isOld?: boolean },
): Promise<State> {
  const { checkId } = record;
  const [title, expected] = [titleOf(record), countOf(record) ?? (record.results.length || undefined)];
  const run = { ...words, id, checkId, title, expected };
  return untilEnded(record, async () => {
    const tasks = await context.collections.operationTasks.untilEnded(context, run);
    if (tasks.length === 0) {
      context.log(`The ${title} (task ${id}) had nothing to do: no instance was listed for 2 minutes.`);
      return { ...record, outcome: "succeeded" };
    }
    const ended = stateOf(record, tasks);
    const unverified = ended.results.filter(({ status }) => phaseOf(status) === "unverified");
    if (unverified.length > 0)
      context.log(`warning: not verified after the ${title} (task ${id}): ${fewOf(unverified)}`);
    return ended;
  });
}

/**
 * What failed, instance by instance; undefined when nothing did.
 */
export function failureOf(id: string, record: State): string | undefined {
  if (record.outcome === "forgotten") return forgotten(titleOf(record), id);
  const failed = record.results.filter(({ status }) => phaseOf(status) === "failed");
  if (failed.length === 0) return undefined;
  const where = `${failed.length} of ${record.results.length} instances`;
  return `The ${titleOf(record)} (task ${id}) failed on ${where}: ${fewOf(failed)}.`;
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

function outcomeOf(record: State, results: readonly OperationTaskResult[]): State["outcome"] {
  // Nothing is known beyond what is recorded: it may have had nothing to do.
  if (results.length === 0) return record.outcome;
  const pending = results.some(({ status }) => isUnfinished({ Status: status }));
  if (pending || results.length < (countOf(record) ?? 1)) return "running";
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
function planOf(record: State, tasks: readonly OperationTask[]): RollbackPlanItem[] {
  return record.results.flatMap(({ taskId, status }) => {
    const recorded = record.rollbackPlan.find((item) => item.taskId === taskId);
    if (recorded !== undefined) return [recorded];
    const task = phaseOf(status) === "failed" ? undefined : tasks.find(({ TaskId }) => TaskId === taskId);
    return task === undefined ? [] : [planItemOf(task, record)];
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
