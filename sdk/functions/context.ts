import * as pulumi from "@pulumi/pulumi";
import type { Context } from "../../provider/api/context";
import type { Provider } from "../provider";

/** Options of a function. */
export interface FunctionOptions {
  /** Explicit provider whose account, region and view are asked. Default: the configuration of the stack. */
  provider?: Provider;
}

const contexts = new WeakMap<object, Promise<Context>>();
const stack = {};

/**
 * Runs a function with the context of its provider.
 * @throws RunError, which Pulumi shows without a stack: what failed is the call, not the program
 */
export async function ask<Result>(
  opts: FunctionOptions,
  work: (context: Context) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(await contextOf(opts));
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    throw new pulumi.RunError(error.message);
  }
}

/** The context of a provider, made at its first use: a program that calls no function loads none of it. */
function contextOf({ provider }: FunctionOptions): Promise<Context> {
  const owner = provider ?? stack;
  const context = contexts.get(owner) ?? open(provider);
  contexts.set(owner, context);
  return context;
}

async function open(provider: Provider | undefined): Promise<Context> {
  const [{ readConfig }, { createContext }] = await Promise.all([
    import("../../provider/api/configuration/config.js"),
    import("../../provider/api/context.js"),
  ]);
  const configuration = provider && (await known(provider.configuration));
  const get = (key: string) => (configuration ? configuration[key] : stackValue(key));
  return createContext({ config: readConfig(get), log: (line) => void pulumi.log.info(line) });
}

function stackValue(key: string): string | undefined {
  const [namespace, name = ""] = key.split(":");
  return new pulumi.Config(namespace).get(name);
}

/** The Output form of a function: it waits for its arguments and for the configuration of an explicit provider. */
export function whenKnown<Args, Result>(
  args: pulumi.Output<Args>,
  { provider }: FunctionOptions,
  ask: (args: Args) => Promise<Result>,
): pulumi.Output<Result> {
  // That the credentials are secret makes no secret of what the service answers.
  return pulumi.unsecret(pulumi.output(provider?.configuration)).apply(() => args.apply(ask));
}

/** @throws in a preview, when the provider's configuration depends on a resource that does not exist yet */
async function known<Value>(output: pulumi.Output<Value>): Promise<Value> {
  // Declared internal by the SDK, and the only way to tell an unknown output from a slow one.
  const { isKnown } = output as unknown as { readonly isKnown: Promise<boolean> };
  if (!(await isKnown)) {
    throw new Error(
      "The provider's configuration is not known yet: use the function's Output form, which waits.",
    );
  }
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
