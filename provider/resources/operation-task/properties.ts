import type { SubmitOperationTaskRequest } from "../../api/operations/SubmitOperationTask";
import type { CommonInputs } from "../../lifecycle/kind";
import { type Filled, field, local, propertyTable } from "../../lifecycle/rows";
import { digits, flag, oneOf, text } from "../../lifecycle/value";
import { type RunArgs, type RunDefaults, runRows } from "../run-record";
import { instances, type OperationTaskInstance, parameters, type RepairParameter } from "./values";

/** What a repair or rollback is declared with. A change of what describes the run replaces it: it runs again. */
export interface OperationTaskArgs extends RunArgs {
  /** Check item, digits. (API: CheckId) */
  checkId: string;
  /** `REPAIR` a check item, or `ROLLBACK` what a repair changed. (API: Type) */
  type: "REPAIR" | "ROLLBACK";
  /**
   * `INSTANCE` for named instances, `CHECK_ID` for a whole check item, which has to be said where a repair names none. Whether
   * `CHECK_ID` beside instances changes others, too, no document tells. (API: DimensionType)
   */
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
  rollbackOnDestroy?: boolean;
}

/** What a repair or rollback is declared with, after check. */
export interface OperationTaskInputs
  extends Filled<OperationTaskArgs, RunDefaults | "rollbackOnDestroy">,
    CommonInputs {}

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

/** The record of a repair or rollback. Its `id` is the run's RootTaskId. */
export interface OperationTaskState extends OperationTaskInputs {
  /**
   * `succeeded` when it went well on every instance, `failed` when not, `running` when nobody waited for the end, `forgotten`
   * where the service does not tell any more.
   */
  outcome: "running" | "succeeded" | "failed" | "forgotten";
  /** Whether it joined a run that was under way already: such a run is not rolled back. */
  joined?: boolean;
  /** How it ended, instance by instance. */
  results: OperationTaskResult[];
  /**
   * For a repair that has ended: the `operationTaskInstances` of its rollback, without the instances on which it failed.
   * Empty while it runs, and for a rollback.
   */
  rollbackPlan: RollbackPlanItem[];
}

type Api = { request: SubmitOperationTaskRequest; updates: false };

/** The property table. @internal */
export const properties = propertyTable<OperationTaskArgs, OperationTaskInputs, Api>()({
  checkId: { type: digits("the id of a check item"), wire: field("CheckId"), onChange: "replace" },
  type: { type: oneOf("REPAIR", "ROLLBACK"), wire: field("Type"), onChange: "replace" },
  dimensionType: {
    type: text('"INSTANCE" or "CHECK_ID"'),
    wire: field("DimensionType"),
    onChange: "replace",
    optional: true,
    known: ["INSTANCE", "CHECK_ID"],
  },
  operationTaskInstances: {
    type: instances,
    wire: field("OperationTaskInstances"),
    onChange: "replace",
    optional: true,
  },
  repairTempParam: { type: parameters, wire: field("RepairTempParam"), onChange: "replace", optional: true },
  relationKey: {
    type: text("the key of a selection of assets"),
    wire: field("RelationKey"),
    onChange: "replace",
    optional: true,
  },
  rollbackOnDestroy: { type: flag, wire: local, onChange: "none", default: false },
  ...runRows,
});
