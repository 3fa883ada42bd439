import type { Log } from "sarif";
import { describe, expect, it } from "vitest";
import { CHECKS, type Code, finding } from "../../../provider/lint/finding";
import { positionOfIgnore, positionOfResource } from "../../../provider/lint/places";
import { type Place, sarifOf } from "../../../provider/lint/sarif";

const found = (code: Code, name: string, about?: string) =>
  finding(code, { name, urn: `urn:${name}` }, { ...(about && { about }), sentence: "It is so.", remedy: "Change it." });
const findings = [
  found("SOAR102", "a", "b"),
  found("SOAR203", "a", "alert_level"),
  found("SOAR203", "a", "alert_name"),
  found("SOAR105", "a", "alert_name"),
  found("SOAR105", "a", "alert_name"),
];
const place: Place = { file: "infra/a rule's#1.ts", line: 3, column: 5 };
// The type is made from the schema: what is missing or of another type does not compile.
const log: Log = sarifOf({ version: "0.1.0", rules: 1, findings, ignored: [], hidden: [] }, () => place);
const [run] = log.runs;
const results = run?.results ?? [];

describe("the log for code scanning", () => {
  it("says where and what", () => {
    expect(results[0]).toMatchObject({
      ruleId: "SOAR102",
      level: "warning",
      message: { text: 'Rule "a": It is so. Change it.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "infra/a%20rule's%231.ts" },
            region: { startLine: 3, startColumn: 5 },
          },
          logicalLocations: [{ name: "a", fullyQualifiedName: "urn:a", kind: "resource" }],
        },
      ],
    });
  });

  it("has no link that a name makes", () => {
    const odd = [found("SOAR102", "[x](https://example.com)")];
    const { runs } = sarifOf({ version: "0", rules: 1, findings: odd, ignored: [], hidden: [] }, () => place);
    expect(runs[0]?.results[0]?.message.text).toBe('Rule "[x] (https://example.com)": It is so. Change it.');
  });

  it("has each check once, and each result names one of them", () => {
    const ids = run?.tool.driver.rules?.map(({ id }) => id) ?? [];
    expect(ids).toEqual(Object.keys(CHECKS));
    for (const { ruleId, ruleIndex = -1 } of results) expect(ids[ruleIndex]).toBe(ruleId);
  });

  it("keeps apart what is found at one line", () => {
    const prints = results.map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash);
    expect(new Set(prints).size).toBe(findings.length);
  });

  it("knows a finding again that has moved", () => {
    const again = (line: number) =>
      sarifOf({ version: "0.2.0", rules: 1, findings, ignored: [], hidden: [] }, () => ({ ...place, line }));
    const prints = (sarif: Log) => sarif.runs[0]?.results?.map(({ partialFingerprints }) => partialFingerprints);
    expect(prints(again(40))).toEqual(prints(log));
  });

  it("shows what is nowhere else at the first line", () => {
    const { runs } = sarifOf({ version: "0", rules: 1, findings, ignored: [], hidden: [] }, () => ({
      file: "Pulumi.yaml",
    }));
    expect(runs[0]?.results[0]?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "Pulumi.yaml" },
      region: { startLine: 1, startColumn: 1 },
    });
  });
});

describe("a rule is found in a program", () => {
  it.each<[string, string, object | undefined]>([
    ["where it is made", 'const name = "a";\nnew soar.AutomateResponseConfig(\n  "a",', { line: 3, column: 3 }],
    ["with other quotes", "x\r\nnew AutomateResponseConfig('a', {})", { line: 2, column: 28 }],
    ["where it is named first", 'const rules = ["b", `a`];', { line: 1, column: 21 }],
    ["not as a part of a name", 'new AutomateResponseConfig("ab")', undefined],
  ])("%s", (_where, text, position) => {
    expect(positionOfResource(text, "a")).toEqual(position);
  });

  it("also with signs that mean something in a pattern", () => {
    expect(positionOfResource('"a+b(c"', "a+b(c")).toEqual({ line: 1, column: 1 });
  });
});

it("what is to be ignored is found in its list", () => {
  const text = JSON.stringify(
    [
      { rule: "a", code: "SOAR101" },
      { rule: "a", code: "SOAR102" },
    ],
    null,
    2,
  );
  expect(positionOfIgnore(text, "a", "SOAR102")).toEqual({ line: 6, column: 3 });
});
