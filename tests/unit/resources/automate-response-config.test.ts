import { describe, expect, it } from "vitest";
import type { Config } from "../../../provider/api/configuration/config";
import { check } from "../../../provider/lifecycle/check";
import { automateResponseConfig as kind } from "../../../provider/resources/automate-response-config/verbs";
import { UNKNOWN } from "../../../provider/unknown";

const config: Config = { region: "cn-beijing", maxCallsPerSecond: 10, readTimeout: 60_000 };
const playbook = { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220" };
const written = {
  ruleName: "block-webshell",
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell_online" }, alert_level: { equals: "serious" } },
  actions: [playbook],
};

const checked = (news: Record<string, unknown>, given: Config = config) => check(kind, given, news);
const failuresOf = (news: Record<string, unknown>) => {
  const { failures } = checked(news);
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
};

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
      summary:
        'On every alert where alert_level is "serious" and alert_name contains "webshell_online", run playbook "WafBlockIP".',
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
      "a value that no operator takes",
      { conditions: { alert_name: { containsString: false } } },
      "conditions.alert_name.containsString: must be a string or a number, or true for an operator that takes no value; got false",
    ],
    [
      "a value in place of an operator",
      { conditions: { alert_name: "webshell" } },
      'conditions.alert_name: must be an object like { equals: "serious" }: operator, value; got "webshell"',
    ],
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
    ["no action", { actions: [] }, 'actions: must be a list of objects with "actionType", at least one; got []'],
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
      "rulename: AutomateResponseConfig has no such property; it has ruleName, autoResponseType, conditions, " +
        "executionCondition, actions, enabled, regionId, roleType, roleFor, subUserId, onDelete, adopt, timeouts",
    ],
  ])("refuses %s, with path and remedy", (_case, wrong, failure) => {
    expect(failuresOf({ ...written, ...wrong })).toEqual([failure]);
  });

  it("refuses raw conditions that are no array of conditions", () => {
    const raw = (executionCondition: unknown) => failuresOf({ ...written, conditions: undefined, executionCondition });
    expect(raw("{not json")[0]).toMatch(
      /^executionCondition: must be an array of objects like .* or the JSON text of one; got/,
    );
    expect(raw([])).toEqual(["executionCondition: must hold at least one condition; got []"]);
    expect(raw([{ left: { value: "f" } }])).toEqual([
      "executionCondition[0].operator: must be the name of an operator; got nothing",
    ]);
    expect(raw([{ left: "f", operator: "equals" }])).toEqual([
      'executionCondition[0].left: must be an object with "value"; got "f"',
    ]);
  });

  it("names the known regions where none, or an unknown one, is configured", () => {
    const none = checked(written, { ...config, region: undefined }).failures;
    expect(none).toEqual([{ property: "regionId", reason: expect.stringContaining("cn-hangzhou, cn-shanghai") }]);
    const unknown = checked(written, { ...config, region: "cn-atlantis" }).failures;
    expect(unknown).toEqual([{ property: "regionId", reason: expect.stringContaining('"cn-atlantis" is unknown') }]);
  });

  it("lets a word pass that the documents do not name, with a warning", () => {
    const { failures, warnings } = checked({ ...written, autoResponseType: "event_update" });
    expect(failures).toEqual([]);
    expect(warnings).toEqual([
      { property: "autoResponseType", reason: '"event_update" is not a documented value ("alert", "event")' },
    ]);
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
      expect(inputs.summary).not.toContain(UNKNOWN);
    }
  });
});
