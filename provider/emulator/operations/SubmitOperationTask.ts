import { ApiError } from "../api-error";
import { newOperationTask, newTaskId } from "../new-records";
import { defineOperation } from "../operation";
import type { OperationTask } from "../records";
import type { State } from "../state";
import { instancesOfCheck, isPending } from "../timeline";

interface Instance {
  Vendor?: string;
  RegionId?: string;
  InstanceId?: string;
  TaskId?: string;
}

/** Submits one repair or rollback for each instance, all under one new root task. */
export const submitOperationTask = defineOperation({
  name: "SubmitOperationTask",
  product: "Sas",
  parameters: {
    CheckId: { type: "int64", required: true },
    Type: { type: "string", required: true, values: ["REPAIR", "ROLLBACK"] },
    DimensionType: { type: "string", values: ["INSTANCE", "CHECK_ID"] },
    OperationTaskInstances: {
      listOf: { Vendor: "string", RegionId: "string", InstanceId: "string", TaskId: "string" },
    },
    RepairTempParam: { listOf: { Name: "string", Value: "string" } },
    RelationKey: { type: "string" },
  },
  run(args, { state, now }) {
    const { CheckId, DimensionType, OperationTaskInstances: given } = args;
    const Type = args.Type === "ROLLBACK" ? "ROLLBACK" : "REPAIR";
    if (DimensionType === "INSTANCE" && given.length === 0) throw wrongFormat("OperationTaskInstances");
    for (const instance of given) checkInstance(state, Type, instance);
    const instances: Instance[] = given.length > 0 ? given : instancesOfCheck(state, CheckId);
    const RootTaskId = newTaskId();
    const tasks = instances.map(({ Vendor = "0", RegionId = "cn-hangzhou", InstanceId = "" }) => {
      return newOperationTask(now, {
        ...{ RootTaskId, CheckId, Type, InstanceId, RegionId },
        Vendor: Vendor === "0" ? "ALIYUN" : Vendor,
      });
    });
    if (tasks.some((task) => hasConflict(state, task))) {
      throw new ApiError(400, "RepairTaskConflict", "Fix task conflicts.");
    }
    state.operationTasks.push(...tasks);
    return { RootTaskId };
  },
  // The document's sample shows a RootTaskId beside the code of a failure.
  refusal: () => ({ OperateCode: "AuthorizationExhaust", RootTaskId: newTaskId() }),
});

function checkInstance(state: State, type: OperationTask["Type"], instance: Instance): void {
  if (!instance.InstanceId) throw wrongFormat("InstanceId");
  if (instance.Vendor !== undefined && !/^[0-578]$/.test(instance.Vendor)) throw wrongFormat("Vendor");
  if (type === "REPAIR") return;
  const repair = state.operationTasks.find((task) => task.TaskId === instance.TaskId);
  if (!repair?.SupportRollBack || repair.InstanceId !== instance.InstanceId) throw wrongFormat("TaskId");
}

function hasConflict(state: State, task: OperationTask): boolean {
  return state.operationTasks.some((other) => {
    return isPending(other) && other.CheckId === task.CheckId && other.InstanceId === task.InstanceId;
  });
}

function wrongFormat(parameter: string): ApiError {
  return new ApiError(400, `ErrorParamFormat.${parameter}`, `Parameter ${parameter} format is incorrectly filled in.`);
}
