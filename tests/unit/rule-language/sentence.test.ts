import { describe, expect, it } from "vitest";
import { ruleSentence } from "../../../provider/rule-language/sentence";
import { UNKNOWN } from "../../../provider/unknown";

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
        'run playbook "WafBlockIP", then change the event\'s status {"status":10}, then notify.',
    );
  });

  it.each([
    [
      "a value",
      { conditions: { f: { equals: UNKNOWN } }, actions: [playbook] },
      'On every alert where f is (known after apply), run playbook "WafBlockIP".',
    ],
    [
      "an operator map",
      { conditions: { f: UNKNOWN as never }, actions: [playbook] },
      'On every alert where (known after apply), run playbook "WafBlockIP".',
    ],
    [
      "all conditions",
      { conditions: UNKNOWN as never, actions: [playbook] },
      'On every alert where (known after apply), run playbook "WafBlockIP".',
    ],
    [
      "the actions",
      { conditions: { f: { equals: "x" } }, actions: UNKNOWN as never },
      'On every alert where f is "x", (known after apply).',
    ],
  ])("says so where %s is not known yet", (_case, rule, sentence) => {
    expect(ruleSentence({ autoResponseType: "alert", ...rule })).toBe(sentence);
  });

  it("changes with a value, wherever in the value the change is", () => {
    const sentenceOf = (end: string) =>
      ruleSentence({
        autoResponseType: "alert",
        conditions: { f: { equals: `${"a".repeat(200)}${end}` } },
        actions: [playbook],
      });
    expect(sentenceOf("x")).not.toBe(sentenceOf("y"));
  });
});
