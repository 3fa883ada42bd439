import { type CallContext, LONGEST_MS, type Progress } from "./calls/call-context";
import type { Client } from "./calls/client";
import { type Clock, systemClock } from "./calls/clock";
import { Collections } from "./collections";
import type { Config } from "./configuration/config";

/** What every verb receives. */
export interface Context extends CallContext {
  /** What all resources of a provider share: one listing, one wait, one queue for all of them. */
  readonly collections: Collections;
  within(timeoutMs: number): Context;
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

/** The context of one provider. The API half, which is heavy, is loaded at the first call. */
export function createContext(options: ContextOptions): Context {
  const { config, clock = systemClock, log = console.log, signal = new AbortController().signal } = options;
  const progress =
    options.progress ?? (({ title, text, seconds }: Progress) => log(`${title}: ${text} (${seconds} s)`));
  let client: Promise<Client> | undefined;

  const until = (deadline?: number): CallContext => ({
    config,
    clock,
    log,
    progress,
    signal,
    deadline,
    call: async (operation, request) => {
      client ??= import("./calls/client.js").then((api) => new api.Client(config, clock, log));
      const limits = { deadline: deadline ?? clock.now() + LONGEST_MS, signal };
      return (await client).call(operation, request, limits);
    },
    within: (timeoutMs) => until(Math.min(deadline ?? Number.POSITIVE_INFINITY, clock.now() + timeoutMs)),
  });
  const unlimited = until();
  const collections = new Collections(unlimited);
  const complete = (context: CallContext): Context => ({
    ...context,
    collections,
    within: (timeoutMs) => complete(context.within(timeoutMs)),
  });
  return complete(unlimited);
}
