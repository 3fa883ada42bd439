import { type Decoded, id, integer, integerOrZero, list, record, text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { type Page, pageInfo, sas2018 } from "./products";

interface ListOperationProcessRequest extends Page {
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
export type OperationProcess = Decoded<typeof process>;
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
  TotalCount: integerOrZero,
  /** Parts that are complete. */
  FinishCount: integerOrZero,
  /** Subtasks of this run. */
  DetailTaskTotalCount: integerOrZero,
  /** Subtasks that are complete. */
  DetailTaskReadyCount: integerOrZero,
  /** Milliseconds since 1970, as the other times; 0 for what has not come. */
  CreateTime: integerOrZero,
  StartTime: integerOrZero,
  EndTime: integerOrZero,
});

const reply = record({ Processes: list(process), PageInfo: pageInfo });

/** Lists check runs and how far they are. */
export const listOperationProcess: Operation<ListOperationProcessRequest, Decoded<typeof reply>> = {
  ...sas2018,
  action: "ListOperationProcess",
  repeat: "safe",
  decode: reply,
};
