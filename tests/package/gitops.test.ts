import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { pipelineFiles } from "../../provider/cli/first-files";
import { packageManagerOf } from "../../provider/doctor/package-manager";
import { checkout } from "../support/project";
import { readGitlab, readWorkflow, type Workflow } from "../support/workflow";

// tests/engine/gitops.test.ts runs what GitHub runs; here is what no run shows.
const example = join(checkout, "examples/gitops");
const workflows: Record<string, Workflow> = {};

beforeAll(async () => {
  const folder = join(example, ".github/workflows");
  for (const file of await readdir(folder)) workflows[file] = await readWorkflow(join(folder, file));
});

const jobs = () =>
  Object.entries(workflows).flatMap(([file, { jobs }]) =>
    Object.entries(jobs).map(([name, job]) => ({ name: `${file}: ${name}`, job })),
  );

/** The commands of a text that are Pulumi's or ours. */
const commandsIn = (scripts: readonly (string | undefined)[]) =>
  scripts.flatMap((script) => script?.match(/^(pulumi|npx alicloud-soar|sh) .*?(?=$| \|\|)/gm) ?? []);

const commandsOf = (file: string, job: string) =>
  commandsIn(workflows[file]?.jobs[job]?.steps.map(({ run }) => run) ?? []);

test("what reviews a pull request has no keys of the cloud", async () => {
  for (const name of ["preview", "fork"]) {
    const job = workflows["pull-request.yml"]?.jobs[name];
    expect(JSON.stringify(job)).not.toMatch(/id-token|aliyun|ROLE_ARN/);
  }
  const { preview } = await readGitlab(join(example, ".gitlab-ci.yml"));
  expect(JSON.stringify(preview)).not.toMatch(/OIDC|ROLE_ARN/);
});

test("each job has only the permissions that it names, an end, and actions of one major version", () => {
  expect(Object.values(workflows).map(({ permissions }) => permissions)).toEqual(
    Object.keys(workflows).map(() => ({})),
  );
  expect(jobs().filter(({ job }) => !job.permissions || !job["timeout-minutes"])).toEqual([]);
  const writes = jobs().flatMap(({ name, job }) =>
    Object.entries(job.permissions ?? {}).flatMap(([scope, access]) =>
      access === "write" && scope !== "id-token" ? `${name}: ${scope}` : [],
    ),
  );
  expect(writes).toEqual(["pull-request.yml: preview: pull-requests", "pull-request.yml: preview: security-events"]);
  const actions = jobs().flatMap(({ job }) => job.steps.flatMap(({ uses }) => uses ?? []));
  expect(actions.filter((action) => !/^[\w-]+\/[\w/-]+@v\d+$/.test(action))).toEqual([]);
});

test("the workflow that init writes takes the same versions of actions", () => {
  const used = (text: string) => [...new Set(text.match(/[\w-]+\/[\w/-]+@v\d+/g))];
  const ofInit = used(JSON.stringify(pipelineFiles("github", packageManagerOf(tmpdir()), "")));
  expect(ofInit).toContain("actions/checkout@v7");
  expect(ofInit.filter((action) => !used(JSON.stringify(workflows)).includes(action))).toEqual([]);
});

test("two deployments never run at once, none is stopped, and nothing else waits in their group", () => {
  const groups = Object.values(workflows).map(({ concurrency }) => concurrency?.group);
  expect(new Set(groups).size).toBe(groups.length);
  const deploying = Object.entries(workflows).filter(([, workflow]) =>
    JSON.stringify(workflow).match(/pulumi (up|destroy)/),
  );
  expect(deploying.map(([file, { concurrency }]) => [file, concurrency?.["cancel-in-progress"]])).toEqual([
    ["apply.yml", false],
    ["environment.yml", false],
  ]);
});

test("a fork gets no secret, no keys and nothing to write with, and is looked at with the same command", () => {
  const isFork =
    "github.event.pull_request.head.repo.full_name != github.repository || github.actor == 'dependabot[bot]'";
  const isOwn = "github.event.pull_request.head.repo.full_name == github.repository";
  const fork = workflows["pull-request.yml"]?.jobs.fork;
  expect(fork?.if).toBe(isFork);
  // Each pull request is looked at by one of the two.
  const opposite = isFork.replace("!=", "==").replace("||", "&&").replace("== 'dep", "!= 'dep");
  expect(workflows["pull-request.yml"]?.jobs.preview?.if).toBe(opposite);
  expect(JSON.stringify(fork)).not.toMatch(/secrets\.|aliyun/);
  expect(fork?.permissions).toEqual({ contents: "read" });
  const others = Object.entries(workflows)
    .filter(([, { on }]) => JSON.stringify(on).includes("pull_request"))
    .flatMap(([, { jobs }]) => Object.values(jobs).filter((job) => job !== fork));
  expect(others.filter((job) => !job.if?.includes(isOwn))).toEqual([]);
  expect(commandsOf("pull-request.yml", "preview")).toEqual(["sh review.sh"]);
  expect(commandsOf("pull-request.yml", "fork")).toEqual(["pulumi stack init review", "sh review.sh"]);
});

test("GitLab runs the same commands as GitHub", async () => {
  const gitlab = await readGitlab(join(example, ".gitlab-ci.yml"));
  const same = {
    preview: ["pull-request.yml", "preview"],
    plan: ["apply.yml", "plan"],
    apply: ["apply.yml", "apply"],
    drift: ["drift.yml", "drift"],
    history: ["drift.yml", "history"],
    environment: ["environment.yml", "up"],
    destroy: ["environment.yml", "destroy"],
  } as const;
  const ofGitlab = Object.keys(same).map((job) => [job, commandsIn(gitlab[job]?.script ?? [])]);
  const ofGithub = Object.entries(same).map(([job, [file, name]]) => [
    job,
    commandsOf(file, name).filter((command) => command !== "pulumi cancel --yes"),
  ]);
  expect(ofGitlab).toEqual(ofGithub);
  expect(gitlab.apply?.after_script?.join()).toContain("pulumi cancel --yes");
  expect([gitlab.apply, gitlab.environment, gitlab.destroy].filter((job) => !job?.resource_group)).toEqual([]);
});

test("the operator deploys the stack of the other pipelines, and destroys an environment only", async () => {
  const stacks = [];
  for (const file of await readdir(join(example, "operator"))) {
    const text = await readFile(join(example, "operator", file), "utf8");
    stacks.push(...parseAllDocuments(text).map((document) => document.toJS()));
  }
  const facts = stacks.map(({ spec }) => [spec.stack, spec.preview ?? false, spec.destroyOnFinalize ?? false]);
  expect(facts).toEqual([
    ["acme/gitops/pr-12", false, true],
    ["acme/gitops/prod", false, false],
    ["acme/gitops/prod", true, false],
  ]);
});
