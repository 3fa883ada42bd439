import { expect, test } from "vitest";
import { autoName } from "../../../provider/lifecycle/auto-name";
import { check } from "../../../provider/lifecycle/check";
import { automateResponseConfig } from "../../../provider/resources/automate-response-config/verbs";
import { soarStrategyTask } from "../../../provider/resources/soar-strategy-task/verbs";
import { UNKNOWN } from "../../../provider/unknown";
import { urnOf } from "../../support/deployment";
import { configFor } from "../../support/emulated";

const config = configFor("http://127.0.0.1:1");
const rule = {
  autoResponseType: "alert",
  conditions: { alert_level: { equals: "serious" } },
  actions: [{ actionType: "changeEventStatus" }],
};
const task = { strategyId: "8000", strategyName: "Fixing", strategyTaskParams: "[]" };

test("a name is the resource's and seven hex digits, the same whenever it is made for the same place", () => {
  const name = autoName(urnOf("block"), []);
  expect(name).toMatch(/^block-[0-9a-f]{7}$/);
  expect(autoName(urnOf("block"), [])).toBe(name);
});

test("a resource whose name holds colons gives all of it", () => {
  expect(autoName(urnOf("web::block"), [])).toMatch(/^web::block-[0-9a-f]{7}$/);
});

test.each([
  ["stack", urnOf("block", "pr-12"), []],
  ["organization", urnOf("block").replace("organization/", "other/"), []],
  ["parent", urnOf("block").replace("pulumi-nodejs", "acme:Rules$pulumi-nodejs"), []],
  ["input", urnOf("block"), ["8000"]],
])("another %s makes another name", (_what, urn, of) => {
  expect(autoName(urn, of)).not.toBe(autoName(urnOf("block"), []));
});

test("a name that stands for an unknown input is unknown", () => {
  expect(autoName(urnOf("block"), ["8000", UNKNOWN])).toBe(UNKNOWN);
});

test("check makes the name that the program does not give", () => {
  const { inputs, failures, autoNamed } = check(automateResponseConfig, config, rule, {
    urn: urnOf("block"),
    olds: {},
  });
  expect(failures).toEqual([]);
  expect([inputs.ruleName, autoNamed]).toEqual([autoName(urnOf("block"), []), true]);
});

test("a recorded name is kept, whatever made it", () => {
  const naming = { urn: urnOf("block"), olds: { ruleName: "block" } };
  const { inputs, autoNamed } = check(automateResponseConfig, config, rule, naming);
  expect([inputs.ruleName, autoNamed]).toEqual(["block", false]);
});

test("a name that the program gives is taken", () => {
  const naming = { urn: urnOf("block"), olds: { ruleName: "block-1234567" } };
  const { inputs, autoNamed } = check(automateResponseConfig, config, { ...rule, ruleName: "mine" }, naming);
  expect([inputs.ruleName, autoNamed]).toEqual(["mine", false]);
});

test("without a name and a place, a failure asks for a name", () => {
  const { failures } = check(automateResponseConfig, config, rule);
  expect(failures).toEqual([{ property: "ruleName", reason: expect.stringContaining("the name of the rule") }]);
});

test("a strategy task that starts at another time has another name", () => {
  const nameOf = (more: object) =>
    check(soarStrategyTask, config, { ...task, ...more }, { urn: urnOf("patch"), olds: {} }).inputs.strategyTaskName;
  const names = [{}, { strategyTaskPlanExeTime: 1894039200000 }, { strategyId: "8001" }].map(nameOf);
  expect(new Set(names).size).toBe(3);
});
