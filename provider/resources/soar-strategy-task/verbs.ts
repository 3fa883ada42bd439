/**
 * A strategy task that the stack owns: one run of a strategy, such as the repair of vulnerabilities of many servers.
 *
 * | verb    | operation                                                                                 |
 * |---------|-------------------------------------------------------------------------------------------|
 * | create  | CreateSoarStrategyTask, unless a killed deployment left the task; then as update          |
 * | read    | DescribeSoarStrategyTasks, one listing for all tasks; a task that moves on is no drift    |
 * | update  | ProcessSoarStrategyTask if `taskAction` asks for it: there is no operation for the rest   |
 * | delete  | DeleteSoarStrategyTask while the task waits, afterwards what `onDelete` says              |
 * | replace | whatever a task is created with: delete first, so that two live tasks never do the same work |
 */

import { lookFor } from "../../api/collections/submit-once";
import { dataManagementCentre } from "../../api/configuration/endpoints";
import type { Context } from "../../api/context";
import { type SoarStrategyTask, strategyTaskStatus } from "../../api/operations/DescribeSoarStrategyTasks";
import {
  afterAcceptance,
  declaredTwice,
  id,
  inWords,
  isUnknown,
  type Kind,
  Ownership,
  oneOf,
  text,
  timeouts,
  unlessGone,
} from "../../lifecycle";
import { fulfil, seenAction, statusInWords, taskActionSchema } from "../task-action";
import { findTwin, submit, titleOf } from "./match";
import type { SoarStrategyTaskInputs } from "./properties";
import { planTimeSchema, type StrategyTaskParam, strategyTaskParamsSchema } from "./schemas";

type Inputs = SoarStrategyTaskInputs;

const NAME = "SoarStrategyTask";
const { waiting } = strategyTaskStatus;

/** The kind `SoarStrategyTask`. Nothing but its inputs is stable enough to be remembered; its `id` is the task's. */
export const soarStrategyTask: Kind<Inputs, Inputs> = {
  name: NAME,

  properties: {
    strategyId: { schema: id("the id of a strategy"), onChange: "replace" },
    strategyName: { schema: text("the name of the strategy"), onChange: "replace" },
    strategyTaskName: { schema: text("the name of the task"), onChange: "replace" },
    strategyTaskParams: { schema: strategyTaskParamsSchema, onChange: "replace" },
    strategyTaskPlanExeTime: { schema: planTimeSchema, optional: true, onChange: "replace" },
    taskAction: { schema: taskActionSchema, optional: true, onChange: "update" },
    onFinished: { schema: oneOf(["ignore", "error"]), default: "ignore", onChange: "none" },
    onDelete: { schema: oneOf(["error", "pause", "forget"]), default: "error", onChange: "none" },
    timeouts: { schema: timeouts(), optional: true, onChange: "none" },
  },

  rules: [],

  replacement: "delete-first",

  place: (config) => (config.region === undefined ? undefined : dataManagementCentre(config)),

  summarize({ strategyName, strategyTaskParams: params, strategyTaskPlanExeTime: time, taskAction }) {
    const on = isUnknown(params) ? inWords(params) : params.map(parameterInWords).join(", ") || "nothing";
    const start = typeof time === "number" ? ` at ${new Date(time).toISOString()}` : "";
    const then = taskAction === "PAUSE" ? ", and pauses it" : "";
    return `Runs strategy ${inWords(strategyName)}${start} with ${on}${then}.`;
  },

  async create(context, inputs) {
    const title = titleOf(inputs);
    return Ownership.of(context).create(NAME, title, async () => {
      const twin = await findTwin(context, inputs);
      if (twin && Ownership.of(context).holds(NAME, twin.Id)) throw declaredTwice(NAME, title, twin.Id);
      const id = twin ? takeOver(context, twin, inputs) : await submit(context, inputs);
      const state = await afterAcceptance(
        id,
        () => inputs,
        () => settle(context, id, inputs),
      );
      return { id, state };
    });
  },

  async read(context, id, state) {
    const task = await context.collections.strategyTasks.byId(context, id);
    if (task === undefined || state.taskAction === undefined) return task && state;
    return { ...state, taskAction: seenAction(task, state.taskAction) };
  },

  update: (context, id, _state, inputs) => settle(context, id, inputs),

  async delete(context, id, state) {
    const tasks = context.collections.strategyTasks;
    let task = await tasks.byId(context, id);
    if (task?.Status === waiting) {
      await unlessGone(
        () => tasks.delete(context, id),
        async () => {
          task = await tasks.byId(context, id);
          return task?.Status === waiting;
        },
      );
    }
    if (task !== undefined && task.Status !== waiting) await leaveBehind(context, task, state);
  },
};

function takeOver(context: Context, { Id, Name, Status }: SoarStrategyTask, inputs: Inputs): string {
  const found = `Took over strategy task ${Id} "${Name}", which is ${statusInWords(Status)}`;
  const time = inputs.strategyTaskPlanExeTime ? " The service does not tell its planned time." : "";
  context.log(`${found}: it has the same strategy and parameters.${time}`);
  return Id;
}

/** Brings a task that exists to the wanted state, if one is wanted. */
async function settle(context: Context, id: string, inputs: Inputs): Promise<Inputs> {
  const { taskAction, onFinished } = inputs;
  if (taskAction === undefined) return inputs;
  const tasks = context.collections.strategyTasks;
  const task = await lookFor(context, async () => (await tasks.fresh(context)).find(({ Id }) => Id === id));
  if (task === undefined) {
    throw new Error(
      `Strategy task ${id} is not listed. Run "pulumi up --refresh": if the task is gone, it is created again.`,
    );
  }
  await fulfil(context, task, { taskAction, onFinished }, inputs);
  return inputs;
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
  const status = inputs.onDelete === "pause" ? await fulfil(context, task, pause, inputs) : Status;
  context.collections.strategyTasks.leftBehind.add(Id);
  context.log(`${found}: it is forgotten here and stays in the account, ${statusInWords(status)}.`);
}

function parameterInWords(param: StrategyTaskParam): string {
  if (isUnknown(param)) return inWords(param);
  const { name, value } = param;
  const words = isUnknown(name) ? inWords(name) : name;
  return Array.isArray(value) ? `${words} (${value.length})` : words;
}
