import type { OperationTaskResult } from "../../provider/resources/operation-task/properties";
import { camelCase } from "./camel-case";
import { defineFunction, type Listed } from "./function";

/** Which tasks are wanted; all of them when nothing is given. */
export interface GetOperationTasksArgs {
  /** Tasks of this check item, digits. (API: CheckId) */
  checkId?: string;
  /** `REPAIR` or `ROLLBACK`. (API: Type) */
  type?: string;
  /** Tasks in one of these statuses, e.g. `["REPAIRING"]`. (API: Statuses) */
  statuses?: string[];
  /** Tasks of this run: the `id` of an `OperationTask`. */
  rootTaskId?: string;
  /** Tasks on this instance. (API: OperationTaskInstances) */
  instanceId?: string;
  /** Tasks on instances of this region, e.g. `cn-hangzhou`. (API: OperationTaskInstances) */
  regionId?: string;
}

/** The repair or rollback of one instance. */
export interface OperationTaskSummary extends OperationTaskResult {
  /** Id of the run that it belongs to. */
  rootTaskId: string;
  /** Check item, digits. */
  checkId: string;
  /** Display name of the check item. */
  checkShowName: string;
  /** `REPAIR` or `ROLLBACK`. */
  type: string;
  /** When its last step was taken, milliseconds since 1970. */
  dealTime?: number;
  /** When the instance was last checked, milliseconds since 1970. */
  lastCheckTime?: number;
  /** Whether the instance is released. */
  instanceFreed: boolean;
  /** 1 repair and rollback, 2 repair only, 3 by a third party. */
  repairSupportType?: number;
  /** Risk level of the check item, e.g. `high`. */
  riskLevel: string;
  /** Whether it can be rolled back. */
  supportRollBack: boolean;
}

/** The tasks that `getOperationTasks` found. */
export type GetOperationTasksResult = Listed<"tasks", OperationTaskSummary>;

const ask = defineFunction<GetOperationTasksArgs, GetOperationTasksResult>(
  "getOperationTasks",
  {
    checkId: "text",
    type: "text",
    statuses: "list of texts",
    rootTaskId: "text",
    instanceId: "text",
    regionId: "text",
  },
  async (context, args) => {
    const { instanceId, regionId } = args;
    const isOfInstance = instanceId !== undefined || regionId !== undefined;
    const filter = {
      CheckId: args.checkId,
      Type: args.type,
      Statuses: args.statuses,
      OperationTaskInstances: isOfInstance ? [{ InstanceId: instanceId, RegionId: regionId }] : undefined,
    };
    const tasks = (await context.collections.operationTasks.search(context, filter))
      .filter(({ RootTaskId }) => args.rootTaskId === undefined || RootTaskId === args.rootTaskId)
      .filter(({ InstanceId }) => instanceId === undefined || InstanceId === instanceId)
      .filter(({ RegionId }) => regionId === undefined || RegionId === regionId)
      .map((task) => ({
        ...camelCase(task),
        errorCode: task.ErrorCode || undefined,
        errorMsg: task.ErrorMsg || undefined,
        dealTime: task.DealTime || undefined,
        lastCheckTime: task.LastCheckTime || undefined,
        repairSupportType: task.RepairSupportType || undefined,
      }));
    return { tasks };
  },
);

/**
 * Lists repairs and rollbacks (ListOperationTask), one for each instance, all pages. Fails with a `SoarError`.
 *
 * @example
 * const { tasks } = await soar.getOperationTasks({
 *   checkId: "132",
 *   type: "REPAIR",
 * });
 * const final = tasks.filter(({ supportRollBack }) => !supportRollBack);
 * console.log(final.map(({ instanceId }) => instanceId));
 */
export const getOperationTasks = ask.promise;

/** `getOperationTasks` for arguments that are outputs. */
export const getOperationTasksOutput = ask.output;
