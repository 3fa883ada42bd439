import type { JsonObject } from "../../json";
import { id, integer, object, objects, text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/** Parameters of ListOperationProcess. */
export interface ListOperationProcessRequest {
  /** Page, from 1. */
  readonly CurrentPage: number;
  /** Runs a page. */
  readonly PageSize: number;
  /** Types, any of which a run has. */
  readonly TaskTypes?: readonly string[];
  /** Status codes, any of which a run has. */
  readonly StatusCodes?: readonly number[];
  /** Ids of runs. */
  readonly TaskIds?: readonly string[];
  /** Sources, any of which a run has. */
  readonly TaskSources?: readonly string[];
  /** Earliest creation, milliseconds since 1970. */
  readonly StartTime?: number;
  /** Latest completion, milliseconds since 1970. */
  readonly EndTime?: number;
}

/** One check run. The document calls it an operation task; repairs are not among them. */
export interface OperationProcess {
  /** Id of the run, trimmed: the document's sample ends in a line feed. */
  readonly TaskId: string;
  /** `CHECK_ALL`, `CHECK_POLICY`, `CHECK_SCHEDULE`, `CHECK_ITEM` or `CHECK_INSTANCE`. */
  readonly TaskType: string;
  /** `YAO_CHI`, or empty. */
  readonly TaskSource: string;
  /** 0 not started, 1 running, 2 complete, 3 timed out. */
  readonly StatusCode: number;
  /** Parts of this run, of which FinishCount are complete. Not a number of list entries, which PageInfo has. */
  readonly TotalCount: number;
  readonly FinishCount: number;
  /** Subtasks of this run, of which DetailTaskReadyCount are complete. */
  readonly DetailTaskTotalCount: number;
  readonly DetailTaskReadyCount: number;
  /** Milliseconds since 1970, as the other times; 0 for what has not come. */
  readonly CreateTime: number;
  readonly StartTime: number;
  readonly EndTime: number;
}

/** Reply of ListOperationProcess. */
export interface ListOperationProcessResponse {
  readonly Processes: readonly OperationProcess[];
  /** `TotalCount`: runs on all pages. */
  readonly PageInfo: { readonly TotalCount: number };
}

/** Lists check runs and how far they are. */
export const listOperationProcess: Operation<ListOperationProcessRequest, ListOperationProcessResponse> = {
  ...sas2018,
  action: "ListOperationProcess",
  repeat: "safe",
  ramAction: "yundun-sas:ListOperationProcess",
  decode: (body) => ({
    Processes: objects(body.Processes, "Processes").map(process),
    PageInfo: { TotalCount: integer(object(body.PageInfo, "PageInfo").TotalCount, "TotalCount") },
  }),
};

function process(item: JsonObject): OperationProcess {
  const count = (name: string) => integer(item[name] ?? 0, name);
  return {
    TaskId: id(item.TaskId, "TaskId"),
    TaskType: text(item.TaskType, "TaskType"),
    TaskSource: text(item.TaskSource, "TaskSource"),
    StatusCode: integer(item.StatusCode, "StatusCode"),
    TotalCount: count("TotalCount"),
    FinishCount: count("FinishCount"),
    DetailTaskTotalCount: count("DetailTaskTotalCount"),
    DetailTaskReadyCount: count("DetailTaskReadyCount"),
    CreateTime: count("CreateTime"),
    StartTime: count("StartTime"),
    EndTime: count("EndTime"),
  };
}
