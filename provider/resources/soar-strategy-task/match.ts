import { createHash } from "node:crypto";
import { submitOnce } from "../../api/collections/submit-once";
import type { Context } from "../../api/context";
import { type SoarStrategyTask, strategyTaskStatus } from "../../api/operations/DescribeSoarStrategyTasks";
import { readObjects } from "../../json";
import { requestOf } from "../../lifecycle/wire";
import { type SoarStrategyTaskInputs as Inputs, properties } from "./properties";
import { meaningOf } from "./values";

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
export async function findMatch(context: Context, inputs: Inputs): Promise<SoarStrategyTask | undefined> {
  const tasks = context.collections.strategyTasks;
  const candidates = (await tasks.all(context))
    .filter(({ Status }) => Status !== finished && (Status !== paused || inputs.taskAction === "PAUSE"))
    .filter(({ Id }) => !tasks.leftBehind.has(Id));
  return sameWork(context, candidates, inputs);
}

/** Creates a task, once, and returns its id. */
export async function submit(context: Context, inputs: Inputs): Promise<string> {
  const tasks = context.collections.strategyTasks;
  const known = new Set((await tasks.all(context)).map(({ Id }) => Id));
  return submitOnce(context, {
    send: () => tasks.create(context, requestOf(properties, inputs)),
    find: async () => {
      const unknown = (await tasks.fresh(context)).filter(({ Id }) => !known.has(Id));
      return (await sameWork(context, unknown, inputs))?.Id;
    },
    advice:
      `No new strategy task "${inputs.strategyTaskName}" is listed yet; the request may still take effect. ` +
      'Run "pulumi up" again in a minute: it looks for the task before it creates one.',
  });
}

/** The first of the tasks that has the name, strategy and parameters that are wanted. */
async function sameWork(
  context: Context,
  candidates: readonly SoarStrategyTask[],
  { strategyTaskName, strategyId, strategyTaskParams }: Inputs,
): Promise<SoarStrategyTask | undefined> {
  const tasks = context.collections.strategyTasks;
  const wanted = meaningOf(strategyTaskParams);
  for (const task of candidates) {
    if (task.Name !== strategyTaskName || task.StrategyId !== strategyId) continue;
    const params = readObjects(await tasks.paramsOf(context, task.Id));
    if (params !== undefined && meaningOf(params) === wanted) return task;
  }
  return undefined;
}
