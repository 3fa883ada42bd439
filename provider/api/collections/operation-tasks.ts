import { series } from "../../wording";
import type { CallContext } from "../calls/call-context";
import { ServiceError } from "../calls/errors";
import { growingPauses } from "../calls/growing-pauses";
import { type ListOperationTaskRequest, listOperationTask, type OperationTask } from "../operations/ListOperationTask";
import { type SubmitOperationTaskRequest, submitOperationTask } from "../operations/SubmitOperationTask";
import { blocks, instancesOf, isAt, isPartOf, isRunOf, isSame, overlaps, type Place } from "./operation-task-match";
import { isUnfinished, judgeRun, phaseOf } from "./operation-task-status";
import { firstPage, PagedList, type PagedSource, readPages } from "./paged-list";
import { Poller, type Verdict, type Wait } from "./poller";
import { submitOnce } from "./submit-once";

/** The tasks that are listed, by RootTaskId: each key is a run. */
export type Runs = ReadonlyMap<string, readonly OperationTask[]>;

/** What ListOperationTask can filter by. */
type OperationTaskFilter = Omit<ListOperationTaskRequest, "CurrentPage" | "PageSize" | "Lang">;

/** A run that a submission led to. */
interface StartedRun {
  /** Its RootTaskId. */
  readonly id: string;
  /** Whether it was under way already, so that nothing was submitted. */
  readonly tookOver: boolean;
}

/** A wait for the end of a run. */
interface RunWait extends Pick<Wait<Runs, never>, "title" | "resume" | "isOld"> {
  readonly id: string;
  /** Check item of the run. */
  readonly checkId: string;
  /** How many instances the run was submitted with; undefined for a whole check item. */
  readonly expected?: number;
}

type Request = SubmitOperationTaskRequest;

/** What a wait has to see: a run, or without an id all runs of a check item. */
type Wanted = Pick<RunWait, "checkId"> & Partial<Pick<RunWait, "id" | "expected">>;

/** The other resources of the deployment: whether they have a run, and that they may not have it any more. */
interface Others {
  have(id: string): boolean;
  lose(id: string): void;
}

/** SubmitOperationTask, error codes: a task of the check runs on one of the instances. */
const CONFLICT = "RepairTaskConflict";
const RECENT_MS = 5_000;
/** How long after its start, or after its last news, another instance of a run may still come to be listed. */
const LISTING_MS = 120_000;
/** Between submissions that are refused because other tasks of the check run. */
const PAUSES = { first: 2_000, longest: 60_000, factor: 2 };

/** ListOperationTask shows neither who started a run nor whether it is one of a whole check item. */
const ANYBODYS =
  "No list says who started a run of a whole check item: look in the console whether it is somebody else's.";

const nothingSubmitted = ({ guidance }: CallContext) =>
  `Nothing was submitted. Run ${guidance.again} again when they have ended.`;

/** The repairs and rollbacks of the account. All who read and all who wait share one listing. */
export class OperationTasks {
  readonly #list: PagedList<OperationTask>;
  readonly #poller: Poller<Runs, Wanted>;
  readonly #repairs = new Map<string, Request>();

  /** @param unlimited a context without a deadline, for what is shared */
  constructor(unlimited: CallContext) {
    this.#list = new PagedList(unlimited, pagesOf({}));
    this.#poller = new Poller((wanted) => this.#look(unlimited, wanted));
  }

