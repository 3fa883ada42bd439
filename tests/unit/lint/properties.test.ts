import fc from "fast-check";
import { expect, it } from "vitest";
import { evaluate } from "../../../provider/evaluation/evaluate";
import { judgedRule } from "../../../provider/judged-rules/properties";
import { lint } from "../../../provider/lint/lint";
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
