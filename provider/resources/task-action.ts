import * as v from "valibot";
import type { Verdict } from "../api/collections/poller";
import { submitOnce } from "../api/collections/submit-once";
import type { Context } from "../api/context";
import { type SoarStrategyTask, strategyTaskStatus } from "../api/operations/DescribeSoarStrategyTasks";
import { afterAcceptance } from "../lifecycle/partial-failure";
import type { ValueType } from "../lifecycle/value";

/** What can be done to a strategy task. */
export type TaskAction = "SCHEDULE" | "PAUSE";

/** What is wanted of a strategy task. */
interface Wanted {
  /** `SCHEDULE`: it runs at its time. `PAUSE`: it is paused. */
  readonly taskAction: TaskAction;
  /** Whether it is an error that a task to be paused has finished. */
  readonly onFinished: "ignore" | "error";
}

const { waiting, starting, running, finished, scheduled, paused } = strategyTaskStatus;

/** The statuses in which nothing is left to be done. A task moves on by itself, so several satisfy SCHEDULE. */
const ENDS: Readonly<Record<TaskAction, readonly string[]>> = {
  SCHEDULE: [waiting, starting, running, scheduled, finished],
  PAUSE: [paused, finished],
};

const WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(strategyTaskStatus).map(([word, status]) => [status, word]),
);

/** The enumeration of the document lists these beside the actions (ProcessSoarStrategyTask, TaskAction). */
const STATES: readonly unknown[] = ["WAITING", "STARTING", "RUNNING", "FINISHED"];

const action = v.picklist(["SCHEDULE", "PAUSE"], ({ input }) =>
  STATES.includes(input)
    ? 'must be "SCHEDULE" or "PAUSE": this is a state that a task reaches by itself, not an action'
    : 'must be "SCHEDULE" or "PAUSE"',
);

/**
 * `taskAction`: one of the two actions. A read of the status shows the other one where the status contradicts it; progress
 * contradicts nothing.
 */
export const taskAction: ValueType<TaskAction, string> = {
  schema: action,
  write: (wanted) => wanted,
  read(status, wanted) {
    if (wanted === "SCHEDULE") return status === paused ? "PAUSE" : wanted;
    const goesOn = [waiting, starting, running, scheduled].some((other) => other === status);
    return wanted && (goesOn ? "SCHEDULE" : wanted);
  },
};

/** The status in a word: `waiting`, `paused`, …; one that the documents do not name stays as it is. */
export function statusInWords(status: string): string {
  return WORDS[status] ?? status;
}

/**
 * Brings a task to what is wanted: acts only where it is not so already, then waits until it shows.
 * @param task the task as it was seen last
 * @param state what is recorded should the wait fail after the service has accepted the action
 * @returns the status it has then
 * @throws PartialFailure when the wait fails; an error when a task to be paused has finished and `onFinished` says so
 */
export async function applyTaskAction(
  context: Context,
  { Id, Name, ...task }: SoarStrategyTask,
  { taskAction, onFinished }: Wanted,
  state: object,
): Promise<string> {
  const tasks = context.collections.strategyTasks;
  const listed = (listing: readonly SoarStrategyTask[]) => listing.find((found) => found.Id === Id)?.Status;
  const isEnd = (status = "") => ENDS[taskAction].includes(status);
  const judge = (listing: readonly SoarStrategyTask[]): Verdict<string> => {
    const status = listed(listing);
    if (status === undefined) return { pending: "it is not listed" };
    return isEnd(status) ? { ended: status } : { pending: `it is ${statusInWords(status)}` };
  };
  let status = task.Status;
  if (!isEnd(status)) {
    await submitOnce(context, {
      send: () => tasks.process(context, Id, taskAction).then(() => true),
      find: async () => isEnd(listed(await tasks.fresh(context))) || undefined,
      advice:
        `Strategy task ${Id} "${Name}" does not show the effect of ${taskAction}, but the request may still be carried out. ` +
        "Run the same command again in a minute: it looks at the task first.",
    });
    status = await afterAcceptance(
      Id,
      () => state,
      () =>
        tasks.poller.until(context, {
          title: `${taskAction} of strategy task ${Id} "${Name}"`,
          judge,
          resume: "Run the same command again: it looks at the task before it does anything.",
        }),
    );
  }
  if (taskAction === "SCHEDULE" || status !== finished) return status;
  const sentence = `Strategy task ${Id} "${Name}" has finished: there is nothing left to pause.`;
  if (onFinished === "error") {
    throw new Error(`${sentence} Set taskAction to "SCHEDULE" or onFinished to "ignore", or remove the resource.`);
  }
  context.log(sentence);
  return status;
}
