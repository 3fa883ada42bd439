import { expect, it } from "vitest";
import { declared, webshell } from "./declared";
import { localCloud, takeCalls, takeWrites } from "./local-cloud";
import { Stack } from "./stack";

const POST = "PostAutomateResponseConfig";
const STATUS = "UpdateAutomateResponseConfigStatus";
const DELETE = "DeleteAutomateResponseConfig";
const done = { exitCode: 0, messages: [] };

/** Two rules, with a map and with the raw form of conditions. */
const inSomeWords = {
  map: {
    ...webshell,
    ruleName: "map",
    conditions: { alert_name: { containsString: "webshell_online" }, alert_level: { "<=": 5 } },
  },
  raw: {
    ...webshell,
    conditions: undefined,
    executionCondition: [
      { left: { value: "alert_desc" }, operator: "equals", right: { value: "1" } },
      { left: { value: "alert_name" }, operator: "isNotNull" },
    ],
  },
};

const defaults = {
  enabled: true,
  adopt: false,
  allowUnknownFields: false,
  onDelete: "delete",
  regionId: "cn-hangzhou",
};
const actions = webshell.actions.map((action) => Object.fromEntries(Object.entries(action).reverse()));
const [first, second] = inSomeWords.raw.executionCondition;
const jsonText = JSON.stringify([second, { right: { value: 1 }, operator: "equals", left: first?.left }], null, 4);

/** The same rules, each written in every other way. */
const inOtherWords = {
  map: {
    actions,
    conditions: { alert_level: { "<=": "5" }, alert_name: { containsString: "webshell_online" } },
    autoResponseType: "alert",
    ruleName: "map",
    ...defaults,
  },
  raw: { executionCondition: `\n${jsonText}\n`, ...defaults, actions, autoResponseType: "alert" },
};

it("shows what an edit changes, line by line, issues the calls that it needs, and takes other words for the same", async () => {
  const emulator = await localCloud();
  const switchedOff = { ...webshell, enabled: false };
  const stack = await Stack.ofFiles(declared({ rule: switchedOff, ...inSomeWords }), { emulator });
  const edit = (edited: object) => stack.write("rules.json", JSON.stringify({ rule: edited, ...inOtherWords }));
  expect(await stack.up()).toMatchObject({ ...done, steps: ["create map", "create raw", "create rule"] });
  expect(takeWrites(emulator).filter((write) => write !== STATUS)).toEqual([POST, POST, POST]);
  expect(emulator.state.rules.filter(({ Status }) => Status === 0)).toHaveLength(1);

  const { conditions } = webshell;
  await edit({ ...switchedOff, conditions: { ...conditions, alert_name: { containsString: "backdoor" } } });
  const { exitCode, output } = await stack.pulumi("preview", "--diff");
  expect(exitCode).toBe(0);
  expect(linesOfChange(output)).toEqual([
    "~ pulumi-nodejs:dynamic/alicloud-soar:AutomateResponseConfig: (update)",
    "~ conditions: {",
    "~ alert_name: {",
    '~ containsString: "webshell_online" => "backdoor"',
    expect.stringMatching(
      /^~ summary {3}: "Switched off: on every alert where .*webshell_online.*" => ".*backdoor.*"$/,
    ),
    "~ 1 to update",
  ]);
  expect(takeCalls(emulator)).toEqual([]);

  await edit({ ...switchedOff, timeouts: { create: "5m" }, onDelete: "retain", adopt: true });
  expect(await stack.up()).toMatchObject({
    ...done,
    steps: ["update rule: +adopt +onDelete +timeouts"],
  });
  expect(takeCalls(emulator)).toEqual([]);

  const added = { ...conditions, alert_desc: { isNotNull: true } };
  await edit({ ...webshell, conditions: added, onDelete: "retain", ruleName: "renamed" });
  expect(await stack.up("--refresh", "--run-program")).toMatchObject({
    ...done,
    steps: ["update rule: +conditions.alert_desc -adopt -timeouts ~enabled ~ruleName ~summary"],
  });
  expect(takeWrites(emulator)).toEqual([`${POST} with Id`, STATUS]);

  const deletes = ["delete map", "delete raw", "delete rule"];
  expect(await stack.destroy()).toMatchObject({ exitCode: 0, steps: deletes });
  expect(takeWrites(emulator)).toEqual([DELETE, DELETE]);
  expect(emulator.state.rules).toMatchObject([{ RuleName: "renamed", Status: 100 }]);
});

/** The lines of `--diff` that stand for a change, without their indentation. */
function linesOfChange(output: string): string[] {
  return output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^[~+-]/.test(line));
}
