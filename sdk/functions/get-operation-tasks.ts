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
export interface OperationTaskSummary {
  /** Id of the task, which a rollback names. */
  taskId: string;
  /** Id of the run that it belongs to. */
  rootTaskId: string;
  /** Check item, digits. */
  checkId: string;
  /** Display name of the check item. */
  checkShowName: string;
  /** Id of the instance. */
  instanceId: string;
  /** Region of the instance. */
  regionId: string;
  /** `REPAIR` or `ROLLBACK`. */
  type: string;
  /** One of the API's words, e.g. `REPAIR_SUCCESS_VERIFIED`. */
  status: string;
  /** Why it failed. */
  errorCode?: string;
  /** Why it failed, in words. */
  errorMsg?: string;
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

const ask = defineFunction(async (context, args: GetOperationTasksArgs): Promise<GetOperationTasksResult> => {
  const { checkId, type, statuses, rootTaskId, instanceId } = args;
  const filter = { CheckId: checkId, Type: type, Statuses: statuses };
  const found = await context.collections.operationTasks.search(context, filter);
  return {
    tasks: found
      .filter(({ RootTaskId }) => rootTaskId === undefined || RootTaskId === rootTaskId)
      .filter(({ InstanceId }) => instanceId === undefined || InstanceId === instanceId)
      .map((task) => ({
        taskId: task.TaskId,
        rootTaskId: task.RootTaskId,
        checkId: task.CheckId,
        checkShowName: task.CheckShowName,
        instanceId: task.InstanceId,
        regionId: task.RegionId,
        type: task.Type,
        status: task.Status,
        errorCode: task.ErrorCode || undefined,
        errorMsg: task.ErrorMsg || undefined,
        dealTime: task.DealTime || undefined,
        lastCheckTime: task.LastCheckTime || undefined,
        instanceFreed: task.InstanceFreed,
        repairSupportType: task.RepairSupportType || undefined,
        riskLevel: task.RiskLevel,
        supportRollBack: task.SupportRollBack,
      })),
  };
});

/**
 * Lists repairs and rollbacks (ListOperationTask), one for each instance, all pages.
 * @throws SoarError that says what the service refused, and what to do
 */
export const getOperationTasks = ask.promise;

/** `getOperationTasks` for arguments that are outputs. */
export const getOperationTasksOutput = ask.output;
