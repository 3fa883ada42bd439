import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join, matchesGlob } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { command } from "../support/command";
import { checkout, userProject } from "../support/project";

/** What no machine of the tests has: somebody's own credentials. */
const NOBODY = { HOME: "/nowhere", ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" };

const RULE = ["rules.test.ts", "rules.ts"];
const PROJECT = [".gitignore", "Pulumi.yaml", "index.ts", "package.json", "tsconfig.json"];
const GITHUB = ".github/workflows/pulumi.yml";

/** The command in a folder of its own, which has, besides what stands for Pulumi, the files of a test. */
async function inFolder(files: Readonly<Record<string, string>> = {}, name = "response-rules") {
  const { emulator, folder: bin, start } = await command();
  const folder = join(bin, name);
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const init = (args: readonly string[] = [], more = {}) =>
    start(["init", ...args], {
      node: ["--import", `data:text/javascript,process.chdir(${encodeURIComponent(JSON.stringify(folder))})`],
      more,
    });
  const text = (name: string) => readFile(join(folder, name), "utf8");
  const present = async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    return paths.map((path) => path.slice(folder.length + 1)).sort();
  };
  return { emulator, bin, init, text, present };
}

const TYPED = { "Pulumi.yaml": "name: rules\nruntime: nodejs\n", "tsconfig.json": "{}", "index.ts": "export {};\n" };

test("what it writes into an empty folder compiles with the packed package, and its test passes", async () => {
  const project = await userProject();
  onTestFinished(() => project.remove());
  const { folder, installed } = project;
  for (const name of ["typescript", "vitest"])
    await symlink(join(checkout, "node_modules", name), join(folder, "node_modules", name));
  const run = (path: string, ...args: string[]) =>
    promisify(execFile)(process.execPath, [path, ...args], { cwd: folder, env: { ...process.env, ...NOBODY } });
  const { stdout } = await run(join(installed, "dist/provider/cli/main.js"), "init");
  expect(stdout).toMatch(/Next:\n {2}npm install\n {2}pulumi stack init dev\n {2}npx alicloud-soar doctor /);
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const own = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  expect(manifest.dependencies).toMatchObject({ [own.name]: `^${own.version}` });
  await run(join(checkout, "node_modules/typescript/bin/tsc"), "-p", ".");
  const tested = await run(join(checkout, "node_modules/vitest/vitest.mjs"), "run", "--reporter=tap");
  expect(tested.stdout).toMatch(
    /^ +ok 1 - a serious webshell alert is answered by one playbook, and a reminder is not/m,
  );
});

test("where npm installed the package from a file, the project has it from there, and hears what the pipeline needs", async () => {
  const project = await userProject();
  onTestFinished(() => project.remove());
  const { folder, installed, tarball } = project;
  const name = basename(installed);
  const lock = { packages: { [`node_modules/${name}`]: { resolved: `file:${basename(tarball)}` } } };
  await writeFile(join(folder, "node_modules/.package-lock.json"), JSON.stringify(lock));
  const main = join(installed, "dist/provider/cli/main.js");
  const init = async (place: string) => {
    await mkdir(join(folder, place), { recursive: true });
    const cwd = join(folder, place);
    return promisify(execFile)(process.execPath, [main, "init"], { cwd, env: { ...process.env, ...NOBODY } });
  };
  const rangeIn = async (place: string) =>
    JSON.parse(await readFile(join(folder, place, "package.json"), "utf8")).dependencies[name];
  expect((await init(".")).stdout).not.toContain("Until");
  expect(await rangeIn(".")).toBe(`file:${basename(tarball)}`);
  await rm(join(folder, "Pulumi.yaml"));
  expect((await init("below")).stdout).toContain(
    `copy it into this folder, commit it,\nand install it from there: npm install ./`,
  );
  expect(await rangeIn("below")).toBe(`file:../${basename(tarball)}`);
});

test("from a clone, the first command packs it", async () => {
  const { init, text } = await inFolder();
  const { stdout } = await init();
  const { version, name } = JSON.parse(await readFile(join(checkout, "package.json"), "utf8"));
  expect(JSON.parse(await text("package.json")).dependencies).toMatchObject({ [name]: `file:${name}-${version}.tgz` });
  expect(stdout).toContain(`Next:\n  npm pack --silent "${checkout}" && npm install\n`);
});

