import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "sarif";
import { expect, test } from "vitest";
import type { LintReport } from "../../provider/lint/finding";
import { resourceType } from "../../sdk/provider-text";
import { command } from "../support/command";

const type = resourceType("AutomateResponseConfig");
const actions = [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "waf" }];

/** A rule as the engine shows it. */
function resource(name: string, contained: string) {
  const conditions = { alert_name: { containsString: contained } };
  const inputs = { autoResponseType: "alert", conditions, actions, enabled: true, regionId: "cn-hangzhou" };
  return { urn: `urn:pulumi:dev::rules::${type}::${name}`, type, inputs };
}

const resources = [resource("block", "webshell_online"), resource("block-more", "webshell")];
const preview = JSON.stringify({
  steps: resources.map((newState) => ({ op: "create", urn: newState.urn, newState })),
});
const state = JSON.stringify({ version: 3, deployment: { resources } });
const ignore = { rule: "block", code: "SOAR102", reason: "merged by SEC-1041", expires: "2999-12-31" };

/** The command in a project of a repository, which has files; no network, and nobody's credentials. */
async function inProject(files: Readonly<Record<string, string>> = {}) {
  const { emulator, folder, launch } = await command();
  const project = join(folder, "infra");
  await mkdir(join(folder, ".git"));
  await mkdir(project);
  const all = { "Pulumi.yaml": "name: rules\n", "preview.json": preview, "state.json": state, ...files };
  for (const [name, text] of Object.entries(all)) await writeFile(join(project, name), text);
  const cd = `data:text/javascript,process.chdir(${encodeURIComponent(JSON.stringify(project))})`;
  const start = (args: readonly string[], node: readonly string[] = []) =>
    launch(["lint", ...args], { node: ["--import", cd, ...node], more: { HOME: "/nowhere" } });
  const read = async <Value>(name: string): Promise<Value> => JSON.parse(await readFile(join(project, name), "utf8"));
  return { emulator, project, start, lint: (...args: string[]) => start(args).ended, read };
}

