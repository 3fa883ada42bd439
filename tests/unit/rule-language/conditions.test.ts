import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Conditions,
  itemsOf,
  sameConditions,
  toConditions,
  toExecutionCondition,
  writeLike,
} from "../../../provider/rule-language/conditions";

const word = fc.string({ minLength: 1 }).filter((text) => text !== "__proto__");
const conditions: fc.Arbitrary<Conditions> = fc.dictionary(
  word,
  fc.dictionary(word, fc.oneof(fc.string(), fc.constant(true as const)), {
    minKeys: 1,
    noNullPrototype: true,
  }),
  { minKeys: 1, noNullPrototype: true },
);

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

  it("cannot say the same operator twice, a key of its own, or a value that is no scalar", () => {
    const item = { left: { value: "f" }, operator: "equals", right: { value: "a" } };
    expect(toConditions([item, { ...item, right: { value: "b" } }])).toBeUndefined();
    expect(toConditions([{ ...item, isNot: true }])).toBeUndefined();
    expect(toConditions([{ ...item, left: { value: "f", modifier: "x" } }])).toBeUndefined();
    expect(toConditions([{ ...item, right: { value: ["a", "b"] } }])).toBeUndefined();
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
    ["keys that the service adds", [item], [{ ...item, isNot: false, itemId: 3, type: null }]],
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
    fc.assert(
      fc.property(conditions, (map) => sameConditions(itemsOf({ conditions: map }), toExecutionCondition(map))),
    );
  });
});
