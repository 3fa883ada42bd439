import type { CallContext } from "../calls/call-context";
import { ServiceError } from "../calls/errors";
import { cancelOnceTask } from "../operations/CancelOnceTask";
import {
  type DescribeOnceTaskRequest,
  describedTaskTypes,
  describeOnceTask,
  type OnceTaskRun,
} from "../operations/DescribeOnceTask";
import { type GenerateOnceTaskRequest, generateOnceTask } from "../operations/GenerateOnceTask";
import { getOnceTaskResultInfo } from "../operations/GetOnceTaskResultInfo";
import { listUnfinishedOnceTask, targetedTaskTypes } from "../operations/ListUnfinishedOnceTask";
import { firstPage, PagedList, type PagedSource, readPages } from "./paged-list";
import { Poller, type Wait } from "./poller";
import type { Attempt, Queue } from "./queue";
import { submitOnce } from "./submit-once";

/** What DescribeOnceTask can filter by. */
type OnceTaskSearch = Omit<DescribeOnceTaskRequest, "CurrentPage" | "PageSize">;

/** What it can filter by, besides the type. */
type OnceTaskFilter = Omit<OnceTaskSearch, "TaskType">;

/** What the operations that read one task take. */
export type OnceTaskKey = Pick<OnceTaskRun, "TaskId" | "TaskName">;

/** A task to start. */
interface OnceTaskStart {
  /** What is started, as progress lines and errors begin. */
  readonly title: string;
  readonly request: GenerateOnceTaskRequest;
  /** What the task works on, as far as its parameters say. */
  readonly targets: readonly string[];
  /** The tasks that were there before. */
  readonly known: readonly OnceTaskRun[];
  /** Whether a task that appeared works on the same; undefined when that cannot be seen. */
  isSame(run: OnceTaskRun): boolean | undefined;
  isUnfinished(run: OnceTaskRun): boolean;
}

const FULL = { blocked: "the limit of concurrent tasks is reached (10 by default)" };
/** How often the service may answer with a task that was there before. */
const REPEATS = 3;

/** The tasks that the service's own filters let through, as they are now, whatever their type. */
export function searchOnceTasks(context: CallContext, filter: OnceTaskSearch): Promise<readonly OnceTaskRun[]> {
  return readPages(context, pagesOf(filter));
}

function pagesOf(filter: OnceTaskSearch): PagedSource<OnceTaskRun> {
  const { TaskType, RootTaskId } = filter;
  return {
    title: TaskType === undefined ? `parts of task ${RootTaskId}` : `tasks of type ${TaskType}`,
    idOf: ({ TaskId }) => TaskId,
    fetchPage: async (context, CurrentPage, PageSize) => {
      const request = { ...filter, CurrentPage, PageSize };
      const { TaskManageResponseList, PageInfo } = await context.call(describeOnceTask, request);
      return { items: TaskManageResponseList, totalCount: PageInfo.TotalCount };
    },
  };
}

/** The tasks of one type. All who read share one listing, all who wait share each poll. */
export class OnceTasks {
  /** Whether the service lists tasks of this type. Others are read one by one, and cannot be looked for. */
  readonly listed: boolean;
  readonly #list: PagedList<OnceTaskRun>;
  readonly #poller: Poller<readonly OnceTaskRun[], OnceTaskKey>;
  readonly #started = new Set<string>();

  /** @param unlimited a context without a deadline, for what is shared */
  constructor(
    unlimited: CallContext,
    private readonly taskType: string,
    private readonly queue: Queue,
  ) {
    this.listed = describedTaskTypes.includes(taskType);
    this.#list = new PagedList(unlimited, this.#pages({}));
    this.#poller = new Poller((keys) => this.#showing(unlimited, keys));
  }

  /**
   * Every task, from a listing at most 30 seconds old. Of a type that the service lists by target only, the unfinished ones
   * of the first of these; of any other, none.
   */
  async all(context: CallContext, targets: readonly string[] = []): Promise<readonly OnceTaskRun[]> {
    return this.listed ? this.#list.items(context) : this.#unfinishedOn(context, targets);
  }

