import * as pulumi from "@pulumi/pulumi";
import type { KindName } from "../provider/resources";
import { fillTimeouts, hasOutput, markUndefined } from "./given";
import { providerText, resourceType } from "./provider-text";

/** What a user writes: each property an Input, at every depth. */
export type Args<Properties> = {
  [Name in keyof Properties]: pulumi.Input<Unwrapped<Properties[Name]>>;
};

/** What a program reads from a resource: each property an Output. */
export type Outputs<State> = Read<Omit<State, "summary" | "timeouts">> & {
  /** One sentence that says what the resource does, written by the provider. */
  readonly summary: pulumi.Output<string>;
};

/** The outputs that the program does not give itself, each undefined: Pulumi's constructor makes an Output of every name. */
export type Announced<Properties, State> = {
  readonly [Name in Exclude<keyof Omit<State, "timeouts">, Required<Properties>>]: undefined;
};

type Required<Properties> = {
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
 * A resource of this provider. Its `__provider` input is a constant text, the same in every release, which the plugin host
 * evaluates to find the provider's code in the program's node_modules.
 */
export abstract class SoarResource<Properties, State> extends pulumi.CustomResource {
  protected constructor(
    kind: KindName,
    name: string,
    args: object | undefined,
    outputs: Announced<Properties, State>,
    opts: pulumi.CustomResourceOptions | undefined,
  ) {
    const props = {
      ...outputs,
      ...markUndefined(fillTimeouts(args, opts)),
      ...sensitivityOf(args),
      __provider: providerText(kind),
    };
    // The SDK captures a stack and looks up source maps for each promise of a resource, a third of a program's time.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      super(resourceType(kind), name, props, opts);
    } finally {
      Error.stackTraceLimit = limit;
    }
  }
}

/**
 * A placeholder for `summary` that is secret when anything in `args` is: the sentence may quote it, and the engine marks
 * what check returns as secret only where the program's input of the same name was.
 */
function sensitivityOf(args: object | undefined): { summary?: pulumi.Output<string> } {
  return hasOutput(args) ? { summary: pulumi.output(args).apply(() => "") } : {};
}
