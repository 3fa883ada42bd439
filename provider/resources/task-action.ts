import * as v from "valibot";
import type { Verdict } from "../api/collections/poller";
import { submitOnce } from "../api/collections/submit-once";
import type { Context } from "../api/context";
import { type SoarStrategyTask, strategyTaskStatus } from "../api/operations/DescribeSoarStrategyTasks";
import { afterAcceptance } from "../lifecycle/partial-failure";
import type { ValueType } from "../lifecycle/value";

/** What can be done to a strategy task. */
export type TaskAction = "SCHEDULE" | "PAUSE";

const { waiting, starting, running, finished, scheduled, paused } = strategyTaskStatus;

/** The statuses in which nothing is left to be done. A task moves on by itself, so several satisfy SCHEDULE. */
const ENDS: Readonly<Record<TaskAction, readonly string[]>> = {
  SCHEDULE: [waiting, starting, running, scheduled, finished],
  PAUSE: [paused, finished],
};

/** The enumeration of the document lists these beside the actions (ProcessSoarStrategyTask, TaskAction). */
const STATES: readonly unknown[] = ["WAITING", "STARTING", "RUNNING", "FINISHED"];

const action = v.picklist(["SCHEDULE", "PAUSE"], ({ input }) => {
  const isState = STATES.includes(input) ? ": this is a state that a task reaches by itself, not an action" : "";
  return `must be "SCHEDULE" or "PAUSE"${isState}`;
});

/**
 * `taskAction`: one of the two actions. A read of the status shows the other one where the status contradicts it; progress
 * contradicts nothing.
 */
export const taskAction: ValueType<TaskAction, string> = {
  schema: action,
  write: (wanted) => wanted,
  read(status, wanted) {
    const other = wanted === "PAUSE" ? "SCHEDULE" : "PAUSE";
    const contradicts = wanted && ENDS[other].includes(status) && !ENDS[wanted].includes(status);
    return contradicts ? other : wanted;
  },
};

/** The status in a word: `waiting`, `paused`, …; one that the documents do not name stays as it is. */
export function statusInWords(status: string): string {
  const [word] = Object.entries(strategyTaskStatus).find(([, known]) => known === status) ?? [status];
  return word;
}

/**
 * Brings a task to what is wanted: acts only where it is not so already, then waits until it shows.
 * @param task the task as it was seen last
 * @param wanted the action, and whether it is an error that a task to be paused has finished
 * @param state what is recorded should the wait fail after the service has accepted the action
 * @returns the status it has then
 * @throws PartialFailure when the wait fails; an error when a task to be paused has finished and `onFinished` says so
 */
export async function applyTaskAction(
  context: Context,
  task: SoarStrategyTask,
  wanted: { readonly taskAction: TaskAction; readonly onFinished: "ignore" | "error" },
  state: object,
): Promise<string> {
  const { taskAction, onFinished } = wanted;
  const ended = ENDS[taskAction].includes(task.Status);
  const status = ended ? task.Status : await act(context, task, taskAction, state);
  if (taskAction === "SCHEDULE" || status !== finished) return status;
  const sentence = `Strategy task ${task.Id} "${task.Name}" has finished: there is nothing left to pause.`;
  if (onFinished === "error") {
    throw new Error(`${sentence} Set taskAction to "SCHEDULE" or onFinished to "ignore", or remove the resource.`);
  }
  context.log(sentence);
  return status;
}

async function act(
  context: Context,
  { Id, Name }: SoarStrategyTask,
  taskAction: TaskAction,
  state: object,
): Promise<string> {
  const tasks = context.collections.strategyTasks;
  const judge = (task: SoarStrategyTask | undefined): Verdict<string> => {
    if (task === undefined) return { absent: "it is not listed" };
    const { Status } = task;
    return ENDS[taskAction].includes(Status) ? { ended: Status } : { pending: `it is ${statusInWords(Status)}` };
  };
  const title = `${taskAction} of strategy task ${Id} "${Name}"`;
  await submitOnce(context, {
    title,
    send: () => tasks.process(context, Id, taskAction).then(() => true),
    find: async () => {
      const isDone = "ended" in judge(await tasks.now(context, Id));
      return isDone ? [{ result: true, title: `Strategy task ${Id}`, isSame: true }] : [];
    },
    advice:
      `Strategy task ${Id} "${Name}" does not show the effect of ${taskAction} yet; the request may still take effect. ` +
      "Run the same command again in a minute: it looks at the task first.",
  });
  const resume = "Run the same command again: it looks at the task before it does anything.";
  return afterAcceptance(Id, state, () => tasks.wait(context, Id, { title, judge, resume }));
}
