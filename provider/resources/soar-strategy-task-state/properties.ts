import type { CommonInputs } from "../../lifecycle/kind";
import type { TaskAction } from "../task-action";

/** What the state of a strategy task is declared with. */
export interface SoarStrategyTaskStateInputs extends CommonInputs {
  /**
   * Task, as digits; `getSoarStrategyTasks` lists them. A change replaces the resource, not the task.
   * (API: StrategyTaskId)
   */
  strategyTaskId: string;
  /**
   * `SCHEDULE`: the task may wait, start, run and finish. `PAUSE`: it is paused. (API: TaskAction)
   */
  taskAction: TaskAction;
  /** Whether it is an error that a task to be paused has finished. Default: `ignore`. */
  onFinished: "ignore" | "error";
  /** What happens to the task when the resource is deleted. Default: `none`, no call. (API: TaskAction) */
  onDelete: "none" | TaskAction;
}

/** What is remembered of the state of a strategy task. Its `id` is the task's. */
export interface SoarStrategyTaskStateState extends SoarStrategyTaskStateInputs {
  /** Name of the task. (API: Name) */
  taskName: string;
  /** Strategy that the task runs, as digits. (API: StrategyId) */
  strategyId: string;
}
