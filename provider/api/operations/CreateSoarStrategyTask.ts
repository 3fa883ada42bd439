import { type Decoded, id, record } from "../calls/decode";
import { sas2018 } from "./products";

/** A strategy task to create. */
export interface CreateSoarStrategyTaskRequest {
  /** Strategy to run, digits. */
  readonly StrategyId: string;
  /** Name of that strategy, as DescribeSoarSubscribedStrategy returns it. */
  readonly StrategyName: string;
  readonly StrategyTaskName: string;
  /** The text of a JSON array of `{name, associationProperty, value}`. */
  readonly StrategyTaskParams: string;
  /** When the task is to start, milliseconds since 1970. */
  readonly StrategyTaskPlanExeTime?: number;
}

const reply = record({ StrategyTaskId: id });

/** Creates a strategy task, which starts at its time. Two calls make two tasks. */
export const createSoarStrategyTask = sas2018<CreateSoarStrategyTaskRequest, Decoded<typeof reply>>({
  action: "CreateSoarStrategyTask",
  repeat: "unsafe",
  decode: reply,
});
