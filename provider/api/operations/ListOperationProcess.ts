import { type Decoded, id, integer, integerOrZero, list, record, text } from "../calls/decode";
import { type Page, pageInfo, sas2018 } from "./products";

/** Which runs, by lists any of which applies, and which page of them. */
interface ListOperationProcessRequest extends Page {
  readonly TaskTypes?: readonly string[];
  readonly StatusCodes?: readonly number[];
  readonly TaskIds?: readonly string[];
  readonly TaskSources?: readonly string[];
  /** Earliest creation and latest completion, milliseconds since 1970. */
  readonly StartTime?: number;
  readonly EndTime?: number;
}

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
  /** Parts of this run, and those that are complete. Not a number of list entries, which PageInfo has. */
  TotalCount: integerOrZero,
  FinishCount: integerOrZero,
  /** Subtasks of this run, and those that are complete. */
  DetailTaskTotalCount: integerOrZero,
  DetailTaskReadyCount: integerOrZero,
  /** Milliseconds since 1970, as the other times; 0 for what has not come. */
  CreateTime: integerOrZero,
  StartTime: integerOrZero,
  EndTime: integerOrZero,
});

const reply = record({ Processes: list(process), PageInfo: pageInfo });

/** Lists check runs and how far they are. */
export const listOperationProcess = sas2018<ListOperationProcessRequest, Decoded<typeof reply>>({
  action: "ListOperationProcess",
  repeat: "safe",
  decode: reply,
});
