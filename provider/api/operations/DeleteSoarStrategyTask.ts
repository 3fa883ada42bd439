import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/** Parameters of DeleteSoarStrategyTask. */
export interface DeleteSoarStrategyTaskRequest {
  /** Task to delete, digits. What happens when it is absent is undocumented. */
  readonly StrategyTaskId: string;
}

/** Deletes a strategy task that is waiting; in any other state the service refuses. The reply tells nothing. */
export const deleteSoarStrategyTask: Operation<DeleteSoarStrategyTaskRequest, object> = {
  ...sas2018,
  action: "DeleteSoarStrategyTask",
  repeat: "safe",
  ramAction: "yundun-sas:DeleteSoarStrategyTask",
  decode: () => ({}),
};
