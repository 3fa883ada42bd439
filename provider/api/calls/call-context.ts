import type { Config } from "../configuration/config";
import type { Clock } from "./clock";
import type { Operation } from "./operation";

/** How far a task is. */
export interface Progress {
  /** What is waited for: `repair of check 132`. */
  readonly title: string;
  /** How far it is: `2 of 5 instances done, 1 failed`. */
  readonly text: string;
  /** Parts that are done, and all parts, where the service says so. */
  readonly done?: number;
  readonly total?: number;
  /** How long it has been waited for. */
  readonly seconds: number;
}

/** How whoever started the work goes on, in the words of what they started: the last words of a message. */
export interface Guidance {
  /** What looks again, before it starts anything: `"pulumi up"`. */
  readonly again: string;
  /** How more time is given. */
  readonly moreTime: string;
  /** How the wait for the end of a run goes on. */
  readonly resume: string;
  /** How a run that has failed is run again. */
  readonly rerun: string;
  /** How the work goes on without a run that has failed; nothing where it cannot. */
  readonly without: string;
  /** How a repair names the instances that it changes. */
  readonly instances: string;
}

/** What a stack's deployment says. */
export const OF_A_STACK: Guidance = {
  again: '"pulumi up"',
  moreTime: "Give the resource more time in `timeouts`.",
  resume: 'The next "pulumi up" resumes waiting and submits nothing. `timeouts` sets a longer wait.',
  rerun: "Once the cause is removed, a change of `triggers` runs it again.",
  without: ' onFailure "warn" goes on without it.',
  instances: 'name its instances, with dimensionType "INSTANCE",',
};

/** Milliseconds that a call, or work that several verbs share, may take where no deadline ends it sooner. */
export const LONGEST_MS = 10 * 60_000;

/** What it takes to call the cloud: a configuration, time, and until when. */
export interface CallContext {
  readonly config: Config;
  readonly clock: Clock;
  /**
   * Calls one operation of the cloud API: signed, rate limited, retried as the operation allows, until the deadline, or
   * for 10 minutes without one.
   * @throws ApiError
   */
  call<Request extends object, Response>(operation: Operation<Request, Response>, request: Request): Promise<Response>;
  /** Shows one line to the person at the terminal. */
  log(line: string): void;
  /** Reports how far a task is that is waited for. */
  progress(progress: Progress): void;
  /** How messages end. */
  readonly guidance: Guidance;
  /** Aborts when the engine has gone. */
  readonly signal: AbortSignal;
  /** Time of the clock at which the verb has to end; absent when nothing limits it. */
  readonly deadline?: number;
  /** The same context for what has to end within `timeoutMs`, or earlier if this one ends earlier. */
  within(timeoutMs: number): CallContext;
}
