import { ApiError } from "../api-error";
import { defineOperation } from "../operation";
import { isUnfinished, onceTaskProgress } from "../timeline";

/** Lists the unfinished once tasks of one target. */
export const listUnfinishedOnceTask = defineOperation({
  name: "ListUnfinishedOnceTask",
  product: "Sas",
  parameters: {
    TaskType: { type: "string", required: true, values: ["ASSETS_COLLECTION", "IMAGE_SCAN"] },
    Target: { type: "string" },
  },
  run({ TaskType, Target }, { state, now }) {
    if (!Target) throw new ApiError(400, "-101", "Target is needed");
    const found = state.onceTasks.filter((task) => {
      return isUnfinished(task) && task.TaskType === TaskType && task.Param.includes(Target);
    });
    return {
      OnceTasks: found.map((task) => ({
        TaskId: task.TaskId,
        TaskType,
        TaskName: task.TaskName,
        Status: 1,
        StatusText: task.TaskStatusText,
        Progress: onceTaskProgress(state, task, now),
        Finish: 0,
        TotalCount: 1,
        FinishCount: 0,
        StartTime: task.TaskStartTime,
        ResultInfo: task.ResultInfo,
        Target,
        TargetType: TaskType === "IMAGE_SCAN" ? "IMAGE" : undefined,
      })),
    };
  },
});
