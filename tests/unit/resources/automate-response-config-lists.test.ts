import { describe, expect, test } from "vitest";
import { check } from "../../../provider/lifecycle/check";
import { diff } from "../../../provider/lifecycle/diff";
import { readInto } from "../../../provider/lifecycle/wire";
import { properties } from "../../../provider/resources/automate-response-config/properties";
import { automateResponseConfig as kind } from "../../../provider/resources/automate-response-config/verbs";
import published from "../rule-language/published-rules.json";
import { config, playbook, written } from "./written-rule";

const ONE_VALUE =
  'takes one value: lists are for in, "not in" and BETWEEN; values that must all hold are ' +
  '{ containsString: { "A": true, "B": true } }; what else the API takes goes into executionCondition';
const A_LIST = 'takes a list, of one value too: ["A"]';
const TWO_ENDS = 'takes a list of two, the ends: ["60", "80"]';

const checked = (conditions: object) => check(kind, config, { ...written, conditions });

describe("the map of conditions", () => {
  test.each<[operator: string, value: unknown, reason: string]>([
    ["containsString", ["A", "B"], ONE_VALUE],
    ["equals", ["A"], ONE_VALUE],
    ["not equals", ["A", "B"], ONE_VALUE],
    ["NOT REGEXP", ["A"], ONE_VALUE],
    ["<=", [1, 2], ONE_VALUE],
    ["in", "A", A_LIST],
    ["in", 5, A_LIST],
    ["in", { A: true }, A_LIST],
    ["NOT IN", { A: true, B: true }, A_LIST],
    ["containsAny", "A", A_LIST],
    ["BETWEEN", 60, TWO_ENDS],
    ["BETWEEN", ["60"], TWO_ENDS],
    ["BETWEEN", ["60", "70", "80"], TWO_ENDS],
  ])("refuses for the operator %s the value %j", (operator, value, reason) => {
    const { failures } = checked({ f: { [operator]: value } });
    const got = JSON.stringify(value);
    expect(failures).toEqual([{ property: `conditions.f.${operator}`, reason: `${reason}; got ${got}` }]);
  });

  test.each([
    { in: ["A"] },
    { in: "A,B" },
    { BETWEEN: [60, 80] },
    { BETWEEN: "60,80" },
    { "sounds like": ["A", "B"] },
    { "sounds like": "A" },
    { containsString: "A,B" },
  ])("takes %j", (operators) => {
    expect(checked({ f: operators }).failures).toEqual([]);
  });
});

test.each(published.map((rule) => [rule.slug, rule] as const))(
  "the published rule %s is taken in each form in which it is written",
  (slug, { slug: _, after, conditions, executionCondition, ...rest }) => {
    const forms = [{ executionCondition }, ...(conditions ? [{ conditions }] : [])];
    expect(forms.map((form) => check(kind, config, { ruleName: slug, ...rest, ...form }).failures)).toEqual(
      forms.map(() => []),
    );
  },
);

test.each([
  ["a list for an operator that takes one value", "containsString", ["A", "B"]],
  ["one value for an operator that takes a list", "in", "A"],
  ["a range of one end", "BETWEEN", ["60"]],
])("a rule of the service with %s is read in a form that the next preview takes", (_what, operator, value) => {
  const rule = {
    RuleName: "found",
    AutoResponseType: "alert",
    ExecutionCondition: JSON.stringify([{ left: { value: "f" }, operator, right: { value } }]),
    ActionConfig: JSON.stringify([playbook]),
    Status: 100,
    RegionId: "cn-hangzhou",
    RoleType: 0,
    RoleFor: "",
    SubUserId: "",
  };
  const state = { ...readInto(properties, rule as never, {}), responseRuleType: "custom" };
  const { executionCondition } = state;
  expect(executionCondition).toEqual([{ left: { value: "f" }, operator, right: { value } }]);
  const program = { ...written, ruleName: "found", conditions: undefined, executionCondition };
  const { inputs, failures } = check(kind, config, program);
  expect(failures).toEqual([]);
  expect(diff(kind, config, { ...inputs, ...state } as never, inputs)).toMatchObject({ updates: [], replaces: [] });
});
