import { createHash } from "node:crypto";
import type { CreateSoarStrategyTaskRequest } from "../api/operations/create-soar-strategy-task";
import { type SoarStrategyTask, strategyTaskStatus } from "../api/operations/describe-soar-strategy-tasks";
import { StrategyTaskDirectory } from "../api/strategy-task-directory";
import { submitOnce } from "../api/submit-once";
import type { Context } from "../context";
import { parseObjects } from "../rule-language";
import type { SoarStrategyTaskInputs } from "./soar-strategy-task";
import { meaningOf } from "./strategy-task-schemas";

type Inputs = SoarStrategyTaskInputs;

const { finished, paused } = strategyTaskStatus;

/** What tells one task from another: two resources with the same title would do the same work. */
export function titleOf({ strategyTaskName, strategyId, strategyTaskParams }: Inputs): string {
  const digest = createHash("sha256").update(meaningOf(strategyTaskParams)).digest("hex").slice(0, 8);
  return `"${strategyTaskName}" (strategy ${strategyId}, parameters ${digest})`;
}

/**
 * A task of the same name, strategy and parameters that a killed deployment may have left: one that has not
 * finished, is not paused unless that is wanted, and was not left behind by this deployment itself.
 */
export async function findTwin(context: Context, inputs: Inputs): Promise<SoarStrategyTask | undefined> {
  const behind = leftBehind(context);
  const candidates = (await StrategyTaskDirectory.of(context).all())
    .filter(({ Status }) => Status !== finished && (Status !== paused || inputs.taskAction === "PAUSE"))
    .filter(({ Id }) => !behind.has(Id));
  return sameWork(context, candidates, inputs);
}

/** Creates a task, once, and returns its id. */
export async function submit(context: Context, inputs: Inputs): Promise<string> {
  const tasks = StrategyTaskDirectory.of(context);
  const known = new Set((await tasks.all()).map(({ Id }) => Id));
  return submitOnce(context, {
    send: () => tasks.create(context, toRequest(inputs)),
    find: async () => {
      const unknown = (await tasks.fresh()).filter(({ Id }) => !known.has(Id));
      return (await sameWork(context, unknown, inputs))?.Id;
    },
    advice:
      `No new strategy task "${inputs.strategyTaskName}" is to be seen, but the request may still be carried out. ` +
      'Run "pulumi up" again in a minute: it looks for the task before it creates one.',
  });
}

/** The tasks that deletions of this deployment have left behind; its creations take over none of them. */
export function leftBehind(context: Context): Set<string> {
  return context.shared("strategy tasks left behind", () => new Set<string>());
}

/** The first of the tasks that has the name, strategy and parameters that are wanted. */
async function sameWork(
  context: Context,
  candidates: readonly SoarStrategyTask[],
  { strategyTaskName, strategyId, strategyTaskParams }: Inputs,
): Promise<SoarStrategyTask | undefined> {
  const tasks = StrategyTaskDirectory.of(context);
  const wanted = meaningOf(strategyTaskParams);
  for (const task of candidates) {
    if (task.Name !== strategyTaskName || task.StrategyId !== strategyId) continue;
    const params = parseObjects(await tasks.paramsOf(context, task.Id));
    if (params !== undefined && meaningOf(params) === wanted) return task;
  }
  return undefined;
}

function toRequest(inputs: Inputs): CreateSoarStrategyTaskRequest {
  return {
    StrategyId: inputs.strategyId,
    StrategyName: inputs.strategyName,
    StrategyTaskName: inputs.strategyTaskName,
    StrategyTaskParams: JSON.stringify(inputs.strategyTaskParams),
    StrategyTaskPlanExeTime: inputs.strategyTaskPlanExeTime,
  };
}
