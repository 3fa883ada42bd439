import type { CallContext } from "../calls/call-context";
import {
  type CreateSoarStrategyTaskRequest,
  createSoarStrategyTask,
} from "../operations/CreateSoarStrategyTask";
import { deleteSoarStrategyTask } from "../operations/DeleteSoarStrategyTask";
import { describeSoarStrategyTaskParams } from "../operations/DescribeSoarStrategyTaskParams";
import { describeSoarStrategyTasks, type SoarStrategyTask } from "../operations/DescribeSoarStrategyTasks";
import {
  type ProcessSoarStrategyTaskRequest,
  processSoarStrategyTask,
} from "../operations/ProcessSoarStrategyTask";
import { PagedList, type PagedSource } from "./paged-list";
import { Poller } from "./poller";

/** The strategy tasks of the configured account and region. The list has no filters, so all readers share one listing. */
export class StrategyTasks {
  /** Waiting for tasks; every look is a listing of its own time. */
  readonly poller: Poller<readonly SoarStrategyTask[]>;
  /** The tasks that deletions of this deployment have left behind; its creations take over none of them. */
  readonly leftBehind = new Set<string>();
  readonly #source: PagedSource<SoarStrategyTask>;
  readonly #sweep: PagedList<SoarStrategyTask>;
  /** The second listing of those who missed a task in the first. */
  readonly #seconds = new WeakMap<readonly SoarStrategyTask[], PagedList<SoarStrategyTask>>();

  constructor(context: CallContext) {
    this.#source = {
      clock: context.clock,
      idOf: ({ Id }) => Id,
      fetchPage: async (page, size) => {
        const request = { PageNumber: page, PageSize: size };
        const { SoarStrategyTasks, TotalCount } = await context.call(describeSoarStrategyTasks, request);
        return { items: SoarStrategyTasks, totalCount: TotalCount };
      },
    };
    this.#sweep = new PagedList(this.#source);
    this.poller = new Poller(() => this.fresh(context));
  }

  /** Every task, from a listing at most 30 seconds old. A task that moved between pages may be absent: ask `byId`. */
  all(_context: CallContext): Promise<readonly SoarStrategyTask[]> {
    return this.#sweep.items();
  }

  /** Every task as it is now. */
  fresh(_context: CallContext): Promise<readonly SoarStrategyTask[]> {
    return this.#sweep.items(this.#source.clock.now());
  }

  /** One task, at most 30 seconds old; undefined when two listings in a row do not show it. */
  async byId(context: CallContext, id: string): Promise<SoarStrategyTask | undefined> {
    const isIt = ({ Id }: SoarStrategyTask) => Id === id;
    const first = await this.all(context);
    const found = first.find(isIt);
    if (found !== undefined) return found;
    const second = this.#seconds.get(first) ?? new PagedList(this.#source);
    this.#seconds.set(first, second);
    return (await second.items(Number.NEGATIVE_INFINITY)).find(isIt);
  }

  /** What a task was created with: the text of a JSON array. */
  async paramsOf(context: CallContext, id: string): Promise<string> {
    const { TaskDetail } = await context.call(describeSoarStrategyTaskParams, { StrategyTaskId: id });
    return TaskDetail.Params;
  }

  /** Creates a task and returns its id. */
  async create(context: CallContext, request: CreateSoarStrategyTaskRequest): Promise<string> {
    const { StrategyTaskId } = await this.#writing(() => context.call(createSoarStrategyTask, request));
    return StrategyTaskId;
  }

  /** Schedules or pauses a task. */
  async process(
    context: CallContext,
    id: string,
    action: ProcessSoarStrategyTaskRequest["TaskAction"],
  ): Promise<void> {
    await this.#writing(() =>
      context.call(processSoarStrategyTask, { StrategyTaskId: id, TaskAction: action }),
    );
  }

  /** Deletes a task that is waiting. */
  async delete(context: CallContext, id: string): Promise<void> {
    await this.#writing(() => context.call(deleteSoarStrategyTask, { StrategyTaskId: id }));
  }

  /** Whatever comes of a write, the listing from before does not count any more. */
  async #writing<Result>(write: () => Promise<Result>): Promise<Result> {
    try {
      return await write();
    } finally {
      this.#sweep.invalidate();
    }
  }
}
