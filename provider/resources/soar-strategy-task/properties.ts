import type { CreateSoarStrategyTaskRequest } from "../../api/operations/CreateSoarStrategyTask";
import type { SoarStrategyTask } from "../../api/operations/DescribeSoarStrategyTasks";
import { processSoarStrategyTask } from "../../api/operations/ProcessSoarStrategyTask";
import type { CommonArgs, CommonInputs } from "../../lifecycle/kind";
import { autoNamed, type Filled, field, local, own, propertyTable } from "../../lifecycle/rows";
import { digits, name, oneOf, timeouts } from "../../lifecycle/value";
import { type TaskAction, taskAction } from "../task-action";
import { parameterList, planTime, type StrategyTaskParam } from "./values";

/** What a strategy task is declared with. */
export interface SoarStrategyTaskArgs extends CommonArgs {
  /** Strategy to run, as digits. A change replaces the task. (API: StrategyId) */
  strategyId: string;
  /** Name of that strategy, in the words of the service. A change replaces the task. (API: StrategyName) */
  strategyName: string;
  /**
   * Name of the task. Default: the name of the resource and seven hex digits (`pulumi:autonaming`). A name that is taken out
   * of the program stays. A change replaces the task. (API: StrategyTaskName)
   */
  strategyTaskName?: string;
  /** What the strategy works on and how, or its JSON text. A change replaces the task. (API: StrategyTaskParams) */
  strategyTaskParams: StrategyTaskParam[] | string;
  /**
   * When the task is to start: milliseconds since 1970, or an ISO 8601 time with its zone. Default: when the service
   * decides. A change replaces the task. (API: StrategyTaskPlanExeTime)
   */
  strategyTaskPlanExeTime?: number | string;
  /** `SCHEDULE`: it may wait, start, run and finish. `PAUSE`: it is paused. Default: left to itself. (API: TaskAction) */
  taskAction?: TaskAction;
  /** Whether it is an error that a task to be paused has finished. Default: `ignore`. */
  onFinished?: "ignore" | "error";
  /**
   * What happens when the resource is deleted and its task waits no longer, since the service deletes waiting tasks only:
   * `error` fails, `pause` pauses the task and forgets it, `forget` leaves it as it is. Default: `error`.
   */
  onDelete?: "error" | "pause" | "forget";
}

/** What a strategy task is declared with, after check. */
export interface SoarStrategyTaskInputs
  extends Filled<SoarStrategyTaskArgs, "strategyTaskName" | "onFinished" | "onDelete">,
    CommonInputs {
  strategyTaskParams: StrategyTaskParam[];
  strategyTaskPlanExeTime?: number;
}

type Api = { request: CreateSoarStrategyTaskRequest; found: Pick<SoarStrategyTask, "Status">; updates: false };

/** The property table. @internal */
export const properties = propertyTable<SoarStrategyTaskArgs, SoarStrategyTaskInputs, Api>()({
  strategyId: { type: digits("the id of a strategy"), wire: field("StrategyId"), onChange: "replace" },
  strategyName: { type: name("the name of the strategy"), wire: field("StrategyName"), onChange: "replace" },
  strategyTaskName: {
    type: name("the name of the task"),
    wire: field("StrategyTaskName"),
    onChange: "replace",
    default: autoNamed("strategyId", "strategyName", "strategyTaskPlanExeTime"),
  },
  strategyTaskParams: { type: parameterList, wire: field("StrategyTaskParams"), onChange: "replace" },
  strategyTaskPlanExeTime: {
    type: planTime,
    wire: field("StrategyTaskPlanExeTime"),
    onChange: "replace",
    optional: true,
  },
  taskAction: { type: taskAction, wire: own(processSoarStrategyTask, "Status"), onChange: "update", optional: true },
  onFinished: { type: oneOf("ignore", "error"), wire: local, onChange: "none", default: "ignore" },
  onDelete: { type: oneOf("error", "pause", "forget"), wire: local, onChange: "none", default: "error" },
  timeouts: { type: timeouts, wire: local, onChange: "none", optional: true },
});
