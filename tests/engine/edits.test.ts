import { expect, it } from "vitest";
import { declared, webshell } from "./declared";
import { localCloud, takeCalls, takeWrites } from "./local-cloud";
import { Stack } from "./stack";

const POST = "PostAutomateResponseConfig";
const STATUS = "UpdateAutomateResponseConfigStatus";
const done = { exitCode: 0, messages: [] };
const nothing = { ...done, steps: [] };

async function deployed(args: object) {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(declared({ rule: args }), { emulator });
  const edit = (edited: object) => stack.write("rules.json", JSON.stringify({ rule: edited }));
  expect(await stack.up()).toMatchObject({ ...done, steps: ["create rule"] });
  return { emulator, stack, edit };
}

it("shows an edited condition as one line and the sentence, an added one as one more line", async () => {
  const { emulator, stack, edit } = await deployed(webshell);
  expect(takeWrites(emulator)).toEqual([POST, STATUS]);

  const { conditions } = webshell;
  await edit({ ...webshell, conditions: { ...conditions, alert_name: { containsString: "backdoor" } } });
  const { exitCode, output } = await stack.pulumi("preview", "--diff");
  expect(exitCode).toBe(0);
  expect(linesOfChange(output)).toEqual([
    "~ pulumi-nodejs:dynamic/alicloud-soar:AutomateResponseConfig: (update)",
    "~ conditions: {",
    "~ alert_name: {",
    '~ containsString: "webshell_online" => "backdoor"',
    expect.stringMatching(/^~ summary {3}: "On every alert where .*webshell_online.*" => ".*backdoor.*"$/),
    "~ 1 to update",
  ]);
  expect(takeCalls(emulator)).toEqual([]);

  await edit({ ...webshell, conditions: { ...conditions, alert_desc: { isNotNull: true } } });
  expect(await stack.up()).toMatchObject({
    ...done,
    steps: ["update rule: +conditions.alert_desc ~summary"],
  });
  expect(takeWrites(emulator)).toEqual([`${POST} with Id`]);
});

it("issues the calls that an edit needs, and no others", async () => {
  const { emulator, stack, edit } = await deployed({ ...webshell, enabled: false });
  expect(takeWrites(emulator)).toEqual([POST]);

  await edit(webshell);
  expect(await stack.up()).toMatchObject({ ...done, steps: ["update rule: ~enabled"] });
  expect(takeCalls(emulator)).toEqual([STATUS]);

  const remembered = { ...webshell, timeouts: { create: "5m" }, onDelete: "retain", adopt: true };
  await edit(remembered);
  expect(await stack.up()).toMatchObject({
    ...done,
    steps: ["update rule: +timeouts ~adopt ~onDelete"],
  });
  expect(takeCalls(emulator)).toEqual([]);

  await edit({ ...webshell, onDelete: "retain" });
  expect(await stack.up()).toMatchObject({ ...done, steps: ["update rule: -timeouts ~adopt"] });
  expect(takeCalls(emulator)).toEqual([]);
  expect(await stack.preview("--refresh", "--run-program", "--expect-no-changes")).toMatchObject(nothing);
  expect(takeWrites(emulator)).toEqual([]);

  await edit({ ...webshell, onDelete: "retain", ruleName: "renamed", enabled: false });
  expect(await stack.up()).toMatchObject({ ...done, steps: ["update rule: ~enabled ~ruleName"] });
  expect(takeWrites(emulator)).toEqual([`${POST} with Id`, STATUS]);

  expect(await stack.destroy()).toMatchObject({ exitCode: 0, steps: ["delete rule"] });
  expect(takeWrites(emulator)).toEqual([]);
  expect(emulator.state.rules).toMatchObject([{ RuleName: "renamed", Status: 0 }]);
});

it("takes every way to write the same for the same", async () => {
  const raw = [
    { left: { value: "alert_level" }, operator: "equals", right: { value: "1" } },
    { left: { value: "alert_name" }, operator: "isNotNull" },
  ];
  const emulator = await localCloud();
  const map = { alert_name: { containsString: "webshell_online" }, risk: { "<=": 5 } };
  const stack = await Stack.ofFiles(
    declared({
      map: { ...webshell, conditions: map },
      raw: { ...webshell, conditions: undefined, executionCondition: raw },
    }),
    { emulator },
  );
  expect(await stack.up()).toMatchObject({ ...done, steps: ["create map", "create raw"] });
  takeCalls(emulator);

  const [first, second] = raw;
  const [action] = webshell.actions;
  const actions = [Object.fromEntries(Object.entries(action ?? {}).reverse())];
  const defaults = { enabled: true, adopt: false, onDelete: "delete", regionId: "cn-hangzhou" };
  const jsonText = JSON.stringify(
    [second, { right: { value: 1 }, operator: "equals", left: first?.left }],
    null,
    4,
  );
  await stack.write(
    "rules.json",
    JSON.stringify({
      map: {
        actions,
        conditions: { risk: { "<=": "5" }, alert_name: { containsString: "webshell_online" } },
        autoResponseType: "alert",
        ruleName: "map",
        ...defaults,
      },
      raw: { executionCondition: `\n${jsonText}\n`, ...defaults, actions, autoResponseType: "alert" },
    }),
  );
  expect(await stack.preview("--expect-no-changes")).toMatchObject(nothing);
  expect(takeCalls(emulator)).toEqual([]);
  expect(await stack.up("--expect-no-changes")).toMatchObject(nothing);
  expect(await stack.refresh("--expect-no-changes")).toMatchObject(nothing);
  expect(takeWrites(emulator)).toEqual([]);
});

/** The lines of `--diff` that stand for a change, without their indentation. */
function linesOfChange(output: string): string[] {
  return output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^[~+-]/.test(line));
}
