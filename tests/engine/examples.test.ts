import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Seed } from "../../provider/emulator";
import { webshell as rule } from "./declared";
import { localCloud, takeCalls, takeWrites } from "./local-cloud";
import { Stack } from "./stack";

const POST = "PostAutomateResponseConfig";
const STATUS = "UpdateAutomateResponseConfigStatus";
const DELETE = "DeleteAutomateResponseConfig";
const LIST = "ListAutomateResponseConfigs";

interface Example {
  readonly name: string;
  /** What the program makes, beside what it takes over. */
  readonly makes: readonly string[];
  readonly takesOver?: readonly string[];
  /** What its functions call at every run. */
  readonly looksUp?: readonly string[];
  readonly cloud?: Seed;
  readonly secrets?: Readonly<Record<string, string>>;
}

const examples: readonly Example[] = [
  { name: "accounts", makes: ["block-webshell-mainland", "block-webshell-singapore"] },
  { name: "raw-conditions", makes: ["block-backdoor", "block-undescribed", "close-reminders"] },
  {
    name: "outputs",
    makes: ["block-canary-thief", "block-webshell", "escalate-blocked"],
    secrets: { canaryToken: "canary-5f2c" },
  },
  {
    name: "functions",
    makes: ["block-highest-level"],
    looksUp: ["DescribeAutomateResponseConfigFeature", LIST],
    cloud: { rules: [{ RuleName: "in Singapore", RegionId: "ap-southeast-1", Status: 100 }] },
  },
  {
    name: "esm",
    makes: ["block-webshell"],
    takesOver: ["preset rule"],
    looksUp: [LIST],
    cloud: { rules: [{ RuleName: "preset rule", ResponseRuleType: "preset" }] },
  },
];

it.for(examples)("$name: made, unchanged, and destroyed", async ({ name, makes, ...example }) => {
  const { takesOver = [], looksUp = [], cloud = {}, secrets } = example;
  const emulator = await localCloud({ state: cloud });
  const stack = await Stack.ofExample(name, { emulator, secrets });
  const rules = [...makes, ...takesOver].sort();
  const seeded = emulator.state.rules.map(({ Id }) => Id);

  const created = await stack.up();
  expect(created.exitCode, created.messages.join("\n")).toBe(0);
  expect(rulesOf(created.steps)).toEqual(rules.map((rule) => `create ${rule}`));
  const writes = takeWrites(emulator);
  expect(writes.filter((write) => write !== STATUS)).toEqual(makes.map(() => POST));
  expect(Object.keys(await stack.recorded()).sort()).toEqual(rules);

  const unchanged = await stack.preview("--expect-no-changes");
  expect(unchanged).toMatchObject({ exitCode: 0, messages: [], steps: [] });
  expect(takeCalls(emulator)).toEqual(looksUp);

  expect((await stack.destroy("--refresh")).exitCode).toBe(0);
  const deleted = takeWrites(emulator).filter((write) => write === DELETE);
  expect(deleted).toHaveLength(makes.length);
  expect(emulator.state.rules.map(({ Id }) => Id)).toEqual(seeded);
  expect(
    emulator.state.rules.filter(({ ResponseRuleType, Status }) => ResponseRuleType === "preset" && Status),
  ).toEqual([]);
  expect(await stack.recorded()).toEqual({});
});

it("the quickstart: made, unchanged, edited and changed by somebody else, and destroyed", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofExample("quickstart", { emulator });
  const clean = { exitCode: 0, messages: [] };
  const names = ["block-suspicious-events", "block-webshell"];
  const creates = { steps: names.map((name) => `create ${name}`) };
  expect(await stack.preview()).toMatchObject({ ...clean, ...creates });
  expect(takeCalls(emulator)).toEqual([]);
  expect(await stack.up()).toMatchObject({ exitCode: 0, ...creates });
  expect(takeWrites(emulator).filter((write) => write !== STATUS)).toEqual([POST, POST]);
  expect(Object.keys(await stack.recorded()).sort()).toEqual(names);
  expect(await stack.preview("--expect-no-changes")).toMatchObject({ ...clean, steps: [] });
  expect(takeCalls(emulator)).toEqual([]);

  const file = "examples/quickstart/index.ts";
  const program = await readFile(join(stack.project, file), "utf8");
  expect(program.split('"webshell_online"')).toHaveLength(2);
  await stack.write(file, program.replace('"webshell_online"', '"webshell"'));
  const { "block-suspicious-events": drifting } = await stack.recorded();
  const rule = emulator.state.rule(drifting?.id ?? "");
  rule.Status = rule.Status === 0 ? 100 : 0;
  const steps = [
    "refresh block-suspicious-events: ~enabled ~summary",
    "update block-suspicious-events: ~enabled ~summary",
    "update block-webshell: ~conditions.alert_name.containsString ~summary",
  ];
  expect(await stack.up("--refresh", "--run-program")).toMatchObject({ ...clean, steps });
  expect(takeWrites(emulator)).toEqual([`${POST} with Id`, STATUS]);

  expect((await stack.destroy("--refresh")).exitCode).toBe(0);
  expect(takeWrites(emulator)).toEqual([DELETE, DELETE]);
  expect(emulator.state.rules).toEqual([]);
  expect(await stack.recorded()).toEqual({});
});

it("runs an ECMAScript module in TypeScript, too", async () => {
  const emulator = await localCloud();
  const program = [
    'import * as soar from "pulumi-alicloud-soar";',
    "const { rules }: soar.GetAutomateResponseConfigsResult = await soar.getAutomateResponseConfigs();",
    `new soar.AutomateResponseConfig("rule", ${JSON.stringify(rule)} satisfies object, { protect: rules.length > 0 });`,
  ];
  const stack = await Stack.ofFiles(
    { "index.ts": program.join("\n"), "package.json": '{ "type": "module", "main": "index.ts" }' },
    { emulator },
  );
  expect(await stack.preview()).toMatchObject({ exitCode: 0, messages: [], steps: ["create rule"] });
});

/** The steps without those of providers. */
function rulesOf(steps: readonly string[]): string[] {
  return steps.filter((step) => !/ (mainland|singapore)$/.test(step));
}