  /** The tasks of one run, from a listing at most 30 seconds old; none for a run that is forgotten, or not listed yet. */
  async run(context: CallContext, id: string): Promise<readonly OperationTask[]> {
    return (await this.#list.items(context)).filter(({ RootTaskId }) => RootTaskId === id);
  }

  /** Every run, from a listing at most 5 seconds old: many resources that begin at once share it. */
  recent(context: CallContext): Promise<Runs> {
    return this.#runs(context, RECENT_MS);
  }

  /** The tasks that the service's own filters let through, as they are now. */
  search(context: CallContext, filter: OperationTaskFilter): Promise<readonly OperationTask[]> {
    return readPages(context, pagesOf(filter));
  }

  /**
   * Starts a run, once. One of the same check, type and instances that is under way is taken over instead, and so is one
   * that appears while this waits; with parameters, which no list shows, its end is waited for. A run that lists some of the
   * instances is waited for until it lists them all, or has ended without. A conflict with other runs is waited out until
   * the deadline.
   * @param others whether another resource has a run, which is then left to it; and that none may have one any more
   * @throws when a run is under way that may or may not be this one: one of a whole check item does not say which instances
   */
  async start(context: CallContext, request: Request, others: Others): Promise<StartedRun> {
    const before = await this.recent(context);
    const isShown = request.RepairTempParam === undefined;
    const waitedFor = new Set<string>();
    const pause = growingPauses(PAUSES);
    for (let runs = before; ; runs = await this.#runs(context)) {
      const free = [...runs].filter(([id]) => !others.have(id));
      const isNew = (id: string) => isShown && (!before.has(id) || waitedFor.has(id));
      const [match] =
        free.find(([id, tasks]) => isRunOf(tasks, request) && (isNew(id) || tasks.some(isUnfinished))) ?? [];
      if (match !== undefined && instancesOf(request) === undefined) throw indistinct(context, request, match);
      if (match !== undefined && isShown) {
        // At once: another resource may look at the same listing.
        others.lose(match);
        return { id: match, tookOver: true };
      }
      if (match !== undefined) {
        const line = `The ${titleOf(request)}, task ${match}, is under way, perhaps with other parameters: waiting for its end.`;
        if (!waitedFor.has(match)) context.log(line);
        waitedFor.add(match);
        await this.#untilFree(context, request, context.clock.now());
        continue;
      }
      const [part] = free.find(([id, tasks]) => !waitedFor.has(id) && this.#mayGrow(context, tasks, request)) ?? [];
      if (part !== undefined) {
        await this.#untilListed(context, request, part);
        waitedFor.add(part);
        continue;
      }
      try {
        return { id: await this.#submitOnce(context, request, others, runs), tookOver: false };
      } catch (error) {
        if (!(error instanceof ServiceError && error.code === CONFLICT)) throw error;
      }
      await this.#untilFree(context, request, context.clock.now() + pause.next().value);
    }
  }

  /**
   * Waits until every instance of a run has ended, well or not. Where it is not known how many there are, one more look has
   * to list no other; and a run of which no instance is listed for two minutes has ended with none.
   */
  untilEnded(context: CallContext, run: RunWait): Promise<readonly OperationTask[]> {
    const { id, checkId, expected, ...words } = run;
    const begun = context.clock.now();
    let listed = 0;
    const judge = (runs: Runs): Verdict<readonly OperationTask[]> => {
      const tasks = runs.get(id) ?? [];
      const verdict = judgeRun(tasks, expected);
      const grows = tasks.length > listed;
      listed = tasks.length;
      if (expected !== undefined) return verdict;
      if ("ended" in verdict && grows) return { pending: `${listed} instances done, looking for others` };
      const isNothing = listed === 0 && context.clock.now() - begun >= LISTING_MS;
      return isNothing ? { ended: [] } : verdict;
    };
    return this.#poller.until(context, { ...words, judge }, { id, checkId, expected });
  }

  /**
   * The run that acted, acts or will act on a check item of an instance after run `id` did. A rollback that is under way or
   * failed does not count: the next one takes it over, or tries again.
   */
  newerRun(runs: Runs, id: string, place: Place): string | undefined {
    // A repair of ours may not be listed yet.
    const [ours] = [...this.#repairs].find(([other, request]) => other !== id && isAt(place, request)) ?? [];
    if (ours !== undefined) return ours;
    const here = [...runs.values()].flat().filter((task) => task.CheckId === place.CheckId && isSame(task, place));
    const { DealTime = 0 } = here.find(({ RootTaskId }) => RootTaskId === id) ?? {};
    return here.find((task) => {
      const phase = phaseOf(task.Status);
      if (task.RootTaskId === id || (task.Type === "ROLLBACK" && ["pending", "failed"].includes(phase))) return false;
      return phase === "pending" || task.DealTime > DealTime;
    })?.RootTaskId;
  }

  /** @param known the runs that are not this one */
  async #submitOnce(context: CallContext, request: Request, others: Others, known: Runs): Promise<string> {
    const appeared = new Set<string>();
    const find = async () => {
      const found = [...(await this.#runs(context))].filter(
        ([id, tasks]) => !known.has(id) && !others.have(id) && overlaps(tasks, request),
      );
      for (const [id] of found) appeared.add(id);
      return found.map(([id, tasks]) => ({ result: id, title: `Task ${id}`, isSame: isRunOf(tasks, request) }));
    };
    const { again } = context.guidance;
    const advice =
      `No new ${titleOf(request)} is listed yet; the request may still take effect. ` +
      `Run ${again} again in a minute: it looks for the task before it submits one.`;
    const unclear =
      "Only a single run of exactly the same instances counts as it. Look in the console: " +
      `${again} takes it over if it is still running then and lists the same instances; after its end, it submits another one.`;
    const send = () => this.#submit(context, request);
    const id = await submitOnce(context, { title: titleOf(request), send, find, advice, unclear });
    if (appeared.has(id) && instancesOf(request) === undefined)
      context.log(
        `warning: ${titleOf(request)}: the answer leaves doubt, and task ${id}, which appeared since, counts as it. ${ANYBODYS}`,
      );
    if (request.Type === "REPAIR") this.#repairs.set(id, request);
    return id;
  }

  async #submit(context: CallContext, request: Request): Promise<string> {
    try {
      return (await context.call(submitOperationTask, request)).RootTaskId;
    } finally {
      this.#list.invalidate();
    }
  }

  /** Waits while tasks of the check run on these instances, and at least until `earliest`. */
  async #untilFree(context: CallContext, request: Request, earliest: number): Promise<void> {
    const judge = (runs: Runs) => {
      const blockers = [...runs].filter(([, tasks]) => blocks(tasks, request)).map(([id]) => id);
      if (blockers.length === 1) return { pending: `task ${blockers[0]} runs` };
      if (blockers.length > 1) return { pending: `tasks ${series(blockers, String)} run` };
      if (context.clock.now() < earliest) return { pending: "the service reports a conflict" };
      return { ended: undefined };
    };
    const title = `wait for other tasks of check ${request.CheckId}`;
    const wait = { title, judge, resume: nothingSubmitted(context) };
    await this.#poller.until(context, wait, { checkId: request.CheckId });
  }

  /** Waits until a run that lists some of the instances lists them all, or has ended and listed no other for a while. */
  async #untilListed(context: CallContext, request: Request, id: string): Promise<void> {
    let ended: number | undefined;
    const judge = (runs: Runs) => {
      const tasks = runs.get(id) ?? [];
      const now = context.clock.now();
      if (tasks.some(isUnfinished)) ended = undefined;
      else ended ??= now;
      if (!isPartOf(tasks, request) || (ended !== undefined && now - ended >= LISTING_MS)) return { ended: undefined };
      return { pending: `task ${id} lists ${tasks.length} of ${instancesOf(request)?.length} instances` };
    };
    const title = `wait for the instances of a ${titleOf(request)}`;
    const wait = { title, judge, resume: nothingSubmitted(context) };
    await this.#poller.until(context, wait, { checkId: request.CheckId });
  }

  /** Whether a run that lists some of the instances may come to list the others. */
  #mayGrow({ clock }: CallContext, tasks: readonly OperationTask[], request: Request): boolean {
    const hasNews = (task: OperationTask) => isUnfinished(task) || clock.now() - task.DealTime < LISTING_MS;
    return isPartOf(tasks, request) && tasks.some(hasNews);
  }

