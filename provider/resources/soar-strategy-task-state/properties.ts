import type { SoarStrategyTask } from "../../api/operations/DescribeSoarStrategyTasks";
import {
  type ProcessSoarStrategyTaskRequest,
  processSoarStrategyTask,
} from "../../api/operations/ProcessSoarStrategyTask";
import type { CommonArgs, CommonInputs } from "../../lifecycle/kind";
import { type Filled, field, local, own, propertyTable } from "../../lifecycle/rows";
import { digits, oneOf, timeouts } from "../../lifecycle/value";
import { type TaskAction, taskAction } from "../task-action";

/** What the state of a strategy task is declared with. */
export interface SoarStrategyTaskStateArgs extends CommonArgs {
  /** Task, as digits, of `getSoarStrategyTasks`. A change replaces the resource, not the task. (API: StrategyTaskId) */
  strategyTaskId: string;
  /** `SCHEDULE`: the task may wait, start, run and finish. `PAUSE`: it is paused. (API: TaskAction) */
  taskAction: TaskAction;
  /** Whether it is an error that a task to be paused has finished. Default: `ignore`. */
  onFinished?: "ignore" | "error";
  /** What happens to the task when the resource is deleted. Default: `none`, no call. (API: TaskAction) */
  onDelete?: "none" | TaskAction;
}

/** What the state of a strategy task is declared with, after check. */
export interface SoarStrategyTaskStateInputs
  extends Filled<SoarStrategyTaskStateArgs, "onFinished" | "onDelete">,
    CommonInputs {}

/** What is remembered of the state of a strategy task. Its `id` is the task's. */
export interface SoarStrategyTaskStateState extends SoarStrategyTaskStateInputs {
  /** Name of the task. (API: Name) */
  taskName: string;
  /** Strategy that the task runs, as digits. (API: StrategyId) */
  strategyId: string;
}

type Api = {
  request: Pick<ProcessSoarStrategyTaskRequest, "StrategyTaskId">;
  found: Pick<SoarStrategyTask, "Status">;
  updates: false;
};

/** The property table. @internal */
export const properties = propertyTable<SoarStrategyTaskStateArgs, SoarStrategyTaskStateInputs, Api>()({
  strategyTaskId: { type: digits("the id of a strategy task"), wire: field("StrategyTaskId"), onChange: "replace" },
  taskAction: { type: taskAction, wire: own(processSoarStrategyTask, "Status"), onChange: "update" },
  onFinished: { type: oneOf("ignore", "error"), wire: local, onChange: "none", default: "ignore" },
  onDelete: { type: oneOf("none", "PAUSE", "SCHEDULE"), wire: local, onChange: "none", default: "none" },
  timeouts: { type: timeouts, wire: local, onChange: "none", optional: true },
});
