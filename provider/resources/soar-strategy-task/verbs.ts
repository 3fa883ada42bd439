/**
 * A strategy task that the stack owns: one run of a strategy, such as the repair of vulnerabilities of many servers.
 *
 * | verb    | operation                                                                                 |
 * |---------|-------------------------------------------------------------------------------------------|
 * | create  | CreateSoarStrategyTask, unless a killed deployment left the task (DescribeSoarStrategyTasks, |
 * |         | DescribeSoarStrategyTaskDetail for one of the name); then as update                       |
 * | read    | DescribeSoarStrategyTasks, one listing for all tasks; a task that moves on is no drift, and |
 * |         | neither is one that is not listed any more, once its planned time is over                 |
 * | update  | ProcessSoarStrategyTask if `taskAction` asks for it: there is no operation for the rest   |
 * | delete  | DeleteSoarStrategyTask while the task waits, or is not listed; afterwards what `onDelete` says |
 * | replace | whatever a task is created with: delete first, so that two live tasks never do the same work |
 */
import { lookFor } from "../../api/collections/submit-once";
import { configuredCentre } from "../../api/configuration/endpoints";
import type { Context } from "../../api/context";
import { type SoarStrategyTask, strategyTaskStatus } from "../../api/operations/DescribeSoarStrategyTasks";
import type { Kind } from "../../lifecycle/kind";
import { Ownership } from "../../lifecycle/ownership";
import { afterAcceptance } from "../../lifecycle/partial-failure";
import { unlessGone } from "../../lifecycle/unless-gone";
import { readInto } from "../../lifecycle/wire";
import { quote, series, word } from "../../wording";
import { applyTaskAction, statusInWords } from "../task-action";
import { findMatch, submit, titleOf } from "./match";
import { type SoarStrategyTaskInputs as Inputs, properties } from "./properties";
import type { StrategyTaskParam } from "./values";

const NAME = "SoarStrategyTask";
const { waiting } = strategyTaskStatus;

/** The kind `SoarStrategyTask`. Nothing but its inputs is stable enough to be remembered; its `id` is the task's. */
export const soarStrategyTask: Kind<Inputs, Inputs> = {
  name: NAME,
  properties: properties.rows,
  replacement: "delete-first",
  location: configuredCentre,

  summarize({ strategyName, strategyTaskParams: params, strategyTaskPlanExeTime: time, taskAction }) {
    const on = series(params, parameterInWords) || "nothing";
    const start = time === undefined ? "" : ` at ${new Date(time).toISOString()}`;
    const then = taskAction === "PAUSE" ? ", and pauses it" : "";
    return `Runs strategy ${quote(strategyName)}${start} with ${on}${then}.`;
  },

  async create(context, inputs) {
    const title = titleOf(inputs);
    return Ownership.of(context).create(context, { kind: NAME, inputs, key: title, title }, async (begun) => {
      const match = begun === undefined ? await findMatch(context, inputs) : undefined;
      const id = begun?.id ?? (match ? takeOver(context, match, inputs) : await submit(context, inputs));
      return { id, state: await afterAcceptance(id, inputs, () => apply(context, id, inputs)) };
    });
  },

  async read(context, id, state) {
    const look = () => context.collections.strategyTasks.byId(context, id);
    // Lists may lag behind its creation. Where its time has come, it has most likely left the history.
    const task = await (isAhead(context, state) ? lookFor(context, look) : look());
    if (task !== undefined) return readInto(properties, { Status: task.Status }, state);
    // One whose time has not come has been deleted. Any other may have run, and must not run again because of that.
    if (isAhead(context, state)) return undefined;
    context.log(`${unlisted(id)} It is kept in the state.`);
    return state;
  },

  update: (context, id, _state, inputs) => apply(context, id, inputs),

  async delete(context, id, state) {
    const look = () => context.collections.strategyTasks.byId(context, id);
    let task = await look();
    // One that is not listed may wait all the same: lists may lag behind its creation.
    const isListed = task !== undefined;
    if (task === undefined || task.Status === waiting) {
      await unlessGone(
        () => context.collections.strategyTasks.delete(context, id),
        async () => {
          task = await (isListed ? look() : lookFor(context, look));
          return task?.Status === waiting;
        },
      );
    }
    if (task !== undefined && task.Status !== waiting) await leaveBehind(context, task, state);
  },

  isShown: async (context, id) => (await context.collections.strategyTasks.byId(context, id)) !== undefined,
};

/** Whether the planned time of a task has not come. */
function isAhead({ clock }: Context, { strategyTaskPlanExeTime: time = 0 }: Inputs): boolean {
  return time > clock.now();
}

function takeOver(context: Context, { Id, Name, Status }: SoarStrategyTask, inputs: Inputs): string {
  const found = `Took over strategy task ${Id} "${Name}", which is ${statusInWords(Status)}`;
  const time = inputs.strategyTaskPlanExeTime ? " The service does not tell its planned time." : "";
  context.log(`${found}: it has the same strategy and parameters.${time}`);
  return Id;
}

/** Brings a task that exists to the wanted state, if one is wanted. */
async function apply(context: Context, id: string, inputs: Inputs): Promise<Inputs> {
  const { taskAction, onFinished } = inputs;
  if (taskAction === undefined) return inputs;
  const tasks = context.collections.strategyTasks;
  const task = await lookFor(context, async () => (await tasks.fresh(context)).find(({ Id }) => Id === id));
  if (task === undefined) throw new Error(unlisted(id));
  await applyTaskAction(context, task, { taskAction, onFinished }, inputs);
  return inputs;
}

function unlisted(id: string): string {
  return (
    `Strategy task ${id} is not listed: somebody deleted it, or it has ended and left the history. ` +
    'To run it again, "pulumi up --replace <its URN>"; to forget it, take it out of the program.'
  );
}

/** Does what `onDelete` says with a task that cannot be deleted. */
async function leaveBehind(context: Context, task: SoarStrategyTask, inputs: Inputs): Promise<void> {
  const { Id, Name, Status } = task;
  const found = `Strategy task ${Id} "${Name}" is ${statusInWords(Status)}, and the service deletes waiting tasks only`;
  if (inputs.onDelete === "error") {
    throw new Error(
      `${found}. Set onDelete to "pause" (pause it and forget it) or "forget" (leave it as it is), ` +
        'run "pulumi up" with nothing else changed, then delete it again.',
    );
  }
  const pause = { taskAction: "PAUSE", onFinished: "ignore" } as const;
  const status = inputs.onDelete === "pause" ? await applyTaskAction(context, task, pause, inputs) : Status;
  context.collections.strategyTasks.leftBehind.add(Id);
  context.log(`${found}: it is forgotten here and stays in the account, ${statusInWords(status)}.`);
}

function parameterInWords({ name, value }: StrategyTaskParam): string {
  if (!Array.isArray(value)) return `${word(name)} ${quote(value)}`;
  const [first] = value;
  if (value.length < 2) return `${word(name)} (${value.length === 0 ? "no items" : `1 item: ${quote(first)}`})`;
  return `${word(name)} (${value.length} items, the first ${quote(first)})`;
}
