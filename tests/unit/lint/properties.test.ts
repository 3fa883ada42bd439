import fc from "fast-check";
import { expect, it } from "vitest";
import { evaluate } from "../../../provider/evaluation/evaluate";
import { judgedRule } from "../../../provider/judged-rules/properties";
import { lint } from "../../../provider/lint/lint";
import type { JudgedRule } from "../../../provider/rule-language/judged-rule";
import { entry, items } from "../../support/judged";
import { seed } from "../../support/rounds";

const actions = [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "waf" }];
const types = ["alert", "event"] as const;
const rules = fc
  .array(fc.tuple(items, fc.constantFrom(...types)), { minLength: 2, maxLength: 24 })
  .map((all) =>
    all.map(([executionCondition, autoResponseType], index) =>
      judgedRule({ name: String(index) }, { autoResponseType, executionCondition, actions }),
    ),
  );
const entries = fc.array(entry, { minLength: 1, maxLength: 40 });
const sometimes = (told: number) => expect(told).toBeGreaterThan(10);

it(`a covered rule never answers what its cover does not, and one that never matches never answers (seed ${seed})`, async () => {
  const told = { SOAR101: 0, SOAR102: 0, SOAR104: 0, yes: 0 };
  const property = fc.asyncProperty(rules, entries, async (all, records) => {
    const { findings } = await lint(all, { today: "2026-01-01" });
    const named = (name: string | undefined) => all.find((rule) => rule.name === name) as (typeof all)[number];
    for (const { code, rule, about } of findings) {
      if (code !== "SOAR101" && code !== "SOAR102" && code !== "SOAR104") continue;
      told[code]++;
      for (const record of records) {
        const { answer } = evaluate(named(rule), record);
        if (code === "SOAR104") {
          expect(answer).not.toBe("yes");
          continue;
        }
        const ofCover = evaluate(named(about), record).answer;
        if (answer === "yes") told.yes++;
        if (answer === "yes") expect(ofCover).toBe("yes");
        if (ofCover === "no") expect(answer).toBe("no");
        if (code === "SOAR101") expect(ofCover).toBe(answer);
      }
    }
  });
  await fc.assert(property, { seed, numRuns: 400 });
  for (const times of Object.values(told)) sometimes(times);
});

it(`what answers something of a history is not found to answer nothing (seed ${seed})`, async () => {
  let told = 0;
  const property = fc.asyncProperty(rules, entries, async (all, history) => {
    const { findings } = await lint(all, { today: "2026-01-01", history });
    const nothing = findings.filter(({ code }) => code === "SOAR301").map(({ rule }) => rule);
    told += nothing.length;
    for (const rule of all.filter(({ name }) => nothing.includes(name))) {
      for (const record of history) expect(evaluate(rule, record).answer).toBe("no");
    }
  });
  await fc.assert(property, { seed, numRuns: 300 });
  sometimes(told);
});

it(`a rule beside all others is told what it is told beside each of them, of the first (seed ${seed})`, async () => {
  const told = { SOAR101: 0, SOAR102: 0, SOAR103: 0 };
  const against = [
    { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "waf", playbookParam: "other" },
  ];
  const odd = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
  const pairs = async (all: readonly JudgedRule[]) => {
    const { findings } = await lint(all, { today: "2026-01-01" });
    return findings.filter(({ code }) => code in told).map(({ code, rule, about }) => ({ code, rule, about }));
  };
  const property = fc.asyncProperty(rules, odd, async (some, odd) => {
    const all = some.slice(0, 12).map((rule, place) => (odd[place] ? { ...rule, actions: against } : rule));
    const sorted = all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const expected = [];
    for (const one of sorted) {
      const beside = [];
      for (const other of sorted) if (other !== one) beside.push(...(await pairs([one, other])));
      const ofOne = beside.filter(({ rule }) => rule === one.name);
      const first = (code: string) => ofOne.filter((found) => found.code === code).slice(0, 1);
      const alike = first("SOAR101");
      expected.push(...(alike.length > 0 ? alike : [...first("SOAR102"), ...first("SOAR103")]));
    }
    for (const { code } of expected) told[code as keyof typeof told]++;
    expect(await pairs(all)).toEqual(expected);
  });
  await fc.assert(property, { seed, numRuns: 60 });
  for (const times of Object.values(told)) sometimes(times);
});
