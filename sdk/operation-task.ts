import type * as pulumi from "@pulumi/pulumi";
import type {
  OperationTaskArgs as Properties,
  OperationTaskState as State,
} from "../provider/resources/operation-task/properties";
import { type Args, isOfKind, localDefaults, type Outputs, SoarResource } from "./resource";

const LOCAL = localDefaults({ rollbackOnDestroy: false, wait: true, onFailure: "fail" } as const);

/** What a repair or rollback is declared with. */
export interface OperationTaskArgs extends Args<Properties> {}
export interface OperationTask extends Outputs<State> {}

/**
 * One repair or rollback run of a check item. It is submitted once (SubmitOperationTask) and waited for; the resource
 * records how it ended. A change of what describes the run, or of `triggers`, runs it again. Its `id` is the run's RootTaskId.
 *
 * @example
 * const repair = new soar.OperationTask("close-port", {
 *   checkId: "132",
 *   type: "REPAIR",
 *   dimensionType: "INSTANCE",
 *   operationTaskInstances: [
 *     { instanceId: "i-uf6533m4vuo3oa33", regionId: "cn-hangzhou" },
 *   ],
 * });
 * // Added later, as a change of its own:
 * const operationTaskInstances = repair.rollbackPlan;
 * new soar.OperationTask("open-port-again", {
 *   checkId: "132",
 *   type: "ROLLBACK",
 *   operationTaskInstances,
 * });
 */
export class OperationTask extends SoarResource<Properties, State, "rollbackOnDestroy" | "wait" | "onFailure"> {
  /** Whether a resource is of this class; policies ask it. */
  static override isInstance(resource: unknown): resource is OperationTask {
    return isOfKind(resource, "OperationTask");
  }

  constructor(name: string, args: OperationTaskArgs, opts?: pulumi.CustomResourceOptions) {
    // biome-ignore format: in a row, as they only name the outputs
    super("OperationTask", name, args, {
      dimensionType: undefined, operationTaskInstances: undefined, repairTempParam: undefined, relationKey: undefined,
      triggers: undefined, outcome: undefined, joined: undefined,
      results: undefined, rollbackPlan: undefined,
    }, LOCAL, opts);
  }
}
