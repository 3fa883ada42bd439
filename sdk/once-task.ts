import type * as pulumi from "@pulumi/pulumi";
import type { OnceTaskArgs as Properties, OnceTaskState as State } from "../provider/resources/once-task/properties";
import { type Args, isOfKind, localDefaults, type Outputs, SoarResource } from "./resource";

const LOCAL = localDefaults({ cancelOnDelete: false, wait: true, onFailure: "fail" } as const);

/** What a scan or client task is declared with. */
export interface OnceTaskArgs extends Args<Properties> {}
export interface OnceTask extends Outputs<State> {}

/**
 * One scan or client task run, and how it ended. Its `id` is the task's. Started with GenerateOnceTask, at most
 * as many at a time as the service runs; a change of anything but `wait`, `onFailure`, `cancelOnDelete` and `timeouts` runs
 * it again, as a replacement.
 *
 * An unfinished task of the same type is taken over, which makes a killed deployment safe to repeat, if the service shows
 * that it does the same on the same servers. It lists tasks of a few types only (`getOnceTasks` names them; `ASSETS_COLLECTION`
 * and `IMAGE_SCAN` by the targets in `uuids`), and of `param`
 * only `uuids` and `problemType`: of a task with anything else, such as a `mode` or a `source`, a deployment that is killed
 * and repeated may start a second one.
 *
 * @example
 * new soar.OnceTask("diagnose-clients", {
 *   taskType: "CLIENT_PROBLEM_CHECK",
 *   param: { mode: 1, problemType: "offline", uuids: "inet-795dcad1" },
 *   triggers: { release: "2026-11" },
 * });
 */
export class OnceTask extends SoarResource<Properties, State, "cancelOnDelete" | "wait" | "onFailure"> {
  /** Whether a resource is of this class; policies ask it. */
  static override isInstance(resource: unknown): resource is OnceTask {
    return isOfKind(resource, "OnceTask");
  }

  constructor(name: string, args: OnceTaskArgs, opts?: pulumi.CustomResourceOptions) {
    // biome-ignore format: in a row, as they only name the outputs
    super("OnceTask", name, args, {
      taskName: undefined, source: undefined, triggers: undefined,
      outcome: undefined, joined: undefined, successCount: undefined, failCount: undefined, resultInfo: undefined,
      taskStartTime: undefined, taskEndTime: undefined,
    }, LOCAL, opts);
  }
}
