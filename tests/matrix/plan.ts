import type { Kind } from "./kinds.ts";
import type { Declared, Program } from "./program.ts";
import type { Step } from "./world.ts";

/** What is deployed, what is then interrupted and run again, and what must be there in the end. */
export interface Plan {
  /** Run to their ends before. */
  readonly before: readonly Step[];
  /** How long before: an hour for each step, or no time at all, so that what was started goes on. Default: days. */
  readonly passes?: "nothing" | "hours";
  /** Interrupted, then run again. */
  readonly act: Step;
  /**
   * Whether a new thing bears a name that the program gives. What an interrupted deployment left under such a name is
   * somebody's, so the same program may be refused from then on, with the ways out.
   */
  readonly given?: boolean;
  /** What the provider says where `act` is refused however often it is run. */
  readonly refused?: RegExp;
  /** Whether it may come to its end all the same: where nothing is to be done, nothing shows whose the keys are. */
  readonly mayPass?: boolean;
  /** Run afterwards, so that everything is as it is declared. */
  readonly after?: readonly Step[];
  /** How many things the resources have in the end; a run of something that runs once is a thing that stays. */
  readonly things: number | readonly [least: number, most: number];
}

/** A row of the matrix for each kind that has a plan for it. */
export interface Scenario {
  readonly name: string;
  readonly plan: (kind: Kind) => Plan | undefined;
}

type More = Omit<Declared, "kind" | "args"> & { readonly with?: object };

/** A resource that stands for the thing `n`; `with`: more arguments. */
export function a(kind: Kind, n = 1, { with: args, ...more }: More = {}): Declared {
  return { kind: kind.name, args: { ...kind.args(n), ...args }, ...more };
}

export function of(resources: Program["resources"], rest: Omit<Program, "resources"> = {}): Program {
  return { ...rest, resources };
}

export function urnOf({ name }: Kind, resource = "x", stack = "dev"): string {
  return `urn:pulumi:${stack}::rules::pulumi-nodejs:dynamic/alicloud-soar:${name}::${resource}`;
}

/** How many there are once `n` were made anew, beside the old ones where those stay. */
export function anew(kind: Kind, n = 1): number {
  return kind.runsOnce ? 2 * n : n;
}

/** What a person has to decide. */
export const TAKEN = /exists already/;
export const AWAY = /is in account \d+, but/;

export const twoProviders = { providers: { a: { cloud: 0 }, b: { cloud: 0 } } } as const;
export const twoAccounts = { providers: { a: { cloud: 0 }, b: { cloud: 1 } } } as const;
/** With `accountId` a preview says already what is elsewhere. */
export const guardedAccounts = {
  providers: { a: { cloud: 0, guarded: true }, b: { cloud: 1, guarded: true } },
} as const;
export const group = { components: ["group"] } as const;

/** A plan in which a program follows another in one stack. */
export function edit(before: Program, act: Program, things: Plan["things"], rest: Partial<Plan> = {}): Plan {
  return { before: [{ program: before }], act: { program: act }, things, ...rest };
}

/** A plan of an edit that is refused; afterwards the program is what it was. */
export function refusal(before: Program, act: Program, refused: RegExp, things: Plan["things"]): Plan {
  return edit(before, act, things, { refused, after: [{ program: before }] });
}

export function ofNamed(plan: (kind: Kind, named: (name: string) => object) => Plan | undefined): Scenario["plan"] {
  return (kind) => (kind.named === undefined ? undefined : plan(kind, kind.named));
}

/** A stack of the same program beside one that is there. */
export function beside(kind: Kind, stack: "prod" | "elsewhere", things: number): Plan {
  const program = of({ x: a(kind) });
  return { before: [{ program }], act: { stack, program }, things };
}

export function moved(kind: Kind): readonly string[] {
  const [source, dest] = ["dev", "prod"].map((name) => `organization/rules/${name}`);
  return ["state", "move", "--yes", "--source", source ?? "", "--dest", dest ?? "", urnOf(kind)];
}
