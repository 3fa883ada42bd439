import { type Decoded, id, integer, integerOrZero, list, record, text } from "../calls/decode";
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
  Id: id,
  Name: text,
  /** Strategy that the task runs, digits. */
  StrategyId: id,
  /** One of the words of `strategyTaskStatus`. */
  Status: text,
  /** How the task was started, e.g. `runmode_TRIGGER_BY_USER`. */
  RunMode: text,
  /** Parts of the task: all of them, those that went well, those that failed. */
  TotalNum: integerOrZero,
  SuccessNum: integerOrZero,
  FailedNum: integerOrZero,
  /** Creation, last change and end, milliseconds since 1970; 0 for what has not come. */
  GmtCreate: integerOrZero,
  GmtModified: integerOrZero,
  GmtFinish: integerOrZero,
});

const reply = record({ SoarStrategyTasks: list(task), TotalCount: integer });

/** Lists strategy tasks, without filters; the only way to read the status of one. */
export const describeSoarStrategyTasks = sas2018<NumberedPage, Decoded<typeof reply>>({
  action: "DescribeSoarStrategyTasks",
  repeat: "safe",
  decode: reply,
});
