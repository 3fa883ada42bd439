import { serverError } from "../api-error";
import { defineOperation } from "../operation";
import { isUnfinished, onceTaskServers } from "../timeline";

/** Status of one once task of any type. */
export const getOnceTaskResultInfo = defineOperation({
  name: "GetOnceTaskResultInfo",
  product: "Sas",
  parameters: {
    TaskId: { type: "string", required: true },
    TaskName: { type: "string", required: true },
    TaskType: { type: "string", required: true },
  },
  run({ TaskId, TaskName, TaskType }, { state }) {
    const task = state.onceTasks.find((candidate) => candidate.TaskId === TaskId);
    if (task?.TaskName !== TaskName || task.TaskType !== TaskType) throw serverError(`no once task ${TaskId}`);
    const total = Math.max(1, onceTaskServers(task).length);
    return {
      TaskId,
      TaskInfo: { Status: task.TaskStatusText },
      TotalCount: total,
      FinishCount: isUnfinished(task) ? 0 : total,
      CollectTime: task.TaskStartTime,
    };
  },
});
