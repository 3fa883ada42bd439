import type { Client } from "./api/client";
import { type Clock, systemClock } from "./api/clock";
import type { Operation } from "./api/operation";
import type { Progress } from "./api/watch";
import type { Config } from "./config";

/** What every verb receives. */
export interface Context {
  readonly config: Config;
  readonly clock: Clock;
  /**
   * Calls one operation of the cloud API: signed, rate limited, retried as the operation allows, until the deadline of
   * the verb, or for 10 minutes without one.
   * @throws ApiError
   */
  call<Request extends object, Response>(
    operation: Operation<Request, Response>,
    request: Request,
  ): Promise<Response>;
  /** Shows one line to the person at the terminal. */
  log(line: string): void;
  /** Tells how far a task is that is waited for. */
  progress(progress: Progress): void;
  /** Aborts when the engine has gone. */
  readonly signal: AbortSignal;
  /** Time of the clock at which the verb has to end; absent when nothing limits it. */
  readonly deadline?: number;
  /** The same context for one verb that has to end within `timeoutMs`, or earlier if this one ends earlier. */
  within(timeoutMs: number): Context;
  /** What all verbs of a provider share under `key`, made at the first request with the context that has no deadline. */
  shared<Thing>(key: string, make: (lasting: Context) => Thing): Thing;
}

/** What a context is made of. */
export interface ContextOptions {
  readonly config: Config;
  /** Default: the clock of the machine. */
  readonly clock?: Clock;
  /** Default: standard output, which Pulumi shows. */
  readonly log?: (line: string) => void;
  /** Default: one line of the log. */
  readonly progress?: (progress: Progress) => void;
  /** Default: a signal that never aborts. */
  readonly signal?: AbortSignal;
}

const DEFAULT_TIMEOUT_MS = 10 * 60_000;

/** The context of one provider. The API half, which is heavy, is loaded at the first call. */
export function createContext(options: ContextOptions): Context {
  const { config, clock = systemClock, log = console.log, signal = new AbortController().signal } = options;
  const progress =
    options.progress ?? (({ title, text, seconds }: Progress) => log(`${title}: ${text} (${seconds} s)`));
  const things = new Map<string, unknown>();
  let client: Promise<Client> | undefined;

  const until = (deadline?: number): Context => ({
    config,
    clock,
    log,
    progress,
    signal,
    deadline,
    call: async (operation, request) => {
      client ??= import("./api/client.js").then((api) => new api.Client(config, clock, log));
      const limits = { deadline: deadline ?? clock.now() + DEFAULT_TIMEOUT_MS, signal };
      return (await client).call(operation, request, limits);
    },
    within: (timeoutMs) => until(Math.min(deadline ?? Number.POSITIVE_INFINITY, clock.now() + timeoutMs)),
    shared: <Thing>(key: string, make: (lasting: Context) => Thing): Thing => {
      if (!things.has(key)) things.set(key, make(lasting));
      return things.get(key) as Thing;
    },
  });

  const lasting = until();
  return lasting;
}
