import { describe, expect, it } from "vitest";
import { judgedRule } from "../../../provider/judged-rules/properties";
import { type Beside, lint } from "../../../provider/lint/lint";
import { SECRET, UNKNOWN } from "../../../provider/unknown";

const block = { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "waf" };
const isolate = { actionType: "doPlaybook", playbookName: "Isolate", playbookUuid: "isolate" };
const handled = { actionType: "changeEventStatus", status: "10" };
const contains = (value: unknown) => ({ conditions: { alert_name: { containsString: value } } });

function rule(name: string, properties: object, known: object = {}) {
  return judgedRule(
    { name, ...known },
    { autoResponseType: "alert", actions: [block], ...contains(name), ...properties },
  );
}

async function found(rules: readonly ReturnType<typeof rule>[], beside: Partial<Beside> = {}) {
  const { findings } = await lint(rules, { today: "2026-01-01", ...beside });
  return findings.map(({ code, rule, about }) => [code, rule, ...(about === undefined ? [] : [about])].join(" "));
}

async function sentences(...rules: readonly ReturnType<typeof rule>[]) {
  const { findings } = await lint(rules, { today: "2026-01-01" });
  return findings.map(({ sentence, remedy }) => `${sentence} ${remedy}`);
}

const narrow = contains("webshell_online");
const wide = contains("webshell");

describe("rules of the same conditions", () => {
  it("are found once, whatever the order and the names of operators", async () => {
    const one = { conditions: { alert_name: { equals: "x" }, alert_level: { in: ["serious", "remind"] } } };
    const other = { conditions: { alert_level: { in: ["remind", "serious"] }, alert_name: { "=": "x" } } };
    expect(await found([rule("b", one), rule("a", other), rule("c", one)])).toEqual(["SOAR101 b a", "SOAR101 c a"]);
  });

  it.each([
    ["does the same", [block], "Take one of the two out."],
    ["does something else", [isolate], "Put the actions of both into one rule"],
    ["contradicts it: each sets another status", [{ ...handled, status: "0" }, isolate], "Decide which"],
  ])("say that the other %s", async (deed, actions, remedy) => {
    const own = deed.startsWith("contradicts") ? [handled] : [block];
    const [sentence] = await sentences(rule("a", { ...wide, actions: own }), rule("b", { ...wide, actions }));
    expect(sentence).toContain(`It has the same conditions as "a", and ${deed}. ${remedy}`);
  });
});

describe("a rule that another covers", () => {
  it("is found where the other does all that it does", async () => {
    const both = { ...wide, actions: [isolate, block] };
    expect(await found([rule("narrow", narrow), rule("wide", both)])).toEqual(["SOAR102 narrow wide"]);
    expect(await found([rule("narrow", { ...narrow, ...{ actions: [block, handled] } }), rule("wide", both)])).toEqual(
      [],
    );
  });

  it("is found where the other has fewer conditions", async () => {
    const more = { conditions: { alert_name: { containsString: "webshell" }, alert_level: { equals: "serious" } } };
    expect(await found([rule("more", more), rule("wide", wide)])).toEqual(["SOAR102 more wide"]);
  });

  it.each<[string, object[], object[]]>([
    ["another status", [handled], [{ ...handled, status: "0" }]],
    [
      "other parameters",
      [{ ...block, disposeParam: { period: "7d" } }],
      [{ ...block, disposeParam: { period: "1d" } }],
    ],
    ["the tag away", [{ actionType: "addEventTag", tags: ["vip"] }], [{ actionType: "deleteEventTag", tags: ["vip"] }]],
  ])("is found where the other sets %s", async (_what, actions, others) => {
    const rules = [rule("narrow", { ...narrow, actions }), rule("wide", { ...wide, actions: others })];
    expect(await found(rules)).toEqual(["SOAR103 narrow wide"]);
  });

  it.each<[string, object, object]>([
    ["the other is off", {}, { enabled: false }],
    ["it is off", { enabled: false }, {}],
    ["it is not told whether the other is on", {}, { enabled: UNKNOWN }],
    ["the other watches something else", {}, { autoResponseType: "event" }],
    ["the other is of another region", { regionId: "cn-hangzhou" }, { regionId: "ap-southeast-1" }],
    ["the other is of another view", { roleFor: "11" }, { roleFor: "12" }],
    ["the view of both is known later", { roleFor: UNKNOWN }, { roleFor: UNKNOWN }],
    ["the other's value is known later", {}, contains(UNKNOWN)],
    ["the other's conditions are a secret", {}, { conditions: SECRET }],
    ["the other's conditions are a text", {}, { conditions: undefined, executionCondition: { verbatim: "?" } }],
    ["an action is known later", { actions: [{ ...block, disposeParam: UNKNOWN }] }, {}],
    ["the other does something else", {}, { actions: [isolate] }],
    [
      "both have a parameter that is known later",
      { actions: [{ ...handled, status: UNKNOWN }] },
      { actions: [handled] },
    ],
  ])("is not found where %s", async (_why, own, others) => {
    expect(await found([rule("narrow", { ...narrow, ...own }), rule("wide", { ...wide, ...others })])).toEqual([]);
  });

  it("is not found in another account", async () => {
    const providers = ["default", "overseas"].map((provider) => ({ provider: `urn:${provider}` }));
    expect(await found([rule("narrow", narrow, providers[0]), rule("wide", wide, providers[1])])).toEqual([]);
  });
});

