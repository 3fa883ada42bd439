import { expect, it } from "vitest";
import { declared, webshell } from "./declared";
import { localCloud, takeWrites } from "./local-cloud";
import { Stack } from "./stack";

const POST = "PostAutomateResponseConfig";
const done = { exitCode: 0, messages: [] };
const refreshing = ["--refresh", "--run-program"];
const webshellOnline = {
  left: { value: "alert_name" },
  operator: "containsString",
  right: { value: "webshell_online" },
};

it("shows one line for each condition of one field and operator, wherever it is added or removed", async () => {
  const emulator = await localCloud();
  const rule = (containsString: object) => ({ ...webshell, conditions: { alert_desc: { containsString } } });
  const stack = await Stack.ofFiles(declared({ rule: rule({ curl: true, wget: true, "| sh": true }) }), { emulator });
  expect(await stack.up()).toMatchObject({ ...done, steps: ["create rule"] });
  takeWrites(emulator);

  await stack.write("rules.json", JSON.stringify({ rule: rule({ base64: true, "| sh": true, wget: true }) }));
  const { exitCode, output } = await stack.pulumi("preview", "--diff");
  expect(exitCode, output).toBe(0);
  expect(linesOf(output, "alert_desc")).toEqual([
    "~ alert_desc: {",
    "~ containsString: {",
    "+ base64: true",
    "- curl  : true",
    "}",
  ]);
  expect(await stack.up()).toMatchObject({
    ...done,
    steps: [
      "update rule: +conditions.alert_desc.containsString.base64 -conditions.alert_desc.containsString.curl ~summary",
    ],
  });
  expect(takeWrites(emulator)).toEqual([`${POST} with Id`]);
});

it("goes on under ignoreChanges when somebody changes the conditions to what the map cannot say", async () => {
  const emulator = await localCloud();
  const program = (args: object, options: object) =>
    `new (require("pulumi-alicloud-soar").AutomateResponseConfig)("rule", ${JSON.stringify(args)}, ${JSON.stringify(options)});`;
  const ignoring = { ignoreChanges: ["conditions"] };
  const stack = await Stack.ofFiles({ "index.js": program(webshell, ignoring) }, { emulator });
  expect(await stack.up()).toMatchObject({ ...done, steps: ["create rule"] });
  takeWrites(emulator);

  const negated = [{ ...webshellOnline, isNot: true }];
  for (const rule of emulator.state.rules) rule.ExecutionCondition = JSON.stringify(negated);
  expect(await stack.refresh("--run-program")).toMatchObject({ exitCode: 0 });
  expect(await stack.up(...refreshing)).toMatchObject({ ...done, steps: [] });
  expect(takeWrites(emulator)).toEqual([]);
  const recorded = await stack.recorded();
  expect(recorded.rule?.inputs).toMatchObject({
    executionCondition: negated,
    summary: expect.stringContaining('{"isNot":true,"left":{"value":"alert_name"}'),
  });

  await stack.write("index.js", program(webshell, {}));
  expect(await stack.up()).toMatchObject({
    ...done,
    steps: ["update rule: +conditions -executionCondition ~summary"],
  });
  expect(takeWrites(emulator)).toEqual([`${POST} with Id`]);
});

/** The lines of `--diff` from the one of a key to the first that closes it, without their indentation. */
function linesOf(output: string, key: string): string[] {
  const lines = output.split("\n").map((line) => line.trim());
  const start = lines.findIndex((line) => line.startsWith(`~ ${key}: {`));
  return lines.slice(start, lines.indexOf("}", start) + 1);
}
