import type { Verdict } from "../../api/collections/poller";
import type { OnceTaskRun } from "../../api/operations/DescribeOnceTask";
import { forgotten } from "../run-record";
import { targetOf } from "./match";
import type { OnceTaskInputs, OnceTaskState, Outcome } from "./properties";

const BY_TEXT: Readonly<Record<string, Outcome>> = {
  INIT: "running",
  START: "running",
  DISPATCH: "running",
  SUCCESS: "succeeded",
  FAIL: "failed",
  TIMEOUT: "timedOut",
};
const BY_NUMBER: Readonly<Record<number, Outcome>> = { 2: "succeeded", 3: "failed", 4: "timedOut" };

/**
 * How a task ended. Where the document lacks the word, the number tells; where it lacks both, the task is running. One that
 * went well but for some servers has failed, whatever the word.
 */
export function outcomeOf({ TaskStatusText, TaskStatus = 0, FailCount = 0 }: OnceTaskRun): Outcome {
  const outcome = BY_TEXT[TaskStatusText] ?? BY_NUMBER[TaskStatus] ?? "running";
  return outcome === "succeeded" && FailCount > 0 ? "failed" : outcome;
}

/** Judges one look at a task that is waited for. */
export function judge(run: OnceTaskRun | undefined): Verdict<OnceTaskRun> {
  if (run === undefined) return { absent: "not listed yet" };
  if (outcomeOf(run) !== "running") return { ended: run };
  const percent = Number.parseInt(run.Progress, 10);
  return {
    pending: run.Progress ? `${run.Progress} (${run.TaskStatusText})` : run.TaskStatusText,
    ...(percent >= 0 ? { done: percent, total: 100 } : {}),
  };
}

/** What a run is called in progress lines and errors: `scan X of inet-1`, `scan X of 3 servers` or `scan X`. */
export function titleOf({ taskType, param }: Pick<OnceTaskInputs, "taskType" | "param">): string {
  const [first, ...others] = targetOf(param)?.servers ?? [];
  const servers = others.length === 0 ? first : `${others.length + 1} servers`;
  return first === undefined ? `scan ${taskType}` : `scan ${taskType} of ${servers}`;
}

/** One sentence about a run that failed, undefined for any other. */
export function failureOf(id: string, record: OnceTaskState): string | undefined {
  const { outcome, resultInfo = "the service gives no reason" } = record;
  if (outcome === "running" || outcome === "succeeded") return undefined;
  if (outcome === "forgotten") return forgotten(titleOf(record), id);
  const how = outcome === "failed" ? "failed" : "timed out at the service";
  return `The ${titleOf(record)} ${how}${whereOf(record)}: ${resultInfo} (task ${id}).`;
}

/** On how many servers, as far as the service tells. */
function whereOf({ param, successCount, failCount = 0 }: OnceTaskState): string {
  if (failCount === 0) return "";
  const counted = successCount === undefined ? undefined : successCount + failCount;
  const total = targetOf(param)?.servers.length ?? counted;
  return total === undefined || total < failCount ? ` on ${failCount} servers` : ` on ${failCount} of ${total} servers`;
}
