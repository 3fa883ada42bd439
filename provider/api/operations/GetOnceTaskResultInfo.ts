import { integer, object, text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/** Parameters of GetOnceTaskResultInfo. */
export interface GetOnceTaskResultInfoRequest {
  /** Id of the task. */
  readonly TaskId: string;
  /** Name of the task, as it was started. */
  readonly TaskName: string;
  /** Type of the task. */
  readonly TaskType: string;
}

/** Reply of GetOnceTaskResultInfo. */
export interface GetOnceTaskResultInfoResponse {
  /** `Status`: `INIT`, `START`, `SUCCESS`, `TIMEOUT`, or a word the document does not have. */
  readonly TaskInfo: { readonly Status: string };
  /** Parts of the task. */
  readonly TotalCount: number;
  /** Parts that are done. */
  readonly FinishCount: number;
}

/** Reads one task of any type. The document names two errors, NoPermission and ServerError: an unknown task is the latter. */
export const getOnceTaskResultInfo: Operation<GetOnceTaskResultInfoRequest, GetOnceTaskResultInfoResponse> = {
  ...sas2018,
  action: "GetOnceTaskResultInfo",
  repeat: "safe",
  ramAction: "yundun-aegis:GetOnceTaskResultInfo",
  decode: (body) => ({
    TaskInfo: { Status: text(object(body.TaskInfo, "TaskInfo").Status, "Status") },
    TotalCount: integer(body.TotalCount ?? 0, "TotalCount"),
    FinishCount: integer(body.FinishCount ?? 0, "FinishCount"),
  }),
};
