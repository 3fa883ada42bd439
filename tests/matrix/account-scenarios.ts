import { AWAY, a, edit, guardedAccounts, of, refusal, type Scenario, twoAccounts } from "./plan.ts";

/** What is done with two accounts. */
export const accountScenarios: readonly Scenario[] = [
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
