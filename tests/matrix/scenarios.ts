import { accountScenarios } from "./account-scenarios.ts";
import {
  a,
  anew,
  beside,
  edit,
  group,
  moved,
  of,
  ofNamed,
  refusal,
  type Scenario,
  TAKEN,
  twoProviders,
  urnOf,
} from "./plan.ts";

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
        passes: "hours",
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
    name: "replacement while the run goes on",
    plan: (kind) => {
      // A repair waits for the end of the other one, which does not come while the clock stands still.
      if (kind.name !== "OnceTask") return undefined;
      return edit(of({ x: a(kind) }), of({ x: a(kind, 1, { with: kind.replaced(1) }) }), 2, { passes: "nothing" });
    },
  },
  {
    name: "replaceOnChanges while the run goes on",
    plan: (kind) => {
      if (kind.name !== "OnceTask") return undefined;
      const options = { replaceOnChanges: ["onFailure"] };
      const act = of({ x: a(kind, 1, { with: { onFailure: "warn" }, options }) });
      return edit(of({ x: a(kind) }), act, 2, { passes: "nothing" });
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
        // The engine's word where a refresh finds that it is gone.
        refused: /Target '.*' could not be found in the stack/,
        mayPass: true,
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
  ...accountScenarios,
];
