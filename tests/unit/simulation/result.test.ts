import { describe, expect, it, test } from "vitest";
import { judgedRule } from "../../../provider/judged-rules/properties";
import { type Planned, ruleResult } from "../../../provider/simulation/rules-result";
import { Simulation } from "../../../provider/simulation/simulation";
import { metBy, readThreshold } from "../../../provider/simulation/thresholds";
import { SECRET, UNKNOWN } from "../../../provider/unknown";

const block = { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "waf" };
const kill = { actionType: "doPlaybook", playbookName: "Kill", playbookUuid: "kill" };

const rule = (contained: string, more: object = {}) =>
  judgedRule(
    { name: "block", urn: "urn:block" },
    { autoResponseType: "alert", conditions: { alert_name: { containsString: contained } }, actions: [block], ...more },
  );
const web = rule("web");
const webshell = rule("webshell");

/** Ten alerts, five of them of webshells, each about its own address and a common file, on three hosts. */
const alerts = Array.from({ length: 10 }, (_, number) => ({
  AlertUuid: `sas_${number}`,
  AlertName: number % 2 === 0 ? "webshell_online" : "web_login",
  OccurTime: `2026-11-01 10:00:0${number}`,
  EntityList: [
    { entity_type: "ip", ip: `203.0.113.${number}` },
    { entity_type: "file", file_path: "/tmp/a" },
  ],
  AssetList: [{ asset_type: "host", asset_name: `web-${number % 3}` }],
}));

function resultOf(sides: Pick<Planned, "before" | "after">, paramTypes: readonly (readonly [string, string])[] = []) {
  const simulation = new Simulation<Planned>([{ operation: "update", changed: [], ...sides }]);
  for (const alert of alerts) simulation.add(new Map(Object.entries(alert)));
  const [outcome] = simulation.result().outcomes;
  if (outcome === undefined) throw new Error("no outcome");
  return ruleResult(outcome, new Map(paramTypes));
}

const exactly = (count: number) => ({ count, isExact: true });
const none = { runs: 0, entities: {} };

describe("the playbooks of a rule", () => {
  it("run once for each entry that it answers, on entities of their type", () => {
    const { playbooks } = resultOf({ before: webshell, after: web }, [["waf", "template-ip"]]);
    expect(playbooks).toEqual([
      {
        uuid: "waf",
        name: "WafBlockIP",
        worksOn: "ip",
        before: { runs: 5, entities: { ip: exactly(5) } },
        after: { runs: 10, entities: { ip: exactly(10) } },
        added: { runs: 5, entities: { ip: exactly(5) } },
        removed: none,
      },
    ]);
  });

  it.each([[[]], [[["waf", "custom"] as const]], [[["waf", "template-alert"] as const]]])(
    "count entities of all types where it is not known on which they work: %j",
    (types) => {
      const [playbook] = resultOf({ after: webshell }, types).playbooks;
      expect(playbook).not.toHaveProperty("worksOn");
      expect(playbook?.after).toEqual({ runs: 5, entities: { ip: exactly(5), file: exactly(1) } });
    },
  );

  it("that are new in a rule run newly on what it answered already, and the others no more", () => {
    const { added, playbooks } = resultOf({ before: webshell, after: rule("webshell", { actions: [kill] }) });
    expect(added.matches).toBe(0);
    expect(playbooks.map(({ name, added, removed }) => [name, added.runs, removed.runs])).toEqual([
      ["Kill", 5, 0],
      ["WafBlockIP", 0, 5],
    ]);
  });

  it("that are named twice run twice", () => {
    const { playbooks } = resultOf({ before: webshell, after: rule("web", { actions: [block, block] }) });
    expect(playbooks).toMatchObject([{ before: { runs: 5 }, after: { runs: 10 * 2 }, added: { runs: 5 * 2 + 5 } }]);
  });

  it("do not run while it is off; whether they do cannot be told while that is not known", () => {
    const off = rule("webshell", { enabled: false });
    expect(resultOf({ before: off, after: webshell })).toMatchObject({
      before: { enabled: "off", matches: 5 },
      after: { enabled: "on", matches: 5 },
      added: { matches: 5 },
      playbooks: [{ before: none, after: { runs: 5 }, added: { runs: 5 } }],
    });
    const later = resultOf({ after: rule("webshell", { enabled: UNKNOWN }) });
    expect(later).toMatchObject({ after: { enabled: "cannot tell", matches: 5 }, unclear: 5 });
    expect(later.playbooks[0]?.after).not.toHaveProperty("runs");
  });

  it("have no name and UUID that are not to be seen", () => {
    const actions = [{ ...block, playbookName: SECRET, playbookUuid: UNKNOWN }];
    const [playbook] = resultOf({ after: rule("webshell", { actions }) }).playbooks;
    expect(playbook).toMatchObject({ after: { runs: 5 } });
    expect(JSON.stringify(playbook)).not.toMatch(/secret|04da6b54/);
  });
});

it("a doubt names the condition, and not its value", () => {
  const conditions = { alert_name: { contains: "web" }, alert_desc: { containsString: "hunter2" } };
  const result = resultOf({ after: rule("", { conditions }) });
  expect(result.after?.doubts).toEqual([
    { why: "the entry has no such key", field: "alert_desc", operator: "containsString", entries: 10 },
  ]);
  expect(JSON.stringify(result)).not.toContain("hunter2");
});

describe("thresholds", () => {
  const { added, ...others } = resultOf({ before: webshell, after: web });
  const result = { added, ...others };
  const found = (text: string) => metBy([result], [readThreshold(text)]).map((met) => met.found);

  test.each([
    ["matches>9", [10]],
    ["matches > 10", []],
    ["matches>=10", [10]],
    ["matches<10", []],
    ["matches<=10", [10]],
    ["new-matches>4", [5]],
    ["lost-matches>0", []],
    ["new-assets>=3", [3]],
    ["runs>9", [10]],
    ["new-runs>4", [5]],
    ["cannot-tell>0", []],
    ["unclear>0", []],
  ])("%s", (text, met) => {
    expect(found(text)).toEqual(met);
  });

  test("a rule that goes has no number of what it will be", () => {
    const gone = resultOf({ before: webshell });
    const met = ["matches<1", "runs<1", "cannot-tell<1", "lost-matches>4"].map(readThreshold);
    expect(metBy([gone], met).map(({ threshold }) => threshold)).toEqual(["lost-matches>4"]);
  });

  it("name the rule", () => {
    expect(metBy([result], [readThreshold(" new-matches>4 ")])).toEqual([
      { threshold: "new-matches>4", rule: "block", urn: "urn:block", found: 5 },
    ]);
  });

  test.each([
    ["new-match>100", 'There is no "new-match"; did you mean new-matches?'],
    ["toString>1", 'There is no "toString". Known are'],
    ["new-matches", "It must be like new-matches>100"],
    ["new-matches=100", "It must be like new-matches>100"],
    ["new-matches>1.5", "It must be like new-matches>100"],
    ["", "It names none. Known are"],
  ])("%s is none", (text, said) => {
    expect(() => readThreshold(text)).toThrow(said);
  });
});
