import { acknowledged } from "../calls/decode";
import { sas2018 } from "./products";

/** Cancels a task. What happens when it has ended is undocumented. */
export const cancelOnceTask = sas2018<{ readonly TaskId: string }, void>({
  action: "CancelOnceTask",
  repeat: "safe",
  decode: acknowledged,
});
