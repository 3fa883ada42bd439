import fc from "fast-check";
import { expect, it } from "vitest";
import { kindOf } from "../../../provider/evaluation/entry";
import { answers, readyRule } from "../../../provider/evaluation/evaluate";
import { judgedRule } from "../../../provider/judged-rules/properties";
import { Matcher } from "../../../provider/simulation/matcher";
import { entry, items } from "../../support/judged";
import { seed } from "../../support/rounds";

/** How many pairs of a rule and an entry are judged both ways: `PAIRS=100000` plays more. */
const pairs = Number(process.env.PAIRS ?? 6_000);
const [RULES, ENTRIES] = [12, 25];

it(`the index finds what asking every rule finds, doubts included (seed ${seed}, ${pairs} pairs)`, () => {
  const type = fc.constantFrom("alert", "alert", "alert", "event", "event_update", "odd");
  const rules = fc.array(fc.tuple(type, items), { minLength: RULES, maxLength: RULES });
  // So many that the index has learnt from the first ones which condition to look up.
  const entries = fc.array(entry, { minLength: ENTRIES, maxLength: ENTRIES });
  const property = fc.property(rules, entries, (declared, records) => {
    const judged = declared.map(([autoResponseType, executionCondition], place) =>
      judgedRule({ name: String(place) }, { autoResponseType, executionCondition, actions: [] }),
    );
    const matcher = new Matcher(judged, 5);
    for (const record of records) {
      const keys = new Map(Object.entries(record));
      const found: unknown[] = judged.map(() => false);
      matcher.find(keys, kindOf(keys), (rule, finding) => {
        found[rule] = finding;
      });
      expect(found).toEqual(judged.map((rule) => answers(readyRule(rule), keys)));
    }
  });
  fc.assert(property, { seed, numRuns: Math.ceil(pairs / RULES / ENTRIES) });
});
