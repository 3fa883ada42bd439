/**
 * One repair or rollback run of a check item: a receipt. It is submitted once, waited for, and then remembered.
 *
 * | verb    | operation                                                                                    |
 * |---------|----------------------------------------------------------------------------------------------|
 * | create  | SubmitOperationTask, unless such a run is under way; then ListOperationTask until it has ended |
 * | read    | ListOperationTask, one listing for all runs; a run that the service has forgotten is kept    |
 * | update  | ListOperationTask until the run has ended: resumes a wait, never submits                     |
 * | delete  | none: a run cannot be taken back; SubmitOperationTask (ROLLBACK) with `rollbackOnDestroy`     |
 * | replace | whatever describes the run, or `triggers`: create first, so that delete sees the newer run   |
 */
import { OperationTaskDirectory, titleOf } from "../api/operation-task-directory";
import type { Config } from "../config";
import type { Context } from "../context";
import {
  afterAcceptance,
  Claims,
  conclude,
  flag,
  id,
  inWords,
  isUnknown,
  type Kind,
  oneOf,
  type ReceiptInputs,
  receiptProperties,
  text,
  withInputs,
} from "../lifecycle";
import { failureOf, waitForEnd } from "./operation-task-end";
import { rollBack } from "./operation-task-rollback";
import { instancesSchema, operationTaskRules, parametersSchema } from "./operation-task-schemas";
import { newReceipt, toRequest, toState } from "./operation-task-wire";

export { rollbackOf } from "./operation-task-rollback";

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

type Inputs = OperationTaskInputs;
type State = OperationTaskState;

const NAME = "OperationTask";

/** The kind `OperationTask`. */
export const operationTask: Kind<Inputs, State, Context, Config> = {
  name: NAME,

  properties: {
    checkId: { schema: id("the id of a check item"), onChange: "replace" },
    type: { schema: oneOf(["REPAIR", "ROLLBACK"]), onChange: "replace" },
    dimensionType: {
      schema: text('"INSTANCE" or "CHECK_ID"'),
      known: ["INSTANCE", "CHECK_ID"],
      optional: true,
      onChange: "replace",
    },
    operationTaskInstances: { schema: instancesSchema, optional: true, onChange: "replace" },
    repairTempParam: { schema: parametersSchema, optional: true, onChange: "replace" },
    relationKey: { schema: text("the key of a selection of assets"), optional: true, onChange: "replace" },
    rollbackOnDestroy: { schema: flag(), default: false, onChange: "none" },
    ...receiptProperties,
  },

  rules: operationTaskRules,

  replacement: "create-first",

  summarize: (inputs) => `${sentenceOf(inputs)}.`,

  async create(context, inputs) {
    const claims = Claims.of(context);
    const start = async () => {
      const request = toRequest(inputs);
      const isHeld = (id: string) => claims.holds(NAME, id);
      const run = await OperationTaskDirectory.of(context).start(context, request, isHeld);
      if (run.tookOver)
        context.log(`Took over the ${titleOf(request)}, task ${run.id}: it is under way already.`);
      return run;
    };
    const { id } = await claims.create(NAME, sentenceOf(inputs), start, "name other instances in this one");
    return { id, state: await settle(context, id, newReceipt(inputs)) };
  },

  async read(context, id, state) {
    return toState(state, await OperationTaskDirectory.of(context).run(id));
  },

  async update(context, id, state, inputs) {
    return settle(context, id, withInputs(operationTask, state, inputs));
  },

  async delete(context, id, state) {
    if (state.rollbackOnDestroy) await rollBack(context, id, state);
  },
};

/** Waits for the end where that is wanted and has not come, and hands out the receipt. */
async function settle(context: Context, id: string, receipt: State): Promise<State> {
  if (!receipt.wait) return receipt;
  const resume = `It goes on; "pulumi up" waits for task ${id} again and submits nothing. \`timeouts\` sets a longer wait.`;
  const ended = await afterAcceptance(
    id,
    () => receipt,
    async () => (receipt.outcome === "running" ? waitForEnd(context, id, receipt, resume) : receipt),
  );
  const again = "Once the cause is removed, a change of `triggers` runs it again.";
  return conclude(context, id, ended, failureOf(id, ended, again));
}

/** What the run does, which is also what tells it from other runs. */
function sentenceOf({ type, checkId, operationTaskInstances: instances, relationKey }: Inputs): string {
  const what = { REPAIR: "Repair", ROLLBACK: "Roll back the repair of" }[type] ?? "Repair or roll back";
  const all = relationKey === undefined ? "every instance" : `the assets of selection ${word(relationKey)}`;
  const named = isUnknown(instances) ? word(instances) : instances?.map(placeOf).join(", ");
  return `${what} check item ${word(checkId)} on ${named ?? all}`;
}

function placeOf(instance: OperationTaskInstance): string {
  if (isUnknown(instance)) return word(instance);
  const { instanceId, regionId } = instance;
  return regionId === undefined ? word(instanceId) : `${word(instanceId)} (${word(regionId)})`;
}

function word(value: unknown): string {
  return inWords(value).replaceAll('"', "");
}
