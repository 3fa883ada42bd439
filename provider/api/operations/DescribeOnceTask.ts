import type { JsonObject } from "../../json";
import { id, integer, object, objects, optionalInteger, text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/** Parameters of DescribeOnceTask. */
export interface DescribeOnceTaskRequest {
  /** Page, from 1. */
  readonly CurrentPage: number;
  /** Tasks a page; the documents name no limit. */
  readonly PageSize: number;
  /** Type of the tasks; the document lists the five that are shown. */
  readonly TaskType: string;
  /** Exact id of a task. */
  readonly TaskId?: string;
  /** Source of the tasks, e.g. `console`. */
  readonly Source?: string;
  /** Start of the range of start times, milliseconds since 1970. */
  readonly StartTimeQuery?: number;
  /** End of the range of start times, milliseconds since 1970. */
  readonly EndTimeQuery?: number;
}

/** One run of a task. */
export interface OnceTaskRun {
  /** Id of the task, trimmed. */
  readonly TaskId: string;
  /** Type of the task. */
  readonly TaskType: string;
  /** Name of the task. */
  readonly TaskName: string;
  /** `INIT`, `START`, `DISPATCH`, `SUCCESS`, `FAIL`, `TIMEOUT`, or a word the document does not have. */
  readonly TaskStatusText: string;
  /** 1 started, 2 complete, 3 failed, 4 timed out. */
  readonly TaskStatus?: number;
  /** How far it is, e.g. `10%`. */
  readonly Progress: string;
  /** Servers that are done. */
  readonly SuccessCount?: number;
  /** Servers that failed. */
  readonly FailCount?: number;
  /** Result in words, e.g. `successful`. */
  readonly ResultInfo: string;
  /** The text of a JSON array, one object a server with `uuid`, `problemType`, `causeMsg`, …; may be empty. */
  readonly DetailData: string;
  /** When it began, milliseconds since 1970. */
  readonly TaskStartTime?: number;
  /** When it ended, milliseconds since 1970. */
  readonly TaskEndTime?: number;
}

/** Reply of DescribeOnceTask. */
export interface DescribeOnceTaskResponse {
  /** How many tasks match in all. */
  readonly PageInfo: { readonly TotalCount: number };
  /** The tasks of the page. */
  readonly TaskManageResponseList: readonly OnceTaskRun[];
}

/** The types of tasks that DescribeOnceTask shows (its parameter TaskType). */
export const describedTaskTypes: readonly string[] = [
  "VUL_CHECK_TASK",
  "CLIENT_PROBLEM_CHECK",
  "CLIENT_DEV_OPS",
  "ASSET_SECURITY_CHECK",
  "ASSET_REFRESH_HOST",
];

/** Lists the tasks of a type. */
export const describeOnceTask: Operation<DescribeOnceTaskRequest, DescribeOnceTaskResponse> = {
  ...sas2018,
  action: "DescribeOnceTask",
  repeat: "safe",
  ramAction: "yundun-sas:DescribeOnceTask",
  decode: (body) => ({
    PageInfo: { TotalCount: integer(object(body.PageInfo, "PageInfo").TotalCount, "TotalCount") },
    TaskManageResponseList: objects(body.TaskManageResponseList, "TaskManageResponseList").map(run),
  }),
};

function run(item: JsonObject): OnceTaskRun {
  return {
    TaskId: id(item.TaskId, "TaskId"),
    TaskType: text(item.TaskType, "TaskType"),
    TaskName: text(item.TaskName, "TaskName"),
    TaskStatusText: text(item.TaskStatusText, "TaskStatusText"),
    TaskStatus: optionalInteger(item.TaskStatus, "TaskStatus"),
    Progress: text(item.Progress, "Progress"),
    SuccessCount: optionalInteger(item.SuccessCount, "SuccessCount"),
    FailCount: optionalInteger(item.FailCount, "FailCount"),
    ResultInfo: text(item.ResultInfo, "ResultInfo"),
    DetailData: text(item.DetailData, "DetailData"),
    TaskStartTime: optionalInteger(item.TaskStartTime, "TaskStartTime"),
    TaskEndTime: optionalInteger(item.TaskEndTime, "TaskEndTime"),
  };
}
