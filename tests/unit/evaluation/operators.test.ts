import { describe, expect, it } from "vitest";
import { evaluate } from "../../../provider/evaluation/evaluate";
import { judgedRule } from "../../../provider/judged-rules/properties";
import { SECRET, UNKNOWN } from "../../../provider/unknown";

/** What a condition on `alert_desc` answers of an alert that has this AlertDesc; undefined: it has none. */
function answer(operator: string, right: unknown, value: unknown, more: object = {}) {
  const item = {
    left: { value: "alert_desc" },
    operator,
    ...(right !== undefined && { right: { value: right } }),
    ...more,
  };
  const rule = judgedRule({ name: "r" }, { autoResponseType: "alert", executionCondition: [item], actions: [] });
  return evaluate(rule, { AlertUuid: "a", ...(value !== undefined && { AlertDesc: value }) }).answer;
}

const [yes, no, unclear] = ["yes", "no", "cannot tell"] as const;

describe("an operator of the service, by its value, what the alert has, and the answer", () => {
  test_("equals", [
    ["serious", "serious", yes],
    ["serious", "remind", no],
    ["serious", "Serious", unclear],
    ["serious", "serious ", no],
    ["", "", yes],
    ["5", 5, yes],
    [5, "5", yes],
    ["5", "5.0", unclear],
    ["9007199254740993", "9007199254740992", no],
    ["9007199254740993", "09007199254740993", unclear],
    ["true", true, yes],
    [true, "true", yes],
    ["木马", "木马", yes],
    ["木马", "挖矿", no],
    ["ÄRGER", "ärger", unclear],
    ["x", null, no],
    ["x", undefined, unclear],
    ["x", ["x"], unclear],
    [["x"], "x", unclear],
    [undefined, "x", unclear],
  ]);
  test_("=", [
    ["a", "a", yes],
    ["a", "b", no],
  ]);
  test_("<>", [
    ["a", "b", yes],
    ["a", "a", no],
    ["a", "A", unclear],
    ["a", null, unclear],
    ["a", undefined, unclear],
    ["5", "5.0", unclear],
  ]);
  test_("containsString", [
    ["webshell", "a webshell_online b", yes],
    ["webshell", "a miner", no],
    ["webshell", "A WebShell", unclear],
    ["", "anything", yes],
    ["🐚", "a 🐚 b", yes],
    ["ΟΔΟΣ", "ΟΔΟΣΑ", yes],
    ["23", 1234, yes],
    ["x", null, no],
    ["x", undefined, unclear],
  ]);
  test_("in", [
    [["High", "Medium"], "Medium", yes],
    [["High", "Medium"], "Low", no],
    [["High", "Medium"], "high", unclear],
    [["1", "2"], 2, yes],
    ["High", "High", yes],
    ["High", "Low", no],
    ["High,Medium", "High", unclear],
    ["High,Medium", "High,Medium", yes],
    [["High", UNKNOWN], "High", yes],
    [["High", UNKNOWN], "Low", unclear],
    [["High"], null, no],
    [["High"], undefined, unclear],
  ]);
  test_("not in", [
    [["High", "Medium"], "Medium", no],
    [["High", "Medium"], "Low", yes],
    [["High", "Medium"], "MEDIUM", unclear],
    [["High", UNKNOWN], "High", no],
    [["High", UNKNOWN], "Low", unclear],
    [["High"], null, unclear],
    [["High"], undefined, unclear],
  ]);
  test_("<=", [
    ["10", "9", yes],
    ["10", 10, yes],
    ["10", "11", no],
    ["10", "9.5", yes],
    ["-1", "-2", yes],
    ["9007199254740992", "9007199254740993", no],
    ["10", "ten", unclear],
    ["serious", "remind", unclear],
    ["serious", "serious", yes],
    ["10", null, no],
    ["10", undefined, unclear],
  ]);
  test_(">=", [
    ["10", "9", no],
    ["10", "10.0", yes],
    ["10", "1e3", unclear],
  ]);
  test_("<", [
    ["10", "9", yes],
    ["10", "10", no],
    ["a", "a", no],
  ]);
  test_(">", [
    ["10", "9", no],
    ["10", "100", yes],
  ]);
  test_("BETWEEN", [
    [["60", "80"], "70", yes],
    [["60", "80"], 60, yes],
    [["60", "80"], "80", yes],
    [["60", "80"], "80.01", no],
    [["60", "80"], "many", unclear],
    [["80", "60"], "70", no],
    ["60,80", "70", unclear],
    [["60"], "70", unclear],
  ]);
  test_("NOT BETWEEN", [
    [["60", "80"], "70", no],
    [["60", "80"], "90", yes],
  ]);
  test_("REGEXP", [
    ["^web.*[0-9]$", "web-1", yes],
    ["shell", "a webshell b", yes],
    ["^web$", "a web", no],
    ["^WEB$", "web", unclear],
    ["(a)\\1", "aa", unclear],
    ["a(?=b)", "ab", unclear],
    ["(", "(", unclear],
    ["^(a+)+$", `${"a".repeat(5_000)}!`, no],
    ["木.", "木马", yes],
  ]);
  test_("NOT REGEXP", [
    ["^web", "web-1", no],
    ["^web", "db-1", yes],
    ["^web", null, unclear],
    ["(", "x", unclear],
  ]);
  test_("isNull", [
    [undefined, null, yes],
    [undefined, "x", no],
    [undefined, "", unclear],
    [undefined, undefined, unclear],
    ["x", null, unclear],
  ]);
  test_("isNotNull", [
    [undefined, "x", yes],
    [undefined, 0, yes],
    [undefined, null, no],
    [undefined, "", unclear],
    [undefined, undefined, unclear],
  ]);
});