describe("a rule by itself", () => {
  it("never matches where its conditions contradict each other, and is found of nothing else", async () => {
    const conditions = { alert_level: { equals: "serious", "<>": "serious" } };
    expect(await found([rule("a", { conditions }), rule("b", { conditions })])).toEqual([
      "SOAR104 a alert_level",
      "SOAR104 b alert_level",
    ]);
    expect(await sentences(rule("a", { conditions }))).toEqual([
      'The rule never answers anything: that alert_level is "serious" and alert_level is not "serious" cannot be at once. ' +
        "Correct the condition that is not meant, or make a rule of each.",
    ]);
  });

  it("has an idle condition where another says more, and of two that say the same, one", async () => {
    const idle = { conditions: { alert_name: { containsString: { webshell: true, web: true } } } };
    const item = { left: { value: "alert_desc" }, operator: "resembles", right: { value: "x" } };
    expect(
      await found([rule("a", idle), rule("b", { conditions: undefined, executionCondition: [item, item] })]),
    ).toEqual(["SOAR105 a alert_name", "SOAR105 b alert_desc"]);
  });

  it.each<[string, object]>([
    ["it has no condition", { conditions: {} }],
    ["its only one asks for an empty text", contains("")],
    ["its pattern matches everything", { conditions: { alert_name: { REGEXP: ".*" } } }],
  ])("matches everything where %s", async (_why, properties) => {
    expect(await found([rule("a", properties)])).toEqual(["SOAR106 a"]);
  });

  it("matches everything that has a field where its only condition asks for any text", async () => {
    expect(await sentences(rule("a", { conditions: { alert_name: { REGEXP: ".*" } } }))).toEqual([
      'Every alert that has "alert_name" runs "WafBlockIP": no condition leaves anything out. ' +
        "Give it a condition that names what is to be answered.",
    ]);
  });

  it.each<[string, object]>([
    ["runs no playbook", { conditions: {}, actions: [handled] }],
    ["is off", { conditions: {}, enabled: false }],
    ["has conditions that are known later", { conditions: UNKNOWN }],
    ["has a pattern that leaves something out", { conditions: { alert_name: { REGEXP: "^$" } } }],
    ["has a second condition", { conditions: { alert_name: { containsString: "" }, alert_desc: { equals: UNKNOWN } } }],
  ])("does not match everything where it %s", async (_why, properties) => {
    expect(await found([rule("a", properties)])).toEqual([]);
  });
});

