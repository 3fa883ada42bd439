import { type Decoded, id, integer, list, record, text, withDefault } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

interface ListOperationProcessRequest {
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

const count = withDefault(integer, 0);

/** One check run. The document calls it an operation task; repairs are not among them. */
const process = record({
  /** Id of the run, trimmed: the document's sample ends in a line feed. */
  TaskId: id,
  /** `CHECK_ALL`, `CHECK_POLICY`, `CHECK_SCHEDULE`, `CHECK_ITEM` or `CHECK_INSTANCE`. */
  TaskType: text,
  /** `YAO_CHI`, or empty. */
  TaskSource: text,
  /** 0 not started, 1 running, 2 complete, 3 timed out. */
  StatusCode: integer,
  /** Parts of this run. Not a number of list entries, which PageInfo has. */
  TotalCount: count,
  /** Parts that are complete. */
  FinishCount: count,
  /** Subtasks of this run. */
  DetailTaskTotalCount: count,
  /** Subtasks that are complete. */
  DetailTaskReadyCount: count,
  /** Milliseconds since 1970, as the other times; 0 for what has not come. */
  CreateTime: count,
  StartTime: count,
  EndTime: count,
});

const reply = record({
  Processes: list(process),
  /** `TotalCount`: runs on all pages. */
  PageInfo: record({ TotalCount: integer }),
});

/** Lists check runs and how far they are. */
export const listOperationProcess: Operation<ListOperationProcessRequest, Decoded<typeof reply>> = {
  ...sas2018,
  action: "ListOperationProcess",
  repeat: "safe",
  ramAction: "yundun-sas:ListOperationProcess",
  decode: reply,
};
