import type { OnceTaskState } from "../../provider/resources/once-task/properties";
import { camelCase } from "./camel-case";
import { defineFunction, type Listed } from "./function";

interface OfType {
  /**
   * Type of the tasks; needed where there is no `rootTaskId`. The service lists `VUL_CHECK_TASK`, `CLIENT_PROBLEM_CHECK`, `CLIENT_DEV_OPS`, `ASSET_SECURITY_CHECK`
   * and `ASSET_REFRESH_HOST` only. (API: TaskType)
   */
  taskType: string;
}

interface OfRoot {
  /** Task whose parts are wanted; needed where there is no `taskType`. (API: RootTaskId) */
  rootTaskId: string;
}

interface Filters {
  /** The task of this id. (API: TaskId) */
  taskId?: string;
  /** Tasks of this source, e.g. `console`. (API: Source) */
  source?: string;
  /** Tasks that began at this time or later, milliseconds since 1970. (API: StartTimeQuery) */
  startTimeQuery?: number;
  /** Tasks that began at this time or earlier, milliseconds since 1970. (API: EndTimeQuery) */
  endTimeQuery?: number;
}

/** Which tasks are wanted: those of a type, the parts of a root task, or both. */
export type GetOnceTasksArgs = ((OfType & Partial<OfRoot>) | (OfRoot & Partial<OfType>)) & Filters;

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
  /** One object for each server, with `uuid`, `problemType`, `causeMsg`, `resMsg` and others, as the service has them. (API: DetailData) */
  details: { [key: string]: unknown }[];
}

/** The tasks that `getOnceTasks` found. */
export type GetOnceTasksResult = Listed<"tasks", OnceTaskSummary>;

const ask = defineFunction<GetOnceTasksArgs, GetOnceTasksResult>(
  "getOnceTasks",
  {
    taskType: "text",
    rootTaskId: "text",
    taskId: "text",
    source: "text",
    startTimeQuery: "number",
    endTimeQuery: "number",
  },
  async (context, args) => {
    const { outcomeOf } = await import("../../provider/resources/once-task/outcome.js");
    const { detailsOf } = await import("../../provider/resources/once-task/match.js");
    const { searchOnceTasks } = await import("../../provider/api/collections/once-tasks.js");
    if (args.taskType === undefined && args.rootTaskId === undefined) {
      throw new Error("getOnceTasks: name a taskType or a rootTaskId.");
    }
    const found = await searchOnceTasks(context, {
      TaskType: args.taskType,
      RootTaskId: args.rootTaskId,
      TaskId: args.taskId,
      Source: args.source,
      StartTimeQuery: args.startTimeQuery,
      EndTimeQuery: args.endTimeQuery,
    });
    const tasks = found.map((task) => {
      const { TaskId, TaskStatus, DetailData, ...others } = task;
      return { id: TaskId, ...camelCase(others), outcome: outcomeOf(task), details: detailsOf(task) };
    });
    return { tasks };
  },
);

/**
 * Lists scan and client tasks of a type, or the parts of a root task, with their results (DescribeOnceTask). Fails with a
 * `SoarError`.
 *
 * @example
 * const { tasks } = await soar.getOnceTasks({ taskType: "CLIENT_PROBLEM_CHECK" });
 * const failed = tasks.filter(({ outcome }) => outcome === "failed");
 * console.log(failed.map(({ id }) => id));
 */
export const getOnceTasks = ask.promise;

/** `getOnceTasks` for arguments that are outputs. */
export const getOnceTasksOutput = ask.output;
