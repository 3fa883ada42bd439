import { serverError } from "../api-error";
import { defineOperation } from "../operation";
import { isUnfinished } from "../timeline";

/** Cancels an unfinished once task, which then shows as failed. */
export const cancelOnceTask = defineOperation({
  name: "CancelOnceTask",
  product: "Sas",
  parameters: { TaskId: { type: "string", required: true } },
  run({ TaskId }, { state, now }) {
    const task = state.onceTasks.find((candidate) => candidate.TaskId === TaskId);
    if (!task) throw serverError(`no once task ${TaskId}`);
    if (!isUnfinished(task)) {
      if (state.settings.cancelOfFinished === "accepted") return {};
      throw serverError("the once task is finished");
    }
    Object.assign(task, { TaskStatusText: "FAIL", ResultInfo: "cancelled", TaskEndTime: now, Since: now });
    return {};
  },
});
