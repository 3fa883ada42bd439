import type * as pulumi from "@pulumi/pulumi";
import type {
  SoarStrategyTaskArgs as Properties,
  SoarStrategyTaskInputs as State,
} from "../provider/resources/soar-strategy-task/properties";
import { named } from "./auto-naming";
import { type Args, isOfKind, localDefaults, type Outputs, SoarResource } from "./resource";

const LOCAL = localDefaults({ onFinished: "ignore", onDelete: "error" } as const);

/** What a strategy task is declared with. */
export interface SoarStrategyTaskArgs extends Args<Properties> {}
export interface SoarStrategyTask extends Outputs<State> {}

/**
 * A strategy task that the stack owns: one run of a strategy, such as the repair of vulnerabilities of many servers. Its
 * `id` is the task's. Created with CreateSoarStrategyTask.
 *
 * @example
 * new soar.SoarStrategyTask("patch-tuesday", {
 *   strategyId: "8000",
 *   strategyName:
 *     "Automated Batch Vulnerability Fixing Policy for Multiple Servers",
 *   strategyTaskParams: [
 *     {
 *       name: "snapshotConfig",
 *       associationProperty: "snapshotConfig",
 *       value: { ttl: 1 },
 *     },
 *   ],
 *   strategyTaskPlanExeTime: "2026-12-01T02:00:00+08:00",
 * });
 */
export class SoarStrategyTask extends SoarResource<Properties, State, "onFinished" | "onDelete"> {
  /** Whether a resource is of this class; policies ask it. */
  static override isInstance(resource: unknown): resource is SoarStrategyTask {
    return isOfKind(resource, "SoarStrategyTask");
  }

  constructor(name: string, args: SoarStrategyTaskArgs, opts?: pulumi.CustomResourceOptions) {
    // biome-ignore format: in a row, as they only name the outputs
    super("SoarStrategyTask", name, named(name, "strategyTaskName", args), {
      strategyTaskName: undefined, strategyTaskPlanExeTime: undefined, taskAction: undefined,
    }, LOCAL, opts);
  }
}
