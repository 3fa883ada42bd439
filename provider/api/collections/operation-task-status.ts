import type { OperationTask } from "../operations/ListOperationTask";
import type { Verdict } from "./poller";

/** What a status of ListOperationTask means to one who waits; `unverified`: done, but the check item was not seen to pass. */
export type Phase = "pending" | "succeeded" | "unverified" | "failed";

/** The 20 statuses that ListOperationTask documents; their meaning follows from the names. */
const PHASES: ReadonlyMap<string, Phase> = new Map([
  ["INIT", "pending"],
  ["THROTTLING", "pending"],
  ["IN_BACKUP", "pending"],
  ["BACKED_UP", "pending"],
  ["REPAIRING", "pending"],
  ["REPAIR_RE_EXECUTE", "pending"],
  ["REPAIR_SUCCESS_VERIFYING", "pending"],
  ["ROLL_BACK_INIT", "pending"],
  ["ROLL_BACKING", "pending"],
  ["ROLL_BACK_VERIFYING", "pending"],
  ["REPAIR_SUCCESS", "succeeded"],
  ["REPAIR_SUCCESS_VERIFIED", "succeeded"],
  ["ROLL_BACKED", "succeeded"],
  ["ROLL_BACK_VERIFIED", "succeeded"],
  ["REPAIR_SUCCESS_UNVERIFIED", "unverified"],
  ["ROLL_BACK_UNVERIFIED", "unverified"],
  ["FAIL", "failed"],
  ["BACKUP_FAIL", "failed"],
  ["REPAIR_FAIL", "failed"],
  ["ROLL_BACK_FAIL", "failed"],
]);

/** What a status means. One that no document names is pending: only a known word ends a wait. */
export function phaseOf(status: string): Phase {
  return PHASES.get(status) ?? "pending";
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
  if (tasks.length === 0) return { pending: "not listed yet" };
  const total = Math.max(tasks.length, expected ?? 1);
  const done = tasks.filter((task) => !isUnfinished(task)).length;
  if (done === total) return { ended: tasks };
  const failed = tasks.filter(({ Status }) => phaseOf(Status) === "failed").length;
  const pending = `${done} of ${total} instances done${failed > 0 ? `, ${failed} failed` : ""}`;
  return { pending, done, total };
}