test("without credentials the rule runs the playbook of the documents, and says why", async () => {
  const { bin, init, text, present } = await inFolder();
  await writeFile(join(bin, "config.json"), JSON.stringify({ "alicloud-soar:region": { value: "cn-hangzhou" } }));
  const { exitCode, stdout, output } = await init([], NOBODY);
  expect(exitCode, output).toBe(0);
  expect(await present()).toEqual([GITHUB, ...RULE, ...PROJECT].sort());
  expect(stdout).toMatch(/^The rule runs the playbook "WafBlockIP" of the documents, as .*no credentials were found/);
  expect(await text("rules.ts")).toContain('playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758"');
  expect(await text("Pulumi.yaml")).toMatch(/^name: "response-rules"$/m);
});

test("what commands write and nobody should commit is ignored by git, and what belongs to the project is not", async () => {
  const { init, text, present } = await inFolder();
  await init();
  const patterns = (await text(".gitignore")).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const ignored = (name: string) => patterns.some((pattern) => matchesGlob(name, pattern));
  const history = ["", ".part", ".progress"].map((end) => `history.jsonl.gz${end}`);
  const written = [...history, "history.jsonl", "preview.json", "comment.md", "report.html", "simulation.json"];
  const own = [...(await present()), "soar-catalog.json", "Pulumi.production.yaml"];
  expect([...own, ...written].filter(ignored)).toEqual(written);
});

test("with credentials the rule runs a playbook of the account that is enabled, and it is made switched off", async () => {
  const { emulator, init, text } = await inFolder();
  emulator.seed({
    playbooks: [
      { PlaybookUuid: "u-off", Name: "Off", DisplayName: "Off", Active: 0 },
      { PlaybookUuid: "u-on", Name: "on", DisplayName: 'Isolate "now"', Active: 1 },
    ],
  });
  const { exitCode, stdout, output } = await init();
  expect(exitCode, output).toBe(0);
  expect(stdout).toContain('The rule runs the playbook "Isolate "now"" of the account.');
  const rule = await text("rules.ts");
  expect(rule).toContain('playbookUuid: "u-on"');
  expect(rule).toContain('Isolate \\"now\\"');
  expect(rule).toContain("enabled: false");
  expect(emulator.journal.filter(({ operation }) => !/^(Describe|List|Get)/.test(operation))).toEqual([]);
});

test("into a project it writes beside the program what is new, and says what to install and where to import it", async () => {
  const { init, present, text } = await inFolder({
    ...TYPED,
    "package.json": '{"type":"module","dependencies":{"pulumi-alicloud-soar":"*","@pulumi/pulumi":"*"}}',
  });
  const { exitCode, stdout } = await init(["--pipeline", "none"]);
  expect(exitCode, stdout).toBe(0);
  expect(await present()).toEqual([...Object.keys(TYPED), "package.json", ...RULE].sort());
  expect(await text("index.ts")).toBe(TYPED["index.ts"]);
  expect(stdout.split("\n").slice(-6, -1)).toEqual([
    expect.stringMatching(
      /^ {2}npm install --save-dev "@types\/node@\^[\d.]+" "typescript@\^[\d.]+" "vitest@\^[\d.]+"$/,
    ),
    `  echo 'import "./rules.js";' >> index.ts`,
    expect.stringContaining("  printf '%s\\n' '' node_modules/ 'history.jsonl*' "),
    "  pulumi stack init dev",
    expect.stringMatching(/^ {2}npx alicloud-soar doctor /),
  ]);
});

