import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { checkout } from "../support/project";
import { webshell } from "./declared";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

/** A text that stands nowhere by chance. */
const planted = (what: string) => `${what}-${randomBytes(6).toString("hex")}`;

/** How the engine marks a secret in an exported state (Pulumi, sdk/go/common/resource/properties.go, SecretSig). */
const encrypted = { "4dabf18193072939515e22adb298388d": expect.any(String), ciphertext: expect.any(String) };

/** A stack, and all that it tells anybody: its output, its log, its state, its files. */
async function listening(program: string, values: Readonly<Record<string, string>>) {
  const emulator = await localCloud({ state: { durations: { operationTaskStep: 10 } } });
  const stack = await Stack.ofFiles(
    { "index.js": program },
    {
      emulator,
      config: { "alicloud-soar:sasEndpoint": emulator.url },
      secrets: Object.fromEntries(Object.entries(values).map(([name, value]) => [`rules:${name}`, value])),
      env: { ALICLOUD_SOAR_CALL_LOG: "calls.jsonl", DEBUG: "*", HTTP_DEBUG: "1" },
    },
  );
  const told: string[] = [];
  const run = async (...args: string[]) => {
    const { exitCode, output } = await stack.pulumi(...args);
    told.push(output);
    return { exitCode, output };
  };
  const ran = (outcome: { exitCode?: number; output: string }) => expect(outcome.exitCode, outcome.output).toBe(0);
  const found = async () => {
    const entries = await readdir(stack.folder, { recursive: true, withFileTypes: true });
    // Logs with -v=9 are the engine's own: it writes what it sends to a provider.
    const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.endsWith("/logs"));
    const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "utf8")));
    const everything = [...told, ...texts].join("\n");
    return Object.entries(values)
      .filter(([, value]) => everything.includes(value))
      .map(([name]) => name);
  };
  return { emulator, stack, run, ran, found };
}

const rules = `
const pulumi = require("@pulumi/pulumi");
const soar = require("pulumi-alicloud-soar");
const config = new pulumi.Config();
const rule = ${JSON.stringify(webshell)};
const hidden = (name) => config.requireSecret(name);
const taken = { ...rule, ruleName: hidden("name"), adopt: true };
new soar.AutomateResponseConfig("drifts", { ...rule, conditions: { alert_desc: { equals: hidden("condition") } } });
new soar.AutomateResponseConfig("odd", { ...rule, autoResponseType: hidden("type") });
new soar.AutomateResponseConfig("adopts", taken);
const transformations = [({ props, opts }) => ({ props: { ...props, conditions: { alert_desc: { equals: hidden("transformed") } } }, opts })];
new soar.AutomateResponseConfig("transformed", rule, { transformations });
pulumi.runtime.registerStackTransformation(({ name, props, opts }) => {
  if (name === "of-stack") props = { ...props, conditions: { alert_desc: { equals: hidden("ofStack") } } };
  return { props, opts };
});
new soar.AutomateResponseConfig("of-stack", rule);
`;

it("a secret of a rule is in no state, no preview, no plan, no line and no file, also after drift", async () => {
  const secrets = Object.fromEntries(
    ["condition", "type", "name", "transformed", "ofStack"].map((name) => [name, planted(name)]),
  );
  const { emulator, stack, run, ran, found } = await listening(rules, secrets);
  emulator.seed({ rules: [{ RuleName: String(secrets.name) }], settings: { unlistedNames: "accepted" } });

  ran(await run("preview", "--diff", "--save-plan", "plan.json"));
  ran(await run("up", "--yes", "--skip-preview", "--diff", "--plan", "plan.json"));
  const recorded = await stack.recorded();
  for (const { inputs, outputs } of Object.values(recorded)) {
    expect([inputs.summary, outputs.summary]).toEqual([encrypted, encrypted]);
  }
  const both = [secrets.condition, "added"].map((value) => ({
    left: { value: "alert_desc" },
    operator: "equals",
    right: { value },
    // The map cannot say it.
    isNot: true,
  }));
  emulator.state.rule(recorded.drifts?.id ?? "").ExecutionCondition = JSON.stringify(both);
  ran(await run("preview", "--refresh", "--run-program", "--diff"));
  ran(await run("refresh", "--yes", "--skip-preview", "--diff"));
  const { drifts } = await stack.recorded();
  expect([drifts?.inputs.executionCondition, drifts?.outputs.executionCondition]).toEqual([encrypted, encrypted]);
  emulator.addFault({ operation: "PostAutomateResponseConfig", fault: "permission" });
  expect((await run("up", "--yes", "--skip-preview", "--diff")).exitCode).toBeGreaterThan(0);
  ran(await run("up", "--yes", "--skip-preview", "--json"));
  ran(await run("stack", "export"));
  expect(await found()).toEqual([]);
});

