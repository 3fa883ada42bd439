import type { CommittedCatalogue } from "../catalogue/committed";
import { type CallContext, LONGEST_MS, OF_A_STACK } from "./calls/call-context";
import type { Client } from "./calls/client";
import { type Clock, systemClock } from "./calls/clock";
import { Collections } from "./collections";
import type { Config } from "./configuration/config";
import { regionDoubt } from "./configuration/endpoints";

/** What every verb receives. */
export interface Context extends CallContext {
  /** What all resources of a provider share: one listing, one wait, one queue for all of them. */
  readonly collections: Collections;
  /** The properties of the resource that are, or may be, secret: no sentence is made of a part of them. */
  readonly secret: readonly string[];
  /** What a file beside the program says that the account lists. */
  readonly catalogue?: CommittedCatalogue;
  within(timeoutMs: number): Context;
  /** The same context for a resource with these secret properties. */
  hiding(names: readonly string[]): Context;
}

/**
 * What a context is made of. Default: the clock of the machine, standard output, which Pulumi shows, a line of it for
 * progress, the words of a stack, and a signal that never aborts.
 */
interface ContextOptions
  extends Partial<Pick<CallContext, "clock" | "log" | "progress" | "guidance" | "signal">>,
    Pick<Context, "catalogue"> {
  readonly config: Config;
}

/**
 * The context of one provider. The API half, which is heavy, is loaded at the first call. It says at once what is doubtful in the
 * configuration.
 */
export function createContext({
  config,
  clock = systemClock,
  log = console.log,
  progress = ({ title, text, seconds }) => log(`${title}: ${text} (${seconds} s)`),
  guidance = OF_A_STACK,
  signal = new AbortController().signal,
  catalogue,
}: ContextOptions): Context {
  const doubt = regionDoubt(config);
  if (doubt !== undefined) log(`warning: ${doubt}`);
  let client: Promise<Client> | undefined;
  const until = (deadline?: number): CallContext => ({
    config,
    clock,
    log,
    progress,
    guidance,
    signal,
    deadline,
    call: async (operation, request) => {
      client ??= open(config, clock, log);
      const limits = { deadline: deadline ?? clock.now() + LONGEST_MS, signal };
      return (await client).call(operation, request, limits);
    },
    within: (timeoutMs) => until(Math.min(deadline ?? Number.POSITIVE_INFINITY, clock.now() + timeoutMs)),
  });
  const collections = new Collections(until());
  const complete = (context: CallContext, secret: readonly string[]): Context => ({
    ...context,
    collections,
    secret,
    catalogue,
    within: (timeoutMs) => complete(context.within(timeoutMs), secret),
    hiding: (names) => complete(context, names),
  });
  return complete(until(), []);
}

async function open(config: Config, clock: Clock, log: (line: string) => void): Promise<Client> {
  const { Client } = await import("./calls/client.js");
  const { Credentials } = await import("./credentials/credentials.js");
  return new Client(config, new Credentials(config, clock), clock, log);
}
