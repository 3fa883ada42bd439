import { serverError } from "../api-error";
import { newOnceTask } from "../new-records";
import { defineOperation } from "../operation";
import type { OnceTask } from "../records";
import { isUnfinished } from "../timeline";

/**
 * Starts a once task, unless as many as may run at a time are running: then CanCreate is false. `repeatedOnceTaskIds`
 * of the state makes it answer with the newest task instead.
 */
export const generateOnceTask = defineOperation({
  name: "GenerateOnceTask",
  product: "Sas",
  parameters: {
    TaskType: { type: "string", required: true },
    TaskName: { type: "string", required: true },
    Param: { type: "string", required: true },
    Source: { type: "string" },
  },
  run({ TaskType, TaskName, Param, Source = "" }, { state, now }) {
    if (!isObject(Param)) throw serverError("Param is not a JSON object");
    const running = state.onceTasks.filter(isUnfinished).length;
    const CanCreate = running < state.onceTaskLimit;
    const isRepeated = CanCreate && state.repeatedOnceTaskIds > 0 && state.onceTasks.length > 0;
    if (isRepeated) state.repeatedOnceTaskIds -= 1;
    const isSame = (task: OnceTask) => isUnfinished(task) && task.TaskType === TaskType;
    const first = state.settings.secondOnceTask === "running" ? state.onceTasks.findLast(isSame) : undefined;
    const starts = CanCreate && !isRepeated && !first;
    if (starts) state.onceTasks.push(newOnceTask(now, { TaskType, TaskName, Param, Source }));
    const last = state.onceTasks.at(-1);
    return {
      CanCreate,
      TaskId: CanCreate ? (first ?? last)?.TaskId : undefined,
      // The document's sample shows this id with a line feed at its end.
      LastTask: last && `${last.TaskId}\n`,
      CollectTime: now,
      TotalCount: state.onceTasks.length,
      FinishCount: state.onceTasks.filter((other) => !isUnfinished(other)).length,
    };
  },
  refusal: () => ({ CanCreate: false }),
});

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
