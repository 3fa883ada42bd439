import { describe, expect, it } from "vitest";
import { leftOutOfPreview, rulesOfPreview, rulesOfState } from "../../../provider/judged-rules/engine";
import { readPreview } from "../../../provider/judged-rules/planned";
import { SECRET, UNKNOWN } from "../../../provider/unknown";

const type = "pulumi-nodejs:dynamic/alicloud-soar:AutomateResponseConfig";
const urn = (name: string) => `urn:pulumi:test::rules::${type}::${name}`;
const inputs = {
  ruleName: "a-6e77b5f",
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell" } },
  actions: [{ actionType: "changeEventStatus" }],
  enabled: true,
};
const item = (value: unknown, field = "alert_name") => ({
  left: { value: field },
  operator: "containsString",
  right: { value },
});
const state = (name: string, more: object = {}) => ({ urn: urn(name), type, id: "42", inputs: { ...inputs, ...more } });
const secret = (more: object) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ...more });

it("a rule whose name holds colons has all of it", () => {
  const preview = JSON.stringify({ steps: [{ op: "create", urn: urn("web::a"), newState: state("web::a") }] });
  expect(rulesOfPreview(readPreview(preview)).map(({ after }) => after?.name)).toEqual(["web::a"]);
});

it("a preview with --show-sames of what did not fail leaves out nothing", () => {
  const steps = [{ op: "same", urn: "urn:pulumi:test::rules::pulumi:pulumi:Stack::rules-test" }];
  const diagnostics = [{ severity: "warning" }];
  expect(leftOutOfPreview(readPreview(JSON.stringify({ steps, changeSummary: { same: 1 }, diagnostics })))).toEqual([]);
});

it("a preview of a refresh is told from one of a program, which may refresh as well", () => {
  const [read, same] = ["refresh", "same"].map((op) => ({
    op,
    urn: urn("a"),
    oldState: state("a"),
    newState: state("a"),
  }));
  const leftOut = (...steps: unknown[]) =>
    leftOutOfPreview(readPreview(JSON.stringify({ steps, changeSummary: { same: 1 } })));
  expect(leftOut(read)).toEqual([expect.stringContaining("only what a refresh reads")]);
  expect(leftOut(read, same)).toEqual([]);
});

describe("a preview", () => {
  const preview = { steps: [{ op: "create", urn: urn("a"), newState: state("a") }], changeSummary: { create: 1 } };
  const text = JSON.stringify(preview, null, 4);

  it.each([
    ["after what the CLI says of policy packs", `Installing policy pack a 0.0.7...\nFinished\n\n${text}\n`],
    ["with colours before it", `\u001b[1mwarning\u001b[0m: {odd}\n${text}`],
    [
      "with the line ends of Windows, and a mark at its beginning",
      `\ufeffInstalling\r\n${text.replaceAll("\n", "\r\n")}\r\n`,
    ],
  ])("%s is read", (_how, printed) => {
    expect(rulesOfPreview(readPreview(printed))).toMatchObject([{ operation: "create", after: { name: "a" } }]);
    expect(leftOutOfPreview(readPreview(printed))).toEqual([]);
  });

  it("of a rule whose name has colons is read", () => {
    const steps = [{ op: "create", urn: urn("soc::block"), newState: state("soc::block") }];
    expect(rulesOfPreview(readPreview(JSON.stringify({ steps })))).toMatchObject([{ after: { name: "soc::block" } }]);
  });

  it("that failed before its first step is one that failed", () => {
    const failed = JSON.stringify({ diagnostics: [{ severity: "warning", message: "using a policy pack" }] });
    expect(rulesOfPreview(readPreview(failed))).toEqual([]);
    expect(leftOutOfPreview(readPreview(failed))).toEqual(["The preview failed, and may leave out rules."]);
  });

  it("as a stream of events is an error that says what to leave out", () => {
    const events = `{"sequence":0,"preludeEvent":{}}\n{"sequence":1,"summaryEvent":{}}\n`;
    expect(() => readPreview(events)).toThrow("prints, without PULUMI_ENABLE_STREAMING_JSON_PREVIEW.");
  });
});

it.each<[string, string[], object | undefined]>([
  [
    "it is made by a function of the program",
    ["node_modules/p/sdk.js#1,1", "index.ts#6,81", "index.ts#9,29", "node_modules/ts-node/index.js#3,2", "main.ts#1,1"],
    { file: "index.ts", line: 9, column: 29 },
  ],
  [
    "the program is all there is",
    ["../sdk/a.js#1,1", "a%20b/rules.ts#2,3"],
    { file: "a b/rules.ts", line: 2, column: 3 },
  ],
  ["no frame is of the project", ["node_modules/p/a.js#1,1", "../b.ts#1,1"], undefined],
  ["nothing is told", [], undefined],
])("where a rule is made is told by its stack: %s", (_case, positions, source) => {
  const stackTrace = positions.map((position) => ({ sourcePosition: `project:///${position}` }));
  const newState = { ...state("a"), stackTrace: [...stackTrace, {}] };
  expect(planned({ op: "create", urn: urn("a"), newState })[0]?.after?.source).toEqual(source);
});

it("rules of a provider are known by its URN", () => {
  const provider = "urn:pulumi:test::rules::pulumi:providers:pulumi-nodejs::overseas";
  const newState = { ...state("a"), provider: `${provider}::5a7d` };
  expect(planned({ op: "create", urn: urn("a"), newState })).toMatchObject([{ after: { provider } }]);
});

