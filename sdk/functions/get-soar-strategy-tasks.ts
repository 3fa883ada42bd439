import { camelCase } from "./camel-case";
import { defineFunction, type Listed } from "./function";

/** Which strategy tasks are wanted; all of them when nothing is given. */
export interface GetSoarStrategyTasksArgs {
  /** Tasks of exactly this name. */
  taskName?: string;
  /** Tasks that run this strategy, as digits. */
  strategyId?: string;
}

/** One strategy task. */
export interface SoarStrategyTaskSummary {
  /** Id of the task, digits: `strategyTaskId` of `SoarStrategyTaskState`. */
  id: string;
  /** Name of the task. */
  taskName: string;
  /** Strategy that the task runs, digits. */
  strategyId: string;
  /** How far the task is. */
  status: "waiting" | "starting" | "running" | "finished" | "scheduled" | "paused" | (string & {});
  /** How the task was started, e.g. `runmode_TRIGGER_BY_USER`. */
  runMode: string;
  /** Parts of the task in all. */
  totalCount: number;
  /** Parts that went well. */
  successCount: number;
  /** Parts that failed. */
  failedCount: number;
  /** Time of creation, milliseconds since 1970. */
  gmtCreate: number;
  /** Time of the last change, milliseconds since 1970. */
  gmtModified: number;
  /** Time of the end, milliseconds since 1970; 0 before. */
  gmtFinish: number;
}

/** The tasks that `getSoarStrategyTasks` found. */
export type GetSoarStrategyTasksResult = Listed<"tasks", SoarStrategyTaskSummary>;

const ask = defineFunction<GetSoarStrategyTasksArgs, GetSoarStrategyTasksResult>(
  "getSoarStrategyTasks",
  { taskName: "text", strategyId: "text" },
  async (context, args) => {
    const { statusInWords } = await import("../../provider/resources/task-action.js");
    const tasks = (await context.collections.strategyTasks.fresh(context))
      .filter(({ Name }) => args.taskName === undefined || Name === args.taskName)
      .filter(({ StrategyId }) => args.strategyId === undefined || StrategyId === args.strategyId)
      .map(({ Name, TotalNum, SuccessNum, FailedNum, ...others }) => ({
        ...camelCase(others),
        taskName: Name,
        status: statusInWords(others.Status),
        totalCount: TotalNum,
        successCount: SuccessNum,
        failedCount: FailedNum,
      }));
    return { tasks };
  },
);

/**
 * Lists strategy tasks (DescribeSoarStrategyTasks) of the configured account and region. Fails with a `SoarError`.
 *
 * @example
 * const { tasks } = await soar.getSoarStrategyTasks({ taskName: "weekly fix" });
 * for (const { id: strategyTaskId } of tasks) {
 *   new soar.SoarStrategyTaskState(`pause-${strategyTaskId}`, {
 *     strategyTaskId,
 *     taskAction: "PAUSE",
 *   });
 * }
 */
export const getSoarStrategyTasks = ask.promise;

/** `getSoarStrategyTasks` for arguments that are outputs. */
export const getSoarStrategyTasksOutput = ask.output;
