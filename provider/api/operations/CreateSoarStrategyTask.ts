import { type Decoded, id, record } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/** A strategy task to create. */
export interface CreateSoarStrategyTaskRequest {
  /** Strategy to run, digits. */
  readonly StrategyId: string;
  /** Name of that strategy, as DescribeSoarSubscribedStrategy returns it. */
  readonly StrategyName: string;
  /** Name of the task. */
  readonly StrategyTaskName: string;
  /** The text of a JSON array of `{name, associationProperty, value}`. */
  readonly StrategyTaskParams: string;
  /** When the task is to start, milliseconds since 1970. */
  readonly StrategyTaskPlanExeTime?: number;
}

/** The id of the new task, digits. */
const reply = record({ StrategyTaskId: id });

/** Creates a strategy task, which starts at its time. Two calls make two tasks. */
export const createSoarStrategyTask: Operation<CreateSoarStrategyTaskRequest, Decoded<typeof reply>> = {
  ...sas2018,
  action: "CreateSoarStrategyTask",
  repeat: "unsafe",
  decode: reply,
};
