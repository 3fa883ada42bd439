import type * as pulumi from "@pulumi/pulumi";
import type {
  SoarStrategyTaskStateArgs as Properties,
  SoarStrategyTaskStateState as State,
} from "../provider/resources/soar-strategy-task-state/properties";
import { type Args, isOfKind, localDefaults, type Outputs, SoarResource } from "./resource";

const LOCAL = localDefaults({ onFinished: "ignore", onDelete: "none" } as const);

/** What the state of a strategy task is declared with. */
export interface SoarStrategyTaskStateArgs extends Args<Properties> {}
export interface SoarStrategyTaskState extends Outputs<State> {}

/**
 * Keeps a strategy task that somebody else made scheduled or paused. Its `id` is the task's. It calls
 * ProcessSoarStrategyTask, and only where the task is not in the wanted state already.
 *
 * @example
 * new soar.SoarStrategyTaskState("freeze", {
 *   strategyTaskId: "100",
 *   taskAction: "PAUSE",
 * });
 */
export class SoarStrategyTaskState extends SoarResource<Properties, State, "onFinished" | "onDelete"> {
  /** Whether a resource is of this class; policies ask it. */
  static override isInstance(resource: unknown): resource is SoarStrategyTaskState {
    return isOfKind(resource, "SoarStrategyTaskState");
  }

  constructor(name: string, args: SoarStrategyTaskStateArgs, opts?: pulumi.CustomResourceOptions) {
    // biome-ignore format: in a row, as they only name the outputs
    super("SoarStrategyTaskState", name, args, {
      taskName: undefined, strategyId: undefined,
    }, LOCAL, opts);
  }
}
