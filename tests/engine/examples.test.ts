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
  /** A change of one place in the program, and what the engine shows of it. */
  readonly edit: { readonly file: string; readonly from: string; readonly to: string };
  readonly shows: readonly string[];
}

const webshell = { from: '"webshell_online"', to: '"webshell"' };
const changedName = "~conditions.alert_name.containsString ~summary";

const examples: readonly Example[] = [
  {
    name: "quickstart",
    makes: ["block-suspicious-events", "block-webshell"],
    edit: { file: "examples/quickstart/index.ts", ...webshell },
    shows: [`update block-webshell: ${changedName}`],
  },
  {
    name: "accounts",
    makes: ["block-webshell-mainland", "block-webshell-singapore"],
    edit: { file: "index.ts", ...webshell },
    shows: [
      `update block-webshell-mainland: ${changedName}`,
      `update block-webshell-singapore: ${changedName}`,
    ],
  },
  {
    name: "raw-conditions",
    makes: ["block-backdoor", "block-undescribed", "close-reminders"],
    edit: { file: "index.ts", from: '"backdoor"', to: '"bootkit"' },
    shows: ["update block-backdoor: ~executionCondition[1].right.value ~summary"],
  },
  {
    name: "outputs",
    makes: ["block-canary-thief", "block-webshell", "escalate-blocked"],
    secrets: { canaryToken: "canary-5f2c" },
    edit: { file: "index.ts", ...webshell },
    shows: [`update block-webshell: ${changedName}`],
  },
  {
    name: "functions",
    makes: ["block-highest-level"],
    looksUp: ["DescribeAutomateResponseConfigFeature", LIST],
    cloud: { rules: [{ RuleName: "in Singapore", RegionId: "ap-southeast-1", Status: 100 }] },
    edit: { file: "index.ts", from: "conditions: {", to: "conditions: { alert_desc: { isNotNull: true }," },
    shows: ["update block-highest-level: +conditions.alert_desc ~summary"],
  },
  {
    name: "esm",
    makes: ["block-webshell"],
    takesOver: ["preset rule"],
    looksUp: [LIST],
    cloud: { rules: [{ RuleName: "preset rule", ResponseRuleType: "preset" }] },
    edit: { file: "index.js", ...webshell },
    shows: [`update block-webshell: ${changedName}`],
  },
];

it.for(examples)("$name: from preview to destroy", async ({ name, makes, ...example }) => {
  const { takesOver = [], looksUp = [], cloud = {}, secrets, edit, shows } = example;
  const emulator = await localCloud({ state: cloud });
  const stack = await Stack.ofExample(name, { emulator, secrets });
  const rules = [...makes, ...takesOver].sort();
  const seeded = emulator.state.rules.map(({ Id }) => Id);
  const clean = { exitCode: 0, messages: [] };

  const before = await stack.preview();
  expect(before).toMatchObject(clean);
  expect(rulesOf(before.steps)).toEqual(rules.map((rule) => `create ${rule}`));
  expect(takeCalls(emulator)).toEqual(looksUp);

  const created = await stack.up();
  expect(created.exitCode, created.messages.join("\n")).toBe(0);
  expect(rulesOf(created.steps)).toEqual(rules.map((rule) => `create ${rule}`));
  const writes = takeWrites(emulator);
  expect(writes.filter((write) => write !== STATUS)).toEqual(makes.map(() => POST));
  const recorded = await stack.recorded();
  expect(Object.keys(recorded).sort()).toEqual(rules);

  expect(await stack.preview("--expect-no-changes")).toMatchObject({ ...clean, steps: [] });
  expect(takeCalls(emulator)).toEqual(looksUp);

  expect(await stack.refresh("--expect-no-changes")).toMatchObject({ ...clean, steps: [] });
  expect(takeWrites(emulator)).toEqual([]);

  const program = await readFile(join(stack.project, edit.file), "utf8");
  expect(program.split(edit.from)).toHaveLength(2);
  await stack.write(edit.file, program.replace(edit.from, edit.to));
  expect(await stack.up()).toMatchObject({ ...clean, steps: shows });
  expect(takeWrites(emulator)).toEqual(shows.map(() => `${POST} with Id`));

  const [drifted = ""] = makes;
  const rule = emulator.state.rule(recorded[drifted]?.id ?? "");
  rule.Status = rule.Status === 0 ? 100 : 0;
  const drift = { steps: [`refresh ${drifted}: ~enabled`, `update ${drifted}: ~enabled`] };
  expect(await stack.up("--refresh", "--run-program")).toMatchObject({ ...clean, ...drift });
  expect(takeWrites(emulator)).toEqual([STATUS]);

  expect((await stack.destroy()).exitCode).toBe(0);
  const deleted = takeWrites(emulator).filter((write) => write === DELETE);
  expect(deleted).toHaveLength(makes.length);
  expect(emulator.state.rules.map(({ Id }) => Id)).toEqual(seeded);
  expect(
    emulator.state.rules.filter(({ ResponseRuleType, Status }) => ResponseRuleType === "preset" && Status),
  ).toEqual([]);
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
