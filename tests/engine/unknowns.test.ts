import { expect, it } from "vitest";
import { webshell } from "./declared";
import { localCloud, takeCalls, takeWrites } from "./local-cloud";
import { Stack } from "./stack";

/** Rules that use what the rule `first` will be, at every place where a value can stand; and one that ignores an edit. */
const program = `
const soar = require("pulumi-alicloud-soar");
const { autoResponseType, name, level, regionId } = require("./values.json");
const [action] = ${JSON.stringify(webshell.actions)};
const fixed = { alert_level: { equals: "serious" } };
const conditions = { alert_name: { containsString: name }, alert_level: { equals: level } };
const first = new soar.AutomateResponseConfig("first", { autoResponseType, regionId, conditions, actions: [action] });
const rule = (name, args, opts) =>
  new soar.AutomateResponseConfig(name, { autoResponseType: "alert", actions: [action], ...args }, opts);
rule("of-value", { conditions: { alert_desc: { containsString: first.id } } });
rule("of-map", { conditions: first.id.apply((id) => ({ alert_desc: { containsString: id } })) });
rule("of-raw", {
  executionCondition: [{ left: { value: "alert_desc" }, operator: "equals", right: { value: first.id } }],
});
rule("of-text", {
  allowUnknownFields: true,
  executionCondition: first.id.apply((id) => JSON.stringify([{ left: { value: id }, operator: "isNull" }])),
});
rule("of-action", { ruleName: first.id, conditions: fixed, actions: [{ ...action, disposeParam: { rule: first.id } }] });
rule("of-sentence", { conditions: { alert_desc: { equals: first.summary } } });
rule("steady", { conditions }, { ignoreChanges: ["conditions.alert_name.containsString"] });
`;

const values = {
  autoResponseType: "alert",
  name: "webshell_online",
  level: "serious",
  regionId: "cn-hangzhou",
};
const rules = ["first", "of-action", "of-map", "of-raw", "of-sentence", "of-text", "of-value", "steady"];

it("previews what another resource will tell, and changes nothing that did not change", async () => {
  const emulator = await localCloud({ state: { settings: { unlistedNames: "accepted" } } });
  const stack = await Stack.ofFiles({ "index.js": program, "values.json": JSON.stringify(values) }, { emulator });
  const edit = (changes: Partial<typeof values>) =>
    stack.write("values.json", JSON.stringify({ ...values, ...changes }));
  const clean = { exitCode: 0, messages: [] };

  const first = await stack.pulumi("preview", "--diff");
  expect(first.exitCode, first.output).toBe(0);
  expect(first.output).toMatch(/summary +: \[unknown\]/);
  expect(first.output).toMatch(/containsString: \[unknown\]/);
  expect(first.output).not.toContain("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  expect(takeCalls(emulator)).toEqual([]);

  expect(await stack.up()).toMatchObject({ ...clean, steps: rules.map((rule) => `create ${rule}`) });
  expect(await stack.preview("--expect-no-changes")).toMatchObject({ ...clean, steps: [] });
  takeCalls(emulator);

  await edit({ name: "backdoor" });
  expect(await stack.up()).toMatchObject({
    ...clean,
    steps: [
      "update first: ~conditions.alert_name.containsString ~summary",
      "update of-sentence: ~conditions.alert_desc.equals ~summary",
    ],
  });
  expect(takeWrites(emulator)).toEqual(Array(2).fill("PostAutomateResponseConfig with Id"));

  await edit({ name: "bootkit", level: "suspicious" });
  expect(await stack.preview()).toMatchObject({
    ...clean,
    steps: [
      "update first: ~conditions.alert_level.equals ~conditions.alert_name.containsString ~summary",
      "update of-sentence: ~conditions.alert_desc.equals ~summary",
      "update steady: ~conditions.alert_level.equals ~summary",
    ],
  });

  await edit({ name: "backdoor", regionId: "ap-southeast-1" });
  const replaced = await stack.preview();
  expect(replaced).toMatchObject(clean);
  expect(replaced.steps).toEqual([
    "replace first: ~regionId",
    "update of-action: ~actions[0].disposeParam.rule ~ruleName ~summary",
    "update of-map: ~conditions ~summary",
    "update of-raw: ~executionCondition[0].right.value ~summary",
    "update of-text: ~executionCondition ~summary",
    "update of-value: ~conditions.alert_desc.containsString ~summary",
  ]);
  expect(takeCalls(emulator)).toEqual([]);
});
