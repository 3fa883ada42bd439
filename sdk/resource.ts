import type { KindName } from "../provider/resources";
import { refuseUnfindable } from "./findable";
import { fillTimeouts, markLost } from "./given";
import { providerText, resourceType } from "./provider-text";
import * as pulumi from "./pulumi";
import { ignoredIn, isTransformed, secretsIn } from "./secrets";
import { traceProgram } from "./source-position";
import { warnOfStackKeys } from "./stack-warnings";
import { urnOf } from "./urn";

/** What a user writes: each property an Input, at every depth. */
export type Args<Properties> = {
  [Name in keyof Properties]: pulumi.Input<Unwrapped<Properties[Name]>>;
};

/** What a program reads from a resource: each property an Output, which Pulumi's constructor defines from `props`. */
export type Outputs<State> = Read<Omit<State, "summary" | "timeouts">> & {
  /** One sentence that says what the resource does, written by the provider. */
  readonly summary: pulumi.Output<string>;
};

/**
 * The outputs that the program does not give itself, each undefined or the default of an input: Pulumi's constructor makes an
 * Output of every name, and `--run-program` compares what the class sends.
 */
type Announced<Properties, State, Local> = {
  readonly [Name in Exclude<keyof State, "summary" | "timeouts" | NamesRequired<Properties> | Local>]: Default<
    Name extends keyof Properties ? State[Name] : undefined
  >;
};

/**
 * Inputs of the provider alone, which no call sends, with what they hold where the program leaves them out. They are then neither sent
 * nor stored, and no preview shows them.
 */
interface LocalDefaults<Values> {
  readonly values: Values;
  readonly outputs: object;
}

/** The local defaults of a class, which each of its resources has as outputs. */
export function localDefaults<Values extends object>(values: Values): LocalDefaults<Values> {
  const outputs = Object.entries(values).map(([name, value]) => [name, pulumi.output(value)]);
  return { values, outputs: Object.fromEntries(outputs) };
}

type Default<Value> = Value extends string | number | boolean | undefined ? Value | undefined : undefined;

type NamesRequired<Properties> = {
  [Name in keyof Properties]-?: undefined extends Properties[Name] ? never : Name;
}[keyof Properties];

// No key remapping: where a project brings no compiler of its own, Pulumi compiles with TypeScript 3.8.
type Read<Properties> = {
  readonly [Name in keyof Properties]: pulumi.Output<Properties[Name]>;
};

type Unwrapped<Value> = unknown extends Value
  ? unknown
  : Value extends string | number | boolean | undefined
    ? Value
    : Value extends readonly (infer Item)[]
      ? pulumi.Input<Unwrapped<Item>>[]
      : { [Name in keyof Value]: pulumi.Input<Unwrapped<Value[Name]>> };

/**
 * Kinds of which two must not stand beside each other: with `pulumi up --replace` the engine replaces without asking the
 * provider which comes first.
 */
const DELETED_FIRST: readonly KindName[] = ["AutomateResponseConfig", "SoarStrategyTask", "SoarStrategyTaskState"];

/** Whether a value is a resource of a kind, whichever copy of this package made it. */
export function isOfKind(value: unknown, kind: KindName): boolean {
  return (value as { readonly __pulumiType?: unknown } | undefined)?.__pulumiType === resourceType(kind);
}

/**
 * A resource of this provider. Its `__provider` input is a constant text, the same in every release, which the plugin host
 * evaluates to find the provider's code in the program's node_modules.
 */
export abstract class SoarResource<
  Properties,
  State,
  Local extends keyof Properties & keyof State,
> extends pulumi.CustomResource {
  protected constructor(
    kind: KindName,
    name: string,
    args: object | undefined,
    outputs: Announced<Properties, State, Local>,
    { values, outputs: held }: LocalDefaults<{ readonly [Name in Local]-?: NonNullable<State[Name]> }>,
    opts: pulumi.CustomResourceOptions | undefined,
  ) {
    refuseUnfindable();
    refuseImport(name, opts);
    warnOfStackKeys();
    const type = resourceType(kind);
    const mayChange = isTransformed(opts);
    const __secret = secretsIn(args, mayChange);
    const __ignored = ignoredIn(opts);
    const hidden = {
      __provider: providerText(kind),
      __urn: urnOf(type, name, opts),
      ...(__secret && { __secret }),
      ...(__ignored.length > 0 && { __ignored }),
    };
    // What the class does not see may change them: then the engine tells what they hold.
    const isIgnored = __ignored.some((property) => property === "*" || Object.hasOwn(values, property));
    const sent = mayChange || isIgnored ? values : undefined;
    const props = { summary: undefined, ...outputs, ...sent, ...markLost(fillTimeouts(args, opts)), ...hidden };
    const { deleteBeforeReplace = true } = opts ?? {};
    const options = DELETED_FIRST.includes(kind) ? { ...opts, deleteBeforeReplace } : opts;
    const restore = traceProgram(SoarResource, mayChange);
    try {
      super(type, name, props, options);
    } catch (error) {
      restore();
      // The error shows where the program made the resource.
      if (error instanceof Error && !error.stack?.includes("\n")) Error.captureStackTrace(error, new.target);
      throw error;
    } finally {
      restore();
    }
    Object.assign(this, Object.fromEntries(Object.entries(held).filter(([name]) => !Object.hasOwn(this, name))));
  }
}

/** @throws when a resource is to be imported: the engine reads it with no input that says where the provider's code is */
function refuseImport(name: string, opts: pulumi.CustomResourceOptions | undefined): void {
  if (!opts?.import) return;
  throw new pulumi.RunError(
    `"${name}": the option import does not work here. A rule that exists is taken over with "npx alicloud-soar import", or with ` +
      "adopt: true; the other kinds cannot be imported.",
  );
}
