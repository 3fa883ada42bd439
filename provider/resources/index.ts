import type { Config } from "../config";
import type { Context } from "../context";
import type { CommonInputs, Kind } from "../lifecycle/kind";
import { automateResponseConfig } from "./automate-response-config";
import { onceTask } from "./once-task";
import { operationTask } from "./operation-task";
import { soarStrategyTask } from "./soar-strategy-task";
import { soarStrategyTaskState } from "./soar-strategy-task-state";

/** A kind whose inputs and state are not looked into. */
export type AnyKind = Kind<CommonInputs, CommonInputs, Context, Config>;

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