  /** Reads what is waited for: from the first page, and check item by check item what that does not show. */
  async #look(context: CallContext, wanted: readonly Wanted[]): Promise<Runs> {
    const { items, isAll } = await firstPage(context, pagesOf({}));
    const shows = (tasks: readonly OperationTask[], { id, expected = Number.POSITIVE_INFINITY }: Wanted) =>
      tasks.filter(({ RootTaskId }) => RootTaskId === id).length >= expected;
    const open = wanted.filter((wait) => !isAll && !shows(items, wait));
    const checks = [...Map.groupBy(open, ({ checkId }) => checkId)];
    const more = checks.map(([CheckId, waits]) => {
      const enough = (found: ReadonlyMap<string, OperationTask>) =>
        waits.every((wait) => shows([...found.values()], wait));
      return readPages(context, { ...pagesOf({ CheckId }), enough });
    });
    const others = items.filter(({ CheckId }) => !checks.some(([checkId]) => checkId === CheckId));
    return byRun([...others, ...(await Promise.all(more)).flat()]);
  }

  /** @param maxAgeMs how old the listing may be */
  async #runs(context: CallContext, maxAgeMs = 0): Promise<Runs> {
    const tasks = await this.#list.items(context, context.clock.now() - maxAgeMs);
    return byRun(tasks);
  }
}

function byRun(tasks: readonly OperationTask[]): Runs {
  return Map.groupBy(tasks, ({ RootTaskId }) => RootTaskId);
}

/** What a run is called in sentences: `repair of check 132`. */
export function titleOf({ Type, CheckId }: Pick<Request, "Type" | "CheckId">): string {
  return `${Type === "ROLLBACK" ? "rollback" : "repair"} of check ${CheckId}`;
}

function pagesOf(filter: OperationTaskFilter): PagedSource<OperationTask> {
  return {
    title: "operation tasks",
    idOf: ({ RootTaskId, TaskId, InstanceId }) => [RootTaskId, TaskId, InstanceId].join(" "),
    fetchPage: async (context, CurrentPage, PageSize) => {
      const request = { ...filter, CurrentPage, PageSize, Lang: "en" };
      const { OperationTasks, PageInfo } = await context.call(listOperationTask, request);
      return { items: OperationTasks, totalCount: PageInfo.TotalCount };
    },
  };
}

function indistinct({ guidance }: CallContext, request: Request, id: string): Error {
  return new Error(
    `A ${titleOf(request)} is already running (task ${id}); a whole check item cannot be told apart from it. ` +
      `Run ${guidance.again} again when it has ended, or ${guidance.instances} to take it over.`,
  );
}