  /** One task as it is now; undefined when the service does not know it, or not any more. */
  async byId(context: CallContext, key: OnceTaskKey): Promise<OnceTaskRun | undefined> {
    if (!this.listed) return this.#resultOf(context, key);
    const found = await readPages(context, this.#pages({ TaskId: key.TaskId }));
    return found.find(({ TaskId }) => TaskId === key.TaskId);
  }

  /**
   * Starts a task, once, as soon as the limit of concurrent tasks allows. Returns its id.
   * @throws at the deadline, when nothing was started; or after a failure that leaves doubt, when the list does not resolve it
   */
  async start(context: CallContext, { title, request, known, ...start }: OnceTaskStart): Promise<string> {
    const { isSame, isUnfinished, targets } = start;
    const before = new Set(known.map(({ TaskId }) => TaskId));
    const isNew = ({ TaskId }: { readonly TaskId: string }) => !before.has(TaskId) && !this.#started.has(TaskId);
    const find = async () => {
      const appeared = (await this.#now(context, targets)).filter(isNew).filter((run) => isSame(run) !== false);
      // A task that has ended, and one of no target, is not listed.
      if (appeared.length === 0 && !this.listed) {
        throw new Error(`The service does not list all tasks of type ${this.taskType}.`);
      }
      return appeared.map((run) => ({ result: run, title: `Task ${run.TaskId}`, isSame: isSame(run) === true }));
    };
    const { again } = context.guidance;
    const advice = this.listed
      ? `Check in the console whether the task runs; ${again} looks again: it takes over an unfinished ${this.taskType} ` +
        "task that shows the same servers, and starts one otherwise."
      : `Check in the console whether the task runs; ${again} starts another one.`;
    let repeated: string | undefined;
    let repeats = 0;
    const instead = () => `the service answers with task ${repeated}, which was there before`;
    return this.queue.take(context, title, async (): Promise<Attempt> => {
      const other = repeated && (await this.byId(context, { TaskId: repeated, TaskName: request.TaskName }));
      if (other && isUnfinished(other)) return { blocked: instead() };
      if (repeats === REPEATS) throw new Error(`The ${title} was not started: ${instead()}. ${advice}`);
      const send = () => context.call(generateOnceTask, request);
      const { TaskId } = await submitOnce<{ readonly TaskId?: string }>(context, { title, send, find, advice });
      if (TaskId === undefined) return FULL;
      // The documents do not say whether the id is always that of a new task: one that was there before is not ours.
      if (!isNew({ TaskId })) {
        [repeated, repeats] = [TaskId, repeats + 1];
        return { blocked: instead() };
      }
      this.#started.add(TaskId);
      return { id: TaskId };
    });
  }

  /**
   * Waits until `judge` says ended; it gets undefined while the task is not listed.
   * @throws at the deadline of the context; the task itself goes on
   */
  wait<Result>(
    context: CallContext,
    key: OnceTaskKey,
    { judge, ...words }: Wait<OnceTaskRun | undefined, Result>,
  ): Promise<Result> {
    const judgeOne = (runs: readonly OnceTaskRun[]) => judge(runs.find(({ TaskId }) => TaskId === key.TaskId));
    return this.#poller.until(context, { ...words, judge: judgeOne }, key);
  }

  /** Cancels a task. What the service does with one that has ended is undocumented. */
  async cancel(context: CallContext, id: string): Promise<void> {
    await context.call(cancelOnceTask, { TaskId: id });
  }

  /** The tasks as they are now: from the first page, and one by one those that it does not show. */
  async #showing(context: CallContext, keys: readonly OnceTaskKey[]): Promise<readonly OnceTaskRun[]> {
    const first = this.listed ? await firstPage(context, this.#pages({})) : undefined;
    if (first?.isAll) return first.items;
    const shown = first?.items ?? [];
    const others = keys.filter(({ TaskId }) => !shown.some((run) => run.TaskId === TaskId));
    const runs = await Promise.all(others.map((key) => this.byId(context, key)));
    return [...shown, ...runs.filter((run) => run !== undefined)];
  }

  /** The tasks as they are now, as far as they are listed. */
  #now(context: CallContext, targets: readonly string[]): Promise<readonly OnceTaskRun[]> {
    return this.listed ? this.#list.items(context, context.clock.now()) : this.#unfinishedOn(context, targets);
  }

  /** The unfinished tasks of a type that is listed by target, of the first one. Which other targets they have is not told. */
  async #unfinishedOn(context: CallContext, [Target]: readonly string[]): Promise<readonly OnceTaskRun[]> {
    if (Target === undefined || !targetedTaskTypes.includes(this.taskType)) return [];
    const { OnceTasks } = await context.call(listUnfinishedOnceTask, { TaskType: this.taskType, Target });
    return OnceTasks.map(({ StatusText: TaskStatusText, Progress, ...task }) => {
      return { ...task, TaskType: this.taskType, TaskStatusText, Progress: `${Progress}%`, DetailData: "" };
    });
  }

  #pages(filter: OnceTaskFilter): PagedSource<OnceTaskRun> {
    return pagesOf({ ...filter, TaskType: this.taskType });
  }

  async #resultOf(context: CallContext, { TaskId, TaskName }: OnceTaskKey): Promise<OnceTaskRun | undefined> {
    const key = { TaskId, TaskName, TaskType: this.taskType };
    try {
      const { TaskInfo, FinishCount, TotalCount } = await context.call(getOnceTaskResultInfo, key);
      const percent = TotalCount > 0 ? Math.floor((100 * FinishCount) / TotalCount) : 0;
      return { ...key, TaskStatusText: TaskInfo.Status, Progress: `${percent}%`, ResultInfo: "", DetailData: "" };
    } catch (error) {
      if (error instanceof ServiceError && error.code === "ServerError") return undefined;
      throw error;
    }
  }
}
