import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Seed } from "../../provider/emulator";
import type { SimulationResult } from "../../provider/simulation/result";
import { resourceType } from "../../sdk/provider-text";
import { command, type Launch } from "../support/command";

const type = resourceType("AutomateResponseConfig");
const actions = [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "waf" }];

/** A rule as the engine shows it. */
function resource(name: string, contained: string, more: object = {}) {
  const conditions = { alert_name: { containsString: contained } };
  const inputs = { autoResponseType: "alert", conditions, actions, enabled: true, regionId: "cn-hangzhou", ...more };
  return { urn: `urn:pulumi:dev::rules::${type}::${name}`, type, id: "42", inputs };
}

const [old, loosened, same] = [
  resource("block", "webshell"),
  resource("block", "web"),
  resource("same", "login", { enabled: false }),
] as const;
const changed = { "conditions.alert_name.containsString": { kind: "update" } };
const steps = [
  { op: "update", urn: old.urn, oldState: old, newState: loosened, detailedDiff: changed },
  { op: "same", urn: same.urn, oldState: same, newState: same },
];
const preview = JSON.stringify({ steps, changeSummary: { update: 1, same: 1 } });
const state = JSON.stringify({ version: 3, deployment: { resources: [old, same] } });

/** Ten alerts, five of them of webshells, each about its own address, on three hosts. */
const alerts = Array.from({ length: 10 }, (_, number) => ({
  AlertUuid: `sas_${number}`,
  AlertName: number % 2 === 0 ? "webshell_online" : "web_login\u001b[2J",
  OccurTime: `2026-11-01 10:00:0${number}`,
  EntityList: JSON.stringify([{ entity_type: "ip", ip: `203.0.113.${number}` }]),
  AssetList: JSON.stringify([{ asset_type: "host", asset_name: `web-${number % 3}` }]),
}));
const header = { kind: "history", version: 1, since: 1_793_000_000_000, until: 1_793_600_000_000, kinds: ["alert"] };
const history = [header, ...alerts.map((entry) => ({ kind: "alert", entry }))]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join("");

/** The command in a folder that has files; nobody's credentials, unless they are asked for. */
async function inFolder(seed: Seed = {}) {
  const { emulator, folder, launch } = await command({ state: seed });
  const work = join(folder, "work");
  await mkdir(work);
  const files = { "preview.json": preview, "state.json": state, "history.jsonl": history, "bad.json": "{}" };
  for (const [name, text] of Object.entries(files)) await writeFile(join(work, name), text);
  await writeFile(join(work, "history.jsonl.gz"), gzipSync(history));
  await writeFile(join(work, "cut.jsonl.gz"), gzipSync(history).subarray(0, -20));
  await writeFile(join(work, "odd.jsonl"), `${history}no JSON\n`);
  const cd = `data:text/javascript,process.chdir(${encodeURIComponent(JSON.stringify(work))})`;
  const start = (args: readonly string[], { node = [], more = {} }: Launch = {}) =>
    launch(["simulate", ...args], { node: ["--import", cd, ...node], more: { HOME: "/nowhere", ...more } });
  return { emulator, work, start, simulate: (...args: string[]) => start(args).ended };
}

const files = ["--preview", "preview.json", "--history", "history.jsonl.gz"];

test("a history of another account than the rules' is noted, but for rules of a view of other accounts", async () => {
  const { work, simulate } = await inFolder();
  const of = (MainUserId: number) => [header, { kind: "alert", entry: { ...alerts[0], MainUserId } }];
  for (const id of [1, 2])
    await writeFile(
      join(work, `${id}.jsonl`),
      of(id)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(""),
    );
  const outputs = { __account: "2" };
  const resources = [{ ...old, outputs }, { ...resource("managed", "web", { roleType: 1 }), outputs }, same];
  await writeFile(join(work, "of-2.json"), JSON.stringify({ version: 3, deployment: { resources } }));
  const note = 'Note: The history is of account 1, but these rules are of account 2: "block".\n';
  expect((await simulate("--state", "of-2.json", "--history", "1.jsonl")).stdout).toContain(note);
  expect((await simulate("--state", "of-2.json", "--history", "2.jsonl")).stdout).not.toContain("of account");
});

