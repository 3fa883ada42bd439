import { phaseOf } from "../../api/collections/operation-task-status";
import type { Context } from "../../api/context";
import { requestOf } from "../../lifecycle/wire";
import {
  type OperationTaskInputs as Inputs,
  properties,
  type RollbackPlanItem,
  type OperationTaskState as State,
} from "./properties";
import { failureOf, newReceipt, stateOf, titleOf, waitForEnd } from "./receipt";

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
  if (repair.rollbackPlan.length === 0) {
    throw new Error(
      `No repair ${repairId} is listed. Give the id of the run (RootTaskId), not that of one instance's task.`,
    );
  }
  return { checkId, type: "ROLLBACK", operationTaskInstances: reversible(context, repair, "Not rolled back") };
}

/** Rolls back, once, what a repair changed: where it went well, the service can, and nothing newer ran. */
export async function rollBack(context: Context, id: string, recorded: State): Promise<void> {
  const tasks = context.collections.operationTasks;
  const ended = recorded.outcome === "running" ? await waitForEnd(context, id, recorded, NEXT) : recorded;
  const runs = await tasks.recent(context);
  const { checkId } = recorded;
  const operationTaskInstances = reversible(
    context,
    stateOf(ended, runs.get(id) ?? []),
    `The ${titleOf(recorded)} (task ${id}) is not rolled back`,
    (item) => tasks.newerRun(runs, id, { CheckId: checkId, InstanceId: item.instanceId, RegionId: item.regionId }),
  );
  if (operationTaskInstances.length === 0) return;
  const rollback = newReceipt({ ...RECEIPT, checkId, type: "ROLLBACK", operationTaskInstances });
  const { id: rollbackId } = await tasks.start(context, requestOf(properties, rollback), () => false);
  const failure = failureOf(rollbackId, await waitForEnd(context, rollbackId, rollback, NEXT), NEXT);
  if (failure !== undefined) throw new Error(failure);
}

/** The instances on which nothing speaks against a rollback. Of the others it is logged what does, after `sentence`. */
function reversible(
  context: Context,
  { rollbackPlan, results }: State,
  sentence: string,
  newerOn: (item: RollbackPlanItem) => string | undefined = () => undefined,
): RollbackPlanItem[] {
  return rollbackPlan.filter((item) => {
    const result = results.find(({ taskId }) => taskId === item.taskId);
    const newer = newerOn(item);
    let obstacle = newer && `task ${newer} of the same check is newer there`;
    if (!item.supportRollBack) obstacle = "the service does not support it";
    if (result === undefined || phaseOf(result.status) === "failed") obstacle = "it failed there";
    if (obstacle) context.log(`${sentence} on ${item.instanceId}: ${obstacle}.`);
    return obstacle === undefined;
  });
}
