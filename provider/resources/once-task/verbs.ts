/**
 * One scan or client task run: a run record.
 *
 * | verb    | operation                                                                                   |
 * |---------|---------------------------------------------------------------------------------------------|
 * | create  | GenerateOnceTask, unless DescribeOnceTask (ListUnfinishedOnceTask for types that are listed by |
 * |         | target) shows an unfinished task for the same; then waiting                                 |
 * | read    | DescribeOnceTask, one listing for all tasks of a type; GetOnceTaskResultInfo for other types |
 * | update  | none; after an interrupted wait it goes on waiting                                           |
 * | delete  | none, or CancelOnceTask for an unfinished task with `cancelOnDelete`                         |
 * | replace | anything that describes the run: the new one first, so that the old task is not taken for it |
 */
import type { OnceTaskKey } from "../../api/collections/once-tasks";
import type { Context } from "../../api/context";
import type { OnceTaskRun } from "../../api/operations/DescribeOnceTask";
import type { GenerateOnceTaskRequest } from "../../api/operations/GenerateOnceTask";
import { canonicalText } from "../../json";
import type { Kind } from "../../lifecycle/kind";
import { type Begun, Ownership } from "../../lifecycle/ownership";
import { unlessGone } from "../../lifecycle/unless-gone";
import { requestOf } from "../../lifecycle/wire";
import { mistypedSecret, mistypedWord } from "../../rule-language/names";
import { isUnknown } from "../../unknown";
import { quote, series, word } from "../../wording";
import { conclude, goesOn, takenUp, untilEnded, withoutEmptyTriggers } from "../run-record";
import { isTask, maybeSent, targetOf } from "./match";
import { failureOf, judge, outcomeOf, titleOf } from "./outcome";
import { type OnceTaskInputs as Inputs, properties, type OnceTaskState as State, TASK_TYPES } from "./properties";
import { mistypedKeys, type OnceTaskParam, serversOf } from "./values";

const NAME = "OnceTask";

/** The kind `OnceTask`. */
export const onceTask: Kind<Inputs, State> = {
  name: NAME,
  properties: properties.rows,
  replacement: "create-first",

  doubts({ taskType, param }) {
    if (isUnknown(param)) return [];
    return mistypedKeys(taskType, param).map(([key, reason]) => ({ property: `param.${key}`, reason }));
  },

  canonical(inputs) {
    const { taskName, taskType } = inputs;
    return withoutEmptyTriggers(taskName === taskType ? { ...inputs, taskName: undefined } : inputs);
  },

  summarize({ taskType, param, wait }) {
    return `Runs ${word(taskType)} once${onAndWith(param)}${wait === false ? ", without waiting for its end" : ""}.`;
  },

  goesOn,

  async create(context, inputs) {
    refuseMistypedType(context, inputs);
    const { taskType, param, triggers } = withoutEmptyTriggers(inputs);
    const title = `${taskType} ${canonicalText({ param, triggers })}`;
    const key = targetOf(param) && title;
    const remedy = 'give them different "triggers" if both are wanted';
    const creating = { kind: NAME, inputs, key, title, remedy };
    const { id, joined } = await Ownership.of(context).create(
      context,
      creating,
      async (begun) => begun ?? (await start(context, inputs)),
    );
    return { id, state: await finish(context, id, { ...inputs, outcome: "running", ...(joined && { joined }) }) };
  },

  async read(context, id, state) {
    if (hasEnded(state)) return state;
    const tasks = context.collections.onceTasks(state.taskType);
    const listed = (await tasks.all(context)).find(({ TaskId }) => TaskId === id);
    const run = listed ?? (await tasks.byId(context, keyOf(id, state)));
    return run ? stateOf(run, state) : state;
  },

  async update(context, id, state, inputs) {
    return finish(context, id, await takenUp(onceTask, context, id, state, inputs), true);
  },

  async delete(context, id, state) {
    if (!state.cancelOnDelete || state.outcome !== "running") return;
    if (state.joined) {
      context.log(`The task ${id} was under way before this resource joined it, so it is not cancelled.`);
      return;
    }
    const tasks = context.collections.onceTasks(state.taskType);
    const isUnfinished = async () => {
      const run = await tasks.byId(context, keyOf(id, state));
      return run ? outcomeOf(run) === "running" : !tasks.listed;
    };
    if (await isUnfinished()) await unlessGone(() => tasks.cancel(context, id), isUnfinished);
    else context.log(`The task ${id} is not listed as running, so nothing was cancelled.`);
  },

  forgets: ({ cancelOnDelete, outcome, joined }) => !cancelOnDelete || outcome !== "running" || joined === true,

  async isShown(context, id, state) {
    return (await context.collections.onceTasks(state.taskType).byId(context, keyOf(id, state))) !== undefined;
  },
};

