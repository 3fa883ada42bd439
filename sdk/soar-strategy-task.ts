import type * as pulumi from "@pulumi/pulumi";
import type { SoarStrategyTaskInputs } from "../provider/resources/soar-strategy-task/properties";
import type { StrategyTaskParam } from "../provider/resources/soar-strategy-task/schemas";
import { type Args, type Outputs, SoarResource } from "./resource";

interface Written extends Omit<SoarStrategyTaskInputs, "strategyTaskParams" | "strategyTaskPlanExeTime"> {
  /**
   * What the strategy works on and how: the list of the API's document, or its JSON text. A change replaces the task.
   * (API: StrategyTaskParams)
   */
  strategyTaskParams: StrategyTaskParam[] | string;
  /**
   * When the task is to start: milliseconds since 1970, or an ISO 8601 time with its zone. Default: when the service
   * decides. A change replaces the task. (API: StrategyTaskPlanExeTime)
   */
  strategyTaskPlanExeTime?: number | string;
}

/** What a strategy task is declared with. */
export type SoarStrategyTaskArgs = Args<Written, "strategyTaskName" | "onFinished" | "onDelete">;

// Pulumi's Resource constructor defines these properties from `props` (sdk/nodejs/resource.ts).
export interface SoarStrategyTask
  extends Outputs<Omit<SoarStrategyTaskInputs, "summary" | "onFinished" | "onDelete" | "timeouts">> {}

/**
 * A strategy task that the stack owns: one run of a strategy, such as the repair of vulnerabilities of many servers. Its
 * `id` is the task's. Created with CreateSoarStrategyTask.
 *
 * @example
 * new soar.SoarStrategyTask("patch-tuesday", {
 *   strategyId: "8000",
 *   strategyName: "Automated Batch Vulnerability Fixing Policy for Multiple Servers",
 *   strategyTaskParams: [
 *     { name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl: 1 } },
 *   ],
 *   strategyTaskPlanExeTime: "2026-12-01T02:00:00+08:00",
 * });
 */
export class SoarStrategyTask extends SoarResource {
  /**
   * @param name Name of the resource, and of the task unless `strategyTaskName` is given.
   * @param args What the task runs, when, and whether it is paused.
   * @param opts Pulumi's resource options, e.g. `provider`, `dependsOn`, `protect`.
   */
  constructor(name: string, args: SoarStrategyTaskArgs, opts?: pulumi.CustomResourceOptions) {
    super("SoarStrategyTask", name, { strategyTaskName: name, ...args }, [], opts);
  }
}