test("a preview over a file: a table, and of what changes the new matches, where, and three of them; without a call", async () => {
  const { emulator, simulate } = await inFolder();
  const { exitCode, stdout, stderr } = await simulate(...files);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout.split("\n").slice(0, 12)).toEqual([
    "10 alerts and 0 events from 2026-10-26T07:33:20.000Z to 2026-11-02T06:13:20.000Z, in history.jsonl.gz.",
    "",
    "rule   change  answers  new  lost  cannot tell",
    "block  update   5 → 10    5     0            0",
    "same   same    5 (off)    0     0            0",
    "",
    '"block" (update): conditions.alert_name.containsString',
    "  It answers newly 5 entries, on 3 assets, the first at 2026-11-01 10:00:01, the last at 2026-11-01 10:00:09; such as",
    '    2026-11-01 10:00:01  "web_login\\u001b[2J" on web-1 (sas_1)',
    '    2026-11-01 10:00:03  "web_login\\u001b[2J" on web-0 (sas_3)',
    '    2026-11-01 10:00:05  "web_login\\u001b[2J" on web-2 (sas_5)',
    '  Playbook "WafBlockIP" runs 10 times (was 5 times), on 10 ip; newly 5 times, on 5 ip.',
  ]);
  expect(stdout).toContain("Taken for granted: All conditions of a rule must hold.");
  expect(stdout).toContain("Note: A playbook works on entities of one type");
  expect(emulator.journal).toEqual([]);
});

test("a preview that failed does not pass, since rules may be missing", async () => {
  const { simulate, work } = await inFolder();
  const failed = { ...JSON.parse(preview), diagnostics: [{ severity: "error", message: "a rule has no conditions" }] };
  await writeFile(join(work, "failed.json"), JSON.stringify(failed));
  const { exitCode, stdout } = await simulate("--preview", "failed.json", "--history", "history.jsonl");
  expect([exitCode, stdout]).toEqual([
    1,
    expect.stringContaining("Note: The preview failed, and may leave out rules."),
  ]);
});

test("the same as JSON, and 1 where a threshold is met", async () => {
  const { simulate } = await inFolder();
  const { exitCode, stdout } = await simulate(
    ...files,
    "--json",
    "--fail-on",
    "new-matches>4",
    "--fail-on",
    "matches>99",
  );
  const { rules, met, source, history: read }: SimulationResult = JSON.parse(stdout);
  expect([exitCode, source, met]).toEqual([
    1,
    "preview",
    [{ threshold: "new-matches>4", rule: "block", urn: old.urn, found: 5 }],
  ]);
  expect(read).toMatchObject({ file: "history.jsonl.gz", alerts: 10, events: 0, first: "2026-11-01 10:00:00" });
  expect(rules).toMatchObject([
    { name: "block", before: { matches: 5 }, after: { matches: 10 }, added: { matches: 5, samples: [{}, {}, {}] } },
    { name: "same", operation: "same", before: { enabled: "off", matches: 5 }, added: { matches: 0 } },
  ]);
});

test("a state's rules are told of each by itself", async () => {
  const { simulate } = await inFolder();
  const { exitCode, stdout } = await simulate("--state", "state.json", "--history", "history.jsonl");
  expect(exitCode).toBe(0);
  expect(stdout).toContain("rule   answers  cannot tell  first                last\n");
  expect(stdout).toContain("  It answers 5 entries, on 3 assets");
});

test("the account's own rules over its own days; what playbooks work on is asked, and nothing is written", async () => {
  const condition = [{ left: { value: "alert_level" }, operator: "equals", right: { value: "serious" } }];
  const { emulator, simulate } = await inFolder({
    past: { alerts: 300, events: 20 },
    playbooks: [{ PlaybookUuid: "waf", ParamType: "template-ip" }],
    rules: [
      {
        RuleName: "serious",
        Status: 100,
        ExecutionCondition: JSON.stringify(condition),
        ActionConfig: JSON.stringify(actions),
      },
    ],
  });
  const { exitCode, output, stdout } = await simulate("--account", "--days", "31", "--json");
  expect(exitCode, output).toBe(0);
  const { rules, history: read, source }: SimulationResult = JSON.parse(stdout);
  expect([source, read]).toEqual(["account", expect.objectContaining({ alerts: 300, events: 20 })]);
  expect(read).not.toHaveProperty("file");
  const serious = rules.find(({ name }) => name === "serious");
  expect(serious?.after?.matches).toBeGreaterThan(0);
  expect(serious?.playbooks).toMatchObject([{ worksOn: "ip", after: { runs: expect.any(Number) } }]);
  expect(Object.keys(serious?.playbooks[0]?.after?.entities ?? {})).toEqual(["ip"]);
  expect(new Set(emulator.journal.map(({ operation }) => operation))).toEqual(
    new Set([
      "ListAutomateResponseConfigs",
      "GetCallerIdentity",
      "DescribeAlerts",
      "DescribeCloudSiemEvents",
      "DescribePlaybooks",
    ]),
  );
});

const runs = [
  ["OperationTask", "close-ports", { type: "REPAIR", checkId: "132", dimensionType: "CHECK_ID" }],
  [
    "OperationTask",
    "close-port",
    {
      type: "REPAIR",
      checkId: "133",
      operationTaskInstances: [{ instanceId: "i-9", regionId: "cn-hangzhou" }],
      repairTempParam: [{ name: "IPPort", value: "10.0.0.0/8" }],
    },
  ],
  ["OnceTask", "diagnose", { taskType: "CLIENT_PROBLEM_CHECK", param: { uuids: "inet-1,inet-2" } }],
].map(([kind, name, inputs]) => {
  const of = resourceType(kind as "OperationTask");
  const urn = `urn:pulumi:dev::rules::${of}::${name}`;
  return { op: "create", urn, newState: { urn, type: of, inputs } };
});

