import { type Decoded, id, integer, jsonText, list, optional, record, text } from "../calls/decode";
import { type Page, pageInfo, sas2018 } from "./products";

/** Which tasks, and which page of them; the documents name no limit of its size. */
export interface DescribeOnceTaskRequest extends Page {
  /** Type of the tasks; the document lists the five that are shown. It or RootTaskId has to be there. */
  readonly TaskType?: string;
  /** Task whose parts are wanted. */
  readonly RootTaskId?: string;
  /** Exact id of a task. */
  readonly TaskId?: string;
  /** Source of the tasks, e.g. `console`. */
  readonly Source?: string;
  /** Range of start times, milliseconds since 1970. */
  readonly StartTimeQuery?: number;
  readonly EndTimeQuery?: number;
}

/** One run of a task. */
export type OnceTaskRun = Decoded<typeof run>;
const run = record({
  TaskId: id,
  TaskType: text,
  TaskName: text,
  /** `INIT`, `START`, `DISPATCH`, `SUCCESS`, `FAIL`, `TIMEOUT`, or a word the document does not have. */
  TaskStatusText: text,
  /** 1 started, 2 complete, 3 failed, 4 timed out. */
  TaskStatus: optional(integer),
  /** How far it is, e.g. `10%`. */
  Progress: text,
  /** Servers that are done, and those that failed. */
  SuccessCount: optional(integer),
  FailCount: optional(integer),
  /** Result in words, e.g. `successful`. */
  ResultInfo: text,
  /** The text of a JSON array, one object a server with `uuid`, `problemType`, `causeMsg`, …; may be empty. */
  DetailData: jsonText,
  /** When it began and ended, milliseconds since 1970. */
  TaskStartTime: optional(integer),
  TaskEndTime: optional(integer),
});

const reply = record({ PageInfo: pageInfo, TaskManageResponseList: list(run) });

/** The types of tasks that DescribeOnceTask shows (its parameter TaskType). */
export const describedTaskTypes: readonly string[] = [
  "VUL_CHECK_TASK",
  "CLIENT_PROBLEM_CHECK",
  "CLIENT_DEV_OPS",
  "ASSET_SECURITY_CHECK",
  "ASSET_REFRESH_HOST",
];

/** Lists the tasks of a type. */
export const describeOnceTask = sas2018<DescribeOnceTaskRequest, Decoded<typeof reply>>({
  action: "DescribeOnceTask",
  repeat: "safe",
  decode: reply,
});
