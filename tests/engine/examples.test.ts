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
  /** A change of one place in the program. */
  readonly edit: { readonly file: string; readonly from: string; readonly to: string };
  /** A rule that somebody else switches on or off at the same time. */
  readonly drifts: string;
  /** What the engine shows of both, beside the drift itself. */
  readonly shows: readonly string[];
}

const webshell = { from: '"webshell_online"', to: '"webshell"' };
const changedName = "~conditions.alert_name.containsString ~summary";
const changedNameAndDrift = "~conditions.alert_name.containsString ~enabled ~summary";

const examples: readonly Example[] = [
  {
    name: "quickstart",
    makes: ["block-suspicious-events", "block-webshell"],
    edit: { file: "examples/quickstart/index.ts", ...webshell },
    drifts: "block-suspicious-events",
    shows: ["update block-suspicious-events: ~enabled ~summary", `update block-webshell: ${changedName}`],
  },
  {
    name: "accounts",
    makes: ["block-webshell-mainland", "block-webshell-singapore"],
    edit: { file: "index.ts", ...webshell },
    drifts: "block-webshell-mainland",
    shows: [
      `update block-webshell-mainland: ${changedNameAndDrift}`,
      `update block-webshell-singapore: ${changedName}`,
    ],
  },
  {
    name: "raw-conditions",
    makes: ["block-backdoor", "block-undescribed", "close-reminders"],
    edit: { file: "index.ts", from: '"backdoor"', to: '"bootkit"' },
    drifts: "close-reminders",
    shows: [
      "update block-backdoor: ~executionCondition[2].right.value ~summary",
      "update close-reminders: ~enabled ~summary",
    ],
  },
  {
    name: "outputs",
    makes: ["block-canary-thief", "block-webshell", "escalate-blocked"],
    secrets: { canaryToken: "canary-5f2c" },
    edit: { file: "index.ts", ...webshell },
    drifts: "block-canary-thief",
    shows: ["update block-canary-thief: ~enabled ~summary", `update block-webshell: ${changedName}`],
  },
  {
    name: "functions",
    makes: ["block-highest-level"],
    looksUp: ["DescribeAutomateResponseConfigFeature", LIST],
    cloud: { rules: [{ RuleName: "in Singapore", RegionId: "ap-southeast-1", Status: 100 }] },
    edit: { file: "index.ts", from: "conditions: {", to: "conditions: { alert_desc: { isNotNull: true }," },
    drifts: "block-highest-level",
    shows: ["update block-highest-level: +conditions.alert_desc ~enabled ~summary"],
  },
  {
    name: "esm",
    makes: ["block-webshell"],
    takesOver: ["preset rule"],
    looksUp: [LIST],
    cloud: { rules: [{ RuleName: "preset rule", ResponseRuleType: "preset" }] },
    edit: { file: "index.js", ...webshell },
    drifts: "block-webshell",
    shows: [`update block-webshell: ${changedNameAndDrift}`],
  },
];

it.for(examples)("$name: from preview to destroy", async ({ name, makes, ...example }) => {
  const { takesOver = [], looksUp = [], cloud = {}, secrets, edit, drifts, shows } = example;
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

  const unchanged = await stack.preview("--refresh", "--run-program", "--expect-no-changes");
  expect(unchanged).toMatchObject({ ...clean, steps: [] });
  expect(takeWrites(emulator)).toEqual([]);

  const program = await readFile(join(stack.project, edit.file), "utf8");
  expect(program.split(edit.from)).toHaveLength(2);
  await stack.write(edit.file, program.replace(edit.from, edit.to));
  const rule = emulator.state.rule(recorded[drifts]?.id ?? "");
  rule.Status = rule.Status === 0 ? 100 : 0;
  const steps = [`refresh ${drifts}: ~enabled ~summary`, ...shows];
  expect(await stack.up("--refresh", "--run-program")).toMatchObject({ ...clean, steps });
  const edited = shows.filter((step) => /conditions?[.[]/i.test(step));
  expect(takeWrites(emulator)).toEqual([...edited.map(() => `${POST} with Id`), STATUS]);

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
