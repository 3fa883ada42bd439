import type { CallContext } from "../calls/call-context";
import { pauses } from "../calls/pauses";
import { secondsLeft, untilDeadline } from "./deadline";

/** What a poll says of one task: still under way, or how it ended. */
export type Verdict<Result> =
  | { readonly ended: Result }
  | { readonly pending: string; readonly done?: number; readonly total?: number };

/** One wait. */
export interface Wait<Snapshot, Result> {
  /** What is waited for, as progress lines and errors begin: `repair of check 132`. */
  readonly title: string;
  /** Judges a snapshot; pure. `pending` says how far the task is. */
  judge(snapshot: Snapshot): Verdict<Result>;
  /** Ends the message at the deadline: how to go on. */
  readonly resume: string;
}

const PAUSES = { first: 2_000, longest: 15_000, factor: 1.5 };
/** How long before the deadline the last poll starts, so that its answer still counts. */
const LAST_POLL_MS = 2_000;

/**
 * Waiting for tasks that one listing shows: all who wait share each poll, however many they are. Polls come at growing
 * intervals, from 2 to 15 seconds, and short again once somebody joins.
 */
export class Poller<Snapshot> {
  #pauses = pauses(PAUSES);
  /** The poll that all who wait now will share, and when it is due. */
  #next: { readonly at: number; snapshot?: Promise<Snapshot> } | undefined;
  /** Ends with the poll under way, well or not. */
  #underWay: Promise<void> = Promise.resolve();

  /** @param poll reads the listing anew, under a deadline of its own */
  constructor(private readonly poll: () => Promise<Snapshot>) {}

  /**
   * Waits until `judge` says ended. Progress is reported when it changes.
   * @throws at the deadline of the context, with the last state and how to resume; the task itself goes on
   */
  async until<Result>(context: CallContext, { title, judge, resume }: Wait<Snapshot, Result>): Promise<Result> {
    const { clock, signal, deadline = Number.POSITIVE_INFINITY } = context;
    const start = clock.now();
    const what = `The ${title} did not end within ${secondsLeft(context)} s`;
    let reported: string | undefined;
    const late = () => new Error(`${what}: ${reported ?? "its state is not known yet"}. ${resume}`);
    this.#pauses = pauses(PAUSES);
    for (;;) {
      await untilDeadline(context, this.#underWay, late);
      this.#next ??= { at: clock.now() + this.#pauses.next().value };
      const next = this.#next;
      const last = deadline - LAST_POLL_MS;
      // A wait shorter than that still looks once.
      const inTime = reported === undefined ? clock.now() : deadline;
      const wakeAt = Math.min(next.at, clock.now() < last ? last : inTime);
      await clock.sleep(Math.max(0, wakeAt - clock.now()), signal);
      if (clock.now() >= deadline) throw late();
      next.snapshot ??= this.#start();
      const verdict = judge(await untilDeadline(context, next.snapshot, late));
      if ("ended" in verdict) return verdict.ended;
      const { pending: text, done, total } = verdict;
      const seconds = Math.round((clock.now() - start) / 1_000);
      if (text !== reported) context.progress({ title, text, done, total, seconds });
      reported = text;
    }
  }

  #start(): Promise<Snapshot> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#next = undefined;
    this.#underWay = promise;
    return this.poll().finally(resolve);
  }
}
