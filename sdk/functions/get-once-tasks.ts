import type { OnceTaskState } from "../../provider/resources/once-task/properties";
import { camelCase } from "./camel-case";
import { defineFunction, type Listed } from "./function";

/** Which tasks are wanted. */
export interface GetOnceTasksArgs {
  /**
   * Type of the tasks. The service lists `VUL_CHECK_TASK`, `CLIENT_PROBLEM_CHECK`, `CLIENT_DEV_OPS`, `ASSET_SECURITY_CHECK`
   * and `ASSET_REFRESH_HOST` only. (API: TaskType)
   */
  taskType: string;
  /** The task of this id. (API: TaskId) */
  taskId?: string;
  /** Tasks of this source, e.g. `console`. (API: Source) */
  source?: string;
  /** Tasks that began at this time or later, milliseconds since 1970. (API: StartTimeQuery) */
  startTimeQuery?: number;
  /** Tasks that began at this time or earlier, milliseconds since 1970. (API: EndTimeQuery) */
  endTimeQuery?: number;
}

type Told = "taskType" | "outcome" | "successCount" | "failCount" | "taskStartTime" | "taskEndTime";

/** One scan or client task. */
export interface OnceTaskSummary extends Pick<OnceTaskState, Told> {
  /** Id of the task. (API: TaskId) */
  id: string;
  /** Name of the task. (API: TaskName) */
  taskName: string;
  /** Status in the service's words, e.g. `DISPATCH`. (API: TaskStatusText) */
  taskStatusText: string;
  /** How far it is, e.g. `10%`. (API: Progress) */
  progress: string;
  /** Result in the service's words. (API: ResultInfo) */
  resultInfo: string;
  /** One object a server, with `uuid`, `problemType`, `causeMsg`, `resMsg` and others, as the service has them. (API: DetailData) */
  details: { [key: string]: unknown }[];
}

/** The tasks that `getOnceTasks` found. */
export type GetOnceTasksResult = Listed<"tasks", OnceTaskSummary>;

const ask = defineFunction<GetOnceTasksArgs, GetOnceTasksResult>("getOnceTasks", async (context, args) => {
  const { outcomeOf } = await import("../../provider/resources/once-task/outcome.js");
  const { detailsOf } = await import("../../provider/resources/once-task/match.js");
  const { taskType, taskId, source, startTimeQuery, endTimeQuery } = args;
  const filter = { TaskId: taskId, Source: source, StartTimeQuery: startTimeQuery, EndTimeQuery: endTimeQuery };
  const found = await context.collections.onceTasks(taskType).search(context, filter);
  const tasks = found.map((task) => {
    const { TaskId, TaskStatus, DetailData, ...others } = task;
    return { id: TaskId, ...camelCase(others), outcome: outcomeOf(task), details: detailsOf(task) };
  });
  return { tasks };
});

/** Lists scan and client tasks of a type with their results (DescribeOnceTask). Fails with a `SoarError`. */
export const getOnceTasks = ask.promise;

/** `getOnceTasks` for arguments that are outputs. */
export const getOnceTasksOutput = ask.output;
