import { OperationTaskDirectory, titleOf } from "../api/operation-task-directory";
import { phaseOf } from "../api/operation-task-status";
import type { Context } from "../context";
import type { OperationTaskInputs, OperationTaskState, RollbackPlanItem } from "./operation-task";
import { inFewWords, toFound, toRequest, toState } from "./operation-task-wire";

type Inputs = OperationTaskInputs;
type State = OperationTaskState;

const NEXT =
  "To delete the resource without a rollback, set rollbackOnDestroy to false, and deploy that first.";

/** What a program would declare to roll back a repair that is known by its id alone. */
export async function rollbackOf(
  context: Context,
  repairId: string,
): Promise<Pick<Inputs, "checkId" | "type" | "operationTaskInstances">> {
  const tasks = await OperationTaskDirectory.of(context).run(repairId);
  const { state } = toFound(repairId, tasks);
  if (state.rollbackPlan.length === 0) {
    throw new Error(
      `No repair ${repairId} is listed. Give the id of the run (RootTaskId), not that of one instance's task.`,
    );
  }
  return { checkId: state.checkId, type: "ROLLBACK", operationTaskInstances: state.rollbackPlan };
}

/** Rolls back, once, what a repair changed: where it went well, the service can, and nothing newer ran. */
export async function rollBack(context: Context, id: string, recorded: State): Promise<void> {
  const directory = OperationTaskDirectory.of(context);
  const title = titleOf(toRequest(recorded));
  const tasks =
    recorded.outcome === "running"
      ? await directory.untilEnded(context, {
          id,
          title,
          expected: recorded.operationTaskInstances?.length,
          resume: NEXT,
        })
      : await directory.run(id);
  const repair = toState(recorded, tasks);
  const obstacles = await Promise.all(
    repair.rollbackPlan.map((item) => obstacleTo(directory, item, id, repair)),
  );
  for (const [index, obstacle] of obstacles.entries()) {
    const where = repair.rollbackPlan[index]?.instanceId;
    if (obstacle !== undefined)
      context.log(`The ${title} (task ${id}) is not rolled back on ${where}: ${obstacle}.`);
  }
  const operationTaskInstances = repair.rollbackPlan.filter((_, index) => obstacles[index] === undefined);
  if (operationTaskInstances.length === 0) return;

  const request = toRequest({ checkId: recorded.checkId, type: "ROLLBACK", operationTaskInstances });
  const { id: rollbackId } = await directory.start(context, request, () => false);
  const rollback = { id: rollbackId, title: titleOf(request), expected: operationTaskInstances.length };
  const ended = toFound(rollbackId, await directory.untilEnded(context, { ...rollback, resume: NEXT })).state;
  if (ended.outcome === "succeeded") return;
  const failed = ended.results.filter(({ status }) => phaseOf(status) === "failed").map(inFewWords);
  throw new Error(`The ${rollback.title} (task ${rollbackId}) failed: ${failed.join("; ")}. ${NEXT}`);
}

/** Why a repair is left as it is on one instance; undefined when nothing speaks against its rollback. */
async function obstacleTo(
  directory: OperationTaskDirectory,
  { instanceId, regionId, taskId, supportRollBack }: RollbackPlanItem,
  id: string,
  { checkId, results }: State,
): Promise<string | undefined> {
  const result = results.find((result) => result.taskId === taskId);
  if (result === undefined || phaseOf(result.status) === "failed") return "it failed there";
  if (!supportRollBack) return "the service cannot";
  const place = { CheckId: checkId, InstanceId: instanceId, RegionId: regionId };
  const newer = await directory.newerRun(id, place);
  return newer && `task ${newer} of the same check is newer there`;
}