test("a preview's and a state's rules are looked at without a call: 1 where something is found", async () => {
  const { emulator, lint } = await inProject();
  for (const args of [
    ["--preview", "preview.json"],
    ["--state", "state.json"],
  ]) {
    const { exitCode, stdout, stderr } = await lint(...args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(stdout).toBe(
      'SOAR102  warning  "block": Whatever it answers, "block-more" answers, too, and does the same. ' +
        'Take it out, or narrow "block-more".\n2 rules, 1 finding, 0 ignored.\n',
    );
  }
  expect(emulator.journal).toEqual([]);
});

test("a preview that leaves out rules is judged with a warning, and does not pass where it failed", async () => {
  const { lint } = await inProject({
    "part.json": JSON.stringify({ steps: [], changeSummary: { same: 2 }, diagnostics: [{ severity: "error" }] }),
  });
  expect(await lint("--preview", "part.json")).toMatchObject({
    exitCode: 1,
    stdout: "0 rules, 0 findings, 0 ignored.\n",
    stderr:
      'warning: The preview leaves out the rules that do not change: "--show-sames" shows them.\n' +
      "warning: The preview failed, and may leave out rules.\n",
  });
});

test("the account's own rules are looked at with --account", async () => {
  const { emulator, lint } = await inProject();
  const { exitCode, stdout } = await lint("--account", "--json");
  const report: LintReport = JSON.parse(stdout);
  expect(emulator.journal.map(({ operation }) => operation)).toContain("ListAutomateResponseConfigs");
  expect([report.findings.length > 0 ? 1 : 0, report.rules]).toEqual([exitCode, expect.any(Number)]);
  emulator.addFault({ operation: "ListAutomateResponseConfigs", fault: "refuse" });
  expect((await lint("--account")).exitCode, "nothing could be looked at").toBe(2);
});

test("a rule that answers nothing of a history is found", async () => {
  const header = { kind: "history", version: 1, since: 0, until: 1, kinds: ["alert"] };
  const alert = { kind: "alert", entry: { AlertUuid: "1", AlertName: "webshell", AlertLevel: "remind" } };
  const history = [header, alert].map((line) => `${JSON.stringify(line)}\n`).join("");
  const { lint } = await inProject({ "history.jsonl": history, "cut.jsonl": history.slice(0, -9) });
  const { stdout } = await lint("--preview", "preview.json", "--json", "--history", "history.jsonl");
  const { findings }: LintReport = JSON.parse(stdout);
  expect(findings.map(({ code, rule }) => [code, rule])).toEqual([
    ["SOAR102", "block"],
    ["SOAR301", "block"],
  ]);
  const cut = await lint("--preview", "preview.json", "--history", "cut.jsonl");
  expect([cut.exitCode, cut.output]).toEqual([2, expect.stringContaining("cut.jsonl ends in the middle of line 2")]);
});

test("what a committed catalogue does not have is found, unless it is old", async () => {
  const field = { field: "alert_level", dataType: "varchar", operators: ["equals"], values: [] };
  const catalogue = (asOf: string) => {
    const view = { accountId: "11", regionId: "cn-hangzhou", asOf };
    const playbooks = [{ uuid: "waf", name: "WafBlockIP", paramType: "template-ip" }];
    return JSON.stringify({ soarCatalog: 1, accounts: [{ ...view, fields: { alert: [field] }, playbooks }] });
  };
  const { lint } = await inProject({
    "soar-catalog.json": catalogue("2999-01-01"),
    "old.json": catalogue("2020-01-01"),
    "bad.json": "{}",
  });
  const codes = async (...args: string[]) => {
    const { stdout, stderr } = await lint("--preview", "preview.json", "--json", ...args);
    const { findings }: LintReport = JSON.parse(stdout);
    return [findings.map(({ code, rule }) => `${code} ${rule}`), stderr];
  };
  expect(await codes()).toEqual([["SOAR102 block", "SOAR201 block", "SOAR201 block-more"], ""]);
  expect(await codes("--catalog", "old.json")).toEqual([
    ["SOAR102 block"],
    "warning: old.json of 2020-01-01 is too old to tell what the account lacks: write it anew.\n",
  ]);
  const bad = await lint("--preview", "preview.json", "--catalog", "bad.json");
  expect([bad.exitCode, bad.output]).toEqual([2, expect.stringContaining("bad.json is no catalogue")]);
});

test("what is ignored with a reason leaves 0, and is shown", async () => {
  const { lint } = await inProject({ "soar-lint-ignore.json": JSON.stringify([ignore]) });
  const { exitCode, stdout } = await lint("--preview", "preview.json");
  expect([exitCode, stdout]).toEqual([
    0,
    'SOAR102  ignored  "block", until 2999-12-31: "merged by SEC-1041"\n2 rules, 0 findings, 1 ignored.\n',
  ]);
});

test("code scanning gets paths from the root of the repository, where the rule is named", async () => {
  const { lint, read, project } = await inProject({
    "index.ts": 'import * as soar from "pulumi-alicloud-soar";\n\nnew soar.AutomateResponseConfig("block", {});\n',
    "ignored.json": JSON.stringify([{ ...ignore, code: "SOAR104" }], null, 2),
  });
  const args = ["--preview", "preview.json", "--sarif", "lint.sarif", "--ignore", "ignored.json"];
  expect((await lint(...args, "--program", "index.ts")).exitCode).toBe(1);
  const places = async () => {
    const { runs } = await read<Log>("lint.sarif");
    return runs[0]?.results?.map(({ ruleId, locations }) => {
      const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
      return [ruleId, artifactLocation?.uri, region?.startLine];
    });
  };
  expect(await places()).toEqual([
    ["SOAR102", "infra/index.ts", 3],
    ["SOAR902", "infra/ignored.json", 2],
  ]);
  const stackTrace = [{ sourcePosition: "project:///src/my%20rules.ts#7,3" }];
  const told = state.replace(/"type"/g, `"stackTrace":${JSON.stringify(stackTrace)},"type"`);
  await writeFile(join(project, "told.json"), told);
  await lint("--state", "told.json", ...args.slice(2));
  expect(await places()).toContainEqual(["SOAR102", "infra/src/my%20rules.ts", 7]);
  await lint(...args);
  expect(await places()).toContainEqual(["SOAR102", "infra/Pulumi.yaml", 1]);
});

test("a preview may come through a pipe, and whoever reads what is printed may have read enough", async () => {
  const { start } = await inProject();
  const stdin = `data:text/javascript,import{Readable}from"node:stream";Object.defineProperty(process,"stdin",{value:Readable.from([${encodeURIComponent(JSON.stringify(preview))}])})`;
  const { child, ended } = start(["--json"], ["--import", stdin]);
  child.stdout.destroy();
  expect(await ended).toMatchObject({ exitCode: 1, stderr: "" });
});

test("bad input is 2, with a sentence", async () => {
  const { lint, start } = await inProject({
    "bad.json": "{}",
    "soar-lint-ignore.json": JSON.stringify([{ ...ignore, reason: "" }]),
    "none.json": "[]",
  });
  const none = ["--ignore", "none.json"];
  for (const [args, said] of [
    [["--preview", "bad.json", ...none], "bad.json: This is no preview"],
    [["--state", "bad.json", ...none], "bad.json: This is no state"],
    [["--preview", "gone.json", ...none], "gone.json does not exist."],
    [["--preview", "preview.json", "--account", ...none], "Name one of --preview, --state and --account."],
    [["--preview", "preview.json", "--stack", "dev", ...none], "--stack is for --account."],
    [["--preview", "preview.json", "--sarif", "no/lint.sarif", ...none], "no/lint.sarif cannot be written (ENOENT)."],
    [["--preview", "preview.json"], 'soar-lint-ignore.json: Number 1 of the list: "reason" must be a text'],
    [none, "standard input: This is no preview"],
  ] as const) {
    const { exitCode, output } = await lint(...args);
    expect([exitCode, output]).toEqual([2, expect.stringContaining(said)]);
  }
  const terminal = "data:text/javascript,Object.assign(process.stdin,{isTTY:true})";
  const { exitCode, output } = await start(none, ["--import", terminal]).ended;
  expect([exitCode, output]).toEqual([
    2,
    expect.stringContaining("Name the rules with --preview, --state or --account"),
  ]);
});
