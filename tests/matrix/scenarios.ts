import type { Kind } from "./kinds.ts";
import type { Declared, Program } from "./program.ts";
import type { Step } from "./world.ts";

/** What is deployed, what is then interrupted and run again, and what must be there in the end. */
export interface Plan {
  /** Run to their ends, days before. */
  readonly before: readonly Step[];
  /** Whether that was only hours before. */
  readonly recently?: boolean;
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
function a(kind: Kind, n = 1, { with: args, ...more }: More = {}): Declared {
  return { kind: kind.name, args: { ...kind.args(n), ...args }, ...more };
}

function of(resources: Program["resources"], rest: Omit<Program, "resources"> = {}): Program {
  return { ...rest, resources };
}

function urnOf({ name }: Kind, resource = "x", stack = "dev"): string {
  return `urn:pulumi:${stack}::rules::pulumi-nodejs:dynamic/alicloud-soar:${name}::${resource}`;
}

/** How many there are once `n` were made anew, beside the old ones where those stay. */
function anew(kind: Kind, n = 1): number {
  return kind.runsOnce ? 2 * n : n;
}

/** What a person has to decide. */
export const TAKEN = /exists already/;
const AWAY = /is in account \d+, but/;

const twoProviders = { providers: { a: { cloud: 0 }, b: { cloud: 0 } } } as const;
const twoAccounts = { providers: { a: { cloud: 0 }, b: { cloud: 1 } } } as const;
/** With `accountId` a preview says already what is elsewhere. */
const guardedAccounts = { providers: { a: { cloud: 0, guarded: true }, b: { cloud: 1, guarded: true } } } as const;
const group = { components: ["group"] } as const;

/** A plan in which a program follows another in one stack. */
function edit(before: Program, act: Program, things: Plan["things"], rest: Partial<Plan> = {}): Plan {
  return { before: [{ program: before }], act: { program: act }, things, ...rest };
}

/** A plan of an edit that is refused; afterwards the program is what it was. */
function refusal(before: Program, act: Program, refused: RegExp, things: Plan["things"]): Plan {
  return edit(before, act, things, { refused, after: [{ program: before }] });
}

function ofNamed(plan: (kind: Kind, named: (name: string) => object) => Plan | undefined): Scenario["plan"] {
  return (kind) => (kind.named === undefined ? undefined : plan(kind, kind.named));
}

/** Every scenario, in the order of the table. */
export const scenarios: readonly Scenario[] = [
  { name: "rename", plan: (kind) => edit(of({ x: a(kind) }), of({ z: a(kind) }), anew(kind)) },
  {
    name: "rename with an alias",
    plan: (kind) => edit(of({ x: a(kind) }), of({ z: a(kind, 1, { aliases: [{ name: "x" }] }) }), 1),
  },
  {
    name: "rename of a given name",
    plan: ofNamed((kind, named) => {
      const block = a(kind, 1, { with: named("block") });
      return refusal(of({ x: block }), of({ z: block }), TAKEN, 1);
    }),
  },
  {
    name: "rename of a given name, adopted",
    plan: (kind) => {
      if (kind.name !== "AutomateResponseConfig") return undefined;
      const block = a(kind, 1, { with: { ruleName: "block", adopt: true } });
      return edit(of({ x: block }), of({ z: block }), 1);
    },
  },
  {
    name: "name swap",
    plan: ofNamed((kind, named) => {
      const [x, y] = [1, 2].map((n) => (name: string) => a(kind, n, { with: named(name) }));
      if (x === undefined || y === undefined) return undefined;
      return edit(of({ x: x("one"), y: y("two") }), of({ x: x("two"), y: y("one") }), 2, {
        // A renamed rule stays what it is, a renamed task is a new one.
        given: kind.name === "SoarStrategyTask",
      });
    }),
  },
  {
    name: "alias, and reuse of the old name",
    plan: (kind) => {
      const renamed = of({ z: a(kind, 1, { aliases: [{ name: "x" }] }) });
      const before = [{ program: of({ x: a(kind) }) }, { program: renamed }];
      const act = { program: of({ z: a(kind), x: a(kind, 2) }) };
      // The name of a strategy task says nothing of its parameters, so that it means two tasks here.
      if (kind.name !== "AutomateResponseConfig") return { before, act, things: 2 };
      return { before, act, refused: /is declared twice/, after: [{ program: of({ z: a(kind) }) }], things: 1 };
    },
  },
  {
    name: "alias, and reuse of the old name for another",
    plan: ofNamed((kind, named) => ({
      before: [{ program: of({ x: a(kind) }) }, { program: of({ z: a(kind, 1, { aliases: [{ name: "x" }] }) }) }],
      act: { program: of({ z: a(kind), x: a(kind, 2, { with: named("another") }) }) },
      things: 2,
      given: true,
    })),
  },
  {
    name: "alias, and reuse of the old name for the same, the same day",
    plan: ofNamed((kind) => {
      const [x, z] = [a(kind), a(kind)];
      const renamed = of({ z: a(kind, 1, { aliases: [{ name: "x" }] }) });
      return {
        before: [{ program: of({ x }) }, { program: renamed }],
        recently: true,
        act: { program: of({ x, z }) },
        refused: /is declared twice|exists already/,
        after: [{ program: of({ z }) }],
        things: 1,
      };
    }),
  },
  {
    name: "move to another provider",
    plan: (kind) =>
      edit(
        of({ x: a(kind, 1, { provider: "a" }) }, twoProviders),
        of({ x: a(kind, 1, { provider: "b" }) }, twoProviders),
        1,
      ),
  },
  {
    name: "move to another provider, renamed",
    plan: (kind) =>
      edit(
        of({ x: a(kind, 1, { provider: "a" }) }, twoProviders),
        of({ z: a(kind, 1, { provider: "b" }) }, twoProviders),
        anew(kind),
      ),
  },
  {
    name: "move to another provider, renamed and adopted",
    plan: (kind) => {
      if (kind.name !== "AutomateResponseConfig") return undefined;
      const args = { ruleName: "block", adopt: true };
      return edit(
        of({ x: a(kind, 1, { with: args, provider: "a" }) }, twoProviders),
        of({ z: a(kind, 1, { with: args, provider: "b" }) }, twoProviders),
        1,
      );
    },
  },
  {
    name: "move into a component",
    plan: (kind) => edit(of({ x: a(kind) }, group), of({ x: a(kind, 1, { parent: "group" }) }, group), anew(kind)),
  },
  {
    name: "move into a component with an alias",
    plan: (kind) =>
      edit(of({ x: a(kind) }, group), of({ x: a(kind, 1, { parent: "group", aliases: [{ atTop: true }] }) }, group), 1),
  },
  {
    name: "move out of a component",
    plan: (kind) => edit(of({ x: a(kind, 1, { parent: "group" }) }, group), of({ x: a(kind) }, group), anew(kind)),
  },
  {
    name: "move out of a component with an alias",
    plan: (kind) =>
      edit(
        of({ x: a(kind, 1, { parent: "group" }) }, group),
        of({ x: a(kind, 1, { aliases: [{ parent: "group" }] }) }, group),
        1,
      ),
  },
  {
    name: "replacement",
    plan: (kind) =>
      edit(of({ x: a(kind) }), of({ x: a(kind, 1, { with: kind.replaced(1) }) }), kind.stays === undefined ? 1 : 2),
  },
  {
    name: "replacement, the other order",
    plan: (kind) => {
      const options = { deleteBeforeReplace: kind.runsOnce === true };
      const [before, act] = [of({ x: a(kind) }), of({ x: a(kind, 1, { with: kind.replaced(1), options }) })];
      // Two tasks of one name cannot stand beside each other; two rules can, in another view.
      if (kind.name === "SoarStrategyTask") return refusal(before, act, TAKEN, 1);
      return edit(before, act, kind.stays ? 2 : 1);
    },
  },
  {
    name: "up --replace",
    plan: (kind) =>
      edit(of({ x: a(kind) }), of({ x: a(kind) }), kind.runsOnce ? [2, 3] : 1, {
        act: { program: of({ x: a(kind) }), command: ["up", "--replace", urnOf(kind)] },
      }),
  },
  {
    name: "up --target",
    plan: (kind) => {
      const [x, y] = [1, 2].map((n) => a(kind, n, { with: kind.edited }));
      const program = of({ x: x ?? a(kind), y: y ?? a(kind), w: a(kind, 3) });
      return edit(of({ x: a(kind), y: a(kind, 2) }), program, kind.runsOnce ? 5 : 3, {
        act: { program, command: ["up", "--target", urnOf(kind)] },
        after: [{}],
      });
    },
  },
  {
    name: "destroy --target",
    plan: (kind) => {
      const program = of({ y: a(kind, 2) });
      return edit(of({ x: a(kind), y: a(kind, 2) }), program, kind.stays ? 2 : 1, {
        act: { program, command: ["destroy", "--target", urnOf(kind)] },
      });
    },
  },
  {
    name: "state move",
    plan: (kind) => ({
      before: [
        { stack: "prod", program: of({}) },
        { program: of({ x: a(kind) }) },
        { command: moved(kind), program: of({}) },
      ],
      act: { stack: "prod", program: of({ x: a(kind) }) },
      things: 1,
    }),
  },
  {
    name: "state move, the source unchanged",
    plan: (kind) => {
      const program = of({ x: a(kind) });
      const before = [{ stack: "prod", program: of({}) }, { program }, { command: moved(kind) }] as const;
      if (!kind.named) return { before: [...before, { stack: "prod", program }], act: {}, things: anew(kind) };
      return {
        before: [...before, { stack: "prod", program }],
        act: {},
        refused: TAKEN,
        after: [{ program: of({}) }],
        things: 1,
      };
    },
  },
  {
    name: "stack rename",
    plan: (kind) => ({
      before: [{ program: of({ x: a(kind) }) }, { command: ["stack", "rename", "renamed"], program: of({}) }],
      act: { stack: "renamed", program: of({ x: a(kind) }) },
      things: 1,
    }),
  },
  {
    name: "stack rename, and a new stack of the old name",
    plan: (kind) => {
      const program = of({ x: a(kind) });
      const renamed = [
        { program },
        { command: ["stack", "rename", "renamed"] },
        { stack: "renamed", program },
      ] as const;
      if (!kind.named) return { before: renamed, act: {}, things: anew(kind) };
      return { before: renamed, act: {}, refused: TAKEN, after: [{ program: of({}) }], things: 1 };
    },
  },
  { name: "two stacks, one created", plan: (kind) => beside(kind, "prod", kind.sharesTarget ? 1 : 2) },
  {
    name: "two stacks, one edited",
    plan: (kind) => {
      const program = of({ x: a(kind) });
      return {
        before: [{ program }, { stack: "prod", program }],
        act: { stack: "prod", program: of({ x: a(kind, 1, { with: kind.edited }) }) },
        things: kind.runsOnce ? 3 : kind.sharesTarget ? 1 : 2,
      };
    },
  },
  {
    name: "two stacks, one destroyed",
    plan: (kind) => {
      const program = of({ x: a(kind) });
      return {
        before: [{ program }, { stack: "prod", program }],
        act: { stack: "prod", program: of({}), command: ["destroy"] },
        things: anew(kind),
      };
    },
  },
  {
    name: "two backends",
    plan: (kind) =>
      kind.named
        ? { ...beside(kind, "elsewhere", 1), refused: TAKEN, after: [{ stack: "elsewhere", program: of({}) }] }
        : beside(kind, "elsewhere", anew(kind)),
  },
  {
    name: "two accounts, moved to the other",
    plan: (kind) => {
      const [before, act] = (["a", "b"] as const).map((provider) =>
        of({ x: a(kind, 1, { provider }) }, guardedAccounts),
      );
      return before && act && refusal(before, act, AWAY, 1);
    },
  },
  {
    name: "two accounts, moved to the other, edited",
    plan: (kind) => {
      const before = of({ x: a(kind, 1, { provider: "a" }) }, twoAccounts);
      const act = of({ x: a(kind, 1, { provider: "b", with: kind.edited }) }, twoAccounts);
      return { ...refusal(before, act, AWAY, 1), mayPass: kind.sharesTarget === true };
    },
  },
  {
    name: "two accounts, one removed",
    plan: (kind) => {
      const [x, y] = [a(kind, 1, { provider: "a" }), a(kind, 1, { provider: "b" })];
      return edit(of({ x, y }, twoAccounts), of({ y }, twoAccounts), kind.stays ? 2 : 1);
    },
  },
  {
    name: "two accounts, other keys",
    plan: (kind) => {
      const program = of({ x: a(kind) });
      return {
        before: [{ program }],
        act: { program: of({ x: a(kind, 1, { with: kind.edited }) }), cloud: 1 },
        refused: AWAY,
        mayPass: kind.sharesTarget === true,
        after: [{ program }],
        things: 1,
      };
    },
  },
];

/** A stack of the same program beside one that is there. */
function beside(kind: Kind, stack: "prod" | "elsewhere", things: number): Plan {
  const program = of({ x: a(kind) });
  return { before: [{ program }], act: { stack, program }, things };
}

function moved(kind: Kind): readonly string[] {
  const [source, dest] = ["dev", "prod"].map((name) => `organization/rules/${name}`);
  return ["state", "move", "--yes", "--source", source ?? "", "--dest", dest ?? "", urnOf(kind)];
}
