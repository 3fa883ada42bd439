import { expect, it } from "vitest";
import type { LintReport } from "../../../provider/lint/finding";
import { readLint, readSimulation } from "../../../provider/report/given";
import type { RuleTally, SimulatedRule, SimulatedRun, SimulationResult } from "../../../provider/simulation/result";

it("what lint prints is read", () => {
  const finding = {
    code: "SOAR102",
    name: "covered",
    level: "warning",
    rule: "a",
    sentence: "S.",
    remedy: "R.",
  } as const;
  const report: LintReport = { version: "0.1.0", rules: 1, findings: [finding], ignored: [], hidden: [] };
  expect(readLint(JSON.stringify(report))).toEqual([finding]);
});

it.each([
  ["no JSON", "it is no such JSON"],
  ["[1]", "findings"],
  ['{"findings":[{"code":"SOAR102"}]}', "findings.0.name"],
])("what lint does not print is an error that says where: %s", (text, why) => {
  expect(() => readLint(text)).toThrow(/^This is not what "alicloud-soar lint --json" prints: /);
  expect(() => readLint(text)).toThrow(why);
});

it.each([
  ["", "printed nothing"],
  ["\r\n", "printed nothing"],
  ['{"version":"0.1.0","error":"x.gz does not exist."}', "x.gz does not exist."],
])("what lint and simulate print when they fail says why: %j", (text, why) => {
  const notMade = expect.stringContaining(why);
  expect([readLint(text), readSimulation(text)]).toEqual([{ notMade }, { notMade }]);
});

it("what a simulation prints is read", () => {
  const added: RuleTally = {
    matches: 1,
    cannotTell: 0,
    doubts: [],
    entities: {},
    assets: { count: 1, isExact: true },
    samples: [{ id: "sas_1", assets: ["web-1"] }],
  };
  const removed: RuleTally = { ...added, matches: 0, assets: { count: 0, isExact: true }, samples: [] };
  const rule: SimulatedRule = {
    name: "a",
    urn: "urn:a",
    operation: "update",
    changed: [],
    added,
    removed,
    unclear: 0,
    playbooks: [],
  };
  const run: SimulatedRun = {
    kind: "OnceTask",
    name: "scan",
    urn: "urn:scan",
    operation: "create",
    scope: "servers",
    instances: [{ instanceId: "i-1", name: "db" }],
    servers: ["inet-1"],
    parameters: [],
    notes: [],
  };
  const history = { since: "2026-10-01T00:00:00.000Z", until: "2026-10-31T00:00:00.000Z", alerts: 1, events: 0 };
  const result: SimulationResult = {
    version: "0.1.0",
    source: "preview",
    history,
    assumptions: [],
    notes: [],
    rules: [rule],
    runs: [run],
    met: [{ threshold: "new-matches>0", rule: "a", urn: "urn:a", found: 1 }],
  };
  const read = readSimulation(JSON.stringify(result));
  expect(result).toMatchObject(read);
  expect(read).toMatchObject({
    history,
    rules: [{ urn: "urn:a", added: { matches: 1, samples: [{ assets: ["web-1"] }] }, removed: { matches: 0 } }],
    runs: [{ urn: "urn:scan", scope: "servers", instances: [{ name: "db" }], servers: ["inet-1"] }],
  });
});

it("what a simulation does not print is an error that says where", () => {
  expect(() => readSimulation('{"history":{"since":1}}')).toThrow(
    /^This is not what "alicloud-soar simulate --json" prints: history.since: /,
  );
});
