import { type Decoded, integer, record, text, withDefault } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

interface GetOnceTaskResultInfoRequest {
  /** Id of the task. */
  readonly TaskId: string;
  /** Name of the task, as it was started. */
  readonly TaskName: string;
  /** Type of the task. */
  readonly TaskType: string;
}

const reply = record({
  /** `Status`: `INIT`, `START`, `SUCCESS`, `TIMEOUT`, or a word the document does not have. */
  TaskInfo: record({ Status: text }),
  /** Parts of the task. */
  TotalCount: withDefault(integer, 0),
  /** Parts that are done. */
  FinishCount: withDefault(integer, 0),
});

/** Reads one task of any type. The document names two errors, NoPermission and ServerError: an unknown task is the latter. */
export const getOnceTaskResultInfo: Operation<GetOnceTaskResultInfoRequest, Decoded<typeof reply>> = {
  ...sas2018,
  action: "GetOnceTaskResultInfo",
  repeat: "safe",
  ramAction: "yundun-aegis:GetOnceTaskResultInfo",
  decode: reply,
};
