import type { OperationTask } from "../operations/ListOperationTask";
import type { SubmitOperationTaskRequest as Request } from "../operations/SubmitOperationTask";
import { isUnfinished } from "./operation-task-status";

/** A check item on an instance. */
export type Place = Pick<OperationTask, "CheckId" | "InstanceId" | "RegionId">;

/** The instances that a run is known to act on alone; undefined for a whole check item or a selection. */
export function instancesOf({
  DimensionType,
  OperationTaskInstances,
}: Request): Request["OperationTaskInstances"] | undefined {
  // The document's example has CHECK_ID beside instances: what that acts on is not told.
  return DimensionType === "CHECK_ID" ? undefined : OperationTaskInstances;
}

/** Whether tasks are a run of the requested check, type and set of instances; without instances, of the check and type. */
export function isRunOf(tasks: readonly OperationTask[], request: Request): boolean {
  return isWithin(tasks, request) && missingIn(tasks, request) === 0;
}

/** Whether tasks are a run of some of the requested instances and no other: the rest may not be listed yet. */
export function isPartOf(tasks: readonly OperationTask[], request: Request): boolean {
  return isWithin(tasks, request) && missingIn(tasks, request) > 0;
}

/** Whether a run acts on a check item of an instance; without instances, it acts on all. */
export function isAt(place: Place, request: Request): boolean {
  if (request.CheckId !== place.CheckId) return false;
  const instances = instancesOf(request);
  return instances === undefined || instances.some((instance) => isSame(instance, place));
}

/** Whether both are the same instance; without a region, whatever the region. */
export function isSame({ InstanceId, RegionId }: { InstanceId: string; RegionId?: string }, place: Place): boolean {
  return InstanceId === place.InstanceId && (RegionId ?? place.RegionId) === place.RegionId;
}

/** Whether a run is under way on a check item of an instance that the request names. */
export function blocks(tasks: readonly OperationTask[], request: Request): boolean {
  return tasks.some((task) => isUnfinished(task) && isAt(task, request));
}

/** Whether tasks may be a run of what is requested, however the service lists it: the same check item, an instance of it. */
export function overlaps(tasks: readonly OperationTask[], request: Request): boolean {
  const instances = instancesOf(request);
  const isNamed = ({ InstanceId }: OperationTask) =>
    instances === undefined || instances.some((instance) => instance.InstanceId === InstanceId);
  return tasks.some((task) => task.CheckId === request.CheckId && isNamed(task));
}

function isWithin(tasks: readonly OperationTask[], request: Request): boolean {
  return tasks.every((task) => task.Type === request.Type && isAt(task, request));
}

function missingIn(tasks: readonly OperationTask[], request: Request): number {
  return (instancesOf(request) ?? []).filter((instance) => !tasks.some((task) => isSame(instance, task))).length;
}
