import { expect, it } from "vitest";
import { declared, webshell } from "./declared";
import { localCloud, takeCalls, takeWrites } from "./local-cloud";
import { Stack } from "./stack";

const POST = "PostAutomateResponseConfig";
const STATUS = "UpdateAutomateResponseConfigStatus";
const done = { exitCode: 0, messages: [] };
const nothing = { ...done, steps: [] };

it("shows what an edit changes, line by line, and issues the calls that it needs, and no others", async () => {
  const emulator = await localCloud();
  const switchedOff = { ...webshell, enabled: false };
  const stack = await Stack.ofFiles(declared({ rule: switchedOff }), { emulator });
  const edit = (edited: object) => stack.write("rules.json", JSON.stringify({ rule: edited }));
  expect(await stack.up()).toMatchObject({ ...done, steps: ["create rule"] });
  expect(takeWrites(emulator)).toEqual([POST]);

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
    steps: ["update rule: +timeouts ~adopt ~onDelete"],
  });
  expect(takeCalls(emulator)).toEqual([]);

  const added = { ...conditions, alert_desc: { isNotNull: true } };
  await edit({ ...webshell, conditions: added, onDelete: "retain", ruleName: "renamed" });
  expect(await stack.up()).toMatchObject({
    ...done,
    steps: ["update rule: +conditions.alert_desc -timeouts ~adopt ~enabled ~ruleName ~summary"],
  });
  expect(takeWrites(emulator)).toEqual([`${POST} with Id`, STATUS]);

  expect(await stack.destroy()).toMatchObject({ exitCode: 0, steps: ["delete rule"] });
  expect(takeWrites(emulator)).toEqual([]);
  expect(emulator.state.rules).toMatchObject([{ RuleName: "renamed", Status: 100 }]);
});

it("takes every way to write the same for the same", async () => {
  const raw = [
    { left: { value: "alert_desc" }, operator: "equals", right: { value: "1" } },
    { left: { value: "alert_name" }, operator: "isNotNull" },
  ];
  const emulator = await localCloud();
  const map = { alert_name: { containsString: "webshell_online" }, alert_level: { "<=": 5 } };
  const stack = await Stack.ofFiles(
    declared({
      map: { ...webshell, ruleName: "map", conditions: map },
      raw: { ...webshell, conditions: undefined, executionCondition: raw },
    }),
    { emulator },
  );
  expect(await stack.up()).toMatchObject({ ...done, steps: ["create map", "create raw"] });
  takeCalls(emulator);

  const [first, second] = raw;
  const [action] = webshell.actions;
  const actions = [Object.fromEntries(Object.entries(action ?? {}).reverse())];
  const defaults = {
    enabled: true,
    adopt: false,
    allowUnknownFields: false,
    onDelete: "delete",
    regionId: "cn-hangzhou",
  };
  const jsonText = JSON.stringify([second, { right: { value: 1 }, operator: "equals", left: first?.left }], null, 4);
  await stack.write(
    "rules.json",
    JSON.stringify({
      map: {
        actions,
        conditions: { alert_level: { "<=": "5" }, alert_name: { containsString: "webshell_online" } },
        autoResponseType: "alert",
        ruleName: "map",
        ...defaults,
      },
      raw: { executionCondition: `\n${jsonText}\n`, ...defaults, actions, autoResponseType: "alert" },
    }),
  );
  expect(await stack.preview("--expect-no-changes")).toMatchObject(nothing);
  expect(takeCalls(emulator)).toEqual([]);
  expect(await stack.up("--refresh", "--run-program", "--expect-no-changes")).toMatchObject(nothing);
  expect(takeWrites(emulator)).toEqual([]);
});

/** The lines of `--diff` that stand for a change, without their indentation. */
function linesOfChange(output: string): string[] {
  return output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^[~+-]/.test(line));
}
