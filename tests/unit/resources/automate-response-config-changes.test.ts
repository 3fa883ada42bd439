import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../../provider/lifecycle/check";
import { diff } from "../../../provider/lifecycle/diff";
import type { AutomateResponseConfigState } from "../../../provider/resources/automate-response-config/properties";
import { automateResponseConfig as kind } from "../../../provider/resources/automate-response-config/verbs";
import { operatorOf } from "../../../provider/rule-language/operators";
import { anyName, exactJson, LOST_KEYS } from "./json-values";
import { config, playbook, written } from "./written-rule";

const stored = (news: Record<string, unknown>) => {
  const { inputs, failures } = check(kind, config, news);
  expect(failures).toEqual([]);
  return inputs as AutomateResponseConfigState;
};

const word = fc.string().filter((text) => text.trim() !== "" && !LOST_KEYS.includes(text));
const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());
const several = fc.dictionary(word, fc.constant(true), { minKeys: 1, noNullPrototype: true });
/** Operators that no document names, and of which nobody knows what they take. */
const unnamed = word.filter((text) => operatorOf(text) === undefined);
const list = fc.array(scalar, { minLength: 1 });
const takingOne = fc.constantFrom("equals", "containsString", "NOT REGEXP", "<=");
const operators = fc.oneof(
  fc.dictionary(takingOne, fc.oneof(scalar, several), { minKeys: 1, noNullPrototype: true }),
  fc.dictionary(fc.constantFrom("in", "not in"), list, { minKeys: 1, noNullPrototype: true }),
  fc.constant({ isNull: true }),
  fc
    .dictionary(unnamed, fc.constant("x"), { minKeys: 1, noNullPrototype: true })
    .map((others) => ({ ...others, equals: "x" })),
);
const anyRule = fc.record(
  {
    ruleName: anyName,
    autoResponseType: fc.constantFrom("alert", "event", "event_update"),
    conditions: fc.dictionary(word, operators, {
      minKeys: 1,
      noNullPrototype: true,
    }),
    actions: fc.array(
      fc.oneof(
        fc.constant(playbook),
        fc.record({ actionType: fc.constantFrom("changeEventStatus", "notify"), status: exactJson }),
      ),
      { minLength: 1 },
    ),
    enabled: fc.boolean(),
    roleFor: fc.oneof(fc.maxSafeNat(), fc.bigInt(0n, 10n ** 18n).map(String)),
    onDelete: fc.constantFrom("delete", "disable", "retain"),
    timeouts: fc.record({ create: fc.constantFrom("90s", "1h30m") }, { requiredKeys: [] }),
  },
  { requiredKeys: ["ruleName", "autoResponseType", "conditions", "actions"] },
);

describe("check and diff together", () => {
  it("checking what was checked changes nothing", () => {
    fc.assert(
      fc.property(anyRule, (news) => {
        expect(stored({ ...stored(news) })).toEqual(stored(news));
      }),
    );
  });

  it("the same program twice is no change, also after a trip through JSON and with keys in another order", () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : value && typeof value === "object"
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, part]) => [key, reversed(part)]),
            )
          : value;
    fc.assert(
      fc.property(anyRule, (news) => {
        const state = JSON.parse(JSON.stringify(stored(news))) as AutomateResponseConfigState;
        const again = stored(reversed(news) as Record<string, unknown>);
        expect(diff(kind, config, state, again)).toEqual({ updates: [], replaces: [], remembers: [] });
      }),
    );
  });

  const raw = [
    { left: { value: "alert_level" }, operator: "equals", right: { value: "serious" } },
    { left: { value: "alert_name" }, operator: "containsString", right: { value: "5" } },
  ];
  const rawRule = { ...written, conditions: undefined };
  const rule = (conditions: object) => ({ ...written, conditions });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      "a default written out",
      written,
      {
        ...written,
        enabled: true,
        onDelete: "delete",
        adopt: false,
        allowUnknownFields: false,
        regionId: "cn-hangzhou",
      },
    ],
    ["the view's default written out", written, { ...written, roleType: 0 }],
    ["the view's default left out", { ...written, roleType: 0 }, written],
    ["a number for its digits", { ...written, roleFor: "5" }, { ...written, roleFor: 5, roleType: undefined }],
    [
      "a number for its digits in a condition",
      { ...written, conditions: { risk: { "<=": "5" } } },
      { ...written, conditions: { risk: { "<=": 5 } } },
    ],
    [
      "one condition, written as several",
      rule({ f: { containsString: "a" } }),
      rule({ f: { containsString: { a: true } } }),
    ],
    [
      "another order of several conditions",
      rule({ f: { containsString: { a: true, b: true } } }),
      rule({ f: { containsString: { b: true, a: true } } }),
    ],
    ["a boolean for its word", rule({ f: { equals: "true" } }), rule({ f: { equals: true } })],
    ["JSON text for actions", written, { ...written, actions: `\uFEFF \n${JSON.stringify([playbook], null, 2)}` }],
    ["keys that hold null", written, { ...written, actions: [{ ...playbook, disposeParam: null }] }],
    [
      "keys of raw conditions that hold null",
      { ...rawRule, executionCondition: raw },
      { ...rawRule, executionCondition: raw.map((item) => ({ ...item, isNot: null })) },
    ],
    [
      "a text of the service that is conditions after all",
      { ...rawRule, executionCondition: raw },
      { ...rawRule, executionCondition: { verbatim: JSON.stringify(raw) } },
    ],
    [
      "JSON text for a structure",
      { ...rawRule, executionCondition: raw },
      { ...rawRule, executionCondition: JSON.stringify(raw, null, 2) },
    ],
    [
      "another order of raw conditions",
      { ...rawRule, executionCondition: raw },
      { ...rawRule, executionCondition: [...raw].reverse() },
    ],
  ])("%s is no change", (_case, before, after) => {
    expect(diff(kind, config, stored(before), stored(after))).toEqual({
      updates: [],
      replaces: [],
      remembers: [],
    });
  });

  it.each<[string, Record<string, unknown>, object]>([
    ["a condition", { conditions: { alert_level: { equals: "serious" } } }, { updates: ["conditions"] }],
    ["the order of actions", { actions: [{ actionType: "notify" }, playbook] }, { updates: ["actions"] }],
    ["the switch", { enabled: false }, { updates: ["enabled"] }],
    ["the data-management centre", { regionId: "ap-southeast-1" }, { replaces: ["regionId"] }],
    ["the view", { roleType: 1 }, { replaces: ["roleType"] }],
    ["the member account", { roleFor: "113091674488" }, { replaces: ["roleFor"] }],
    ["how it is deleted", { onDelete: "retain", timeouts: { create: "1m" } }, { remembers: ["onDelete", "timeouts"] }],
  ])("a change of %s is one", (_case, edit, difference) => {
    expect(diff(kind, config, stored(written), stored({ ...written, ...edit }))).toEqual({
      updates: [],
      replaces: [],
      remembers: [],
      ...difference,
    });
  });

  it("state of an older release, which lacks a property or words the summary otherwise, is no change", () => {
    const { adopt: _adopt, onDelete: _onDelete, ...older } = stored(written);
    const state = { ...older, summary: "Other words." } as AutomateResponseConfigState;
    expect(diff(kind, config, state, stored(written))).toEqual({ updates: [], replaces: [], remembers: [] });
  });
});
