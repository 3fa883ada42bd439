import type { Context } from "../context";
import {
  type CreateSoarStrategyTaskRequest,
  createSoarStrategyTask,
} from "./operations/create-soar-strategy-task";
import { deleteSoarStrategyTask } from "./operations/delete-soar-strategy-task";
import { describeSoarStrategyTaskParams } from "./operations/describe-soar-strategy-task-params";
import { describeSoarStrategyTasks, type SoarStrategyTask } from "./operations/describe-soar-strategy-tasks";
import {
  type ProcessSoarStrategyTaskRequest,
  processSoarStrategyTask,
} from "./operations/process-soar-strategy-task";
import { Sweep, type SweepSource } from "./sweep";
import { Watch } from "./watch";

/** The strategy tasks of the configured account and region. The list has no filters, so all readers share one listing. */
export class StrategyTaskDirectory {
  /** Waiting for tasks; every look is a listing of its own time. */
  readonly watch = new Watch(() => this.fresh());
  readonly #source: SweepSource<SoarStrategyTask>;
  readonly #sweep: Sweep<SoarStrategyTask>;
  /** The second listing of those who missed a task in the first. */
  readonly #seconds = new WeakMap<readonly SoarStrategyTask[], Sweep<SoarStrategyTask>>();

  constructor(context: Context) {
    this.#source = {
      clock: context.clock,
      idOf: ({ Id }) => Id,
      fetchPage: async (page, size) => {
        const request = { PageNumber: page, PageSize: size };
        const { SoarStrategyTasks, TotalCount } = await context.call(describeSoarStrategyTasks, request);
        return { items: SoarStrategyTasks, totalCount: TotalCount };
      },
    };
    this.#sweep = new Sweep(this.#source);
  }

  /** The directory of a provider; one a provider process. */
  static of(context: Context): StrategyTaskDirectory {
    return context.shared("strategy tasks", (lasting) => new StrategyTaskDirectory(lasting));
  }

  /** Every task, from a listing at most 30 seconds old. A task that moved between pages may be absent: ask `byId`. */
  all(): Promise<readonly SoarStrategyTask[]> {
    return this.#sweep.items();
  }

  /** Every task as it is now. */
  fresh(): Promise<readonly SoarStrategyTask[]> {
    return this.#sweep.items(this.#source.clock.now());
  }

  /** One task, at most 30 seconds old; undefined when two listings in a row do not show it. */
  async byId(id: string): Promise<SoarStrategyTask | undefined> {
    const isIt = ({ Id }: SoarStrategyTask) => Id === id;
    const first = await this.all();
    const found = first.find(isIt);
    if (found !== undefined) return found;
    const second = this.#seconds.get(first) ?? new Sweep(this.#source);
    this.#seconds.set(first, second);
    return (await second.items(Number.NEGATIVE_INFINITY)).find(isIt);
  }

  /** What a task was created with: the text of a JSON array. */
  async paramsOf(context: Context, id: string): Promise<string> {
    const { TaskDetail } = await context.call(describeSoarStrategyTaskParams, { StrategyTaskId: id });
    return TaskDetail.Params;
  }

  /** Creates a task and returns its id. */
  async create(context: Context, request: CreateSoarStrategyTaskRequest): Promise<string> {
    const { StrategyTaskId } = await this.#writing(() => context.call(createSoarStrategyTask, request));
    return StrategyTaskId;
  }

  /** Schedules or pauses a task. */
  async process(
    context: Context,
    id: string,
    action: ProcessSoarStrategyTaskRequest["TaskAction"],
  ): Promise<void> {
    await this.#writing(() =>
      context.call(processSoarStrategyTask, { StrategyTaskId: id, TaskAction: action }),
    );
  }

  /** Deletes a task that is waiting. */
  async delete(context: Context, id: string): Promise<void> {
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