function planned(...steps: readonly object[]) {
  return rulesOfPreview(readPreview(JSON.stringify({ config: {}, steps, changeSummary: {} })));
}

describe("the rules of a preview", () => {
  it("are those before and after, with what changes", () => {
    const newState = state("a", { conditions: { alert_name: { containsString: "web" } }, enabled: false });
    const detailedDiff = { "conditions.alert_name.containsString": { kind: "update" }, enabled: { kind: "update" } };
    const [rule] = planned({ op: "update", urn: urn("a"), oldState: state("a"), newState, detailedDiff });
    expect(rule).toEqual({
      urn: urn("a"),
      operation: "update",
      before: {
        name: "a",
        urn: urn("a"),
        id: "42",
        ruleName: "a-6e77b5f",
        autoResponseType: "alert",
        enabled: true,
        conditions: [item("webshell")],
        actions: inputs.actions,
      },
      after: expect.objectContaining({ conditions: [item("web")], enabled: false }),
      changed: ["conditions.alert_name.containsString", "enabled"],
    });
  });

  it("are of this kind only, also such as are new, gone or the same", () => {
    const other = { ...state("x"), type: "pulumi:pulumi:Stack" };
    const rules = planned(
      { op: "same", urn: urn("x"), oldState: other, newState: other },
      { op: "create", urn: urn("new"), newState: state("new") },
      { op: "delete", urn: urn("gone"), oldState: state("gone") },
      { op: "same", urn: urn("same"), oldState: state("same"), newState: state("same"), detailedDiff: null },
    );
    const shapes = rules.map(({ operation, before, after }) => [operation, before?.name, after?.name]);
    expect(shapes).toEqual([
      ["create", undefined, "new"],
      ["delete", "gone", undefined],
      ["same", "same", "same"],
    ]);
  });

  it("make one of the steps of a replacement and of a refresh", () => {
    const refreshed = state("a", { enabled: false });
    const rules = planned(
      { op: "refresh", urn: urn("a"), oldState: state("a"), newState: refreshed },
      { op: "delete-replaced", urn: urn("a"), oldState: refreshed },
      { op: "replace", urn: urn("a"), oldState: refreshed, newState: state("a", { roleType: 1 }) },
      { op: "create-replacement", urn: urn("a"), oldState: refreshed, newState: state("a", { roleType: 1 }) },
    );
    expect(rules).toMatchObject([
      { operation: "replace", before: { enabled: false }, after: { enabled: true, roleType: 1 } },
    ]);
  });

  it.each<[string, object, object]>([
    ["a value", { conditions: { alert_name: { containsString: UNKNOWN } } }, { conditions: [item(UNKNOWN)] }],
    [
      "the operators of a field",
      { conditions: { alert_name: UNKNOWN } },
      { conditions: [{ left: { value: "alert_name" }, operator: UNKNOWN }] },
    ],
    ["all conditions", { conditions: UNKNOWN }, { conditions: { hidden: "unknown" } }],
    ["the raw form", { executionCondition: UNKNOWN, conditions: undefined }, { conditions: { hidden: "unknown" } }],
    ["actions", { actions: UNKNOWN }, { actions: { hidden: "unknown" } }],
    ["whether it is on", { enabled: UNKNOWN }, { enabled: { hidden: "unknown" } }],
  ])("have a mark where %s is known after apply", (_what, given, expected) => {
    expect(planned({ op: "create", urn: urn("a"), newState: state("a", given) })).toMatchObject([{ after: expected }]);
  });

  it("have a mark where a secret is not shown", () => {
    const hidden = {
      conditions: { alert_name: { containsString: "[secret]" } },
      actions: "[secret]",
      ruleName: "[secret]",
    };
    const [rule] = planned({ op: "create", urn: urn("a"), newState: state("a", hidden) });
    expect(rule?.after).toMatchObject({ conditions: [item(SECRET)], actions: { hidden: "secret" } });
    expect(rule?.after).not.toHaveProperty("ruleName");
  });

  it.each(["", "[]", "{}", "no JSON"])("are not found in %j, which is said", (text) => {
    expect(() => readPreview(text)).toThrow("pulumi preview --json --show-sames");
  });
});

describe("the rules of a state", () => {
  const exported = (...resources: readonly object[]) =>
    rulesOfState(JSON.stringify({ version: 3, deployment: { resources } }));

  it("are those that it has and keeps", () => {
    const rules = exported({ ...state("old"), delete: true }, state("a"), {
      ...state("x"),
      type: "pulumi:pulumi:Stack",
    });
    expect(rules.map(({ name, id }) => [name, id])).toEqual([["a", "42"]]);
  });

  it("show a secret where it was exported, and a mark where not", () => {
    const conditions = {
      alert_name: { containsString: secret({ plaintext: '"top"' }) },
      alert_type: { containsString: secret({ ciphertext: "v1:x" }) },
    };
    expect(exported(state("a", { conditions }))[0]?.conditions).toEqual([item("top"), item(SECRET, "alert_type")]);
    const whole = secret({ plaintext: JSON.stringify(inputs.conditions) });
    expect(exported(state("a", { conditions: whole }))[0]?.conditions).toEqual([item("webshell")]);
  });

  it("are not found in anything else, which is said", () => {
    expect(() => rulesOfState("{}")).toThrow("pulumi stack export");
  });
});
