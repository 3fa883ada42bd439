import type { CommonInputs, Kind } from "../lifecycle/kind";
import { automateResponseConfig } from "./automate-response-config/verbs";
import { onceTask } from "./once-task/verbs";
import { operationTask } from "./operation-task/verbs";
import { soarStrategyTask } from "./soar-strategy-task/verbs";
import { soarStrategyTaskState } from "./soar-strategy-task-state/verbs";

/** A kind whose inputs and state are not looked into. */
export type AnyKind = Kind<CommonInputs, CommonInputs>;

/** Every kind. The names are part of recorded state: a released name never changes. */
export const kinds = {
  AutomateResponseConfig: automateResponseConfig,
  SoarStrategyTaskState: soarStrategyTaskState,
  SoarStrategyTask: soarStrategyTask,
  OperationTask: operationTask,
  OnceTask: onceTask,
} as const satisfies Record<string, AnyKind>;

/** Name of a kind, as in a resource's type `pulumi-nodejs:dynamic/alicloud-soar:<name>`. */
export type KindName = keyof typeof kinds;
