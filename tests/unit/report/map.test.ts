import { expect, it } from "vitest";
import { mapOf } from "../../../provider/report/map";
import { mermaidOf } from "../../../provider/report/mermaid";
import { reportOf } from "../../../provider/report/report";
import { type PlannedStep, planned, playbook, ruleInputs } from "../../support/planned";

const map = (steps: readonly PlannedStep[], most?: number) =>
  mapOf(reportOf({ resources: planned(...steps) }).changes, most);

it("a map marks what is new and what goes on the way from triggers to playbooks", () => {
  const other = { actions: [playbook("IsolateHost")] };
  const lines = mermaidOf(
    map([
      { name: "new", after: ruleInputs("a") },
      { name: "gone", before: ruleInputs("a") },
      { name: "other", before: ruleInputs("a"), after: ruleInputs("a", other) },
      { name: "off", after: ruleInputs("a", { enabled: false }) },
    ]),
  );
  expect(lines.slice(1, -3)).toEqual([
    '  t0(["every alert"])',
    '  r0["new"]:::live',
    '  r1["gone"]:::stops',
    '  r2["other"]:::differs',
    '  d0[["WafBlockIP"]]',
    '  d1[["IsolateHost"]]',
    "  t0 ==> r0",
    "  r0 ==> d0",
    "  t0 -. no longer .-> r1",
    "  r1 -. no longer .-> d0",
    "  t0 --> r2",
    "  r2 -. no longer .-> d0",
    "  r2 ==> d1",
  ]);
});

it("whatever a name is, it stays inside its label", () => {
  const name = 'a"]; click r0 "javascript:x" %%{init}%%\n1. `b` <i>';
  const [, , rule = ""] = mermaidOf(map([{ name, after: ruleInputs("a") }]));
  expect(rule).toMatch(/^ {2}r0\["(?:[\p{L}\p{N} ]|#\d+;)+"\]:::live$/u);
});

it("rules that lead from and to the same are drawn as one, and none is drawn beyond a limit", () => {
  const steps = Array.from({ length: 100 }, (_, at) => ({ name: `r${at}`, after: ruleInputs(`${at}`) }));
  expect(map(steps).rules).toMatchObject([{ label: "100 rules become live", changes: { length: 100 } }]);
  const apart = steps.map((step, at) => ({ ...step, after: ruleInputs("a", { actions: [playbook(`p${at}`)] }) }));
  expect(map(apart, 40)).toMatchObject({ rules: { length: 40 }, deeds: { length: 40 }, left: 60 });
});
