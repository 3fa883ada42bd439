/**
 * The state of a strategy task that something else owns: scheduled, or paused.
 *
 * | verb    | operation                                                                              |
 * |---------|----------------------------------------------------------------------------------------|
 * | create  | ProcessSoarStrategyTask where DescribeSoarStrategyTasks shows another state, until it shows |
 * | read    | DescribeSoarStrategyTasks, one listing for all tasks; a task that moves on is no drift |
 * | update  | as create                                                                              |
 * | delete  | none, or ProcessSoarStrategyTask with the action of `onDelete`                         |
 * | replace | another task: delete first                                                             |
 */
import { configuredCentre } from "../../api/configuration/endpoints";
import type { Context } from "../../api/context";
import { type SoarStrategyTask, strategyTaskStatus } from "../../api/operations/DescribeSoarStrategyTasks";
import type { Kind } from "../../lifecycle/kind";
import { declaredTwice, Ownership } from "../../lifecycle/ownership";
import { unlessGone } from "../../lifecycle/unless-gone";
import { readInto } from "../../lifecycle/wire";
import { word } from "../../wording";
import { applyTaskAction, statusInWords } from "../task-action";
import {
  type SoarStrategyTaskStateInputs as Inputs,
  properties,
  type SoarStrategyTaskStateState as State,
} from "./properties";

const NAME = "SoarStrategyTaskState";
const REMEDY = "give this one another strategyTaskId";

/** The kind `SoarStrategyTaskState`. */
export const soarStrategyTaskState: Kind<Inputs, State> = {
  name: NAME,
  properties: properties.rows,
  replacement: "delete-first",
  location: configuredCentre,

  summarize({ strategyTaskId, taskAction, onDelete }) {
    const kept = `Keeps strategy task ${word(strategyTaskId)} ${taskAction === "PAUSE" ? "paused" : "scheduled"}`;
    if (onDelete === "none") return `${kept}.`;
    return `${kept}, and ${onDelete === "PAUSE" ? "pauses" : "schedules"} it when the resource goes.`;
  },

  async create(context, inputs) {
    const { strategyTaskId: id } = inputs;
    const ownership = Ownership.of(context);
    const title = `of strategy task ${id}`;
    return ownership.create(context, { kind: NAME, inputs, key: id, title, remedy: REMEDY }, async (begun) => {
      const holder = begun === undefined ? ownership.holder({ kind: NAME, id }) : undefined;
      if (holder !== undefined) throw declaredTwice(NAME, title, holder, REMEDY);
      return { id, state: await apply(context, id, inputs) };
    });
  },

  async read(context, id, state) {
    const task = await context.collections.strategyTasks.byId(context, id);
    return task && stateOf(task, readInto(properties, task, state));
  },

  update: (context, id, _state, inputs) => apply(context, id, inputs),

  async delete(context, id, state) {
    const taskAction = state.onDelete;
    if (taskAction === "none") return;
    const tasks = context.collections.strategyTasks;
    const task = await tasks.byId(context, id);
    if (task === undefined) return;
    await unlessGone(
      () => bring(context, task, { taskAction, onFinished: "ignore" }, state),
      async () => (await tasks.byId(context, id)) !== undefined,
    );
  },

  forgets: ({ onDelete }) => onDelete === "none",
};

async function apply(context: Context, id: string, inputs: Inputs): Promise<State> {
  const task = await context.collections.strategyTasks.byId(context, id);
  if (task === undefined) {
    throw new Error(
      `Strategy task ${id} does not exist in the configured account and region. Set strategyTaskId to one that ` +
        "getSoarStrategyTasks lists, or remove the resource.",
    );
  }
  const state = stateOf(task, inputs);
  await bring(context, task, inputs, state);
  return state;
}

/** Brings a task to what is wanted. Only here its name is known: the sentence that a preview shows is made without a call. */
async function bring(
  context: Context,
  task: SoarStrategyTask,
  wanted: Pick<Inputs, "taskAction" | "onFinished">,
  state: State,
): Promise<void> {
  const status = await applyTaskAction(context, task, wanted, state);
  if (status === task.Status || status === strategyTaskStatus.finished) return;
  context.log(`Strategy task ${task.Id} "${task.Name}" is ${statusInWords(status)} now.`);
}

function stateOf({ Name, StrategyId }: SoarStrategyTask, inputs: Inputs): State {
  return { ...inputs, taskName: Name, strategyId: StrategyId };
}
