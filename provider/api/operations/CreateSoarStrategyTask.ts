import { id } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/** Parameters of CreateSoarStrategyTask. */
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

/** Reply of CreateSoarStrategyTask. */
export interface CreateSoarStrategyTaskResponse {
  /** Id of the new task, digits. */
  readonly StrategyTaskId: string;
}

/** Creates a strategy task, which starts at its time. Two calls make two tasks. */
export const createSoarStrategyTask: Operation<
  CreateSoarStrategyTaskRequest,
  CreateSoarStrategyTaskResponse
> = {
  ...sas2018,
  action: "CreateSoarStrategyTask",
  repeat: "unsafe",
  ramAction: "yundun-sas:CreateSoarStrategyTask",
  decode: (body) => ({ StrategyTaskId: id(body.StrategyTaskId, "StrategyTaskId") }),
};
