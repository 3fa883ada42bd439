import { appendFile, chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Emulator, EmulatorOptions } from "../../provider/emulator";
import { rulesOfPreview } from "../../provider/judged-rules/engine";
import { readPreview } from "../../provider/judged-rules/planned";
import { checkout } from "../support/project";
import { SCHEDULED } from "../support/strategy-task-status";
import { runGitlab } from "./gitlab-jobs";
import { localCloud } from "./local-cloud";
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

/** What GitLab puts in place of variables. */
const VARIABLES = {
  CI_API_V4_URL: "https://gitlab.example/api/v4",
  CI_PROJECT_ID: "7",
  CI_MERGE_REQUEST_IID: "12",
  CI_JOB_TOKEN: "not a token",
};

/** What GitHub puts in place of the expressions of the workflows. */
const VALUES = {
  "secrets.PULUMI_ACCESS_TOKEN": "not a token",
  "github.event.number": "12",
  "github.repository": "acme/gitops",
  "github.token": "not a token",
};

/** Programs that a runner has. A pack with the runtime "local" is started by an engine that was built here, too. */
const PROGRAMS = {
  // The history is where the nightly job left it; the pull request has no comment yet.
  gh: 'echo "$@" >> gh.log',
  // A package registry is one file.
  curl: 'case "$*" in *--upload-file*) cp history.jsonl.gz ../registry ;; *) cp ../registry history.jsonl.gz ;; esac',
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

it("the pipelines apply what was planned once, also when stopped, tell of drift, review without keys, and remove what they made", async () => {
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
  const gitlab = (job: string) => runGitlab(stack, job, VARIABLES);
  for (const job of ["plan", "apply"]) goes({ [job]: await gitlab(job) });
  expect(emulator.state.rules).toHaveLength(2);
  expect(emulator.state.operationTasks.map(({ Type }) => Type)).toEqual(["REPAIR"]);

  const rule = emulator.state.rules.find(({ RuleName }) => RuleName.startsWith("soc-"));
  if (rule) rule.Status = 0;
  const { drift } = await runner.run("drift.yml", "drift");
  expect(drift).toMatchObject({ exitCode: 7, output: expect.stringContaining("soc-block-webshell") });
  goes({ history: await gitlab("history") });
  await rm(join(stack.project, "history.jsonl.gz"));

  // A pull request with a shorter word in a condition, and with what policies and lint are against.
  const program = await readFile(join(stack.project, "index.ts"), "utf8");
  await stack.write(
    "index.ts",
    program.replace("webshell_online", "shell").replace("triggers: { ticket },", "") + CARELESS,
  );
  emulator.journal.splice(0);
  const review = await gitlab("preview");
  expect(review.exitCode).toBe(1);
  const advice = ["Add one, such as alert_level", "It has no triggers. Say what", 'begin with "soc-" or "platform-"'];
  for (const words of advice) expect(review.output).toContain(words);
  const told = await readFile(join(stack.project, "report.md"), "utf8");
  expect(told).toMatch(/^<!-- alicloud-soar report prod -->\n/);
  const below = (heading: string) => told.split(`\`${heading}\n\n`)[1]?.split("\n").slice(2, 4);
  expect(below("close-port` · repair, replaced")).toContainEqual(
    expect.stringMatching(/^- It touches \*\*1 instance\*\*: `i-bp1web01`\.$/),
  );
  expect(below("soc-block-webshell` · rule, changed")).toEqual([
    expect.stringMatching(/^- \*\*\d+ more alerts\*\* match, on \d+ hosts: (`[\w-]+`, ){2}`[\w-]+` and \d+ more\.$/),
    expect.stringMatching(/^- \*\*SOAR102\*\* \(warning\): /),
  ]);
  expect(await readFile(join(stack.project, "lint.json"), "utf8")).toContain("SOAR102");
  const written = await readFile(join(stack.project, "preview.json"), "utf8");
  const updates = rulesOfPreview(readPreview(written)).filter(({ operation }) => operation === "update");
  expect(updates.map(({ changed }) => changed)).toEqual([["conditions.alert_name.containsString", "summary"]]);
  expect(emulator.journal).toEqual([]);

  // One that does not even run, without a history: the comment of an earlier push must not stay as it is.
  await stack.write("index.ts", `${program}throw new Error("a bug");`);
  await rm(join(stack.project, "history.jsonl.gz"));
  const failed = await runner.run("pull-request.yml", "preview");
  expect([failed.review?.exitCode === 0, failed.comment?.exitCode]).toEqual([false, 0]);
  const untold = await readFile(join(stack.project, "report.md"), "utf8");
  expect(untold.split("\n").slice(0, 5)).toEqual([
    "<!-- alicloud-soar report prod -->",
    "",
    "## Response automation of `prod`: the preview failed",
    "",
    "**The simulation was not made:** history.jsonl.gz does not exist.",
  ]);
  const asked = await readFile(join(stack.project, "gh.log"), "utf8");
  expect(asked).toContain('startswith("<!-- alicloud-soar report prod -->")');
  expect(asked).toContain("issues/12/comments -F body=@report.md");
  // Nothing was found on main: then no artifact of another branch is taken.
  expect(asked).not.toContain("run download");
  await stack.write("index.ts", program);

  goes(await runner.run("environment.yml", "up"));
  expect(emulator.state.rules).toHaveLength(4);
  goes(await runner.run("environment.yml", "destroy"));
  expect(emulator.state.rules).toHaveLength(2);
  expect(emulator.state.operationTasks).toHaveLength(1);
});
