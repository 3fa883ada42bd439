import type { CallContext } from "../calls/call-context";

/** What a look says of one task: still under way, or how it ended. */
export type Verdict<Result> =
  | { readonly ended: Result }
  | { readonly pending: string; readonly done?: number; readonly total?: number };

/** One wait. */
export interface Wait<Snapshot, Result> {
  /** What is waited for, as progress lines and errors begin: `repair of check 132`. */
  readonly title: string;
  /** Judges a look; pure. `pending` says how far the task is. */
  judge(snapshot: Snapshot): Verdict<Result>;
  /** Ends the message at the deadline: how to go on. */
  readonly resume: string;
}

const FIRST_INTERVAL_MS = 2_000;
const LONGEST_INTERVAL_MS = 15_000;
const GROWTH = 1.5;

/**
 * Waiting for tasks that one listing shows: all waiters share one look, however many they are. Looks come at growing
 * intervals, from 2 to 15 seconds, and short again once somebody joins.
 */
export class Poller<Snapshot> {
  #interval = FIRST_INTERVAL_MS;
  #due: Promise<Snapshot> | undefined;
  #latest: Promise<Snapshot> | undefined;

  /** @param look reads the listing anew */
  constructor(private readonly look: () => Promise<Snapshot>) {}

  /**
   * Waits until `judge` says ended. Progress is told when there is news.
   * @throws at the deadline of the context, telling the last state and how to resume; the task itself goes on
   */
  async until<Result>(
    context: CallContext,
    { title, judge, resume }: Wait<Snapshot, Result>,
  ): Promise<Result> {
    const { clock, deadline = Number.POSITIVE_INFINITY } = context;
    const start = clock.now();
    this.#interval = FIRST_INTERVAL_MS;
    for (let told: string | undefined; ; ) {
      const verdict = judge(await this.#lookLater(context));
      if ("ended" in verdict) return verdict.ended;
      const { pending: text, done, total } = verdict;
      const seconds = Math.round((clock.now() - start) / 1_000);
      if (clock.now() >= deadline) {
        throw new Error(`The ${title} did not end within ${seconds} s: ${text}. ${resume}`);
      }
      if (text !== told) context.progress({ title, text, done, total, seconds });
      told = text;
    }
  }

  /** Joins the look that is due, or makes one due. */
  #lookLater(context: CallContext): Promise<Snapshot> {
    this.#due ??= this.#lookAfter(this.#latest, context);
    return this.#due;
  }

  /** Begins its pause when the latest look has ended: whoever joined meanwhile and whoever saw it then wait together. */
  async #lookAfter(
    latest: Promise<Snapshot> | undefined,
    { clock, signal, deadline = Number.POSITIVE_INFINITY }: CallContext,
  ): Promise<Snapshot> {
    await latest?.catch(() => "told to those who waited for it");
    try {
      await clock.sleep(Math.min(this.#interval, Math.max(0, deadline - clock.now())), signal);
    } finally {
      this.#latest = this.#due;
      this.#due = undefined;
    }
    this.#interval = Math.min(this.#interval * GROWTH, LONGEST_INTERVAL_MS);
    return this.look();
  }
}
