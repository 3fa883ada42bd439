import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Seed } from "../../provider/emulator";
import { webshell } from "./declared";
import { localCloud, takeCalls, takeWrites } from "./local-cloud";
import { Stack } from "./stack";

const condition = (field: string, operator: string, value?: unknown) => ({
  left: { value: field },
  operator,
  ...(value === undefined ? {} : { right: { value } }),
});

const existing: Seed["rules"] = [
  { RuleName: "block webshell", Status: 100 },
  { RuleName: 'say "no"', ExecutionCondition: JSON.stringify([condition("alert_desc", "isNull")]) },
  { RuleName: "twice", AutoResponseType: "event" },
  { RuleName: "twice", ExecutionCondition: JSON.stringify([condition("alert_level", "<=", 5)]) },
  {
    RuleName: "raw",
    ExecutionCondition: JSON.stringify([
      condition("alert_name", "containsString", "b"),
      condition("alert_name", "containsString", "a"),
      { ...condition("count", "<=", 3), group: 1 },
    ]).replace("3", "9007199254740993"),
    ActionType: "changeEventStatus,doPlaybook",
    ActionConfig: JSON.stringify([{ actionType: "changeEventStatus", eventStatus: 10 }, ...webshell.actions]),
  },
  { RuleName: "came with the service", ResponseRuleType: "preset" },
];

it("brings every existing rule into a stack, and the program that it writes changes nothing", async () => {
  const emulator = await localCloud({ state: { rules: existing } });
  const stack = await Stack.ofFiles({ "index.js": "" }, { emulator });
  const before = structuredClone(emulator.state.rules);

  const written = await stack.node("dist/provider/cli/main.js", "import", "--stack", "test");
  expect(written).toMatchObject({
    exitCode: 0,
    output: expect.stringContaining("5 rules written to soar-import.json and imported-rules.ts"),
  });
  expect(new Set(takeCalls(emulator))).toEqual(new Set(["ListAutomateResponseConfigs"]));

  const file = ["--file", "soar-import.json", "--generate-code=false", "--protect=false"];
  expect(written.output).toContain(`pulumi import ${file.join(" ")}`);
  const imported = await stack.pulumi("import", ...file, "--yes");
  expect(imported, imported.output).toMatchObject({ exitCode: 0 });
  const ids = before.filter(({ ResponseRuleType }) => ResponseRuleType === "custom").map(({ Id }) => Id);
  expect(
    Object.values(await stack.recorded())
      .map(({ id }) => id)
      .sort(),
  ).toEqual(ids.sort());
  expect(takeCalls(emulator)).toEqual([]);

  await rm(join(stack.project, "index.js"));
  const [, line = ""] = /your program: (.*)/.exec(written.output) ?? [];
  await stack.write("index.ts", line);
  const shown = await stack.pulumi("preview", "--diff", "--refresh", "--run-program", "--expect-no-changes");
  expect(shown.exitCode, shown.output).toBe(0);
  expect(shown.output).toContain("6 unchanged");
  expect(shown.output).not.toMatch(/protect|warning|Diagnostics/);
  expect(takeWrites(emulator)).toEqual([]);
  expect(emulator.state.rules).toEqual(before);

  const again = ["--file", "again.json", "--program", "again-rules.ts"];
  expect(await stack.node("dist/provider/cli/main.js", "import", "--stack", "test", ...again)).toMatchObject({
    exitCode: 1,
    output: expect.stringContaining("5 rules left out, which the stack has already."),
  });
});
