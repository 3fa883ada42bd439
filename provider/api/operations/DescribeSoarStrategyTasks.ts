import type { JsonObject } from "../../json";
import { id, integer, objects, text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/** Parameters of DescribeSoarStrategyTasks. There are no filters. */
export interface DescribeSoarStrategyTasksRequest {
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

/** One strategy task as the service lists it. */
export interface SoarStrategyTask {
  /** Id of the task, digits. */
  readonly Id: string;
  /** Name of the task. */
  readonly Name: string;
  /** Strategy that the task runs, digits. */
  readonly StrategyId: string;
  /** `-1` waiting, `0` starting, `1` running, `2` finished, `3` scheduled, `4` paused. */
  readonly Status: string;
  /** How the task was started, e.g. `runmode_TRIGGER_BY_USER`. */
  readonly RunMode: string;
  /** Parts of the task in all. */
  readonly TotalNum: number;
  /** Parts that went well. */
  readonly SuccessNum: number;
  /** Parts that failed. */
  readonly FailedNum: number;
  /** Time of creation, milliseconds since 1970. */
  readonly GmtCreate: number;
  /** Time of the last change, milliseconds since 1970. */
  readonly GmtModified: number;
  /** Time of the end, milliseconds since 1970; 0 before. */
  readonly GmtFinish: number;
}

/** Reply of DescribeSoarStrategyTasks. */
export interface DescribeSoarStrategyTasksResponse {
  /** The tasks of the page. */
  readonly SoarStrategyTasks: readonly SoarStrategyTask[];
  /** Tasks in all. */
  readonly TotalCount: number;
}

/** Lists strategy tasks; the only way to read the status of one. */
export const describeSoarStrategyTasks: Operation<
  DescribeSoarStrategyTasksRequest,
  DescribeSoarStrategyTasksResponse
> = {
  ...sas2018,
  action: "DescribeSoarStrategyTasks",
  repeat: "safe",
  ramAction: "yundun-sas:DescribeSoarStrategyTasks",
  decode: (body) => ({
    SoarStrategyTasks: objects(body.SoarStrategyTasks, "SoarStrategyTasks").map(task),
    TotalCount: integer(body.TotalCount, "TotalCount"),
  }),
};

function task(item: JsonObject): SoarStrategyTask {
  const number = (name: string) => integer(item[name] ?? 0, name);
  return {
    Id: id(item.Id, "Id"),
    Name: text(item.Name, "Name"),
    StrategyId: id(item.StrategyId, "StrategyId"),
    Status: text(item.Status, "Status"),
    RunMode: text(item.RunMode, "RunMode"),
    TotalNum: number("TotalNum"),
    SuccessNum: number("SuccessNum"),
    FailedNum: number("FailedNum"),
    GmtCreate: number("GmtCreate"),
    GmtModified: number("GmtModified"),
    GmtFinish: number("GmtFinish"),
  };
}
