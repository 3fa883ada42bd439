import { nothing } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

interface CancelOnceTaskRequest {
  /** Id of the task. What happens when it has ended is undocumented. */
  readonly TaskId: string;
}

/** Cancels a task. */
export const cancelOnceTask: Operation<CancelOnceTaskRequest, void> = {
  ...sas2018,
  action: "CancelOnceTask",
  repeat: "safe",
  ramAction: "yundun-sas:CancelOnceTask",
  decode: nothing,
};
