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
import { PagedList, type PagedSource, readPages } from "./paged-list";
import { Poller, type Wait } from "./poller";
import type { Queue } from "./queue";
import { submitOnce } from "./submit-once";

/** What DescribeOnceTask can filter by, besides the type. */
export type OnceTaskFilter = Omit<DescribeOnceTaskRequest, "CurrentPage" | "PageSize" | "TaskType">;

/** What the operations that read one task take. */
export type OnceTaskKey = Pick<OnceTaskRun, "TaskId" | "TaskName">;

/** A task to start. */
export interface OnceTaskStart {
  /** What is started, as progress lines and errors begin. */
  readonly title: string;
  readonly request: GenerateOnceTaskRequest;
  /** Whether a task that is listed works on the same; undefined when that cannot be seen. */
  isSame(run: OnceTaskRun): boolean | undefined;
}

/** The tasks of one type. All who read share one listing, all who wait share each poll. */
export class OnceTasks {
  /** Whether the service lists tasks of this type. Others are read one by one, and cannot be looked for. */
  readonly listed: boolean;
  readonly #list: PagedList<OnceTaskRun>;
  readonly #poller: Poller<readonly OnceTaskRun[]>;
  readonly #awaited = new Map<string, OnceTaskKey>();
  readonly #started = new Set<string>();

  /** @param unlimited a context without a deadline, for what is shared */
  constructor(
    unlimited: CallContext,
    private readonly taskType: string,
    private readonly queue: Queue,
  ) {
    this.listed = describedTaskTypes.includes(taskType);
    this.#list = new PagedList(unlimited, this.#pages({}));
    this.#poller = new Poller(() => this.#readAwaited(unlimited));
  }

  /** Every task, from a listing at most 30 seconds old; none where the service does not list the type. */
  async all(context: CallContext): Promise<readonly OnceTaskRun[]> {
    return this.listed ? this.#list.items(context) : [];
  }

  /** The tasks that the service's own filters let through, as they are now. */
  search(context: CallContext, filter: OnceTaskFilter): Promise<readonly OnceTaskRun[]> {
    return readPages(context, this.#pages(filter));
  }

  /** One task as it is now; undefined when the service does not know it, or not any more. */
  async byId(context: CallContext, key: OnceTaskKey): Promise<OnceTaskRun | undefined> {
    if (!this.listed) return this.#resultOf(context, key);
    const found = await this.search(context, { TaskId: key.TaskId });
    return found.find(({ TaskId }) => TaskId === key.TaskId);
  }

  /**
   * Starts a task, once, as soon as the limit of concurrent tasks allows. Returns its id.
   * @throws at the deadline, when nothing was started; or after a failure that leaves doubt, when the list does not resolve it
   */
  async start(context: CallContext, { title, request, isSame }: OnceTaskStart): Promise<string> {
    const before = new Set((await this.all(context)).map(({ TaskId }) => TaskId));
    const isNew = ({ TaskId }: { readonly TaskId: string }) => !before.has(TaskId) && !this.#started.has(TaskId);
    const find = async () => {
      if (!this.listed) throw new Error(`Tasks of type ${this.taskType} are not listed by the service.`);
      const appeared = (await this.#list.items(context, context.clock.now())).filter(isNew);
      const found = appeared.find((run) => isSame(run) === true);
      const unclear = appeared.filter((run) => isSame(run) === undefined).map(({ TaskId }) => TaskId);
      if (found === undefined && unclear.length > 0) {
        throw new Error(`Task ${unclear.join(", ")} appeared since; it may or may not be this one.`);
      }
      return found;
    };
    const advice =
      `Check in the console whether the task runs. "pulumi up" looks again: it takes over an unfinished ${this.taskType} ` +
      "task that shows the same servers, and starts one otherwise.";
    return this.queue.take(context, title, async () => {
      const send = () => context.call(generateOnceTask, request);
      const { TaskId } = await submitOnce<{ readonly TaskId?: string }>(context, { send, find, advice });
      // The documents do not say whether the id is always that of a new task: one that was there before is not ours.
      if (TaskId === undefined || !isNew({ TaskId })) return undefined;
      this.#started.add(TaskId);
      return TaskId;
    });
  }

  /**
   * Waits until `judge` says ended; it gets undefined while the task is not listed.
   * @throws at the deadline of the context; the task itself goes on
   */
  async wait<Result>(
    context: CallContext,
    key: OnceTaskKey,
    { judge, ...words }: Wait<OnceTaskRun | undefined, Result>,
  ): Promise<Result> {
    const judgeOne = (runs: readonly OnceTaskRun[]) => judge(runs.find(({ TaskId }) => TaskId === key.TaskId));
    this.#awaited.set(key.TaskId, key);
    try {
      return await this.#poller.until(context, { ...words, judge: judgeOne });
    } finally {
      this.#awaited.delete(key.TaskId);
    }
  }

  /** Cancels a task. What the service does with one that has ended is undocumented. */
  async cancel(context: CallContext, id: string): Promise<void> {
    await context.call(cancelOnceTask, { TaskId: id });
  }

  /** Reads the tasks that are waited for, and no more pages than show them. */
  async #readAwaited(context: CallContext): Promise<readonly OnceTaskRun[]> {
    const awaited = [...this.#awaited.values()];
    if (this.listed) {
      const enough = (found: ReadonlyMap<string, OnceTaskRun>) => awaited.every(({ TaskId }) => found.has(TaskId));
      return readPages(context, { ...this.#pages({}), enough });
    }
    const runs = await Promise.all(awaited.map((key) => this.#resultOf(context, key)));
    return runs.filter((run) => run !== undefined);
  }

  #pages(filter: OnceTaskFilter): PagedSource<OnceTaskRun> {
    return {
      title: `tasks of type ${this.taskType}`,
      idOf: ({ TaskId }) => TaskId,
      fetchPage: async (context, CurrentPage, PageSize) => {
        const request = { ...filter, TaskType: this.taskType, CurrentPage, PageSize };
        const { TaskManageResponseList, PageInfo } = await context.call(describeOnceTask, request);
        return { items: TaskManageResponseList, totalCount: PageInfo.TotalCount };
      },
    };
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