test("a file that exists is named and left, the others are written, and the exit code is 1", async () => {
  const { init, text, present } = await inFolder({ ...TYPED, "rules.ts": "// mine\n" });
  const first = await init(["--pipeline", "gitlab"]);
  expect(first.exitCode, first.output).toBe(1);
  expect(first.stdout).toMatch(/^left {5}rules\.ts: it exists$/m);
  expect(first.stdout).toMatch(/^written {2}\.gitlab-ci\.yml$/m);
  expect(await text("rules.ts")).toBe("// mine\n");
  const before = await Promise.all((await present()).map(text));
  const again = await init(["--pipeline", "gitlab"]);
  expect(again.exitCode).toBe(1);
  expect(again.stdout).not.toContain("written ");
  expect(again.stdout).toMatch(/\nEvery file is there already: nothing was written\.\nNext:\n/);
  expect(again.stdout).not.toContain("The rule runs");
  expect(await Promise.all((await present()).map(text))).toEqual(before);
});

test("a package.json that installing this package has made is kept, the first command adds what it lacks, and all is well", async () => {
  const { init, text } = await inFolder({ "package.json": '{"dependencies":{"pulumi-alicloud-soar":"file:a.tgz"}}' });
  const { exitCode, stdout } = await init();
  expect(exitCode, stdout).toBe(0);
  expect(stdout).toMatch(/^kept {5}package\.json$/m);
  expect(stdout).toMatch(/^ {2}npm install "@pulumi\/pulumi@>=[^"]+" && npm install --save-dev "@types/m);
  expect(await text("package.json")).toContain("file:a.tgz");
});

test("each pipeline checks and previews what is proposed without a secret, and applies what is merged", async () => {
  // Pulumi's SDK brings a reader of YAML.
  const { load } = createRequire(createRequire(__filename).resolve("@pulumi/pulumi"))("js-yaml");
  const jobsOf = async (pipeline: string, file: string) => {
    const { init, text } = await inFolder(TYPED);
    expect(await init(["--pipeline", pipeline])).toMatchObject({ exitCode: 0 });
    const { jobs, ...others } = load(await text(file));
    return (jobs ?? others) as { readonly check: object; readonly deploy: object };
  };
  for (const [pipeline, file] of [
    ["github", GITHUB],
    ["gitlab", ".gitlab-ci.yml"],
  ] as const) {
    const { check, deploy } = await jobsOf(pipeline, file);
    const [proposed, merged] = [JSON.stringify(check), JSON.stringify(deploy)];
    for (const step of [
      "npm ci",
      "npx tsc --noEmit",
      "npx vitest run",
      "pulumi stack init review",
      "pulumi preview --diff",
    ])
      expect(proposed).toContain(step);
    expect(proposed).not.toMatch(/secrets\.|ACCESS_TOKEN|ACCESS_KEY|doctor|pulumi up/);
    for (const step of ["npm ci", "npx alicloud-soar doctor --stack production", "pulumi up --stack production --yes"])
      expect(merged).toContain(step);
    expect(deploy).toMatchObject({ needs: pipeline === "github" ? "check" : ["check"] });
    expect(merged).toMatch(
      pipeline === "github" ? /"if":"github.event_name == 'push'"/ : /CI_COMMIT_BRANCH == \$CI_DEFAULT_BRANCH/,
    );
    expect(merged).not.toContain("merge_request_event");
  }
});

test.each([
  ["pnpm", { "pnpm-lock.yaml": "" }, "pnpm add", "pnpm exec", "pnpm install --frozen-lockfile"],
  ["yarn 1", { "yarn.lock": "# yarn lockfile v1" }, "yarn add", "yarn", "yarn install --frozen-lockfile"],
  ["yarn 4", { "yarn.lock": "__metadata:\n  version: 8\n" }, "yarn add", "yarn", "yarn install --immutable"],
  ["bun", { "bun.lock": "" }, "bun add", "bunx", "bun install --frozen-lockfile"],
  [
    "pnpm, as packageManager says, whatever lock file is there",
    { "package-lock.json": "", "package.json": '{"packageManager":"pnpm@10.1.0"}' },
    "pnpm add",
    "pnpm exec",
    "pnpm install --frozen-lockfile",
  ],
] as const)(
  "a project of %s has its commands, in what is printed and in the pipeline",
  async (_, files, add, exec, ci) => {
    const { init, text } = await inFolder({ ...files, ...TYPED, "index.ts": 'import "./rules";' });
    const { exitCode, stdout, output } = await init([], NOBODY);
    expect(exitCode, output).toBe(0);
    const next = stdout.slice(stdout.indexOf("Next:"));
    for (const command of [`&& ${add} "@pulumi`, ` ${exec} vitest run\n`, ` ${exec} alicloud-soar doctor `])
      expect(next).toContain(command);
    const pipeline = await text(GITHUB);
    for (const command of [ci, `${exec} tsc --noEmit`, `${exec} vitest run`, `${exec} alicloud-soar doctor --stack`])
      expect(pipeline).toContain(`- run: ${command}`);
    expect(next.replace("npm pack", "") + pipeline).not.toMatch(/\bnpx |\bnpm (ci|install(?! --global bun))/);
  },
);

