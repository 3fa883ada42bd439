import { camelCase } from "./camel-case";
import { defineFunction, type Listed } from "./function";

/** Which check runs are wanted; all of them when nothing is given. */
export interface GetOperationProcessesArgs {
  /** Types: `CHECK_ALL`, `CHECK_POLICY`, `CHECK_SCHEDULE`, `CHECK_ITEM`, `CHECK_INSTANCE`. (API: TaskTypes) */
  taskTypes?: string[];
  /** Status codes: 0 not started, 1 running, 2 complete, 3 timed out. (API: StatusCodes) */
  statusCodes?: number[];
  /** Ids of runs. (API: TaskIds) */
  taskIds?: string[];
  /** Sources, e.g. `["YAO_CHI"]`. (API: TaskSources) */
  taskSources?: string[];
  /** Runs created then or later, milliseconds since 1970. Not later than `endTime`. (API: StartTime) */
  startTime?: number;
  /** Runs complete then or earlier, milliseconds since 1970. (API: EndTime) */
  endTime?: number;
}

/** One check run, and how far it is. */
export interface OperationProcessSummary {
  /** Id of the run. */
  taskId: string;
  /** Its type, e.g. `CHECK_POLICY`. */
  taskType: string;
  /** Its source, e.g. `YAO_CHI`. */
  taskSource: string;
  /** 0 not started, 1 running, 2 complete, 3 timed out. */
  statusCode: number;
  /** Of how many parts this run consists. The document's other TotalCount, of list entries, is the length of `processes`. */
  totalCount: number;
  /** How many of them are complete. */
  finishCount: number;
  /** Of how many subtasks this run consists. */
  detailTaskTotalCount: number;
  /** How many of them are complete. */
  detailTaskReadyCount: number;
  /** When the run was created, milliseconds since 1970. */
  createTime?: number;
  /** When it started, milliseconds since 1970; absent before. */
  startTime?: number;
  /** When it ended, milliseconds since 1970; absent before. */
  endTime?: number;
}

/** The runs that `getOperationProcesses` found. */
export type GetOperationProcessesResult = Listed<"processes", OperationProcessSummary>;

const ask = defineFunction<GetOperationProcessesArgs, GetOperationProcessesResult>(
  "getOperationProcesses",
  {
    taskTypes: "list of texts",
    statusCodes: "list of numbers",
    taskIds: "list of texts",
    taskSources: "list of texts",
    startTime: "number",
    endTime: "number",
  },
  async (context, args) => {
    const { startTime, endTime } = args;
    if (startTime !== undefined && endTime !== undefined && startTime > endTime) {
      throw new Error(`getOperationProcesses: startTime ${startTime} is later than endTime ${endTime}; exchange them.`);
    }
    const { listOperationProcess } = await import("../../provider/api/operations/ListOperationProcess.js");
    const { readPages } = await import("../../provider/api/collections/paged-list.js");
    const filter = {
      TaskTypes: args.taskTypes,
      StatusCodes: args.statusCodes,
      TaskIds: args.taskIds?.map((id) => id.trim()),
      TaskSources: args.taskSources,
      StartTime: startTime,
      EndTime: endTime,
    };
    const found = await readPages(context, {
      title: "operation processes",
      fetchPage: async (bounded, CurrentPage, PageSize) => {
        const request = { CurrentPage, PageSize, ...filter };
        const { Processes, PageInfo } = await bounded.call(listOperationProcess, request);
        return { items: Processes, totalCount: PageInfo.TotalCount };
      },
      idOf: ({ TaskId }) => TaskId,
    });
    const processes = found.map((process) => ({
      ...camelCase(process),
      createTime: process.CreateTime || undefined,
      startTime: process.StartTime || undefined,
      endTime: process.EndTime || undefined,
    }));
    return { processes };
  },
);

/**
 * Lists check runs and their progress (ListOperationProcess), all pages. Repairs are not among them: see
 * `getOperationTasks`. Fails with a `SoarError`, before any call when `startTime` is later than `endTime`.
 *
 * @example
 * const { processes } = await soar.getOperationProcesses({
 *   taskTypes: ["CHECK_ALL"],
 *   statusCodes: [1],
 * });
 * for (const { finishCount, totalCount } of processes) {
 *   console.log(`${finishCount} of ${totalCount} parts are complete`);
 * }
 */
export const getOperationProcesses = ask.promise;

/** `getOperationProcesses` for arguments that are outputs. */
export const getOperationProcessesOutput = ask.output;
