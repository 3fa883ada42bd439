import { phaseOf } from "../../api/collections/operation-task-status";
import type { Context } from "../../api/context";
import { requestOf } from "../../lifecycle/wire";
import { forgotten } from "../run-record";
import {
  type OperationTaskInputs as Inputs,
  properties,
  type RollbackPlanItem,
  type OperationTaskState as State,
} from "./properties";
import { failureOf, newRecord, stateOf, titleOf, waitForEnd } from "./run-record";

const NEXT =
  "Deploy again to go on. To delete the resource without a rollback, set rollbackOnDestroy to false and deploy that first.";

/** A rollback by a destroy is nobody else's, whatever the state says of others. */
const NOBODY = { have: () => false, lose: () => {} };

const RECORD = { rollbackOnDestroy: false, wait: true, onFailure: "fail" } as const;

/** What a program would declare to roll back a repair that is known by its id alone, once that has ended. */
export async function rollbackOf(
  context: Context,
  repairId: string,
): Promise<Pick<Inputs, "checkId" | "type" | "operationTaskInstances">> {
  const listed = await context.collections.operationTasks.run(context, repairId);
  const tasks = listed.filter(({ Type }) => Type === "REPAIR");
  const checkId = tasks[0]?.CheckId ?? "";
  const repair = stateOf(newRecord({ ...RECORD, checkId, type: "REPAIR" }), tasks);
  if (tasks.length === 0) {
    throw new Error(
      `No repair ${repairId} is listed. Give the id of the run (RootTaskId), not that of one instance's task.`,
    );
  }
  const ended = repair.outcome === "running" ? await endOf(context, repairId, repair) : repair;
  const operationTaskInstances = reversible(context, ended, "Not rolled back");
  if (operationTaskInstances.length > 0) return { checkId, type: "ROLLBACK", operationTaskInstances };
  throw new Error(`Nothing of the ${titleOf(repair)} (task ${repairId}) can be rolled back.`);
}

/** A repair that went well runs on for as long as the service verifies it. (ListOperationTask, REPAIR_SUCCESS_VERIFYING) */
async function endOf(context: Context, id: string, repair: State): Promise<State> {
  const title = titleOf(repair);
  context.log(`The ${title} (task ${id}) is still running or being verified: waiting for its end.`);
  const resume = `Nothing was rolled back. Run ${context.guidance.again} again when it has ended.`;
  const ended = await waitForEnd(context, id, repair, { resume, isOld: true });
  if (ended.outcome === "forgotten") throw new Error(forgotten(title, id));
  return ended;
}

/** The record of a run that is known by its id alone. */
export async function runOf(context: Context, id: string): Promise<State> {
  const [task] = await context.collections.operationTasks.run(context, id);
  if (task === undefined) throw new Error(`No repair or rollback ${id} is listed. A scan needs its type, too.`);
  return newRecord({ ...RECORD, checkId: task.CheckId, type: task.Type === "ROLLBACK" ? "ROLLBACK" : "REPAIR" });
}

/** Rolls back, once, what a repair changed: where it went well, the service can, and nothing newer ran. */
export async function rollBack(context: Context, id: string, recorded: State): Promise<void> {
  const tasks = context.collections.operationTasks;
  const ended =
    recorded.outcome === "running" ? await waitForEnd(context, id, recorded, { resume: NEXT, isOld: true }) : recorded;
  if (ended.outcome === "forgotten") {
    context.log(`The ${titleOf(recorded)} (task ${id}) is not rolled back: the service does not list it any more.`);
    return;
  }
  const runs = await tasks.recent(context);
  const { checkId } = recorded;
  const operationTaskInstances = reversible(
    context,
    stateOf(ended, runs.get(id) ?? []),
    `The ${titleOf(recorded)} (task ${id}) is not rolled back`,
    (item) => tasks.newerRun(runs, id, { CheckId: checkId, InstanceId: item.instanceId, RegionId: item.regionId }),
  );
  if (operationTaskInstances.length === 0) return;
  const rollback = newRecord({ ...RECORD, checkId, type: "ROLLBACK", operationTaskInstances });
  const { id: rollbackId } = await tasks.start(context, requestOf(properties, rollback), NOBODY);
  const failure = failureOf(rollbackId, await waitForEnd(context, rollbackId, rollback, { resume: NEXT }));
  if (failure !== undefined) throw new Error(`${failure} ${NEXT}`);
}

/** The instances on which nothing speaks against a rollback. Of the others it is logged what does, after `sentence`. */
function reversible(
  context: Context,
  { rollbackPlan, results }: State,
  sentence: string,
  newerOn: (item: RollbackPlanItem) => string | undefined = () => undefined,
): RollbackPlanItem[] {
  return results.flatMap(({ instanceId, taskId, status }) => {
    const item = phaseOf(status) === "failed" ? undefined : rollbackPlan.find((planned) => planned.taskId === taskId);
    const newer = item && newerOn(item);
    let obstacle = newer && `task ${newer} of the same check is newer there`;
    if (item?.supportRollBack === false) obstacle = "the service does not support it";
    if (item === undefined) obstacle = "it failed there";
    if (obstacle) context.log(`${sentence} on ${instanceId}: ${obstacle}.`);
    return item === undefined || obstacle ? [] : [item];
  });
}