/** No operation lists the types: only what looks mistyped is told. */
function refuseMistypedType({ secret }: Context, { taskType }: Inputs): void {
  const sentence = mistypedWord("taskType", taskType, TASK_TYPES);
  if (sentence === undefined) return;
  const said = secret.includes("taskType") ? mistypedSecret("taskType", TASK_TYPES) : sentence;
  throw new Error(`The task was not sent. ${said}`);
}

function onAndWith(param: OnceTaskParam): string {
  const { uuids, ...others } = param;
  const isList = typeof uuids === "string" && serversOf(uuids).length > 0;
  const said = series(Object.entries(isList ? others : param), ([key, value]) => `${word(key)} ${quote(value)}`);
  const where = isList ? ` on ${series(serversOf(uuids), word)}` : "";
  return `${where}${said === "" ? "" : ` with ${said}`}`;
}

/** Takes over what a killed deployment left behind, or starts a task. */
async function start(context: Context, inputs: Inputs): Promise<Begun> {
  const tasks = context.collections.onceTasks(inputs.taskType);
  const targets = targetOf(inputs.param)?.servers ?? [];
  const known = await tasks.all(context, targets);
  const ownership = Ownership.of(context);
  const isUnfinished = (run: OnceTaskRun) => outcomeOf(run) === "running";
  const isFree = (run: OnceTaskRun) => isUnfinished(run) && !ownership.isTaken({ kind: NAME, id: run.TaskId });
  const unfinished = known.filter(isFree);
  const listed = unfinished.find((run) => isTask(run, inputs));
  const running = listed && (await tasks.byId(context, listed));
  if (running && isFree(running)) {
    ownership.took({ kind: NAME, id: running.TaskId });
    context.log(`Took over task ${running.TaskId}: a ${titleOf(inputs)} is under way already.`);
    return { id: running.TaskId, joined: true };
  }
  const unclear = unfinished.filter((run) => isTask(run, inputs) === undefined).map(({ TaskId }) => TaskId);
  if (unclear.length > 0) {
    const others =
      unclear.length === 1 ? `Task ${unclear[0]} is running; it` : `Tasks ${series(unclear, String)} are running; they`;
    context.log(`${others} may or may not do the same on the same servers. Starting a new ${titleOf(inputs)}.`);
  }
  // What appears after the look, and works on the same, is what was sent.
  const isSame = (run: OnceTaskRun) => maybeSent(run, inputs.param);
  const [title, request] = [titleOf(inputs), requestFor(inputs)];
  return { id: await tasks.start(context, { title, request, targets, known, isSame, isUnfinished }) };
}

function hasEnded({ outcome }: State): boolean {
  return outcome !== "running" && outcome !== "forgotten";
}

/** Waits for the end if that is wanted, and hands out the record. `isOld`: an earlier deployment has started the task. */
function finish(context: Context, id: string, record: State, isOld = false): Promise<State> {
  const tasks = context.collections.onceTasks(record.taskType);
  const title = titleOf(record);
  const wait = (resume: string) =>
    untilEnded(record, async () => {
      return stateOf(await tasks.wait(context, keyOf(id, record), { title, resume, isOld, judge }), record);
    });
  return conclude(context, id, record, wait, failureOf);
}

function keyOf(id: string, { taskType, taskName = taskType }: Inputs): OnceTaskKey {
  return { TaskId: id, TaskName: taskName };
}

/** The documents show the type as the name of the task, too. */
function requestFor(inputs: Inputs): GenerateOnceTaskRequest {
  const request = requestOf(properties, inputs);
  return { ...request, TaskName: request.TaskName ?? request.TaskType };
}

/** What is recorded, with the result of a run that has ended: what moves by itself meanwhile is not recorded. */
function stateOf(run: OnceTaskRun, recorded: State): State {
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
