import * as pulumi from "@pulumi/pulumi";
import type { Context } from "../../provider/api/context";
import { SoarError } from "../errors";
import type { Provider } from "../provider";

/** Options of a function. */
export interface FunctionOptions {
  /** Explicit provider whose account, region and view are asked. Default: the configuration of the stack. */
  provider?: Provider;
}

/** Arguments of a function, each of which may be an output. */
export type InputsOf<Args> = { [Name in keyof Args]: pulumi.Input<Args[Name]> };

/** A function of `Args`, which may be left out where none is needed. */
export type FunctionOf<Args, Answer> =
  Partial<Args> extends Args
    ? (args?: Args, opts?: FunctionOptions) => Answer
    : (args: Args, opts?: FunctionOptions) => Answer;

/**
 * Defines a function that asks the cloud, in its two forms.
 * @param ask Asks, with the context of the stack or of the explicit provider, and brings the answer into the result's form.
 */
export function defineFunction<Args extends object, Result>(
  ask: (context: Context, args: Args) => Promise<Result>,
): {
  /** The form that answers with a promise. */
  readonly promise: FunctionOf<Args, Promise<Result>>;
  /** The form that waits for its arguments, and for the configuration of an explicit provider. */
  readonly output: FunctionOf<InputsOf<Args>, pulumi.Output<Result>>;
} {
  const promise = async (args = {} as Args, { provider }: FunctionOptions = {}): Promise<Result> => {
    try {
      return await ask(await contextOf(provider), args);
    } catch (error) {
      throw await told(error);
    }
  };
  const output = (args = {} as InputsOf<Args>, opts: FunctionOptions = {}): pulumi.Output<Result> => {
    // That the credentials are secret makes no secret of what the service answers.
    const configured = pulumi.unsecret(pulumi.output(opts.provider?.configuration));
    return configured.apply(() =>
      pulumi.output(args).apply((given) => {
        const empty = Object.keys(args).filter((name) => args[name as keyof Args] && !(name in withValues(given)));
        if (empty.length === 0) return promise(given as Args, opts);
        throw new SoarError(
          `${empty.join(", ")}: the output that the program gives here holds nothing.`,
          {},
          undefined,
        );
      }),
    );
  };
  return { promise, output } as never;
}

/** What holds something. */
function withValues(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** What a program is told of a failure; a defect of ours stays as it is, with its stack. */
async function told(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || error instanceof TypeError) return error;
  const { ApiError } = await import("../../provider/api/calls/errors.js");
  return new SoarError(error.message, error instanceof ApiError ? error : {}, error);
}

const contexts = new WeakMap<object, Promise<Context>>();
const stack = {};

/** The context of a provider, made at its first use: a program that calls no function loads none of it. */
function contextOf(provider: Provider | undefined): Promise<Context> {
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
