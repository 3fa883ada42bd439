import type { Settings } from "./settings";
import type { State } from "./state";
import { isPending, isUnfinished, moveTasks } from "./timeline";

/** Milliseconds that lists lag behind a write. */
const lags: Readonly<Record<Settings["listLag"], number>> = { none: 0, "2s": 2_000, "20s": 20_000 };

/** Milliseconds after which a finished task is listed no more, where the service forgets. */
const purgeAfter = 60_000;

/** Milliseconds between the instances of a run, where the service lists them one after the other. */
const partAfter = 1_000;

/** What lists show of a state. */
export class Listed {
  /** The state before each write that lists do not show yet, with the time of the write; oldest first. */
  private earlier: { readonly state: State; readonly until: number }[] = [];

  constructor(private readonly state: State) {}

  /** To be called before a write at `now`. */
  writing(now: number): void {
    if (lags[this.state.settings.listLag] === 0) return;
    this.earlier.push({ state: like(this.state, structuredClone({ ...this.state })), until: now });
  }

  /** What a list shows at `now`. */
  at(now: number): State {
    const { settings } = this.state;
    const shownUntil = now - lags[settings.listLag];
    this.earlier = this.earlier.filter(({ until }) => until > shownUntil);
    const [before] = this.earlier;
    if (before !== undefined) moveTasks(before.state, shownUntil);
    const listed = like(this.state, before?.state ?? this.state);
    if (settings.history === "purged") purge(listed, now - purgeAfter);
    if (settings.repairListing === "in-parts") leaveOutParts(listed, now);
    if (settings.listOrder === "oldest-first") reverse(listed);
    return listed;
  }
}

function purge(state: State, before: number): void {
  state.strategyTasks = state.strategyTasks.filter(({ Status, Since }) => Status !== "2" || Since > before);
  state.operationTasks = state.operationTasks.filter((task) => isPending(task) || task.Since > before);
  state.operationProcesses = state.operationProcesses.filter(
    ({ StatusCode, Since }) => StatusCode < 2 || Since > before,
  );
  state.onceTasks = state.onceTasks.filter((task) => isUnfinished(task) || task.TaskEndTime > before);
}

/** Another state of the same class, with these parts. */
function like(state: State, parts: object): State {
  return Object.assign(Object.create(Object.getPrototypeOf(state)), parts);
}

/** The first instance of a run at once, each other a while after the one before. */
function leaveOutParts(state: State, now: number): void {
  const seen = new Map<string, number>();
  state.operationTasks = state.operationTasks.filter(({ RootTaskId, LastCheckTime }) => {
    const position = seen.get(RootTaskId) ?? 0;
    seen.set(RootTaskId, position + 1);
    return LastCheckTime + position * partAfter <= now;
  });
}

function reverse(state: State): void {
  const { rules, playbooks, strategies, strategyTasks, operationTasks, operationProcesses, onceTasks } = state;
  const lists = { rules, playbooks, strategies, strategyTasks, operationTasks, operationProcesses, onceTasks };
  const reversed = Object.entries(lists).map(([name, list]) => [name, list.toReversed()]);
  Object.assign(state, Object.fromEntries(reversed));
}