test("repairs and scans of a preview: what they touch, named with --live; nothing runs", async () => {
  const Config = [{ Name: "IPPort", ShowName: "IP and port", Value: "0.0.0.0/0" }];
  const region = { RegionId: "cn-hangzhou" };
  const { emulator, work, simulate } = await inFolder({
    checkInstances: {
      "132": [
        { InstanceId: "i-1", InstanceName: "web", Config, ...region },
        { InstanceId: "i-2", Status: "PASS", ...region },
      ],
      "133": [{ InstanceId: "i-9", InstanceName: "db", Config, ...region }],
    },
    repairSettings: {
      "133": {
        RepairReset: true,
        RepairSupportType: 2,
        RepairConfigs: [
          { Name: "IPPort", Value: "192.0.2.0/24", UsageType: 3 },
          { Name: "Mode", DefaultValue: "deny", UsageType: 2 },
          { Name: "Key", Value: "hunter2", UsageType: 2, DataTransformType: 1 },
          { Name: "Port", UsageType: 3 },
        ],
      },
    },
    operationTasks: [{ CheckId: "133", InstanceId: "i-9", Type: "REPAIR", Status: "REPAIR_FAIL", ...region }],
  });
  await writeFile(join(work, "runs.json"), JSON.stringify({ steps: runs }));
  const args = ["--preview", "runs.json", "--history", "history.jsonl"];
  const known = [
    '"close-port" (create): REPAIR of check 133 on 1 instance',
    "    i-9 in cn-hangzhou",
    '  with IPPort "10.0.0.0/8"',
    "",
    '"diagnose" (create): CLIENT_PROBLEM_CHECK on 2 servers',
    "    inet-1",
    "    inet-2",
  ];
  expect((await simulate(...args)).stdout.split("\n").slice(2, 14)).toEqual([
    "There is no rule.",
    "",
    '"close-ports" (create): REPAIR of check 132 on every instance that fails',
    "",
    ...known,
    "",
  ]);
  expect(emulator.journal).toEqual([]);
  const { exitCode, stdout } = await simulate(...args, "--live");
  expect([exitCode, stdout]).toEqual([
    0,
    expect.stringContaining(`
"close-ports" (create): REPAIR of check 132 on every instance that fails, now 1
    i-1 "web" in cn-hangzhou: NOT_PASS; now IPPort "0.0.0.0/0"
  It sets IPPort by what the asset has.

"close-port" (create): REPAIR of check 133 on 1 instance
    i-9 "db" in cn-hangzhou: NOT_PASS; now IPPort "0.0.0.0/0"; the latest such run has IPPort "0.0.0.0/0"
  with IPPort "10.0.0.0/8"
  It needs a restart.
  It cannot be rolled back.
  It sets Mode "deny" (by default), Key (not shown) and Port (nothing is given).
`),
  ]);
  expect(new Set(emulator.journal.map(({ operation }) => operation))).toEqual(
    new Set(["DescribePlaybooks", "ListCheckInstanceResult", "ListOperationCheck", "GetCheckDetail"]),
  );
});

test("whoever reads what is printed may have read enough", async () => {
  const { start } = await inFolder();
  const { child, ended } = start([...files, "--json"]);
  child.stdout.destroy();
  expect(await ended).toMatchObject({ exitCode: 0, stderr: "" });
});

test("bad input is 2, with a sentence", async () => {
  const { simulate } = await inFolder();
  const rules = ["--preview", "preview.json"];
  for (const [args, said] of [
    [rules, "Name a history with --history, or read the account's own with --days."],
    [[...files, "--stack", "dev"], "--stack is for --account, --days and --live."],
    [[...files, "--fail-on", "new-match>100"], "did you mean new-matches?"],
    [[...rules, "--history", "bad.json"], "bad.json"],
    [[...rules, "--history", "cut.jsonl.gz"], "cut.jsonl.gz ends in the middle"],
    [[...rules, "--history", "odd.jsonl"], "odd.jsonl: Line 12 is no line of a history."],
  ] as const) {
    const { exitCode, output } = await simulate(...args);
    expect([exitCode, output]).toEqual([2, expect.stringContaining(said)]);
  }
});

test("an account that cannot be read is no threshold that is met", async () => {
  const { emulator, simulate } = await inFolder();
  emulator.addFault({ operation: "DescribeAlerts", fault: "permission" });
  const { exitCode } = await simulate("--preview", "preview.json", "--days", "1");
  expect(exitCode).toBe(2);
});
