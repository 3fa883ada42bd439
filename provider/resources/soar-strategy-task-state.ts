/**
 * The state, scheduled or paused, in which a strategy task is wanted that somebody else made.
 *
 * | verb    | operation                                                                                |
 * |---------|------------------------------------------------------------------------------------------|
 * | create  | ProcessSoarStrategyTask if DescribeSoarStrategyTasks does not show the wanted state       |
 * | read    | DescribeSoarStrategyTasks, one listing for all tasks; a task that moves on is no drift    |
 * | update  | as create                                                                                |
 * | delete  | none, or ProcessSoarStrategyTask with what `onDelete` says                               |
 * | replace | another task: delete first, so that the old one is left as wanted before the new one moves |
 */
import { dataManagementCentre } from "../api/endpoints";
import type { SoarStrategyTask } from "../api/operations/describe-soar-strategy-tasks";
import { StrategyTaskDirectory } from "../api/strategy-task-directory";
import type { Config } from "../config";
import type { Context } from "../context";
import {
  Claims,
  type CommonInputs,
  declaredTwice,
  id,
  isUnknown,
  type Kind,
  oneOf,
  timeouts,
  unlessGone,
} from "../lifecycle";
import { fulfil, seenAction, type TaskAction, taskActionSchema } from "./strategy-task-wish";

/** What the state of a strategy task is declared with. */
export interface SoarStrategyTaskStateInputs extends CommonInputs {
  /**
   * Task, as digits; `getSoarStrategyTasks` lists them. A change replaces the resource, not the task.
   * (API: StrategyTaskId)
   */
  strategyTaskId: string;
  /**
   * `SCHEDULE`: the task may wait, start, run and finish. `PAUSE`: it is paused. (API: TaskAction)
   */
  taskAction: TaskAction;
  /** Whether it is an error that a task to be paused has finished. Default: `ignore`. */
  onFinished: "ignore" | "error";
  /** What happens to the task when the resource is deleted. Default: `none`, no call. (API: TaskAction) */
  onDelete: "none" | TaskAction;
}

/** What is remembered of the state of a strategy task. Its `id` is the task's. */
export interface SoarStrategyTaskStateState extends SoarStrategyTaskStateInputs {
  /** Name of the task. (API: Name) */
  taskName: string;
  /** Strategy that the task runs, as digits. (API: StrategyId) */
  strategyId: string;
}

type Inputs = SoarStrategyTaskStateInputs;
type State = SoarStrategyTaskStateState;

const NAME = "SoarStrategyTaskState";
const REMEDY = "give this one another strategyTaskId";

/** The kind `SoarStrategyTaskState`. */
export const soarStrategyTaskState: Kind<Inputs, State, Context, Config> = {
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
    const claims = Claims.of(context);
    const title = `of strategy task ${id}`;
    const work = async () => {
      if (claims.holds(NAME, id)) throw declaredTwice(NAME, title, id, REMEDY);
      return { id, state: await settle(context, id, inputs) };
    };
    return claims.create(NAME, title, work, REMEDY);
  },

  async read(context, id, state) {
    const task = await StrategyTaskDirectory.of(context).byId(id);
    return task && { ...toState(task, state), taskAction: seenAction(task, state.taskAction) };
  },

  update: (context, id, _state, inputs) => settle(context, id, inputs),

  async delete(context, id, state) {
    const taskAction = state.onDelete;
    if (taskAction === "none") return;
    const tasks = StrategyTaskDirectory.of(context);
    const task = await tasks.byId(id);
    if (task === undefined) return;
    await unlessGone(
      async () => void (await fulfil(context, task, { taskAction, onFinished: "ignore" }, state)),
      async () => (await tasks.byId(id)) !== undefined,
    );
  },

  async list(context) {
    const tasks = await StrategyTaskDirectory.of(context).fresh();
    return tasks.map((task) => {
      const { Id: strategyTaskId } = task;
      const taskAction = seenAction(task, "SCHEDULE");
      const inputs: Inputs = { strategyTaskId, taskAction, onFinished: "ignore", onDelete: "none" };
      return { id: strategyTaskId, state: toState(task, inputs) };
    });
  },
};

async function settle(context: Context, id: string, inputs: Inputs): Promise<State> {
  const task = await StrategyTaskDirectory.of(context).byId(id);
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