test("pnpm is told, in a new project, that no dependency needs its install script, and yarn installs what others add", async () => {
  const ofPnpm = await inFolder({ "pnpm-lock.yaml": "", "package.json": "{}" });
  expect(await ofPnpm.init([], NOBODY)).toMatchObject({ exitCode: 0 });
  expect(await ofPnpm.text("pnpm-workspace.yaml")).toBe("allowBuilds:\n  protobufjs: false\n");
  const ofYarn = await inFolder({ "yarn.lock": "" });
  expect(await ofYarn.init([], NOBODY)).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(await ofYarn.text("package.json")).devDependencies).toHaveProperty("vite");
});

test("a project hears what its .gitignore lacks, as a command that adds it, and the file stays as it is", async () => {
  const { init, text } = await inFolder({ ...TYPED, ".gitignore": "/node_modules\nreport.html\n" });
  const { exitCode, stdout, output } = await init([], NOBODY);
  expect(exitCode, output).toBe(0);
  const [, said = ""] = /^ {2}(printf .*) # what nobody/m.exec(stdout) ?? [];
  expect(said).toMatch(/^printf '%s\\n' '' 'history\.jsonl\*' preview\.json .* comment\.md >> \.gitignore +$/);
  expect(said).not.toMatch(/node_modules|report\.html/);
  expect(await text(".gitignore")).toBe("/node_modules\nreport.html\n");
});

test("a pipeline checks the types where the program is, unless it has no tsconfig.json", async () => {
  for (const [files, said] of [
    [{ ...TYPED, "Pulumi.yaml": "name: rules\nruntime: nodejs\nmain: ./\n" }, "- run: npx tsc --noEmit\n"],
    [
      { "Pulumi.yaml": "name: rules\nruntime: nodejs\n", "index.ts": "" },
      "- run: npm ci\n      - run: npx vitest run\n",
    ],
  ] as const) {
    const { init, text } = await inFolder(files);
    await init();
    expect(await text(GITHUB)).toContain(said);
  }
});

test("whatever the folder is called, the project has a name that Pulumi and npm take", async () => {
  const { load } = createRequire(createRequire(__filename).resolve("@pulumi/pulumi"))("js-yaml");
  for (const [folder, expected] of [
    ["123", "123"],
    ["null", "null"],
    [".My Rules!", "my-rules"],
    ["规则", "response-rules"],
    ["a".repeat(120), "a".repeat(100)],
  ] as const) {
    const { init, text } = await inFolder({}, folder);
    expect(await init()).toMatchObject({ exitCode: 0 });
    expect(load(await text("Pulumi.yaml"))).toMatchObject({ name: expected });
    expect(JSON.parse(await text("package.json"))).toMatchObject({ name: expected });
  }
});

test("bad input, and a program in another language, are 2, and nothing is written", async () => {
  for (const [args, files, said] of [
    [["--pipeline", "jenkins"], {}, "It is one of github, gitlab, none."],
    [[], { "Pulumi.yaml": "name: rules\nruntime: python\n" }, "is not in TypeScript"],
    [[], { "Pulumi.yaml": "name: rules\nruntime:\n  name: nodejs\n", "index.js": "" }, "is not in TypeScript"],
  ] as const) {
    const { init, present } = await inFolder(files);
    const { exitCode, output } = await init(args);
    expect([exitCode, output]).toEqual([2, expect.stringContaining(said)]);
    expect(await present()).toEqual(Object.keys(files).sort());
  }
});
