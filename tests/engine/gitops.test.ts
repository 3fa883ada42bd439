import { appendFile, chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Emulator, EmulatorOptions } from "../../provider/emulator";
import { rulesOfPreview } from "../../provider/judged-rules/engine";
import { checkout } from "../support/project";
import { SCHEDULED } from "../support/strategy-task-status";
import { localCloud, takeWrites } from "./local-cloud";
import { Stack } from "./stack";
import { type JobOutcome, Runner } from "./workflow";

/** The strategy task of Pulumi.prod.yaml. */
const WEEKLY_FIX = "204859012345678901";

/** Looks of both deployments after which the second one has started all that it will start. */
const WAITING = 5;

/** A rule without an owner, whose one condition holds wherever those of another rule do. */
const CARELESS = `
new soar.AutomateResponseConfig("block-all", {
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "shell" } },
  actions: [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758" }],
});
`;

/** What GitHub puts in place of the expressions of the workflows. */
const VALUES = {
  "secrets.PULUMI_ACCESS_TOKEN": "not a token",
  "github.event.number": "12",
  "github.repository": "acme/gitops",
  "github.token": "not a token",
};

/** Programs that a runner has. A pack with the runtime "local" is started by an engine that was built here, too. */
const PROGRAMS = {
  gh: 'echo "$@" >> gh.log',
  npm: "exit 0",
  npx: `shift; exec node "${join(checkout, "dist/provider/cli/main.js")}" "$@"`,
  "pulumi-analyzer-policy-local": `exec node "${join(checkout, "node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js")}" "$@"`,
};

/** The example as a checkout of a pipeline, with an emulator as its cloud. */
async function example(options: EmulatorOptions): Promise<{ emulator: Emulator; stack: Stack; runner: Runner }> {
  const task = { Id: WEEKLY_FIX, Name: "weekly fix", StrategyId: "8000", Status: SCHEDULED };
  const emulator = await localCloud({ ...options, state: { strategyTasks: [task], ...options.state } });
  const env = { PULUMI_STACK: undefined, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: undefined };
  const stack = await Stack.ofExample("gitops", { emulator, env });
  const bin = join(stack.folder, "bin");
  await mkdir(bin);
  for (const [name, script] of Object.entries(PROGRAMS)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  stack.env.PATH = `${bin}:${stack.env.PATH}`;
  stack.env.GITHUB_STEP_SUMMARY = join(stack.folder, "summary.md");
  const pack = await readFile(join(stack.project, "policy/PulumiPolicy.yaml"), "utf8");
  await stack.write("policy/PulumiPolicy.yaml", pack.replace("runtime: nodejs", "runtime: local"));
  const endpoints = ["cloudSiem", "sas"].map((product) => `  alicloud-soar:${product}Endpoint: ${emulator.url}\n`);
  for (const name of ["prod", "review"]) {
    await appendFile(join(stack.project, `Pulumi.${name}.yaml`), endpoints.join(""));
  }
  return { emulator, stack, runner: new Runner(stack, VALUES) };
}

it("the workflows apply what was planned once, also when stopped, tell of drift, review with keys that only read, and remove what they made", async () => {
  const stopped = Promise.withResolvers<void>();
  let apply: Awaited<ReturnType<Runner["start"]>> | undefined;
  let looks = 0;
  const now = Date.now();
  const { emulator, stack, runner } = await example({
    // The repair does not move, until the second deployment does nothing but look.
    clock: { now: () => now },
    // All of it happened in the 30 days before a review, also when that comes late.
    state: { past: { days: 29 } },
    onRequest: async (called, count) => {
      if (called === "SubmitOperationTask" && count === 1) {
        await apply?.kill();
        stopped.resolve();
      } else if (called === "ListOperationTask" && ++looks >= WAITING) emulator.advance(5_000);
    },
  });
  await stack.pulumi("stack", "init", "prod");
  const goes = (outcomes: JobOutcome) =>
    expect(Object.values(outcomes).filter(({ exitCode }) => exitCode !== 0)).toEqual([]);

  goes(await runner.run("apply.yml", "plan"));
  expect(emulator.journal).toEqual([]);
  apply = await runner.start("apply.yml", "apply", "apply");
  await stopped.promise;
  expect((await apply.ended).exitCode).not.toBe(0);
  await runner.cancel("apply.yml", "apply");
  looks = 0;
  goes(await runner.run("apply.yml", "plan"));
  goes(await runner.run("apply.yml", "apply"));
  expect(emulator.state.rules).toHaveLength(2);
  expect(emulator.state.operationTasks.map(({ Type }) => Type)).toEqual(["REPAIR"]);

  const rule = emulator.state.rules.find(({ RuleName }) => RuleName.startsWith("soc-"));
  if (rule) rule.Status = 0;
  const { drift } = await runner.run("drift.yml", "drift");
  expect(drift).toMatchObject({ exitCode: 7, output: expect.stringContaining("soc-block-webshell") });

  // A pull request with a shorter word in a condition, and with what policies and lint are against.
  const program = await readFile(join(stack.project, "index.ts"), "utf8");
  await stack.write(
    "index.ts",
    program.replace("webshell_online", "shell").replace("triggers: { ticket },", "") + CARELESS,
  );
  emulator.journal.splice(0);
  const { policies, preview, simulation, lint, report, comment } = await runner.run("pull-request.yml", "preview");
  const ends = [policies, preview, simulation, lint, report, comment].map((outcome) => outcome?.exitCode === 0);
  expect(ends).toEqual([false, true, true, false, true, true]);
  const advice = ["Add one, such as alert_level", "It has no triggers. Say what", 'begin with "soc-" or "platform-"'];
  for (const words of advice) expect(policies?.output).toContain(words);
  const told = await readFile(join(stack.project, "report.md"), "utf8");
  expect(told).toMatch(/^<!-- alicloud-soar report -->\n/);
  const below = (heading: string) => told.split(`\`${heading}\n\n`)[1]?.split("\n").slice(2, 4);
  expect(below("close-port` · repair, replaced")).toContainEqual(
    expect.stringMatching(/^- It touches \*\*1 instance\*\*: `i-bp1web01`\.$/),
  );
  expect(below("soc-block-webshell` · rule, changed")).toEqual([
    expect.stringMatching(/^- \*\*\d+ more alerts\*\* match, on \d+ hosts: (`[\w-]+`, ){2}`[\w-]+` and \d+ more\.$/),
    expect.stringMatching(/^- \*\*SOAR102\*\* \(warning\): /),
  ]);
  expect(await readFile(join(stack.project, "lint.json"), "utf8")).toContain("SOAR102");
  expect(await readFile(join(stack.project, "gh.log"), "utf8")).toContain("issues/12/comments -F body=@report.md");
  const written = await readFile(join(stack.project, "preview.json"), "utf8");
  const updates = rulesOfPreview(written).filter(({ operation }) => operation === "update");
  expect(updates.map(({ changed }) => changed)).toEqual([["conditions.alert_name.containsString", "summary"]]);
  expect(takeWrites(emulator)).toEqual([]);
  await stack.write("index.ts", program);

  goes(await runner.run("environment.yml", "up"));
  expect(emulator.state.rules).toHaveLength(4);
  goes(await runner.run("environment.yml", "destroy"));
  expect(emulator.state.rules).toHaveLength(2);
  expect(emulator.state.operationTasks).toHaveLength(1);
});
