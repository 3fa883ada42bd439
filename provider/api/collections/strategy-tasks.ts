import type { CallContext } from "../calls/call-context";
import { type CreateSoarStrategyTaskRequest, createSoarStrategyTask } from "../operations/CreateSoarStrategyTask";
import { deleteSoarStrategyTask } from "../operations/DeleteSoarStrategyTask";
import { describeSoarStrategyTaskDetail } from "../operations/DescribeSoarStrategyTaskDetail";
import { describeSoarStrategyTasks, type SoarStrategyTask } from "../operations/DescribeSoarStrategyTasks";
import { type ProcessSoarStrategyTaskRequest, processSoarStrategyTask } from "../operations/ProcessSoarStrategyTask";
import { PAGE_SIZE, PagedList, type PagedSource, readPages } from "./paged-list";
import { Poller, type Wait } from "./poller";

/** The strategy tasks of the configured account and region. The list has no filters, so all who read share one listing. */
export class StrategyTasks {
  /** The tasks that deletions of this deployment have left behind; its creations take over none of them. */
  readonly leftBehind = new Set<string>();
  readonly #list: PagedList<SoarStrategyTask>;
  readonly #poller: Poller<readonly SoarStrategyTask[], string>;
  /** On which page a task was last shown, when it was waited for. */
  readonly #pageOf = new Map<string, number>();
  /** What this process has deleted, which lists may show for a while. An id is never given again. */
  readonly #deleted = new Set<string>();

  /** @param unlimited a context without a deadline, for what is shared */
  constructor(unlimited: CallContext) {
    this.#list = new PagedList(unlimited, pages);
    this.#poller = new Poller((ids) => this.#showing(unlimited, ids));
  }

  /** Every task, from a listing at most 30 seconds old. A task that moved between pages may be absent: ask `byId`. */
  async all(context: CallContext): Promise<readonly SoarStrategyTask[]> {
    return (await this.#list.items(context)).filter(this.#isThere);
  }

  /** Every task as it is now. */
  async fresh(context: CallContext): Promise<readonly SoarStrategyTask[]> {
    return (await this.#list.items(context, context.clock.now())).filter(this.#isThere);
  }

  /** One task, at most 30 seconds old; undefined when two listings in a row do not show it. */
  async byId(context: CallContext, id: string): Promise<SoarStrategyTask | undefined> {
    const isWanted = (task: SoarStrategyTask) => task.Id === id && this.#isThere(task);
    const listed = await this.#list.items(context);
    return listed.find(isWanted) ?? (await this.#list.itemsAfter(context, listed)).find(isWanted);
  }

  /** One task as it is now. */
  async now(context: CallContext, id: string): Promise<SoarStrategyTask | undefined> {
    return (await this.#showing(context, [id])).find(({ Id }) => Id === id);
  }

  /**
   * Waits until `judge` says ended; it gets undefined while the task is not listed.
   * @throws at the deadline of the context; the task itself goes on
   */
  wait<Result>(
    context: CallContext,
    id: string,
    { judge, ...words }: Wait<SoarStrategyTask | undefined, Result>,
  ): Promise<Result> {
    const judgeOne = (tasks: readonly SoarStrategyTask[]) => judge(tasks.find(({ Id }) => Id === id));
    return this.#poller.until(context, { ...words, judge: judgeOne }, id);
  }

  /** What a task was created with: the text of a JSON array. */
  async paramsOf(context: CallContext, id: string): Promise<string> {
    const { TaskDetail } = await context.call(describeSoarStrategyTaskDetail, { StrategyTaskId: id });
    return TaskDetail.Params;
  }

  /** Creates a task and returns its id. */
  async create(context: CallContext, request: CreateSoarStrategyTaskRequest): Promise<string> {
    return (await this.#writing(() => context.call(createSoarStrategyTask, request))).StrategyTaskId;
  }

  /** Schedules or pauses a task. */
  async process(context: CallContext, id: string, action: ProcessSoarStrategyTaskRequest["TaskAction"]): Promise<void> {
    await this.#writing(() => context.call(processSoarStrategyTask, { StrategyTaskId: id, TaskAction: action }));
  }

  /** Deletes a task that is waiting. */
  async delete(context: CallContext, id: string): Promise<void> {
    await this.#writing(() => context.call(deleteSoarStrategyTask, { StrategyTaskId: id }));
    this.#deleted.add(id);
  }

  readonly #isThere = ({ Id }: SoarStrategyTask) => !this.#deleted.has(Id);

  /** The tasks as they are now, from no more pages than show these: first those that showed them last. */
  async #showing(context: CallContext, ids: readonly string[]): Promise<readonly SoarStrategyTask[]> {
    const fetchPage: typeof pages.fetchPage = async (pageContext, number, size) => {
      const page = await pages.fetchPage(pageContext, number, size);
      for (const { Id } of page.items) this.#pageOf.set(Id, number);
      return page;
    };
    const numbers = new Set(ids.flatMap((id) => this.#pageOf.get(id) ?? []));
    const shown = await Promise.all([...numbers].map((number) => fetchPage(context, number, PAGE_SIZE)));
    const tasks = shown.flatMap(({ items }) => items);
    if (ids.every((id) => tasks.some(({ Id }) => Id === id))) return tasks;
    const enough = (found: ReadonlyMap<string, SoarStrategyTask>) => ids.every((id) => found.has(id));
    return readPages(context, { ...pages, fetchPage, enough });
  }

  /** Whether a write succeeds or fails, the listing from before does not count any more. */
  async #writing<Result>(write: () => Promise<Result>): Promise<Result> {
    try {
      return await write();
    } finally {
      this.#list.invalidate();
    }
  }
}

const pages: PagedSource<SoarStrategyTask> = {
  title: "strategy tasks",
  idOf: ({ Id }) => Id,
  fetchPage: async (context, PageNumber, PageSize) => {
    const reply = await context.call(describeSoarStrategyTasks, { PageNumber, PageSize });
    return { items: reply.SoarStrategyTasks, totalCount: reply.TotalCount };
  },
};
