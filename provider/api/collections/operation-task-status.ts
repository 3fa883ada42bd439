import type { OperationTask } from "../operations/ListOperationTask";
import type { Verdict } from "./poller";

/** What a status of ListOperationTask means to one who waits; `unverified`: done, but the check item was not seen to pass. */
type Phase = "pending" | "succeeded" | "unverified" | "failed";

/** The statuses that end a run, of the 20 that ListOperationTask documents; their meaning follows from the names. */
const SUCCEEDED = ["REPAIR_SUCCESS", "REPAIR_SUCCESS_VERIFIED", "ROLL_BACKED", "ROLL_BACK_VERIFIED"];
const UNVERIFIED = ["REPAIR_SUCCESS_UNVERIFIED", "ROLL_BACK_UNVERIFIED"];
const FAILED = ["FAIL", "BACKUP_FAIL", "REPAIR_FAIL", "ROLL_BACK_FAIL"];

/** What a status means. One that no document names is pending: only a known word ends a wait. */
export function phaseOf(status: string): Phase {
  if (SUCCEEDED.includes(status)) return "succeeded";
  if (UNVERIFIED.includes(status)) return "unverified";
  return FAILED.includes(status) ? "failed" : "pending";
}

/** Whether the repair or rollback of an instance is still under way. */
export function isUnfinished({ Status }: Pick<OperationTask, "Status">): boolean {
  return phaseOf(Status) === "pending";
}

/**
 * Judges the tasks of one run.
 * @param expected how many instances the run was submitted with; a run of a whole check item is known by those listed
 */
export function judgeRun(
  tasks: readonly OperationTask[],
  expected: number | undefined,
): Verdict<readonly OperationTask[]> {
  if (tasks.length === 0) return { absent: "not listed yet" };
  const total = Math.max(tasks.length, expected ?? 1);
  const done = tasks.filter((task) => !isUnfinished(task)).length;
  if (done === total) return { ended: tasks };
  const failed = tasks.filter(({ Status }) => phaseOf(Status) === "failed").length;
  const pending = `${done} of ${total} instances done${failed > 0 ? `, ${failed} failed` : ""}`;
  return { pending, done, total };
}
