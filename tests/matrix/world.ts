import type { Outcome } from "../engine/outcome.ts";
import type { Clouds, Moment } from "./clouds.ts";
import type { Program } from "./program.ts";

/** The stacks of a scenario: which backend, which name. All are of one project. */
export const stacks = {
  dev: { backend: "here", name: "dev" },
  prod: { backend: "here", name: "prod" },
  renamed: { backend: "here", name: "renamed" },
  elsewhere: { backend: "elsewhere", name: "dev" },
} as const;

/** What a scenario calls a stack. */
export type StackName = keyof typeof stacks;

/** One command of the CLI in one stack, which its program is written for before. */
export interface Step {
  /** Default: dev. */
  readonly stack?: StackName;
  /** Default: the one that the stack has. */
  readonly program?: Program;
  /** The cloud that the stack's configuration names. Default: 0. */
  readonly cloud?: 0 | 1;
  /** Default: `["up"]`. */
  readonly command?: readonly string[];
}

/** How a command is interrupted: when it makes this call. */
export interface Interruption {
  readonly at: Moment;
  /** `fail`: the call is refused; `kill`: every process of the command is killed, and the call is carried out. */
  readonly how: "fail" | "kill";
}

/** A resource in the state of a stack. */
export interface Recorded {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: object;
  readonly outputs?: object;
  readonly delete?: boolean;
  /** Deleted, and not created anew yet. */
  readonly pendingReplacement?: boolean;
}

/** Two clouds, two backends and four stacks, and something that deploys. */
export interface World {
  readonly clouds: Clouds;
  /** Commands so far. */
  readonly commands: number;
  /** The stacks that have a program, in the order in which they got it. */
  readonly deployed: readonly StackName[];
  /** Empties everything. */
  begin(): Promise<void>;
  /** Runs a command, interrupted or to its end. */
  run(step: Step, flags?: readonly string[], interruption?: Interruption): Promise<Outcome>;
  /** What the state of a stack has. */
  recorded(stack: StackName): Promise<readonly Recorded[]>;
  /** Copies the states of all stacks and clouds; what is returned brings them back. */
  copy(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
