import type { Clock } from "./clock";

/** How far below the ceiling a pace is after a refusal, as a share of it. */
const MARGIN = 0.04;
/** When it is back at the ceiling, milliseconds; it grows slowly around it, and faster the longer nothing is refused. */
const RECOVERY_MS = 45_000;
/** A refusal takes no more than this share of a pace: few calls may have been sent, however many would have passed. */
const LEAST_LEFT = 0.5;
/** How long ago calls may have passed that tell how many pass a second. */
const HISTORY_MS = 10_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * How fast calls follow each other, learnt from what the service refuses. It falls to what passed lately, and grows along
 * the cubic curve that TCP probes with (RFC 9438): near a limit that is known, few calls are needed to see whether it moved.
 */
export class Pace {
  /** Times at which calls passed, oldest first. */
  #passed: number[] = [];
  /** Calls a second that passed when the last one was refused. */
  #ceiling: number;
  #refusedAt = Number.NEGATIVE_INFINITY;
  /** Refusals since the last call that passed. */
  #inARow = 0;
  #pausedUntil = 0;
  /** When the next turn comes that nobody has. */
  #next = 0;

  /** @param most calls a second where nothing is refused */
  constructor(
    private readonly most: number,
    private readonly clock: Clock,
  ) {
    this.#ceiling = most;
  }

  /** Takes the next turn and returns the time of the clock at which it comes. */
  next(): number {
    const now = this.clock.now();
    const rate = this.#rate();
    // At full speed others count the turns.
    if (rate === this.most) return Math.max(now, this.#pausedUntil);
    const at = Math.max(now, this.#pausedUntil, this.#next);
    this.#next = at + 1_000 / rate;
    return at;
  }

  /** Takes back every turn. */
  restart(): void {
    const now = this.clock.now();
    this.#next = 0;
    // The clock of a machine can be set back.
    this.#pausedUntil = Math.min(this.#pausedUntil, now + LONGEST_PAUSE_MS);
    this.#refusedAt = Math.min(this.#refusedAt, now);
    this.#passed = this.#passed.filter((time) => time <= now);
  }

  /** A call passed. */
  passed(): void {
    this.#inARow = 0;
    const now = this.clock.now();
    this.#passed = [...this.#passed.filter((time) => time > now - HISTORY_MS), now];
  }

  /** Whether a call was sent before the last refusal was known, so that its own refusal says nothing new. */
  isOld(sentAt: number): boolean {
    return sentAt < this.#refusedAt;
  }

  /** A call was refused. */
  refused(): void {
    const now = this.clock.now();
    const rate = this.#rate();
    // A limit a minute passes nothing for long, and says nothing new about how many pass then.
    if (this.#inARow === 0) this.#ceiling = Math.max(rate * LEAST_LEFT, Math.min(rate, this.#passedPerSecond()));
    const isFar = this.#ceiling < rate * 0.9;
    const usual = isFar ? 1_000 : 1_000 / this.#ceiling;
    const pause = this.#inARow === 0 ? usual : 1_000 * 2 ** (this.#inARow - 1);
    this.#pausedUntil = now + Math.min(pause, LONGEST_PAUSE_MS);
    this.#refusedAt = now;
    this.#inARow += 1;
  }

  /** Calls a second. */
  #rate(): number {
    const time = (this.clock.now() - this.#refusedAt) / RECOVERY_MS - 1;
    return Math.min(this.most, this.#ceiling * (1 + MARGIN * time ** 3));
  }

  #passedPerSecond(): number {
    const since = (ms: number) => this.#passed.filter((time) => time > this.clock.now() - ms).length;
    return Math.max(since(1_000), since(HISTORY_MS) / (HISTORY_MS / 1_000));
  }
}
