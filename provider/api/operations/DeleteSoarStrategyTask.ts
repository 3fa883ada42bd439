import { nothing } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

interface DeleteSoarStrategyTaskRequest {
  /** Task to delete, digits. What happens when it is absent is undocumented. */
  readonly StrategyTaskId: string;
}

/** Deletes a strategy task that is waiting; in any other state the service refuses. */
export const deleteSoarStrategyTask: Operation<DeleteSoarStrategyTaskRequest, void> = {
  ...sas2018,
  action: "DeleteSoarStrategyTask",
  repeat: "safe",
  ramAction: "yundun-sas:DeleteSoarStrategyTask",
  decode: nothing,
};
