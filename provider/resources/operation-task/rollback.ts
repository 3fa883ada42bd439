import { phaseOf } from "../../api/collections/operation-task-status";
import { titleOf } from "../../api/collections/operation-tasks";
import type { Context } from "../../api/context";
import { requestOf } from "../../lifecycle/wire";
import { failureOf, waitForEnd } from "./outcome";
import {
  type OperationTaskInputs as Inputs,
  properties,
  type RollbackPlanItem,
  type OperationTaskState as State,
} from "./properties";
import { newReceipt, stateOf } from "./receipt";

const NEXT =
  "Deploy again to go on. To delete the resource without a rollback, set rollbackOnDestroy to false and deploy that first.";

const RECEIPT = { rollbackOnDestroy: false, wait: true, onFailure: "fail" } as const;

/** What a program would declare to roll back a repair that is known by its id alone. */
export async function rollbackOf(
  context: Context,
  repairId: string,
): Promise<Pick<Inputs, "checkId" | "type" | "operationTaskInstances">> {
  const tasks = await context.collections.operationTasks.run(context, repairId);
  const checkId = tasks[0]?.CheckId ?? "";
  const repair = stateOf(newReceipt({ ...RECEIPT, checkId, type: "REPAIR" }), tasks);
  const { rollbackPlan } = repair;
  if (rollbackPlan.length === 0) {
    throw new Error(
      `No repair ${repairId} is listed. Give the id of the run (RootTaskId), not that of one instance's task.`,
    );
  }
  const operationTaskInstances = rollbackPlan.filter((item) => {
    const obstacle = obstacleTo(item, repair, undefined);
    if (obstacle !== undefined) context.log(`Not rolled back on ${item.instanceId}: ${obstacle}.`);
    return obstacle === undefined;
  });
  return { checkId, type: "ROLLBACK", operationTaskInstances };
}

/** Rolls back, once, what a repair changed: where it went well, the service can, and nothing newer ran. */
export async function rollBack(context: Context, id: string, recorded: State): Promise<void> {
  const directory = context.collections.operationTasks;
  const ended = recorded.outcome === "running" ? await waitForEnd(context, id, recorded, NEXT) : recorded;
  const runs = await directory.recent(context);
  const repair = stateOf(ended, runs.get(id) ?? []);
  const operationTaskInstances = repair.rollbackPlan.filter((item) => {
    const place = { CheckId: repair.checkId, InstanceId: item.instanceId, RegionId: item.regionId };
    const obstacle = obstacleTo(item, repair, directory.newerRun(runs, id, place));
    if (obstacle === undefined) return true;
    const what = `${titleOf(requestOf(properties, repair))} (task ${id})`;
    context.log(`The ${what} is not rolled back on ${item.instanceId}: ${obstacle}.`);
    return false;
  });
  if (operationTaskInstances.length === 0) return;

  const { checkId } = recorded;
  const rollback = newReceipt({ ...RECEIPT, checkId, type: "ROLLBACK", operationTaskInstances });
  const { id: rollbackId } = await directory.start(context, requestOf(properties, rollback), () => false);
  const failure = failureOf(rollbackId, await waitForEnd(context, rollbackId, rollback, NEXT), NEXT);
  if (failure !== undefined) throw new Error(failure);
}

/** Why a repair is left as it is on one instance; undefined when nothing speaks against its rollback. */
function obstacleTo(
  { taskId, supportRollBack }: RollbackPlanItem,
  { results }: State,
  newer: string | undefined,
): string | undefined {
  const result = results.find((result) => result.taskId === taskId);
  if (result === undefined || phaseOf(result.status) === "failed") return "it failed there";
  if (!supportRollBack) return "the service does not support it";
  return newer && `task ${newer} of the same check is newer there`;
}