const repairs = `
const pulumi = require("@pulumi/pulumi");
const soar = require("pulumi-alicloud-soar");
const config = new pulumi.Config();
const operationTaskInstances = [{ instanceId: config.requireSecret("instance"), regionId: "cn-hangzhou" }];
const repair = new soar.OperationTask("repair", { checkId: "132", type: "REPAIR", operationTaskInstances });
new soar.OperationTask("undo", { checkId: "132", type: "ROLLBACK", operationTaskInstances: repair.rollbackPlan });
exports.outcome = repair.outcome;
exports.results = repair.results;
`;

it("neither is that of a repair, of its results and of its rollback", async () => {
  const secrets = { instance: planted("i") };
  const { stack, run, ran, found } = await listening(repairs, secrets);
  ran(await run("preview", "--diff"));
  ran(await run("up", "--yes", "--skip-preview", "--diff"));
  const { repair, undo } = await stack.recorded();
  expect(repair?.outputs).toMatchObject({ results: encrypted, rollbackPlan: encrypted, outcome: "succeeded" });
  expect(undo?.outputs).toMatchObject({ operationTaskInstances: encrypted, summary: encrypted, results: encrypted });
  ran(await run("preview", "--refresh", "--run-program", "--json", "--expect-no-changes"));
  ran(await run("stack", "output", "--json"));
  ran(await run("stack", "export"));
  ran(await run("destroy", "--yes", "--skip-preview", "--json"));
  expect(await found()).toEqual([]);
});

/** The language host that can be built passes no transforms; programs inside a process need none. */
const inline = `
const pulumi = require("@pulumi/pulumi");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const soar = require("pulumi-alicloud-soar");
const rule = ${JSON.stringify(webshell)};
const secretly = (name) => {
  const equals = new pulumi.Config().requireSecret(name);
  return ({ props, opts }) => ({ props: { ...props, conditions: { alert_desc: { equals } } }, opts });
};
const program = async () => {
  const ofStack = secretly("stack");
  pulumi.runtime.registerResourceTransform((args) => (args.name === "of-stack" ? ofStack(args) : undefined));
  new soar.AutomateResponseConfig("own", rule, { transforms: [secretly("own")] });
  new soar.AutomateResponseConfig("of-stack", rule);
};
// Callbacks run outside the program, where an inline program has not said that the engine takes secrets.
require("@pulumi/pulumi/runtime/state").getStore().supportsSecrets = true;
(async () => {
  const stack = await LocalWorkspace.selectStack({ stackName: "test", projectName: "rules", program }, { workDir: process.cwd() });
  const onOutput = (text) => process.stdout.write(text);
  await stack[process.argv[2]]({ onOutput, diff: true, refresh: process.argv[3] === "refresh" });
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
`;

it("a secret that transforms of the engine make is in no sentence, unless the configuration says so", async () => {
  const secrets = { own: planted("own"), stack: planted("stack") };
  const { emulator, stack, ran, found, run } = await listening("", secrets);
  await stack.write("inline.js", inline);
  const program = async (...args: string[]) => {
    const outcome = await stack.node(relative(checkout, join(stack.project, "inline.js")), ...args);
    ran(outcome);
    return outcome.output;
  };
  const output = [await program("preview"), await program("up")];
  const recorded = await stack.recorded();
  expect(Object.values(recorded).map(({ outputs }) => outputs.summary)).toEqual([encrypted, encrypted]);
  for (const rule of emulator.state.rules) {
    const [item] = JSON.parse(rule.ExecutionCondition);
    rule.ExecutionCondition = JSON.stringify([item, { ...item, right: { value: "added" } }]);
  }
  output.push(await program("preview", "refresh"), await program("refresh"));
  ran(await run("stack", "export"));
  expect(Object.values(secrets).filter((secret) => output.join("\n").includes(secret))).toEqual([]);
  expect(await found()).toEqual([]);
});
