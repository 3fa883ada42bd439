import { acknowledged } from "../calls/decode";
import { sas2018 } from "./products";

/**
 * Deletes the strategy task with an id, digits, while it is waiting; in any other state the service refuses. What happens
 * when there is none is undocumented.
 */
export const deleteSoarStrategyTask = sas2018<{ readonly StrategyTaskId: string }, void>({
  action: "DeleteSoarStrategyTask",
  repeat: "safe",
  decode: acknowledged,
});
