import { type Decoded, integerOrZero, record, text } from "../calls/decode";
import { sas2018 } from "./products";

/** A task, named as it was started. */
interface GetOnceTaskResultInfoRequest {
  readonly TaskId: string;
  readonly TaskName: string;
  readonly TaskType: string;
}

const reply = record({
  /** `Status`: `INIT`, `START`, `SUCCESS`, `TIMEOUT`, or a word the document does not have. */
  TaskInfo: record({ Status: text }),
  /** Parts of the task, and those that are done. */
  TotalCount: integerOrZero,
  FinishCount: integerOrZero,
});

/** Reads one task of any type. The document names two errors, NoPermission and ServerError: an unknown task is the latter. */
export const getOnceTaskResultInfo = sas2018<GetOnceTaskResultInfoRequest, Decoded<typeof reply>>({
  action: "GetOnceTaskResultInfo",
  repeat: "safe",
  ramAction: "yundun-aegis:GetOnceTaskResultInfo",
  decode: reply,
});
