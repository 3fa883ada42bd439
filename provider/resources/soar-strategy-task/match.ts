import { createHash } from "node:crypto";
import { submitOnce } from "../../api/collections/submit-once";
import type { Context } from "../../api/context";
import { type SoarStrategyTask, strategyTaskStatus } from "../../api/operations/DescribeSoarStrategyTasks";
import { readObjects } from "../../json";
import { isYoung, newsOfOthers } from "../../lifecycle/leftover";
import { declaredTwice, Ownership } from "../../lifecycle/ownership";
import { requestOf } from "../../lifecycle/wire";
import { statusInWords } from "../task-action";
import { type SoarStrategyTaskInputs as Inputs, properties } from "./properties";
import { meaningOf, sameParameters } from "./values";

const KIND = "SoarStrategyTask";
const { finished, paused } = strategyTaskStatus;

/** What tells one task from another: two resources with the same title would do the same work. */
export function titleOf({ strategyTaskName, strategyId, strategyTaskParams }: Inputs): string {
  const digest = createHash("sha256").update(meaningOf(strategyTaskParams)).digest("hex").slice(0, 8);
  return `"${strategyTaskName}" (strategy ${strategyId}, parameters ${digest})`;
}

/**
 * The task that a new resource takes over: what a stopped deployment left, which bears a name that the provider made, has the
 * same strategy and parameters, is young, has not finished, and is not paused unless that is wanted. A paused one is nobody's
 * where `onDelete` leaves tasks there.
 * @throws when another resource of the deployment does the same work, or a task of that name is somebody's
 */
export async function findMatch(context: Context, inputs: Inputs): Promise<SoarStrategyTask | undefined> {
  const { strategyTasks } = context.collections;
  const ownership = Ownership.of(context);
  const isNamed = ({ Id, Name, Status }: SoarStrategyTask) =>
    Name === inputs.strategyTaskName && Status !== finished && !strategyTasks.leftBehind.has(Id);
  let named = (await strategyTasks.all(context)).filter(isNamed);
  const isHeld = ({ Id }: SoarStrategyTask) => ownership.holder({ kind: KIND, id: Id }) !== undefined;
  if (!named.every(isHeld)) {
    await newsOfOthers(context);
    // A resource that is being replaced gives its name up by deleting its task.
    named = (await strategyTasks.fresh(context)).filter(isNamed);
  }
  const held = named.filter(isHeld);
  const twice = await sameWork(context, held, inputs);
  if (twice)
    throw declaredTwice(KIND, titleOf(inputs), ownership.holder({ kind: KIND, id: twice.Id }) ?? { id: twice.Id });
  const others = named.filter((task) => !held.includes(task));
  if (others.length === 0) return undefined;
  const now = context.clock.now();
  const leftovers = others
    .filter(({ GmtCreate, Id }) => isYoung(GmtCreate, now) && !ownership.wasRead({ kind: KIND, id: Id }))
    .filter(({ Status }) => Status !== paused || inputs.taskAction === "PAUSE");
  const isMade = ownership.isAutoNamed(KIND, inputs);
  const match = isMade ? await sameWork(context, leftovers, inputs) : undefined;
  if (match !== undefined) return match;
  // A deletion leaves such tasks there, for ever, and their names are made anew with each replacement.
  const leaves = isMade && inputs.onDelete !== "error";
  const first = others.find(({ Status }) => !leaves || Status !== paused);
  if (first === undefined) {
    for (const { Id, Name } of others)
      context.log(`Strategy task ${Id} "${Name}" stays as it is, paused: another one of its name is created.`);
    return undefined;
  }
  const created = first.GmtCreate === undefined ? "" : `, created ${new Date(first.GmtCreate).toISOString()}`;
  throw new Error(
    `A strategy task named "${first.Name}" exists already: ${first.Id}, which is ${statusInWords(first.Status)}${created}. ` +
      `What to do: ${leaves ? "if a deletion has left it there, wait until it has finished; " : ""}` +
      'if it is this resource under its former name, give the resource "aliases"; to pause or schedule it, ' +
      "declare a SoarStrategyTaskState; to create another one, choose another strategyTaskName.",
  );
}

/** Creates a task, once, and returns its id. */
export async function submit(context: Context, inputs: Inputs): Promise<string> {
  const tasks = context.collections.strategyTasks;
  const { strategyTaskName, strategyId, strategyTaskPlanExeTime: time } = inputs;
  if (time !== undefined && time <= context.clock.now()) {
    const title = `strategy task "${strategyTaskName}"`;
    context.log(`warning: the planned time of ${title} is over: the service may start it at once.`);
  }
  const known = new Set((await tasks.all(context)).map(({ Id }) => Id));
  const isNew = ({ Id }: SoarStrategyTask) =>
    !known.has(Id) && Ownership.of(context).holder({ kind: KIND, id: Id }) === undefined;
  return submitOnce(context, {
    title: `strategy task "${strategyTaskName}"`,
    send: () => tasks.create(context, requestOf(properties, inputs)),
    find: async () => {
      const named = ({ Name, StrategyId }: SoarStrategyTask) =>
        Name.trim() === strategyTaskName && StrategyId === strategyId;
      const appeared = (await tasks.fresh(context)).filter(isNew).filter(named);
      const same = await sameWork(context, appeared, inputs);
      return appeared.map((task) => ({ result: task.Id, title: `Strategy task ${task.Id}`, isSame: task === same }));
    },
    unclear:
      `Only one named "${strategyTaskName}" with the same parameters counts as it. Look in the console: if it is this one, ` +
      "declare a SoarStrategyTaskState for it instead; otherwise choose another strategyTaskName.",
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
  for (const task of candidates) {
    if (task.Name !== strategyTaskName || task.StrategyId !== strategyId) continue;
    const params = readObjects(await tasks.paramsOf(context, task.Id));
    if (params !== undefined && sameParameters(params, strategyTaskParams)) return task;
  }
  return undefined;
}
