import type { ReceiptInputs } from "../../lifecycle/receipt";

/** An instance that is repaired, or whose repair is rolled back. An item of a `rollbackPlan` is one. */
export interface OperationTaskInstance {
  /** Id of the instance. (API: InstanceId) */
  instanceId: string;
  /** Region of the instance. (API: RegionId) */
  regionId?: string;
  /**
   * Numeric code of the provider: `"0"` Alibaba Cloud, `"1"` outside the cloud, `"2"` data center, `"3"`, `"4"`, `"5"` or
   * `"7"` another cloud, `"8"` lightweight. Left out, it is not sent. (API: Vendor)
   */
  vendor?: string;
  /** For a rollback: the task to roll back, from the repair's `rollbackPlan`. (API: TaskId) */
  taskId?: string;
  /** Accepted because a `rollbackPlan` has it; false is refused in a rollback. Never sent. (API: SupportRollBack) */
  supportRollBack?: boolean;
}

/** A parameter of one repair. */
export interface RepairParameter {
  /** Name of the parameter. (API: Name) */
  name: string;
  /** Value of the parameter. (API: Value) */
  value: string;
}

/** What a repair or rollback is declared with. A change of what describes the run replaces it: it runs again. */
export interface OperationTaskInputs extends ReceiptInputs {
  /** Check item, digits. (API: CheckId) */
  checkId: string;
  /** `REPAIR` a check item, or `ROLLBACK` what a repair changed. (API: Type) */
  type: "REPAIR" | "ROLLBACK";
  /** `INSTANCE` for named instances, `CHECK_ID` for a whole check item. (API: DimensionType) */
  dimensionType?: "INSTANCE" | "CHECK_ID" | (string & {});
  /** The instances. A rollback takes the `rollbackPlan` of the repair as it is. (API: OperationTaskInstances) */
  operationTaskInstances?: OperationTaskInstance[];
  /** Parameters of this repair alone, which the check item asks for. (API: RepairTempParam) */
  repairTempParam?: RepairParameter[];
  /** Selection of assets, the BusinessType that CreateAssetSelectionConfig returned, in place of instances. (API: RelationKey) */
  relationKey?: string;
  /**
   * Whether deleting the resource rolls back the instances that were repaired, where the service can and nothing newer ran
   * there. Default: false, deleting forgets.
   */
  rollbackOnDestroy: boolean;
}

/** How the run ended on one instance. */
export interface OperationTaskResult {
  /** Id of the instance. (API: InstanceId) */
  instanceId: string;
  /** Region of the instance. (API: RegionId) */
  regionId: string;
  /** The task on this instance, which a rollback names. (API: TaskId) */
  taskId: string;
  /** One of the API's words, e.g. `REPAIR_SUCCESS_VERIFIED`. (API: Status) */
  status: string;
  /** Why it failed. (API: ErrorCode) */
  errorCode?: string;
  /** Why it failed, in words. (API: ErrorMsg) */
  errorMsg?: string;
}

/** What a rollback needs to know of one repaired instance. */
export interface RollbackPlanItem extends OperationTaskInstance {
  /** Region of the instance. (API: RegionId) */
  regionId: string;
  /** The task to roll back. (API: TaskId) */
  taskId: string;
  /** Whether the service can roll this repair back. (API: SupportRollBack) */
  supportRollBack: boolean;
}

/** The receipt of a repair or rollback. Its `id` is the run's RootTaskId. */
export interface OperationTaskState extends OperationTaskInputs {
  /** `succeeded` when it went well on every instance, `failed` when not, `running` when nobody waited for the end. */
  outcome: "running" | "succeeded" | "failed";
  /** How it ended, instance by instance. */
  results: OperationTaskResult[];
  /** For a repair: the `operationTaskInstances` of its rollback. Empty for a rollback. */
  rollbackPlan: RollbackPlanItem[];
}
