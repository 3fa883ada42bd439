import type { OperationTaskResult } from "../../provider/resources/operation-task/properties";
import { camelCase } from "./camel-case";
import { defineFunction } from "./function";

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
  /** Tasks on this instance. */
  instanceId?: string;
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

/** What `getOperationTasks` found. */
export interface GetOperationTasksResult {
  /** The tasks, in the order in which the service lists them. */
  tasks: OperationTaskSummary[];
}

const ask = defineFunction<GetOperationTasksArgs, GetOperationTasksResult>(
  async (context, { checkId, type, statuses, rootTaskId, instanceId }) => {
    const filter = { CheckId: checkId, Type: type, Statuses: statuses };
    const found = await context.collections.operationTasks.search(context, filter);
    return {
      tasks: found
        .filter(({ RootTaskId }) => rootTaskId === undefined || RootTaskId === rootTaskId)
        .filter(({ InstanceId }) => instanceId === undefined || InstanceId === instanceId)
        .map((task) => ({
          ...camelCase(task),
          errorCode: task.ErrorCode || undefined,
          errorMsg: task.ErrorMsg || undefined,
          dealTime: task.DealTime || undefined,
          lastCheckTime: task.LastCheckTime || undefined,
          repairSupportType: task.RepairSupportType || undefined,
        })),
    };
  },
);

/**
 * Lists repairs and rollbacks (ListOperationTask), one for each instance, all pages.
 * @throws SoarError that says what the service refused, and what to do
 */
export const getOperationTasks = ask.promise;

/** `getOperationTasks` for arguments that are outputs. */
export const getOperationTasksOutput = ask.output;
