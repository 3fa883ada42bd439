import { expect, it } from "vitest";
import type { LintReport } from "../../../provider/lint/finding";
import { readLint, readSimulation } from "../../../provider/report/given";

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
  ["", "it is no such JSON"],
  ["[1]", "findings"],
  ['{"findings":[{"code":"SOAR102"}]}', "findings.0.name"],
])("what lint does not print is an error that says where: %s", (text, why) => {
  expect(() => readLint(text)).toThrow(/^This is not what "alicloud-soar lint --json" prints: /);
  expect(() => readLint(text)).toThrow(why);
});

it("what a simulation does not print is an error that says where", () => {
  expect(() => readSimulation('{"history":{"since":1}}')).toThrow(
    /^This is not what "alicloud-soar simulate --json" prints: history.since: /,
  );
});