describe("a rule that watches updates", () => {
  const updates = (actions: object[], conditions: object = { incident_name: { containsString: "x" } }) =>
    rule("a", { autoResponseType: "event_update", conditions, actions });
  const raise = { actionType: "changeThreatLevel", threatLevel: "serious" };

  it("loops where its action makes what its conditions want", async () => {
    const conditions = { threat_level: { in: ["serious", "suspicious"] }, incident_name: { containsString: "x" } };
    expect(await found([updates([raise], conditions)])).toEqual(["SOAR107 a changeThreatLevel"]);
  });

  it("says what still holds", async () => {
    const [sentence] = await sentences(updates([raise], { threat_level: { equals: "serious" } }));
    expect(sentence).toContain('after "changeThreatLevel", that threat_level is "serious" still holds.');
  });

  it.each<[string, ReturnType<typeof rule>]>([
    ["its condition does not hold any more", updates([raise], { threat_level: { equals: "suspicious" } })],
    ["that cannot be told", updates([{ actionType: "changeThreatLevel" }], { threat_level: { equals: "serious" } })],
    ["it changes nothing", updates([block])],
    ["it does not watch what it changes", updates([raise])],
    [
      "another of its actions ends it",
      updates([raise, handled], { threat_level: { equals: "serious" }, status: { equals: "0" } }),
    ],
    ["it watches events", rule("a", { autoResponseType: "event", actions: [raise] })],
    ["it is off", rule("a", { autoResponseType: "event_update", actions: [raise], enabled: false })],
  ])("does not loop where %s", async (_why, one) => {
    expect(await found([one])).toEqual([]);
  });
});

describe("beside a catalogue", () => {
  const fields = {
    alert: [
      { field: "alert_name", operators: ["containsString", "equals"], values: [] },
      { field: "alert_level", operators: ["equals"], values: ["serious", "remind"] },
    ],
  };
  const listed = { fields, playbooks: [{ name: "WafBlockIP", uuid: "waf" }] };

  it("what it does not have is found, of rules that are off, too", async () => {
    const rules = [
      rule("field", { conditions: { alert_nam: { equals: "x" } }, enabled: false }),
      rule("operator", { conditions: { alert_level: { "<>": "serious" } }, enabled: false }),
      rule("value", { conditions: { alert_level: { equals: "critical" } } }),
      rule("playbook", { actions: [isolate] }),
      rule("misnamed", { actions: [{ ...block, playbookName: "WafBlokIP" }] }),
      rule("right", {}),
    ];
    expect(await found(rules, { listed: () => listed })).toEqual([
      "SOAR201 field alert_nam",
      "SOAR205 misnamed WafBlokIP",
      "SOAR202 operator alert_level <>",
      "SOAR204 playbook isolate",
      "SOAR203 value alert_level",
    ]);
  });

  it.each<[string, object]>([
    ["the program says so", { conditions: { x: { equals: "x" } }, actions: [isolate], allowUnknownFields: true }],
    ["it does not tell of such rules", { autoResponseType: "event", conditions: { x: { equals: "x" } } }],
    [
      "it is known later",
      { conditions: { alert_name: { equals: UNKNOWN } }, actions: [{ ...block, playbookUuid: UNKNOWN }] },
    ],
    ["the name of a playbook is known later", { actions: [{ ...block, playbookName: UNKNOWN }] }],
    ["the operator is known later", { conditions: { alert_name: UNKNOWN } }],
  ])("nothing is found where %s", async (_why, properties) => {
    expect(await found([rule("a", properties)], { listed: () => listed })).toEqual([]);
  });
});

describe("beside a history", () => {
  const entry = (name: string) => ({ AlertUuid: "a", AlertName: name, AlertLevel: "remind" });
  const history = [entry("miner"), entry("webshell_online")];

  it("a rule that answers none of it is found", async () => {
    expect(await found([rule("webshell", {}), rule("worm", {})], { history })).toEqual(["SOAR301 worm"]);
  });

  it.each<[string, object]>([
    ["an answer cannot be told", contains("MINER")],
    ["it is off", { enabled: false }],
    ["it watches what the history has not", { autoResponseType: "event" }],
    ["a value is known later", contains(UNKNOWN)],
  ])("a rule is not found where %s", async (_why, properties) => {
    expect(await found([rule("worm", properties)], { history })).toEqual([]);
  });
});

it("rules of which a part was not to be seen are named", async () => {
  const rules = [rule("a", contains(UNKNOWN)), rule("b", { conditions: SECRET }), rule("c", {})];
  expect((await lint(rules, { today: "2026-01-01" })).hidden).toEqual(["a", "b"]);
});
