import type { CallContext } from "../calls/call-context";
import { type CreateSoarStrategyTaskRequest, createSoarStrategyTask } from "../operations/CreateSoarStrategyTask";
import { deleteSoarStrategyTask } from "../operations/DeleteSoarStrategyTask";
import { describeSoarStrategyTaskDetail } from "../operations/DescribeSoarStrategyTaskDetail";
import { describeSoarStrategyTasks, type SoarStrategyTask } from "../operations/DescribeSoarStrategyTasks";
import { type ProcessSoarStrategyTaskRequest, processSoarStrategyTask } from "../operations/ProcessSoarStrategyTask";
import { PagedList } from "./paged-list";
import { Poller } from "./poller";

/** The strategy tasks of the configured account and region. The list has no filters, so all who read share one listing. */
export class StrategyTasks {
  /** Waits for tasks; every poll is a new listing. */
  readonly poller: Poller<readonly SoarStrategyTask[]>;
  /** The tasks that deletions of this deployment have left behind; its creations take over none of them. */
  readonly leftBehind = new Set<string>();
  readonly #list: PagedList<SoarStrategyTask>;
  /** By the listing in which a task was missed: the one in which to look again, shared by all who missed one there. */
  readonly #rechecks = new WeakMap<readonly SoarStrategyTask[], PagedList<SoarStrategyTask>>();

  /** @param unlimited a context without a deadline, for what is shared */
  constructor(private readonly unlimited: CallContext) {
    this.#list = listOf(unlimited);
    this.poller = new Poller(() => this.fresh(unlimited));
  }

  /** Every task, from a listing at most 30 seconds old. A task that moved between pages may be absent: ask `byId`. */
  all(context: CallContext): Promise<readonly SoarStrategyTask[]> {
    return this.#list.items(context);
  }

  /** Every task as it is now. */
  fresh(context: CallContext): Promise<readonly SoarStrategyTask[]> {
    return this.#list.items(context, context.clock.now());
  }

  /** One task, at most 30 seconds old; undefined when two listings in a row do not show it. */
  async byId(context: CallContext, id: string): Promise<SoarStrategyTask | undefined> {
    const isWanted = ({ Id }: SoarStrategyTask) => Id === id;
    const listed = await this.all(context);
    const found = listed.find(isWanted);
    if (found !== undefined) return found;
    const recheck = this.#rechecks.get(listed) ?? listOf(this.unlimited);
    this.#rechecks.set(listed, recheck);
    return (await recheck.items(context, Number.NEGATIVE_INFINITY)).find(isWanted);
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

function listOf(unlimited: CallContext): PagedList<SoarStrategyTask> {
  return new PagedList(unlimited, {
    title: "strategy tasks",
    idOf: ({ Id }) => Id,
    fetchPage: async (context, PageNumber, PageSize) => {
      const reply = await context.call(describeSoarStrategyTasks, { PageNumber, PageSize });
      return { items: reply.SoarStrategyTasks, totalCount: reply.TotalCount };
    },
  });
}
