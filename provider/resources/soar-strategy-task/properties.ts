import type { CommonInputs } from "../../lifecycle/kind";
import type { TaskAction } from "../task-action";
import type { StrategyTaskParam } from "./schemas";

/** What a strategy task is declared with. */
export interface SoarStrategyTaskInputs extends CommonInputs {
  /** Strategy to run, as digits. A change replaces the task. (API: StrategyId) */
  strategyId: string;
  /** Name of that strategy, in the words of the service. A change replaces the task. (API: StrategyName) */
  strategyName: string;
  /** Name of the task. Default: the name of the resource. A change replaces the task. (API: StrategyTaskName) */
  strategyTaskName: string;
  /**
   * What the strategy works on and how: the list of the API's document, or its JSON text. A change replaces the task.
   * (API: StrategyTaskParams)
   */
  strategyTaskParams: StrategyTaskParam[];
  /**
   * When the task is to start: milliseconds since 1970, or an ISO 8601 time with its zone. Default: when the service
   * decides. A change replaces the task. (API: StrategyTaskPlanExeTime)
   */
  strategyTaskPlanExeTime?: number;
  /**
   * `SCHEDULE`: the task may wait, start, run and finish. `PAUSE`: it is paused. Default: it is left to itself.
   * (API: TaskAction of ProcessSoarStrategyTask)
   */
  taskAction?: TaskAction;
  /** Whether it is an error that a task to be paused has finished. Default: `ignore`. */
  onFinished: "ignore" | "error";
  /**
   * What the deletion of a task does that waits no longer, which the service cannot delete: `error`; `pause` it and
   * forget it; `forget` it as it is. Default: `error`.
   */
  onDelete: "error" | "pause" | "forget";
}
