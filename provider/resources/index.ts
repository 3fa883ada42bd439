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
  AutomateResponseConfig: automateResponseConfig as unknown as AnyKind,
  SoarStrategyTaskState: soarStrategyTaskState as unknown as AnyKind,
  SoarStrategyTask: soarStrategyTask as unknown as AnyKind,
  OperationTask: operationTask as unknown as AnyKind,
  OnceTask: onceTask as unknown as AnyKind,
} as const;

/** Name of a kind, as in a resource's type `pulumi-nodejs:dynamic/alicloud-soar:<name>`. */
export type KindName = keyof typeof kinds;
