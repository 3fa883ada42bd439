import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOST_KEYS } from "../../../provider/json";
import {
  type Conditions,
  rawOf,
  sameConditions,
  toConditions,
  toExecutionCondition,
  writeLike,
} from "../../../provider/rule-language/conditions";
import { takesForm, takesValue } from "../../../provider/rule-language/operators";

const word = fc.string({ minLength: 1 }).filter((text) => !LOST_KEYS.includes(text));
const withoutValue = fc.constantFrom("isNull", "IS NOT NULL", "exists", "not exists", "isEmpty");
const withValue = word.filter(
  (text) => takesValue(text) !== false && ["a", ["a"], ["a", "b"]].every((value) => takesForm(text, value)),
);
const takingOne = fc.constantFrom("equals", "containsString", "NOT REGEXP", "<=");
const takingLists = fc.constantFrom("in", "not in", "containsAny");
const several = fc.uniqueArray(word, { minLength: 2 }).map((values): Conditions[string][string] => {
  return Object.fromEntries(values.map((value) => [value, true]));
});
const list = fc.array(fc.string(), { minLength: 1 });
const operators = fc
  .tuple(
    fc.dictionary(withValue, fc.oneof(fc.string(), list, several), { noNullPrototype: true }),
    fc.dictionary(takingOne, fc.oneof(fc.string(), several), { noNullPrototype: true }),
    fc.dictionary(takingLists, list, { noNullPrototype: true }),
    fc.dictionary(withoutValue, fc.constant(true as const), { minKeys: 1, noNullPrototype: true }),
  )
  .map((some): Conditions[string] => Object.assign({}, ...some));
const conditions: fc.Arbitrary<Conditions> = fc.dictionary(word, operators, { minKeys: 1, noNullPrototype: true });

describe("conditions as a map", () => {
  it("goes on the wire sorted by field, then operator", () => {
    const items = toExecutionCondition({
      b: { equals: "2", containsString: "x" },
      a: { exists: true },
    });
    expect(items).toEqual([
      { left: { value: "a" }, operator: "exists" },
      { left: { value: "b" }, operator: "containsString", right: { value: "x" } },
      { left: { value: "b" }, operator: "equals", right: { value: "2" } },
    ]);
  });

  it("comes back from the wire as it was written, in whatever order", () => {
    fc.assert(
      fc.property(conditions, fc.infiniteStream(fc.nat()), (map, order) => {
        const shuffled = toExecutionCondition(map)
          .map((item) => ({ item, rank: order.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ item }) => item);
        expect(toConditions(shuffled)).toEqual(map);
        expect(writeLike({ conditions: map }, shuffled)).toEqual({ conditions: map });
      }),
    );
  });

  it("says several conditions of one field and operator as keys, and several values of one condition as a list", () => {
    const item = (operator: string, value: unknown) => ({ left: { value: "f" }, operator, right: { value } });
    const both = { f: { containsString: { a: true, b: true } } } as const;
    expect(toConditions([item("containsString", "b"), item("containsString", "a")])).toEqual(both);
    expect(toExecutionCondition(both)).toEqual([item("containsString", "a"), item("containsString", "b")]);
    expect(toConditions([item("in", ["a", "b"])])).toEqual({ f: { in: ["a", "b"] } });
    expect(toExecutionCondition({ f: { in: ["a", "b"] } })).toEqual([item("in", ["a", "b"])]);
  });

  it("has `true` for no value only with operators that take none", () => {
    const items = toExecutionCondition({ f: { isNull: true, equals: true } });
    expect(items).toEqual([
      { left: { value: "f" }, operator: "equals", right: { value: "true" } },
      { left: { value: "f" }, operator: "isNull" },
    ]);
    expect(toConditions([{ left: { value: "f" }, operator: "equals" }])).toBeUndefined();
    expect(toConditions([{ left: { value: "f" }, operator: "isNull", right: { value: "x" } }])).toBeUndefined();
  });

  it.each<[string, object]>([
    ["a negation", { isNot: true }],
    ["a key of the left side", { left: { value: "f", modifier: "x" } }],
    ["a list beside a value", { right: { value: ["b"] } }],
    ["the same value twice", {}],
    ["a value with structure", { right: { value: { a: 1 } } }],
    ["an empty list", { right: { value: [] } }],
    ["a list for an operator that takes one value", { operator: "containsString", right: { value: ["a", "b"] } }],
    ["one value for an operator that takes a list", { operator: "not in", right: { value: "a" } }],
    ["a range of one end", { operator: "BETWEEN", right: { value: ["60"] } }],
    ["a field that is no key", { left: { value: "__proto__" } }],
    ["a value that is no key", { right: { value: "constructor" } }],
  ])("cannot say %s", (_what, edit) => {
    const item = { left: { value: "f" }, operator: "equals", right: { value: "a" } };
    expect(toConditions([item, { ...item, ...edit }])).toBeUndefined();
  });

  it("leaves a rule that it cannot say raw, unknown keys kept", () => {
    const raw = [{ left: { value: "f" }, operator: "equals", right: { value: "a" }, isNot: true }];
    expect(writeLike({ conditions: { f: { equals: "a" } } }, raw)).toEqual({ executionCondition: raw });
  });
});

describe("two condition arrays", () => {
  const item = { left: { value: "f" }, operator: "equals", right: { value: "5" } };
  const other = { left: { value: "g" }, operator: "exists" };

  it.each([
    ["another order", [item, other], [other, item]],
    ["another key order", [item], [{ right: { value: "5" }, operator: "equals", left: { value: "f" } }]],
    ["a number for its digits", [item], [{ ...item, right: { value: 5 } }]],
    ["a boolean for its word", [{ ...item, right: { value: "true" } }], [{ ...item, right: { value: true } }]],
    ["keys that the service adds", [item], [{ ...item, isNot: false, itemId: 3, type: null }]],
    ["nulls inside", [item], [{ ...item, left: { value: "f", type: null }, right: { value: "5", modifierParam: {} } }]],
    ["nothing for an empty right-hand side", [other], [{ ...other, right: { value: null } }]],
  ])("mean the same with %s", (_case, a, b) => {
    expect(sameConditions(b, a)).toBe(true);
  });

  it.each([
    ["another value", [item], [{ ...item, right: { value: "6" } }]],
    ["a negation", [item], [{ ...item, isNot: true }]],
    ["one more", [item], [item, other]],
    ["one twice", [item, item, other], [item, other, other]],
  ])("differ with %s", (_case, a, b) => {
    expect(sameConditions(b, a)).toBe(false);
  });

  it("mean the same as the map they were made from", () => {
    fc.assert(fc.property(conditions, (map) => sameConditions(rawOf({ conditions: map }), toExecutionCondition(map))));
  });
});
