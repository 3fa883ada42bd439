/**
 * One scan or client task run. The resource is its receipt.
 *
 * | verb    | operation                                                                                   |
 * |---------|---------------------------------------------------------------------------------------------|
 * | create  | GenerateOnceTask, unless DescribeOnceTask shows an unfinished task for the same; then waiting |
 * | read    | DescribeOnceTask, one listing for all tasks of a type; GetOnceTaskResultInfo for other types |
 * | update  | none; after an interrupted wait it goes on waiting                                           |
 * | delete  | none, or CancelOnceTask for an unfinished task with `cancelOnDelete`                         |
 * | replace | anything that describes the run: the new one first, so that the old task is not taken for it |
 */
import { OnceTaskDirectory, type OnceTaskKey } from "../api/once-task-directory";
import type { OnceTaskRun } from "../api/operations/describe-once-task";
import type { GenerateOnceTaskRequest } from "../api/operations/generate-once-task";
import type { Config } from "../config";
import type { Context } from "../context";
import {
  afterAcceptance,
  Claims,
  conclude,
  flag,
  isUnknown,
  type Kind,
  type ReceiptInputs,
  receiptProperties,
  text,
  unlessGone,
  withInputs,
} from "../lifecycle";
import { failureOf, judge, type Outcome, outcomeOf, titleOf } from "./once-task-outcome";
import { type OnceTaskParam, paramSchema, targetOf, withParam, worksOn } from "./once-task-param";

/** The types that the documents of GenerateOnceTask name. */
const TASK_TYPES = [
  "CLIENT_PROBLEM_CHECK",
  "CLIENT_DEV_OPS",
  "ASSET_SECURITY_CHECK",
  "ASSETS_COLLECTION",
  "IMAGE_SCAN",
  "AI_SECURITY_CHECK",
  "IDC_PROBE_SCAN",
  "ATTACK_SURFACE_SCAN",
  "ASSET_EXPOSURE_SCAN",
  "VUL_CHECK_TASK",
] as const;

/** What a scan or client task is declared with. */
export interface OnceTaskInputs extends ReceiptInputs {
  /** What runs, e.g. `CLIENT_PROBLEM_CHECK`, a diagnosis of the client on servers. (API: TaskType) */
  taskType: (typeof TASK_TYPES)[number] | (string & {});
  /** Name of the task. Default: the `taskType`, as the documents show it. (API: TaskName) */
  taskName?: string;
  /**
   * What the task works on, or the JSON text of it, e.g. `{ mode: 1, problemType: "offline", uuids: "inet-1,inet-2" }`.
   * Keys depend on the type of the task. (API: Param)
   */
  param: OnceTaskParam;
  /** Source of the task, e.g. `Manual`. Default: none is sent. (API: Source) */
  source?: string;
  /** Whether an unfinished task is cancelled when the resource is deleted. Default: false. */
  cancelOnDelete: boolean;
}

/** The receipt of a scan or client task. Its `id` is the task's. */
export interface OnceTaskState extends OnceTaskInputs {
  /** How the run ended, or `running` as far as is known. (API: TaskStatusText) */
  outcome: Outcome;
  /** Servers that are done; absent where the service does not tell. (API: SuccessCount) */
  successCount?: number;
  /** Servers that failed; absent where the service does not tell. (API: FailCount) */
  failCount?: number;
  /** Result in the service's words. (API: ResultInfo) */
  resultInfo?: string;
  /** When the run began, milliseconds since 1970. (API: TaskStartTime) */
  taskStartTime?: number;
  /** When the run ended, milliseconds since 1970. (API: TaskEndTime) */
  taskEndTime?: number;
}

type Inputs = OnceTaskInputs;
type State = OnceTaskState;

const NAME = "OnceTask";

