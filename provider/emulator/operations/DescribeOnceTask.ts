import { ApiError } from "../api-error";
import { type Body, type Call, defineOperation } from "../operation";
import { pageOf } from "../page";
import { pageParameters } from "../parameters";
import type { OnceTask } from "../records";
import { onceTaskProgress, onceTaskServers } from "../timeline";

/** The only task types that the document lists for this operation; no other task is shown. */
const shownTypes = [
  "VUL_CHECK_TASK",
  "CLIENT_PROBLEM_CHECK",
  "CLIENT_DEV_OPS",
  "ASSET_SECURITY_CHECK",
  "ASSET_REFRESH_HOST",
];

const statusNumbers = { INIT: 1, START: 1, DISPATCH: 1, SUCCESS: 2, FAIL: 3, TIMEOUT: 4 };

/** Lists once tasks, newest first. */
export const describeOnceTask = defineOperation({
  name: "DescribeOnceTask",
  product: "Sas",
  parameters: {
    ...pageParameters,
    TaskType: { type: "string" },
    RootTaskId: { type: "string" },
    TaskId: { type: "string" },
    Source: { type: "string" },
    StartTimeQuery: { type: "int64" },
    EndTimeQuery: { type: "int64" },
  },
  run(args, call) {
    if (!args.TaskType && !args.RootTaskId) {
      throw new ApiError(400, "-101", "TaskType and RootTaskId cannot both be empty");
    }
    const [from, until] = [Number(args.StartTimeQuery ?? 0), Number(args.EndTimeQuery ?? Number.POSITIVE_INFINITY)];
    const found = call.state.onceTasks.filter((task) => {
      return (
        shownTypes.includes(task.TaskType) &&
        (!args.TaskType || task.TaskType === args.TaskType) &&
        (!args.RootTaskId || task.RootTaskId === args.RootTaskId) &&
        (!args.TaskId || task.TaskId === args.TaskId) &&
        (!args.Source || task.Source === args.Source) &&
        task.TaskStartTime >= from &&
        task.TaskStartTime <= until
      );
    });
    const { shown, PageInfo } = pageOf(found, args);
    return { TaskManageResponseList: shown.map((task) => show(task, call)), PageInfo };
  },
});

function show(task: OnceTask, { state, now }: Call): Body {
  const { TaskId, TaskType, TaskName, TaskStatusText, ResultInfo, TaskStartTime, TaskEndTime } = task;
  const servers = onceTaskServers(task);
  const { problemType }: { problemType?: string } = JSON.parse(task.Param);
  const detail = servers.map((uuid) => ({
    dispatchType: "manual",
    causeCode: [],
    causeMsg: [],
    problemType,
    uuid,
  }));
  const status = statusNumbers[TaskStatusText];
  const outcome = state.onceTaskOutcomes[TaskType];
  const failed = status > statusNumbers.SUCCESS ? servers.length : 0;
  const FailCount = outcome?.TaskStatusText === TaskStatusText ? (outcome.FailCount ?? failed) : failed;
  return {
    ...{ TaskId, TaskType, TaskName, TaskStatusText, ResultInfo, TaskStartTime },
    TaskStatus: status,
    Progress: `${onceTaskProgress(state, task, now)}%`,
    SuccessCount: status < statusNumbers.SUCCESS ? 0 : servers.length - FailCount,
    FailCount,
    DetailData: JSON.stringify(detail),
    TaskEndTime: TaskEndTime || undefined,
  };
}
