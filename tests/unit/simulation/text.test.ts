import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { RuleTally, SimulatedRule, SimulationResult } from "../../../provider/simulation/result";
import { linesOf } from "../../../provider/simulation/text";
import { MEASURES } from "../../../provider/simulation/thresholds";
import { checkout } from "../../support/project";

const nothing: RuleTally = {
  matches: 0,
  cannotTell: 0,
  doubts: [],
  entities: {},
  assets: { count: 0, isExact: true },
  samples: [],
};
const none = { runs: 0, entities: {} };

function rule(more: Partial<SimulatedRule>): SimulatedRule {
  const playbooks: SimulatedRule["playbooks"] = [];
  return {
    name: "r",
    operation: "update",
    changed: [],
    added: nothing,
    removed: nothing,
    unclear: 0,
    playbooks,
    ...more,
  };
}

function shown(rules: readonly SimulatedRule[], more: Partial<SimulationResult> = {}) {
  const history = { since: "A", until: "B", alerts: 1_400, events: 0 };
  const rest = { assumptions: [], notes: [], runs: [], met: [] };
  return linesOf({ version: "1", source: "preview", history, rules, ...rest, ...more }).join("\n");
}

it("says of a change what cannot be told, and why", () => {
  const doubts = [{ why: "the entry has no such key", field: "alert_desc", operator: "equals", entries: 1_200 }];
  const after = { ...nothing, enabled: "cannot tell" as const, cannotTell: 1_200, doubts };
  const runs = { name: "P", after: none, added: none, removed: none };
  const text = shown([rule({ after, unclear: 7, playbooks: [runs] })]);
  expect(text).toContain('Playbook "P" runs 0 times, as far as that can be told.');
  expect(text).toContain("1,400 alerts and 0 events from A to B.");
  expect(text).toContain("r     update  - → 0 (off?)    0     0        1,200");
  expect(text).not.toContain("no difference");
  expect(text).toContain("  Of 7 entries it cannot be told whether the change makes a difference.");
  expect(text).toContain("  Of 1,200 entries it cannot be told whether it answers them:");
  expect(text).toContain("    1,200: alert_desc equals, the entry has no such key");
});

it("says that the name of a rule goes on, also where signs without a shape are written out", () => {
  const name = `\u202e${"a".repeat(40)}`;
  expect(shown([rule({ name })])).toContain(`\\u202e${"a".repeat(39)}…  update`);
});

it("says how often playbooks run, and on what", () => {
  const many = { ip: { count: 12_345, isExact: false } };
  const playbooks: SimulatedRule["playbooks"] = [
    {
      name: "New",
      worksOn: "ip",
      after: { runs: 3, entities: many },
      added: { runs: 3, entities: many },
      removed: none,
    },
    { name: "Gone", before: { runs: 1, entities: {} }, added: none, removed: none },
    { after: { entities: {} }, added: { entities: {} }, removed: none },
    {
      name: "Any",
      after: { runs: 2, entities: { file: { count: 4, isExact: true }, ...many } },
      added: none,
      removed: none,
    },
    { uuid: "u", worksOn: "host", after: { runs: 2, entities: {} }, added: none, removed: none },
  ];
  const text = shown([rule({ playbooks })]);
  expect(text).toContain('  Playbook "New" runs 3 times, on about 12,345 ip.');
  expect(text).toContain('  Playbook "Gone" does not run any more (was once).');
  expect(text).toContain("  A playbook that is not to be seen runs as often as it answers, where it is on.");
  expect(text).toContain('  Playbook "Any" runs 2 times, on 4 file or about 12,345 ip, whichever type it works on.');
  expect(text).toContain('  Playbook "u" runs 2 times, on no host that the entries name.');
});

it("tells of a state's rules only of those that answer anything", () => {
  const after = { ...nothing, enabled: "on" as const };
  const text = shown([rule({ name: "idle", operation: "same", after }), rule({ name: "n".repeat(60), after })], {
    source: "state",
    notes: ["N."],
    assumptions: ["A."],
    met: [{ threshold: "matches<1", rule: "idle", found: 0 }],
  });
  expect(text.split("\n").slice(2)).toEqual([
    `rule${" ".repeat(37)}  answers  cannot tell  first  last`,
    `idle${" ".repeat(37)}        0            0  -      -`,
    `${"n".repeat(40)}…        0            0  -      -`,
    "",
    "Taken for granted: A.",
    "Note: N.",
    'matches<1 is met by "idle": 0.',
  ]);
});

it("the page has every measure, with what it means", () => {
  const page = readFileSync(join(checkout, "docs/simulate.md"), "utf8");
  for (const [name, { means }] of Object.entries(MEASURES)) expect(page).toContain(`| ${name} | ${means} |`);
});
