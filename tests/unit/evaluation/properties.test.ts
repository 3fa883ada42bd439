import fc from "fast-check";
import { expect, it } from "vitest";
import { answers, evaluate, readyRule } from "../../../provider/evaluation/evaluate";
import { folded, same, sameKey } from "../../../provider/evaluation/texts";
import { judgedRule } from "../../../provider/judged-rules/properties";
import { entry, items } from "../../support/judged";
import { seed } from "../../support/rounds";

const check = <Values extends [unknown, ...unknown[]]>(property: fc.IProperty<Values>, numRuns = 2_000) =>
  fc.assert(property, { seed, numRuns });
const rule = (executionCondition: unknown) =>
  judgedRule({ name: "r" }, { autoResponseType: "alert", executionCondition, actions: [] });
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.stringMatching(/^[+-]?0{0,2}\d{1,18}(\.\d{1,3})?$/),
  fc.constantFrom("Σ", "ς", "İ", "ß", "Ä", "ä"),
);

it(`rules that canonicalise alike answer alike, whatever the order and what the service adds (seed ${seed})`, () => {
  const added = fc.record(
    { itemId: fc.nat(), isNot: fc.constant(false), modifier: fc.constant(null) },
    { requiredKeys: [] },
  );
  const written = items.chain((list) =>
    fc.record({
      list: fc.constant(list),
      shuffled: fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      added,
    }),
  );
  check(
    fc.property(written, entry, ({ list, shuffled, added }, record) => {
      const other = shuffled.map((item) => {
        const value = item.right?.value;
        const number = typeof value === "string" && String(Number(value)) === value ? Number(value) : value;
        return { ...added, ...item, ...(item.right && { right: { value: number, type: "varchar" } }) };
      });
      expect(evaluate(rule(other), record).answer).toBe(evaluate(rule(list), record).answer);
    }),
  );
});

it(`what is found without words is what is said with them (seed ${seed})`, () => {
  check(
    fc.property(items, entry, (list, record) => {
      const found = answers(readyRule(rule(list)), new Map(Object.entries(record)));
      const answer = found === true ? "yes" : found === false ? "no" : "cannot tell";
      expect(evaluate(rule(list), record).answer).toBe(answer);
    }),
  );
});

it(`texts that may be the same have one key (seed ${seed})`, () => {
  const near = fc.oneof(
    fc.tuple(text, text),
    text.map((one) => [one, one.toUpperCase()] as const),
    text.map((one) => [one, `0${one}`] as const),
    text.map((one) => [one, one.includes(".") ? `${one}0` : `${one}.0`] as const),
  );
  check(
    fc.property(near, ([one, other]) => {
      if (same(one, other) !== false) expect(sameKey(one)).toBe(sameKey(other));
    }),
  );
});

it(`what a text contains, its folded form contains folded (seed ${seed})`, () => {
  check(
    fc.property(text, text, text, (before, part, after) => {
      expect(folded(before + part + after)).toContain(folded(part));
    }),
  );
});
