import { describe, expect, it } from "vitest";
import type { Config } from "../../../provider/api/configuration/config";
import { check } from "../../../provider/lifecycle/check";
import { automateResponseConfig as kind } from "../../../provider/resources/automate-response-config/verbs";
import { UNKNOWN } from "../../../provider/unknown";
import { config, written } from "./written-rule";

const checked = (news: Record<string, unknown>, given: Config = config) => check(kind, given, news);
const failuresOf = (news: Record<string, unknown>) => {
  const { failures } = checked(news);
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
};

const SEVERAL =
  'several values are { in: ["A", "B"] } for one of them, { containsString: { "A": true, "B": true } } where all must hold';
const OPERATORS = `must be an object like { equals: "serious" }: operator, value; ${SEVERAL}`;
const VALUE = `must be a text, a number or a boolean; ${SEVERAL}; what else the API takes goes into executionCondition`;
const TIMEOUTS = 'must be an object with "create", "update" and "delete" only, each a duration such as "10m"';

describe("check", () => {
  it("fills in what is not written, with the configuration's view", () => {
    const view: Config = { ...config, region: "eu-central-1", roleType: 1, roleFor: "113091674488123456" };
    expect(checked(written, view).inputs).toEqual({
      ...written,
      enabled: true,
      regionId: "ap-southeast-1",
      roleType: 1,
      roleFor: "113091674488123456",
      onDelete: "delete",
      adopt: false,
      allowUnknownFields: false,
      summary:
        "On every alert of all managed accounts in the view of account 113091674488123456 where " +
        'alert_level is "serious" and alert_name contains "webshell_online", run playbook "WafBlockIP".',
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["no name", { ruleName: "" }, 'ruleName: must be the name of the rule; got ""'],
    ["a type of the wrong kind", { autoResponseType: 5 }, 'autoResponseType: must be "alert" or "event"; got 5'],
    ["a switch as text", { enabled: "yes" }, 'enabled: must be true or false; got "yes"'],
    [
      "a region that is no data-management centre",
      { regionId: "cn-beijing" },
      'regionId: must be one of "cn-hangzhou", "ap-southeast-1"; got "cn-beijing"',
    ],
    ["a view that does not exist", { roleType: 2 }, "roleType: must be 0 or 1; got 2"],
    [
      "an id that lost digits",
      { roleFor: 2 ** 60 },
      "roleFor: must be an account id: a string of digits (a number above 2^53 loses digits); got 1152921504606847000",
    ],
    [
      "an id that is none",
      { roleFor: "12a" },
      'roleFor: must be an account id: a string of digits (a number above 2^53 loses digits); got "12a"',
    ],
    ["an unknown onDelete", { onDelete: "keep" }, 'onDelete: must be one of "delete", "disable", "retain"; got "keep"'],
    [
      "a field that would be lost",
      { conditions: { alert_name: { equals: "a" }, constructor: { equals: "b" } } },
      'conditions: must not have the key "constructor": it would be lost; got {"alert_name":{"equals":"a"},"constructor":{"equals":"b"}}',
    ],
    [
      "a key of an action that would be lost",
      { actions: [{ actionType: "notify", to: JSON.parse('{"__proto__":1}') }] },
      'actions[0].to: must not have the key "__proto__": it would be lost; got {"__proto__":1}',
    ],
    [
      "a number in raw conditions that lost digits",
      {
        conditions: undefined,
        executionCondition: [{ left: { value: "uid" }, operator: "equals", right: { value: 2 ** 60 } }],
      },
      "executionCondition[0].right.value: must be written as a string: a number above 2^53 loses digits; got 1152921504606847000",
    ],
    [
      "a value in place of an operator",
      { conditions: { f: "webshell" } },
      `conditions.f: ${OPERATORS}; got "webshell"`,
    ],
    ["a list in place of an operator", { conditions: { f: ["A", "B"] } }, `conditions.f: ${OPERATORS}; got ["A","B"]`],
    [
      "a list in place of the map",
      { conditions: [{ left: { value: "f" } }] },
      'conditions: must be an object like { alert_level: { equals: "serious" } }: field, operator, value; ' +
        'the array of the API goes into executionCondition; got [{"left":{"value":"f"}}]',
    ],
    ["no value", { conditions: { f: { equals: null } } }, `conditions.f.equals: ${VALUE}; got nothing`],
    ["an empty list", { conditions: { f: { in: [] } } }, `conditions.f.in: ${VALUE}; got []`],
    ["a list of lists", { conditions: { f: { in: [["A"]] } } }, `conditions.f.in: ${VALUE}; got [["A"]]`],
    [
      "values that are no keys",
      { conditions: { f: { equals: { value: "x" } } } },
      `conditions.f.equals: ${VALUE}; got {"value":"x"}`,
    ],
    [
      "a condition of several that is false",
      { conditions: { f: { containsString: { a: true, b: false } } } },
      `conditions.f.containsString: ${VALUE}; got {"a":true,"b":false}`,
    ],
    [
      "a value for an operator that takes none",
      { conditions: { f: { isNull: false } } },
      "conditions.f.isNull: takes no value: write true, or the opposite operator; got false",
    ],
    [
      "true for an operator that no document names",
      { conditions: { f: { resembles: true } } },
      'conditions.f.resembles: is not clear for an operator that no document names: write "true" for a value, or ' +
        'executionCondition without "right" for none; got true',
    ],
    [
      "a field without a name",
      { conditions: { "": { equals: "x" } } },
      'conditions: must not have a field without a name; got {"":{"equals":"x"}}',
    ],
    [
      "a field whose name is blank",
      { conditions: { " ": { equals: "x" } } },
      'conditions: must not have a field without a name; got {" ":{"equals":"x"}}',
    ],
    [
      "an operator without a name",
      { conditions: { f: { "": "x" } } },
      'conditions.f: must not have an operator without a name; got {"":"x"}',
    ],
    [
      "a raw condition without the value that its operator takes",
      { conditions: undefined, executionCondition: [{ left: { value: "f" }, operator: "equals", right: null }] },
      "executionCondition[0]: must have { right: { value: … } }: the operator takes a value; got " +
        '{"left":{"value":"f"},"operator":"equals"}',
    ],
    [
      "a key twice in the text of actions",
      { actions: '[{"actionType":"a","x":1,"x":2}]' },
      "actions: must be JSON text that can be read: Duplicate key 'x' encountered at position 26; got " +
        JSON.stringify('[{"actionType":"a","x":1,"x":2}]'),
    ],
    [
      "a list in place of an action",
      { actions: [["doPlaybook"]] },
      'actions[0]: must be a list of objects with "actionType", at least one; got ["doPlaybook"]',
    ],
    ["a list in place of times", { timeouts: [] }, `timeouts: ${TIMEOUTS}; got []`],
    [
      "a number in a condition that lost digits",
      { conditions: { uid: { equals: 2 ** 60 } } },
      "conditions.uid.equals: must be written as a string: a number above 2^53 loses digits; got 1152921504606847000",
    ],
    [
      "a number in an action that lost digits",
      { actions: [{ actionType: "notify", to: [2 ** 60] }] },
      "actions[0].to[0]: must be written as a string: a number above 2^53 loses digits; got 1152921504606847000",
    ],
    ["no condition", { conditions: {} }, "conditions: must hold at least one condition; got {}"],
    [
      "no operator",
      { conditions: { alert_name: {} } },
      "conditions.alert_name: must name at least one operator; got {}",
    ],
    [
      "both forms of conditions",
      { executionCondition: [{ left: { value: "f" }, operator: "equals", right: { value: "x" } }] },
      'conditions: exactly one of "conditions" and "executionCondition" must be given; got both',
    ],
    [
      "neither form of conditions",
      { conditions: undefined },
      'conditions: exactly one of "conditions" and "executionCondition" must be given; got neither',
    ],
    [
      "no action",
      { actions: [] },
      "actions: must hold at least one action. A list that is made from what getPlaybooks or another function found is empty " +
        "where nothing was found: look at the function's arguments; got []",
    ],
    [
      "a playbook without UUID",
      { actions: [{ actionType: "doPlaybook", playbookName: "WafBlockIP" }] },
      "actions[0].playbookUuid: must be the UUID of the playbook; got nothing",
    ],
    [
      "a time that is none",
      { timeouts: { create: "ten minutes" } },
      'timeouts.create: must be a duration such as "90s", "10m" or "1h30m"; got "ten minutes"',
    ],
    [
      "a property that does not exist",
      { rulename: "x" },
      "rulename: AutomateResponseConfig has no such property; did you mean ruleName?",
    ],
  ])("refuses %s, with path and remedy", (_case, wrong, failure) => {
    expect(failuresOf({ ...written, ...wrong })).toEqual([failure]);
  });

  it("refuses raw conditions that are no array of conditions", () => {
    const raw = (executionCondition: unknown) => failuresOf({ ...written, conditions: undefined, executionCondition });
    expect(raw("not json")[0]).toMatch(
      /^executionCondition: must be an array of objects like .* or the JSON text of one; { verbatim: … } takes .*; got/,
    );
    expect(raw("{not json")[0]).toMatch(
      /^executionCondition: must be JSON text that can be read: .* at position 1; got/,
    );
    expect(raw([])).toEqual(["executionCondition: must hold at least one condition; got []"]);
    expect(raw([{ left: { value: "f" } }])).toEqual([
      "executionCondition[0].operator: must be the name of an operator; got nothing",
    ]);
    expect(raw([{ left: "f", operator: "equals" }])).toEqual([
      'executionCondition[0].left: must be an object with "value"; got "f"',
    ]);
  });

  it("keeps the recorded raw conditions where the program gives none, as it is with ignoreChanges", () => {
    const raw = [{ left: { value: "f", type: "x" }, operator: "isNull" }];
    const given = (news: object) =>
      check(
        kind,
        config,
        { ...written, ...news },
        { olds: { ...written, conditions: undefined, executionCondition: raw } },
      );
    const { inputs, failures } = given({ conditions: undefined });
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({ executionCondition: raw });
    expect(inputs.summary).toContain("where this holds: ");
    expect(given({}).inputs).toMatchObject({ conditions: written.conditions });
    expect(given({}).inputs).not.toHaveProperty("executionCondition");
    expect(check(kind, config, { ...written, conditions: undefined }, { olds: written }).failures).toHaveLength(1);
  });

  it("names a few known regions where none, or an unknown one, is configured", () => {
    const none = checked(written, { ...config, region: undefined }).failures;
    expect(none).toEqual([{ property: "regionId", reason: expect.stringContaining("Some are cn-hangzhou, ") }]);
    const unknown = checked(written, { ...config, region: "cn-atlantis" }).failures;
    expect(unknown).toEqual([{ property: "regionId", reason: expect.stringContaining('"cn-atlantis" is unknown') }]);
  });

  it("lets a word pass that the documents do not name, with a warning", () => {
    const { failures, warnings } = checked({ ...written, autoResponseType: "event_update" });
    expect(failures).toEqual([]);
    expect(warnings).toEqual([
      {
        property: "autoResponseType",
        reason: '"event_update" is not a documented value ("alert", "event"). It is sent as written.',
      },
    ]);
  });

  it("asks whether a documented word is meant, unless the word is secret", () => {
    const program = { ...written, autoResponseType: "alret" };
    const reasons = (secret?: string[]) =>
      check(kind, config, program, { olds: {}, secret }).warnings.map((w) => w.reason);
    expect(reasons()).toEqual(['"alret" is not a documented value ("alert", "event"): did you mean "alert"?']);
    expect(reasons(["autoResponseType"])).toEqual(['a secret value is not a documented value ("alert", "event")']);
  });

  it.each([
    ["a list", [{ actionType: "doPlaybok" }, { actionType: "changeEventStatus" }, { actionType: "notify" }]],
    ["a text", '[{"actionType":"doPlaybok"},{"actionType":"changeEventStatus"},{"actionType":"notify"}]'],
  ])("lets an action of a type pass that the documents do not name, with a warning: %s", (_form, actions) => {
    const { failures, warnings } = checked({ ...written, actions });
    expect(failures).toEqual([]);
    const known = 'is not a documented value ("doPlaybook", "changeEventStatus", "changeThreatLevel")';
    expect(warnings).toEqual([
      { property: "actions[0].actionType", reason: `"doPlaybok" ${known}: did you mean "doPlaybook"?` },
      { property: "actions[2].actionType", reason: `"notify" ${known}. It is sent as written.` },
    ]);
  });

  it.each([
    ["what is not known yet", [UNKNOWN, { actionType: UNKNOWN }]],
    ["a text that no document describes", { verbatim: '[{"actionType":"doPlaybok"},5]' }],
  ])("warns of no action in %s", (_what, actions) => {
    expect(checked({ ...written, actions }).warnings).toEqual([]);
  });

  it("accepts what is not known yet at every depth", () => {
    const unknowns = [
      { conditions: UNKNOWN },
      { conditions: { alert_name: UNKNOWN } },
      { conditions: { alert_name: { equals: UNKNOWN } } },
      { conditions: undefined, executionCondition: UNKNOWN },
      { conditions: undefined, executionCondition: [UNKNOWN] },
      { conditions: undefined, executionCondition: [{ left: UNKNOWN, operator: "equals", right: UNKNOWN }] },
      { conditions: undefined, executionCondition: [{ left: { value: UNKNOWN }, operator: UNKNOWN }] },
      { actions: UNKNOWN },
      { actions: [UNKNOWN] },
      { actions: [{ actionType: "doPlaybook", playbookName: UNKNOWN, playbookUuid: UNKNOWN }] },
      { enabled: UNKNOWN, roleType: UNKNOWN, roleFor: UNKNOWN, regionId: UNKNOWN, timeouts: UNKNOWN },
      { autoResponseType: UNKNOWN, ruleName: UNKNOWN },
    ];
    for (const part of unknowns) {
      const { inputs, failures, warnings } = checked({ ...written, ...part });
      expect(failures).toEqual([]);
      expect(warnings).toEqual([]);
      expect(inputs.summary).toBe(UNKNOWN);
    }
  });
});
