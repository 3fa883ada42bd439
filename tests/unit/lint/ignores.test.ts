import { describe, expect, it } from "vitest";
import { judgedRule } from "../../../provider/judged-rules/properties";
import { readIgnores } from "../../../provider/lint/ignores";
import { lint } from "../../../provider/lint/lint";

const actions = [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "waf" }];
const everything = judgedRule({ name: "a" }, { autoResponseType: "alert", conditions: {}, actions });
const ignore = { rule: "a", code: "SOAR106", reason: "a drill", expires: "2026-06-30" };

async function linted(ignores: readonly object[], today = "2026-06-30") {
  const { findings, ignored } = await lint([everything], { ignores: readIgnores(JSON.stringify(ignores)), today });
  return { findings: findings.map(({ code, about = "" }) => `${code} ${about}`), ignored };
}

describe("a finding that is to be ignored", () => {
  it("is none until the end of its last day, and is shown with the reason", async () => {
    const { findings, ignored } = await linted([ignore]);
    expect(findings).toEqual([]);
    expect(ignored).toMatchObject([{ code: "SOAR106", rule: "a", reason: "a drill", expires: "2026-06-30" }]);
  });

  it("is one again on the next day, and so is that it has expired", async () => {
    expect(await linted([ignore], "2026-07-01")).toEqual({ findings: ["SOAR106 ", "SOAR901 SOAR106"], ignored: [] });
  });

  it("is one of this rule and code only; what leaves nothing is a finding itself", async () => {
    const others = [
      { ...ignore, rule: "b" },
      { ...ignore, code: "SOAR102" },
    ];
    const { findings } = await linted(others);
    expect(findings).toEqual(["SOAR106 ", "SOAR902 SOAR102", "SOAR902 SOAR106"]);
  });

  it("is not said to be unused where it was not looked for", async () => {
    const others = [ignore, { ...ignore, code: "SOAR301" }, { ...ignore, code: "SOAR201" }];
    expect((await linted(others)).findings).toEqual([]);
  });
});

it.each<[string, string]>([
  ["{}", "It must be a JSON list"],
  ["[1]", "Number 1 of the list: it must be an object"],
  [JSON.stringify([{ ...ignore, reason: undefined }]), 'Number 1 of the list: "reason" must be a text'],
  [JSON.stringify([ignore, { ...ignore, expires: " " }]), 'Number 2 of the list: "expires" must be a text'],
  [JSON.stringify([{ ...ignore, expires: "2026-02-30" }]), '"2026-02-30" must be a day'],
  [JSON.stringify([{ ...ignore, expires: "soon" }]), '"soon" must be a day'],
  [JSON.stringify([{ ...ignore, code: "SOAR999" }]), '"SOAR999" is no code'],
  [JSON.stringify([{ ...ignore, code: "SOAR901" }]), "cannot be left"],
  [JSON.stringify([{ ...ignore, until: "x" }]), 'there is no "until"'],
  [
    JSON.stringify([ignore, { ...ignore, code: "SOAR102" }, { ...ignore, expires: "2027-06-30" }]),
    "Number 3 of the list: number 1 is about the same rule and code: keep one of them.",
  ],
])("a list that is %s is refused", (text, sentence) => {
  expect(() => readIgnores(text)).toThrow(sentence);
});
