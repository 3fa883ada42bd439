import { type Decoded, id, integer, list, record, text, withDefault } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/** There are no filters. */
interface DescribeSoarStrategyTasksRequest {
  /** Page, from 1. */
  readonly PageNumber: number;
  /** Tasks a page. */
  readonly PageSize: number;
}

/** The words of `Status`, which the service writes as numbers in text. */
export const strategyTaskStatus = {
  waiting: "-1",
  starting: "0",
  running: "1",
  finished: "2",
  scheduled: "3",
  paused: "4",
} as const;

const count = withDefault(integer, 0);

/** One strategy task as the service lists it. */
export type SoarStrategyTask = Decoded<typeof task>;
const task = record({
  /** Id of the task, digits. */
  Id: id,
  /** Name of the task. */
  Name: text,
  /** Strategy that the task runs, digits. */
  StrategyId: id,
  /** `-1` waiting, `0` starting, `1` running, `2` finished, `3` scheduled, `4` paused. */
  Status: text,
  /** How the task was started, e.g. `runmode_TRIGGER_BY_USER`. */
  RunMode: text,
  /** Parts of the task in all. */
  TotalNum: count,
  /** Parts that went well. */
  SuccessNum: count,
  /** Parts that failed. */
  FailedNum: count,
  /** Time of creation, milliseconds since 1970. */
  GmtCreate: count,
  /** Time of the last change, milliseconds since 1970. */
  GmtModified: count,
  /** Time of the end, milliseconds since 1970; 0 before. */
  GmtFinish: count,
});

const reply = record({
  SoarStrategyTasks: list(task),
  /** Tasks on all pages. */
  TotalCount: integer,
});

/** Lists strategy tasks; the only way to read the status of one. */
export const describeSoarStrategyTasks: Operation<DescribeSoarStrategyTasksRequest, Decoded<typeof reply>> = {
  ...sas2018,
  action: "DescribeSoarStrategyTasks",
  repeat: "safe",
  ramAction: "yundun-sas:DescribeSoarStrategyTasks",
  decode: reply,
};