/** The kind `OnceTask`. */
export const onceTask: Kind<Inputs, State, Context, Config> = {
  name: NAME,

  properties: {
    taskType: {
      schema: text('the type of a task, e.g. "CLIENT_PROBLEM_CHECK"'),
      known: TASK_TYPES,
      onChange: "replace",
    },
    taskName: { schema: text("the name of the task"), optional: true, onChange: "replace" },
    param: { schema: paramSchema, onChange: "replace" },
    source: { schema: text('the source of the task, e.g. "Manual"'), optional: true, onChange: "replace" },
    ...receiptProperties,
    cancelOnDelete: { schema: flag(), default: false, onChange: "none" },
  },

  rules: [],

  replacement: "create-first",

  summarize({ taskType, param, wait }) {
    const what = isUnknown(taskType) ? "a task whose type is known after apply" : taskType;
    return `Runs ${what} once${withParam(param)}${wait === false ? ", without waiting for its end" : ""}.`;
  },

  async create(context, inputs) {
    const { taskType, param, triggers } = inputs;
    const name = targetOf(param) && `${taskType} ${JSON.stringify({ param, triggers })}`;
    const remedy = 'give them different "triggers" if both are wanted';
    const { id } = await Claims.of(context).create(NAME, name, () => start(context, inputs), remedy);
    return { id, state: await finish(context, id, { ...inputs, outcome: "running" }) };
  },

  async read(context, id, state) {
    if (state.outcome !== "running") return state;
    const tasks = OnceTaskDirectory.of(context, state.taskType);
    const listed = (await tasks.all()).find(({ TaskId }) => TaskId === id);
    const run = listed ?? (await tasks.byId(context, toKey(id, state)));
    return run ? toState(run, state) : state;
  },

  update: (context, id, state, inputs) => finish(context, id, withInputs(onceTask, state, inputs)),

  async delete(context, id, state) {
    if (!state.cancelOnDelete || state.outcome !== "running") return;
    const tasks = OnceTaskDirectory.of(context, state.taskType);
    const isUnfinished = async () => {
      const run = await tasks.byId(context, toKey(id, state));
      return run ? outcomeOf(run) === "running" : !tasks.listed;
    };
    if (await isUnfinished()) await unlessGone(() => tasks.cancel(context, id), isUnfinished);
    else context.log(`The task ${id} is not listed as running, so nothing was cancelled.`);
  },
};

/** Takes over what a killed deployment left behind, or starts a task. */
async function start(context: Context, inputs: Inputs): Promise<{ readonly id: string }> {
  const tasks = OnceTaskDirectory.of(context, inputs.taskType);
  const isSame = (run: OnceTaskRun) => worksOn(run, inputs.param);
  const unfinished = (await tasks.all()).filter(
    (run) => outcomeOf(run) === "running" && !Claims.of(context).holds(NAME, run.TaskId),
  );
  const listed = unfinished.find((run) => isSame(run));
  const twin = listed && (await tasks.byId(context, listed));
  if (twin && outcomeOf(twin) === "running" && !Claims.of(context).holds(NAME, twin.TaskId)) {
    Claims.of(context).hold(NAME, twin.TaskId);
    context.log(`Took over task ${twin.TaskId}: a ${titleOf(inputs)} is under way already.`);
    return { id: twin.TaskId };
  }
  const unclear = unfinished.filter((run) => isSame(run) === undefined).map(({ TaskId }) => TaskId);
  if (unclear.length > 0) {
    const others = unclear.length === 1 ? `Task ${unclear[0]} is` : `Tasks ${unclear.join(", ")} are`;
    context.log(
      `${others} under way, and nothing tells whether for the same: starting a ${titleOf(inputs)} anew.`,
    );
  }
  return { id: await tasks.start(context, { title: titleOf(inputs), request: toRequest(inputs), isSame }) };
}

/** Waits for the end if that is wanted, and hands out the receipt. */
async function finish(context: Context, id: string, receipt: State): Promise<State> {
  if (receipt.outcome !== "running" || !receipt.wait)
    return conclude(context, id, receipt, failureOf(id, receipt));
  const run = await afterAcceptance(
    id,
    () => receipt,
    () =>
      OnceTaskDirectory.of(context, receipt.taskType).wait(context, toKey(id, receipt), {
        title: titleOf(receipt),
        judge,
        resume: `Task ${id} goes on: run "pulumi up" again to go on waiting, or give it more time in \`timeouts\`.`,
      }),
  );
  const ended = toState(run, receipt);
  return conclude(context, id, ended, failureOf(id, ended));
}

function toKey(id: string, { taskType, taskName = taskType }: Inputs): OnceTaskKey {
  return { TaskId: id, TaskName: taskName };
}

function toRequest({ taskType, taskName = taskType, param, source }: Inputs): GenerateOnceTaskRequest {
  return { TaskType: taskType, TaskName: taskName, Param: JSON.stringify(param), Source: source };
}

/** What is recorded, with the result of a run that has ended: what moves by itself meanwhile is not recorded. */
function toState(run: OnceTaskRun, recorded: State): State {
  const outcome = outcomeOf(run);
  if (outcome === "running") return { ...recorded, outcome };
  return {
    ...recorded,
    outcome,
    successCount: run.SuccessCount,
    failCount: run.FailCount,
    resultInfo: run.ResultInfo || undefined,
    taskStartTime: run.TaskStartTime,
    taskEndTime: run.TaskEndTime,
  };
}
