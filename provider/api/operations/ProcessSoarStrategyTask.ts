import { acknowledged } from "../calls/decode";
import { sas2018 } from "./products";

/** What a strategy task is told to do. */
export interface ProcessSoarStrategyTaskRequest {
  /** Task to act on, digits. */
  readonly StrategyTaskId: string;
  /** The other words of the document (WAITING, STARTING, RUNNING, FINISHED) are states of a task, not actions. */
  readonly TaskAction: "SCHEDULE" | "PAUSE";
}

/** Schedules or pauses a strategy task. SCHEDULE starts work. */
export const processSoarStrategyTask = sas2018<ProcessSoarStrategyTaskRequest, void>({
  action: "ProcessSoarStrategyTask",
  repeat: "unsafe",
  decode: acknowledged,
});
