import type { Clock } from "./clock";
import { isAccountLimit } from "./error-codes";
import { Pace } from "./pace";

/** When a call may be sent. */
export interface Turn {
  /** Milliseconds until then. */
  readonly wait: number;
  /** Whether it holds then: a refusal meanwhile takes the turns back of all who wait. */
  stands(): boolean;
}

/**
 * Hands out turns: no more than `callsPerSecond` after a burst of one second's worth (a token bucket), and no more than the
 * service lets through, of an operation or of all together.
 */
export class RateLimit {
  readonly #burst: number;
  /** Turns that can be taken at once; below 0, turns that were taken before their time. */
  #turns: number;
  #countedAt: number;
  #round = 0;
  readonly #all: Pace;
  readonly #byOperation = new Map<string, Pace>();

  constructor(
    private readonly callsPerSecond: number,
    private readonly clock: Clock,
  ) {
    this.#burst = Math.max(1, callsPerSecond);
    this.#turns = this.#burst;
    this.#countedAt = clock.now();
    this.#all = new Pace(callsPerSecond, clock);
  }

  /** Takes the next turn of an operation. */
  next(operation: string): Turn {
    const now = this.clock.now();
    // The clock of a machine can be set back.
    if (now < this.#countedAt) this.#restart();
    const seconds = (now - this.#countedAt) / 1_000;
    this.#countedAt = now;
    this.#turns = Math.min(this.#burst, this.#turns + seconds * this.callsPerSecond) - 1;
    const free = this.#turns >= 0 ? now : now + (-this.#turns * 1_000) / this.callsPerSecond;
    const at = Math.max(free, this.#all.next(), this.#paceOf(operation).next());
    const round = this.#round;
    return { wait: Math.ceil(at - now), stands: () => round === this.#round };
  }

  /** A call passed. */
  passed(operation: string): void {
    this.#all.passed();
    this.#paceOf(operation).passed();
  }

  /**
   * A call was refused because there were too many.
   * @param sentAt time of the clock
   */
  refused(operation: string, code: string, sentAt: number): void {
    const pace = isAccountLimit(code) ? this.#all : this.#paceOf(operation);
    if (pace.isOld(sentAt)) return;
    this.#restart();
    pace.refused();
  }

  /** Takes back every turn: those who wait take new ones. */
  #restart(): void {
    this.#round += 1;
    this.#turns = 0;
    this.#countedAt = this.clock.now();
    for (const pace of [this.#all, ...this.#byOperation.values()]) pace.restart();
  }

  #paceOf(operation: string): Pace {
    const pace = this.#byOperation.get(operation) ?? new Pace(this.callsPerSecond, this.clock);
    this.#byOperation.set(operation, pace);
    return pace;
  }
}
