import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ruleSentence } from "../../../provider/rule-language/sentence";

const playbook = { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "u" } as const;

describe("the sentence of a rule", () => {
  it("says what is watched, when, and what is done", () => {
    const sentence = ruleSentence({
      autoResponseType: "alert",
      conditions: {
        alert_name: { containsString: "webshell" },
        alert_level: { equals: "serious", exists: true },
      },
      actions: [playbook, { actionType: "changeEventStatus", status: 10 }, { actionType: "notify" }],
    });
    expect(sentence).toBe(
      'On every alert where alert_level is "serious" and alert_level exists and alert_name contains "webshell", ' +
        'run playbook "WafBlockIP", then change the event\'s status with status 10, then do this: {"actionType":"notify"}.',
    );
  });

  it("is bounded, whatever the rule is", () => {
    const long = "x".repeat(10_000);
    const condition = { left: { value: long }, operator: "in", right: { value: Array(1_000).fill(long) } };
    const action = { actionType: "doPlaybook", playbookName: long, playbookUuid: long, disposeParam: { [long]: long } };
    const sentence = ruleSentence({
      autoResponseType: long,
      executionCondition: [...Array(1_000).fill(condition), { left: { value: "f" }, operator: long }],
      actions: Array(1_000).fill(action),
    });
    expect(sentence.length).toBeLessThan(8_000);
    expect(sentence).toContain(" and 996 more conditions hold, ");
    expect(sentence).toContain(", then take 995 more actions.");
  });

  it.each<[unknown, string]>([
    ["on", "On every alert where "],
    [false, "Switched off: on every alert where "],
  ])("says whether the rule is off: %s", (enabled, start) => {
    const rule = { autoResponseType: "alert", conditions: { f: { equals: "x" } }, actions: [playbook] };
    const given = enabled === "on" ? rule : { ...rule, enabled: enabled as boolean };
    expect(ruleSentence(given)).toMatch(start);
  });

  it.each<[string, object]>([
    ["a negation, of which no document says what it does", { isNot: true }],
    ["a negation of a negation", { isNot: true, operator: "notEndsWith" }],
    ["a negation that is no switch", { isNot: "constructor" }],
    ["a key of the field", { left: { value: "f", modifier: "lower" } }],
    ["a key of the value", { right: { value: "x", isVar: true } }],
    ["another key", { group: 1 }],
    ["an operator that no document names", { operator: "resembles" }],
    ["an operator that lacks its value", { right: undefined }],
    ["a value beside an operator that takes none", { operator: "isNull" }],
    ["no field", { left: undefined }],
    ["a field that is no text", { left: { value: 5 } }],
  ])("shows a condition as it is where the words do not know it: %s", (_what, edit) => {
    const { right, ...rest } = { left: { value: "f" }, operator: "equals", right: { value: "x" }, ...edit };
    const item = { ...rest, ...(right && { right }) };
    const sentence = ruleSentence({
      autoResponseType: "alert",
      executionCondition: [item as never],
      actions: [playbook],
    });
    expect(sentence).toBe(`On every alert where this holds: ${JSON.stringify(item)}, run playbook "WafBlockIP".`);
  });

  it("shows a type as it is where no document names it", () => {
    const rule = { conditions: { f: { equals: "x" } }, actions: [{ actionType: "constructor" }] };
    expect(ruleSentence({ ...rule, autoResponseType: "constructor" })).toBe(
      'On every "constructor" where f is "x", do this: {"actionType":"constructor"}.',
    );
  });

  it("says another thing for a negated condition, whatever the operator", () => {
    for (const operator of ["equals", "<>", "in", "NOT REGEXP", "BETWEEN", "isNull", "notContains", "resembles"]) {
      const item = { left: { value: "f" }, operator, ...(operator !== "isNull" && { right: { value: "x" } }) };
      const say = (isNot: boolean) =>
        ruleSentence({ autoResponseType: "alert", executionCondition: [{ ...item, isNot }], actions: [playbook] });
      expect(say(true)).not.toBe(say(false));
    }
  });

  it("is another one after any edit of a rule that it has room for", () => {
    const value = fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), fc.boolean());
    const item = fc.record({
      left: fc.record({ value: fc.string({ minLength: 1, maxLength: 10 }) }),
      operator: fc.constantFrom("equals", "containsString", "<=", "NOT REGEXP", "in", "resembles"),
      right: fc.record({ value: fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 })) }),
      isNot: fc.boolean(),
    });
    const action = fc.record({
      actionType: fc.constantFrom("doPlaybook", "changeEventStatus", "addEventTag", "notify"),
      playbookName: fc.string({ maxLength: 20 }),
      disposeParam: fc.dictionary(fc.constantFrom("period", "retries"), value),
    });
    const rule = fc.record({
      autoResponseType: fc.constantFrom("alert", "event", "event_update", "other"),
      executionCondition: fc.array(item, { minLength: 1, maxLength: 5 }),
      actions: fc.array(action, { minLength: 1, maxLength: 5 }),
      enabled: fc.boolean(),
    });
    type Rule = typeof rule extends fc.Arbitrary<infer Of> ? Of : never;
    const edits: readonly ((edited: Rule) => unknown)[] = [
      (edited) => Object.assign(edited, { enabled: !edited.enabled }),
      (edited) => Object.assign(edited, { autoResponseType: "alerts" }),
      (edited) => edited.executionCondition.push({ ...edited.executionCondition[0] } as never),
      (edited) => edited.actions.push({ ...edited.actions[0] } as never),
      ({ executionCondition: [first] }) => Object.assign(first ?? {}, { isNot: !first?.isNot }),
      ({ executionCondition: [first] }) => Object.assign(first ?? {}, { right: { value: "quite another value" } }),
      ({ executionCondition: [first] }) => Object.assign(first?.left ?? {}, { value: "quite another field" }),
      ({ executionCondition: [first] }) => Object.assign(first?.left ?? {}, { modifier: "lower" }),
      ({ executionCondition: [first] }) => Object.assign(first?.right ?? {}, { isVar: true }),
      ({ executionCondition: [first] }) => Object.assign(first ?? {}, { operator: "endsWith" }),
      ({ actions: [first] }) => Object.assign(first ?? {}, { actionType: "deleteEventTag" }),
      ({ actions: [first] }) => Object.assign(first ?? {}, { disposeParam: { period: "another period" } }),
      ({ actions: [first] }) => Object.assign(first ?? {}, { reason: "another key" }),
    ];
    fc.assert(
      fc.property(rule, fc.constantFrom(...edits), (before, edit) => {
        const after = structuredClone(before);
        edit(after);
        expect(ruleSentence(after)).not.toBe(ruleSentence(before));
      }),
      { numRuns: 500 },
    );
  });
});
