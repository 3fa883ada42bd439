import type { CallContext } from "../calls/call-context";
import { isPassing } from "../calls/errors";
import { growingPauses } from "../calls/growing-pauses";
import { secondsLeft, untilDeadline } from "./until-deadline";

/** What a poll says of one task: still under way, not shown, or how it ended. */
export type Verdict<Result> = { readonly ended: Result } | { readonly absent: string } | Pending;

interface Pending {
  readonly pending: string;
  readonly done?: number;
  readonly total?: number;
}

/** One wait. */
export interface Wait<Snapshot, Result> {
  /** What is waited for, as progress lines and errors begin: `repair of check 132`. */
  readonly title: string;
  /** Judges a snapshot. `pending` says how far the task is, `absent` that it is not shown. */
  judge(snapshot: Snapshot): Verdict<Result>;
  /** Ends the message at the deadline: how to go on. */
  readonly resume: string;
  /** Whether the task was there before this wait, so that not to be shown is to be forgotten. Default: false. */
  readonly isOld?: boolean;
}

/** The task was there, and is not shown any more: the service has forgotten it, or somebody deleted it. */
export class Forgotten extends Error {
  override readonly name = "Forgotten";
}

const PAUSES = { first: 2_000, longest: 15_000, factor: 1.5 };
/** How long no look has to show a task that was there. */
const FORGOTTEN_MS = 120_000;
/** How long before the deadline the last poll starts, so that its answer still counts. */
const LAST_POLL_MS = 2_000;

/**
 * Waiting for tasks that one listing shows: all who wait share each poll, however many they are. Polls come at growing
 * intervals, from 2 to 15 seconds, and short again once somebody joins.
 */
export class Poller<Snapshot, Wanted = void> {
  /** What is waited for, one a wait. */
  readonly #waits = new Set<{ readonly wanted: Wanted }>();
  #pauses = growingPauses(PAUSES);
  /** The poll that all who wait now will share, and when it is due. */
  #next: { readonly at: number; snapshot?: Promise<Snapshot> } | undefined;
  /** Ends with the poll under way, well or not. */
  #underWay: Promise<void> = Promise.resolve();

  /** @param poll reads the listing anew, under a deadline of its own, so that it shows all that is waited for */
  constructor(private readonly poll: (wanted: readonly Wanted[]) => Promise<Snapshot>) {}

  /**
   * Waits for `wanted` until `judge` says ended. Progress is reported when it changes, and its end where there was any. A look
   * that fails in passing ends no wait that has a deadline.
   * @throws at the deadline of the context, with the last state and how to resume; the task itself goes on
   * @throws Forgotten when a task that was there is not shown for two minutes
   */
  async until<Result>(context: CallContext, wait: Wait<Snapshot, Result>, wanted: Wanted): Promise<Result> {
    const entry = { wanted };
    this.#waits.add(entry);
    try {
      return await this.#until(context, wait);
    } finally {
      this.#waits.delete(entry);
    }
  }

  async #until<Result>(context: CallContext, { judge, ...wait }: Wait<Snapshot, Result>): Promise<Result> {
    const { clock, signal, deadline = Number.POSITIVE_INFINITY } = context;
    const course = new Course(context, wait);
    const late = () => course.late();
    this.#pauses = growingPauses(PAUSES);
    for (;;) {
      await untilDeadline(context, this.#underWay, late);
      // The clock of a machine can be set back.
      if (this.#next !== undefined && this.#next.at > clock.now() + PAUSES.longest) this.#next = undefined;
      this.#next ??= { at: clock.now() + this.#pauses.next().value };
      const next = this.#next;
      const last = deadline - LAST_POLL_MS;
      // A wait shorter than that still looks once.
      const inTime = course.hasLooked ? deadline : clock.now();
      const wakeAt = Math.min(next.at, clock.now() < last ? last : inTime);
      await clock.sleep(Math.max(0, wakeAt - clock.now()), signal);
      if (clock.now() >= deadline) throw late();
      next.snapshot ??= this.#start();
      try {
        const verdict = judge(await untilDeadline(context, next.snapshot, late));
        if (!("ended" in verdict)) course.saw(verdict);
        else {
          course.ended();
          return verdict.ended;
        }
      } catch (error) {
        if (!isPassing(error) || deadline === Number.POSITIVE_INFINITY) throw error;
        course.missed(error);
      }
    }
  }

  #start(): Promise<Snapshot> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#next = undefined;
    this.#underWay = promise;
    return this.poll([...this.#waits].map(({ wanted }) => wanted)).finally(resolve);
  }
}

class Course {
  /** Whether there was a look, well or not. */
  hasLooked = false;
  readonly #start: number;
  readonly #what: string;
  #wasThere: boolean;
  #absentSince: number | undefined;
  #state = "its state is not known yet";
  #failure: Error | undefined;
  #reported: string | undefined;

  constructor(
    private readonly context: CallContext,
    private readonly wait: Omit<Wait<never, never>, "judge">,
  ) {
    this.#start = context.clock.now();
    this.#what = `The ${wait.title} did not end within ${secondsLeft(context)} s`;
    this.#wasThere = wait.isOld ?? false;
  }

  /** The error at the deadline. */
  late(): Error {
    const failure = this.#failure && ` The last look failed: ${this.#failure.message}`;
    return new Error(`${this.#what}: ${this.#state}.${failure ?? ""} ${this.wait.resume}`, { cause: this.#failure });
  }

  /** The last line told of the wait is not that it goes on. */
  ended(): void {
    if (this.#reported !== undefined) this.#report({ pending: "ended" });
  }

  /** @throws Forgotten */
  saw(verdict: Pending | { readonly absent: string }): void {
    this.#failure = undefined;
    const progress = "pending" in verdict ? verdict : { pending: verdict.absent };
    this.#state = progress.pending;
    const now = this.context.clock.now();
    this.#absentSince = "absent" in verdict ? (this.#absentSince ?? now) : undefined;
    this.#wasThere ||= "pending" in verdict;
    if (this.#wasThere && this.#absentSince !== undefined && now - this.#absentSince >= FORGOTTEN_MS) {
      throw new Forgotten(
        `The ${this.wait.title} was there, and no look has shown it for ${FORGOTTEN_MS / 60_000} minutes.`,
      );
    }
    this.#report(progress);
  }

  /** A look failed, and the next one may not. */
  missed(failure: Error): void {
    this.#failure = failure;
    // Nothing was seen, so nothing was seen to be absent.
    this.#absentSince = undefined;
    this.#report({ pending: `the last look failed, looking again (${failure.message})` });
  }

  #report({ pending: text, done, total }: Pending): void {
    const { clock } = this.context;
    const { title } = this.wait;
    const seconds = Math.round((clock.now() - this.#start) / 1_000);
    if (text !== this.#reported) this.context.progress({ title, text, done, total, seconds });
    this.hasLooked = true;
    this.#reported = text;
  }
}
