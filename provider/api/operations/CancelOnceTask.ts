import { nothing } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/** Cancels a task. What happens when it has ended is undocumented. */
export const cancelOnceTask: Operation<{ readonly TaskId: string }, void> = {
  ...sas2018,
  action: "CancelOnceTask",
  repeat: "safe",
  decode: nothing,
};
