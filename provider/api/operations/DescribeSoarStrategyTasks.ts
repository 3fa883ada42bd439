import { type Decoded, id, integer, integerOrZero, list, record, text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { type NumberedPage, sas2018 } from "./products";

/** The words of `Status`, which the service writes as numbers in text. */
export const strategyTaskStatus = {
  waiting: "-1",
  starting: "0",
  running: "1",
  finished: "2",
  scheduled: "3",
  paused: "4",
} as const;

/** One strategy task as the service lists it. */
export type SoarStrategyTask = Decoded<typeof task>;
const task = record({
  /** Id of the task, digits. */
  Id: id,
  /** Name of the task. */
  Name: text,
  /** Strategy that the task runs, digits. */
  StrategyId: id,
  /** One of the words of `strategyTaskStatus`. */
  Status: text,
  /** How the task was started, e.g. `runmode_TRIGGER_BY_USER`. */
  RunMode: text,
  /** Parts of the task in all. */
  TotalNum: integerOrZero,
  /** Parts that went well. */
  SuccessNum: integerOrZero,
  /** Parts that failed. */
  FailedNum: integerOrZero,
  /** Time of creation, milliseconds since 1970. */
  GmtCreate: integerOrZero,
  /** Time of the last change, milliseconds since 1970. */
  GmtModified: integerOrZero,
  /** Time of the end, milliseconds since 1970; 0 before. */
  GmtFinish: integerOrZero,
});

const reply = record({ SoarStrategyTasks: list(task), TotalCount: integer });

/** Lists strategy tasks, without filters; the only way to read the status of one. */
export const describeSoarStrategyTasks: Operation<NumberedPage, Decoded<typeof reply>> = {
  ...sas2018,
  action: "DescribeSoarStrategyTasks",
  repeat: "safe",
  decode: reply,
};