describe("an operator of other products", () => {
  test_("starts with", [
    ["web", "web-1", yes],
    ["web", "a web", no],
    ["web", "WEB-1", unclear],
  ]);
  test_("endsWith", [
    ["-1", "web-1", yes],
    ["-1", "web-2", no],
  ]);
  test_("containsAny", [
    [["a", "b"], "xbx", yes],
    [["a", "b"], "xcx", no],
  ]);
  test_("containsAll", [
    [["a", "b"], "ab", yes],
    [["a", "b"], "a", no],
    [["a", UNKNOWN], "b", no],
    [["a", UNKNOWN], "a", unclear],
  ]);
  test_("isEmpty", [
    [undefined, "", yes],
    [undefined, "x", no],
    [undefined, undefined, unclear],
  ]);
  test_("exists", [
    [undefined, "x", yes],
    [undefined, null, unclear],
  ]);
});

describe("what no document describes is not told", () => {
  it.each([
    ["an operator", answer("resembles", "x", "x")],
    ["an operator whose meaning is a matter of taste", answer("like", "x", "x")],
    ["a value that is known after apply", answer("equals", UNKNOWN, "x")],
    ["a secret", answer("equals", SECRET, "x")],
    ["isNot", answer("equals", "x", "x", { isNot: true })],
    ["a key", answer("equals", "x", "x", { logic: "or" })],
    ["a variable", answer("equals", "x", "x", { left: { value: "alert_desc", isVar: true } })],
    ["a modifier", answer("equals", "x", "x", { left: { value: "alert_desc", modifier: "lower" } })],
    ["a value that is an object", answer("equals", { a: 1 }, "x")],
  ])("%s", (_what, found) => {
    expect(found).toBe(unclear);
  });

  it("but what the service adds and says nothing is no obstacle", () => {
    const more = {
      itemId: 3,
      isNot: false,
      left: { value: "alert_desc", type: "varchar", isVar: "false", modifier: null },
    };
    expect(answer("equals", "x", "x", more)).toBe(yes);
  });
});

function test_(operator: string, rows: readonly (readonly [right: unknown, value: unknown, answer: string])[]) {
  it.each(rows)(`${operator} %j of %j: %s`, (right, value, expected) => {
    expect(answer(operator, right, value)).toBe(expected);
  });
}
