import { nothing } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/**
 * Deletes the strategy task with an id, digits, while it is waiting; in any other state the service refuses. What happens
 * when there is none is undocumented.
 */
export const deleteSoarStrategyTask: Operation<{ readonly StrategyTaskId: string }, void> = {
  ...sas2018,
  action: "DeleteSoarStrategyTask",
  repeat: "safe",
  decode: nothing,
};
