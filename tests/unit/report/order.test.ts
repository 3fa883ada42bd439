import { describe, expect, it } from "vitest";
import { reportOf } from "../../../provider/report/report";
import { type PlannedStep, planned, playbook, ruleInputs, urnOf } from "../../support/planned";

const tag = [{ actionType: "addEventTag", tag: "seen" }];
const off = { enabled: false };
const repair = { type: "REPAIR", checkId: "45", triggers: ["1"], summary: "Repair check item 45 on every instance." };
const tally = (matches: number) => ({ matches, assets: { count: 0, isExact: true }, samples: [] });

const shown = (...steps: readonly PlannedStep[]) =>
  reportOf({ resources: planned(...steps) }).changes.map(({ name, group, isDangerous }) => [name, group, isDangerous]);

describe("a report", () => {
  it("begins with what runs, then what becomes live, stops, and acts differently", () => {
    const changes = shown(
      { name: "rename", before: ruleInputs("a", { ruleName: "x" }), after: ruleInputs("a", { ruleName: "y" }) },
      { name: "loosen", before: ruleInputs("ab"), after: ruleInputs("a") },
      { name: "gone", before: ruleInputs("a") },
      { name: "tagging", after: ruleInputs("a", { actions: tag }) },
      { name: "blocking", after: ruleInputs("a") },
      { name: "scan", kind: "OnceTask", after: { taskType: "IMAGE_SCAN", summary: "Runs IMAGE_SCAN once." } },
      { name: "again", kind: "OperationTask", op: "replace", before: repair, after: { ...repair, triggers: ["2"] } },
    );
    expect(changes).toEqual([
      ["again", "runs", true],
      ["scan", "runs", false],
      ["blocking", "live", true],
      ["tagging", "live", false],
      ["gone", "stops", true],
      ["loosen", "differs", true],
      ["rename", "quiet", false],
    ]);
  });

  it("puts what reaches further first among what is alike", () => {
    const resources = planned(
      { name: "a", before: ruleInputs("xy"), after: ruleInputs("x") },
      { name: "b", before: ruleInputs("xy"), after: ruleInputs("x") },
      { name: "c", before: ruleInputs("xy"), after: ruleInputs("x") },
    );
    const rule = (name: string, added: number, removed: number) => {
      return { name, urn: urnOf(name), added: tally(added), removed: tally(removed), unclear: 0 };
    };
    const history = { since: "2026-10-01", until: "2026-10-31", alerts: 500, events: 0 };
    const simulation = { history, rules: [rule("a", 1, 0), rule("b", 0, 400), rule("c", 30, 0)], runs: [], met: [] };
    expect(reportOf({ resources, simulation }).changes.map(({ name }) => name)).toEqual(["b", "c", "a"]);
  });

  it.each<[string, PlannedStep, string, boolean]>([
    ["switched on", { name: "r", before: ruleInputs("a", off), after: ruleInputs("a") }, "live", true],
    ["switched off", { name: "r", before: ruleInputs("a"), after: ruleInputs("a", off) }, "stops", true],
    ["made off", { name: "r", after: ruleInputs("a", off) }, "quiet", false],
    ["edited while off", { name: "r", before: ruleInputs("a", off), after: ruleInputs("b", off) }, "quiet", false],
    ["taken over", { name: "r", op: "import", after: ruleInputs("a") }, "quiet", false],
    [
      "of another action",
      { name: "r", before: ruleInputs("a"), after: ruleInputs("a", { actions: [playbook("IsolateHost")] }) },
      "differs",
      true,
    ],
    [
      "with an action that no document names",
      { name: "r", after: ruleInputs("a", { actions: [{ actionType: "x" }] }) },
      "live",
      true,
    ],
    [
      "of a secret that changes",
      { name: "r", before: ruleInputs("[secret]"), after: ruleInputs("[secret]"), changed: ["conditions.alert_name"] },
      "differs",
      true,
    ],
    [
      "of a secret that may change",
      { name: "r", op: "update", before: ruleInputs("[secret]"), after: ruleInputs("[secret]") },
      "differs",
      true,
    ],
    [
      "of a secret beside a change that is named",
      { name: "r", op: "update", before: ruleInputs("[secret]"), after: ruleInputs("[secret]"), changed: ["ruleName"] },
      "quiet",
      false,
    ],
  ])("knows what a rule does that is %s", (_what, step, group, isDangerous) => {
    expect(shown(step)).toEqual([["r", group, isDangerous]]);
  });

  it.each<[string, PlannedStep, string]>([
    ["a repair that goes", { name: "t", kind: "OperationTask", before: repair }, "quiet"],
    ["a rollback", { name: "t", kind: "OperationTask", before: { ...repair, rollbackOnDestroy: true } }, "runs"],
    [
      "the rollback of a run that was joined",
      { name: "t", kind: "OperationTask", before: { ...repair, rollbackOnDestroy: true }, outputs: { joined: true } },
      "quiet",
    ],
    [
      "a repair that waits longer",
      { name: "t", kind: "OperationTask", before: repair, after: { ...repair, wait: true } },
      "quiet",
    ],
    ["a scan that is cancelled", { name: "t", kind: "OnceTask", before: { cancelOnDelete: true } }, "stops"],
    ["a strategy task", { name: "t", kind: "SoarStrategyTask", after: {} }, "live"],
    ["a strategy task made paused", { name: "t", kind: "SoarStrategyTask", after: { taskAction: "PAUSE" } }, "quiet"],
    ["a strategy task that goes", { name: "t", kind: "SoarStrategyTask", before: { onDelete: "error" } }, "stops"],
    [
      "a strategy task that is forgotten",
      { name: "t", kind: "SoarStrategyTask", before: { onDelete: "forget" } },
      "quiet",
    ],
    [
      "a state that is paused",
      {
        name: "t",
        kind: "SoarStrategyTaskState",
        before: { taskAction: "SCHEDULE" },
        after: { taskAction: "PAUSE" },
      },
      "stops",
    ],
    [
      "a state that is scheduled again when it goes",
      { name: "t", kind: "SoarStrategyTaskState", before: { taskAction: "PAUSE", onDelete: "SCHEDULE" } },
      "live",
    ],
    [
      "a state that is left",
      { name: "t", kind: "SoarStrategyTaskState", before: { taskAction: "PAUSE", onDelete: "none" } },
      "quiet",
    ],
  ])("knows what becomes of %s", (_what, step, group) => {
    expect(shown(step).map(([, of]) => of)).toEqual([group]);
  });

  it("has nothing of what does not change, and counts it", () => {
    const same = { name: "kept", op: "same", before: ruleInputs("a"), after: ruleInputs("a") };
    const finding = { code: "SOAR101", name: "same-conditions", sentence: "s", remedy: "r" };
    const findings = [{ ...finding, level: "warning", rule: "kept", urn: urnOf("kept") } as const];
    const report = reportOf({ resources: planned(same), findings });
    expect(report).toMatchObject({ changes: [], leftOut: [], unchanged: 1, others: 0, findingsElsewhere: 1 });
  });
});
