import type { Context } from "../../provider/api/context";
import { SoarError } from "../errors";
import type { Provider } from "../provider";
import * as pulumi from "../pulumi";
import { warnOfStackKeys } from "../stack-warnings";
import { type ArgumentTypes, problemOfNames, problemWith } from "./arguments";

/** Options of a function. */
export interface FunctionOptions {
  /** Explicit provider whose account, region and view are asked. Default: the configuration of the stack. */
  provider?: Provider;
}

/** What a function found, under one name, in the order in which the service lists it. */
export type Listed<Name extends string, Item> = { [Found in Name]: Item[] };

/** Arguments of a function, each of which may be an output. */
export type InputsOf<Args> = { [Name in keyof Args]: pulumi.Input<Args[Name]> };

/** A function of `Args`, which may be left out where none is needed. */
export type FunctionOf<Args, Answer> =
  Partial<Args> extends Args
    ? (args?: Args, opts?: FunctionOptions) => Answer
    : (args: Args, opts?: FunctionOptions) => Answer;

/**
 * Defines a function that asks the cloud, in its two forms: one answers with a promise, the other waits for its arguments
 * and for the configuration of an explicit provider.
 * @param name Name of the function. Under Pulumi's mocks a program's tests answer `alicloud-soar:index:<name>`.
 * @param types What each argument is.
 * @param ask Asks, with the context of the stack or of the explicit provider, and brings the answer into the result's form.
 */
export function defineFunction<Args extends object, Result>(
  name: string,
  types: ArgumentTypes<Args>,
  ask: (context: Context, args: Args) => Promise<Result>,
): {
  readonly promise: FunctionOf<Args, Promise<Result>>;
  readonly output: FunctionOf<InputsOf<Args>, pulumi.Output<Result>>;
} {
  const asked = new WeakMap<Context, Map<string, Promise<Result>>>();
  const promise = async (args = {} as Args, opts: FunctionOptions = {}): Promise<Result> => {
    refuse(problemWith(name, types, args, opts));
    const { provider } = opts;
    if (isMocked()) return pulumi.invoke(`alicloud-soar:index:${name}`, args, { provider });
    try {
      const context = await contextOf(provider);
      const waiting = asked.get(context) ?? new Map<string, Promise<Result>>();
      asked.set(context, waiting);
      return await once(waiting, JSON.stringify(args), () => ask(context, args));
    } catch (error) {
      // A defect of ours keeps its stack.
      if (!(error instanceof Error) || error instanceof TypeError) throw error;
      const { ApiError } = await import("../../provider/api/calls/errors.js");
      throw new SoarError(error.message, error instanceof ApiError ? error : {}, error);
    }
  };
  const output = (args = {} as InputsOf<Args>, opts: FunctionOptions = {}): pulumi.Output<Result> => {
    refuse(problemOfNames(name, types, args, opts));
    // That the credentials are secret makes no secret of what the service answers.
    const configured = pulumi.unsecret(pulumi.output(opts.provider?.configuration));
    return configured.apply(() =>
      pulumi.output(args).apply((given) => {
        const names = Object.keys(args) as (keyof Args & string)[];
        const empty = names.filter((name) => args[name] !== undefined && (given as Args)[name] === undefined);
        if (empty.length > 0) refuse(`${empty.join(", ")}: the output that the program gives here holds nothing.`);
        return promise(given as Args, opts);
      }),
    );
  };
  return { promise, output } as never;
}

/**
 * Asks one question for all who ask it before the first of them is sent, such as components that each look for the same
 * playbook. What is asked later is asked again: a resource may have been made in between.
 */
async function once<Result>(
  waiting: Map<string, Promise<Result>>,
  question: string,
  ask: () => Promise<Result>,
): Promise<Result> {
  const send = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    waiting.delete(question);
    return ask();
  };
  const answer = waiting.get(question) ?? send();
  waiting.set(question, answer);
  return structuredClone(await answer);
}

function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw new SoarError(problem, {}, undefined);
}

/** Whether the program runs under `pulumi.runtime.setMocks`. (sdk/nodejs/runtime/mocks.ts, MockMonitor) */
function isMocked(): boolean {
  const monitor: object | undefined = pulumi.getMonitor();
  return monitor !== undefined && "mocks" in monitor;
}

/** The contexts of the stacks and explicit providers of this process: of several stacks, each deployment has its own. */
const contexts = new WeakMap<object, Promise<Context>>();

/** The context of a provider or of the stack, made at its first use: a program that calls no function loads none of it. */
function contextOf(provider: Provider | undefined): Promise<Context> {
  // One a deployment, also where a process runs several at a time. (sdk/nodejs/automation/server.ts, runtime/settings.ts)
  const owner: object | undefined = provider ?? pulumi.getMonitor();
  const context = (owner && contexts.get(owner)) ?? newContext(provider);
  if (owner) contexts.set(owner, context);
  return context;
}

async function newContext(provider: Provider | undefined): Promise<Context> {
  warnOfStackKeys();
  const { readConfig } = await import("../../provider/api/configuration/config.js");
  const { createContext } = await import("../../provider/api/context.js");
  const configuration = provider && (await known(provider.configuration));
  const config = readConfig((key) => (configuration ? configuration[key] : stackValue(key)));
  return createContext({ config, log: (line) => void pulumi.log.info(line) });
}

function stackValue(key: string): string | undefined {
  const [namespace, name = ""] = key.split(":");
  return new pulumi.Config(namespace).get(name);
}

/** @throws in a preview, when the provider's configuration depends on a resource that does not exist yet */
async function known<Value>(output: pulumi.Output<Value>): Promise<Value> {
  // Declared internal by the SDK, and the only way to tell an unknown output from a slow one.
  const { isKnown } = output as unknown as { readonly isKnown: Promise<boolean> };
  if (!(await isKnown)) {
    throw new Error("The provider's configuration is not known yet: use the function's Output form, which waits.");
  }
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
