import { dataManagementCentre } from "../../api/configuration/endpoints";
import type { Context } from "../../api/context";
import type { SoarStrategyTask } from "../../api/operations/DescribeSoarStrategyTasks";
import {
  declaredTwice,
  id,
  isUnknown,
  type Kind,
  Ownership,
  oneOf,
  timeouts,
  unlessGone,
} from "../../lifecycle";
import { fulfil, seenAction, taskActionSchema } from "../task-action";
import type { SoarStrategyTaskStateInputs, SoarStrategyTaskStateState } from "./properties";

type Inputs = SoarStrategyTaskStateInputs;
type State = SoarStrategyTaskStateState;

const NAME = "SoarStrategyTaskState";
const REMEDY = "give this one another strategyTaskId";

/** The kind `SoarStrategyTaskState`. */
export const soarStrategyTaskState: Kind<Inputs, State> = {
  name: NAME,

  properties: {
    strategyTaskId: { schema: id("the id of a strategy task"), onChange: "replace" },
    taskAction: { schema: taskActionSchema, onChange: "update" },
    onFinished: { schema: oneOf(["ignore", "error"]), default: "ignore", onChange: "none" },
    onDelete: { schema: oneOf(["none", "PAUSE", "SCHEDULE"]), default: "none", onChange: "none" },
    timeouts: { schema: timeouts(), optional: true, onChange: "none" },
  },

  rules: [],

  replacement: "delete-first",

  place: (config) => (config.region === undefined ? undefined : dataManagementCentre(config)),

  summarize({ strategyTaskId, taskAction }) {
    const task = isUnknown(strategyTaskId) ? "(known after apply)" : strategyTaskId;
    const words = { SCHEDULE: "scheduled", PAUSE: "paused" }[taskAction] ?? "(known after apply)";
    return `Keeps strategy task ${task} ${words}.`;
  },

  async create(context, inputs) {
    const { strategyTaskId: id } = inputs;
    const claims = Ownership.of(context);
    const title = `of strategy task ${id}`;
    const work = async () => {
      if (claims.holds(NAME, id)) throw declaredTwice(NAME, title, id, REMEDY);
      return { id, state: await settle(context, id, inputs) };
    };
    return claims.create(NAME, title, work, REMEDY);
  },

  async read(context, id, state) {
    const task = await context.collections.strategyTasks.byId(context, id);
    return task && { ...toState(task, state), taskAction: seenAction(task, state.taskAction) };
  },

  update: (context, id, _state, inputs) => settle(context, id, inputs),

  async delete(context, id, state) {
    const taskAction = state.onDelete;
    if (taskAction === "none") return;
    const tasks = context.collections.strategyTasks;
    const task = await tasks.byId(context, id);
    if (task === undefined) return;
    await unlessGone(
      async () => void (await fulfil(context, task, { taskAction, onFinished: "ignore" }, state)),
      async () => (await tasks.byId(context, id)) !== undefined,
    );
  },

  async list(context) {
    const tasks = await context.collections.strategyTasks.fresh(context);
    return tasks.map((task) => {
      const { Id: strategyTaskId } = task;
      const taskAction = seenAction(task, "SCHEDULE");
      const inputs: Inputs = { strategyTaskId, taskAction, onFinished: "ignore", onDelete: "none" };
      return { id: strategyTaskId, state: toState(task, inputs) };
    });
  },
};

async function settle(context: Context, id: string, inputs: Inputs): Promise<State> {
  const task = await context.collections.strategyTasks.byId(context, id);
  if (task === undefined) {
    throw new Error(
      `Strategy task ${id} does not exist in the configured account and region. Set strategyTaskId to one that ` +
        "getSoarStrategyTasks lists, or remove the resource.",
    );
  }
  const state = toState(task, inputs);
  await fulfil(context, task, inputs, state);
  return state;
}

function toState({ Name, StrategyId }: SoarStrategyTask, inputs: Inputs): State {
  return { ...inputs, taskName: Name, strategyId: StrategyId };
}
