import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Seed } from "../../provider/emulator";
import { command } from "../support/command";
import { compilerOf } from "../support/compiler";
import { type PlannedStep, playbook, previewText, ruleInputs } from "../support/planned";

/** Something of everything that is printed: rules that are new, changed, gone and not to be seen, and what runs. */
const steps: readonly PlannedStep[] = [
  {
    name: "block",
    before: ruleInputs("webshell"),
    after: ruleInputs("e"),
    changed: ["conditions.alert_name.containsString"],
  },
  { name: "again", after: ruleInputs("e") },
  { name: "gone", before: ruleInputs("login", { enabled: false }) },
  { name: "later", after: ruleInputs("04da6b54-80e4-46f7-96ec-b56ff0331ba9", { actions: [playbook("Tell", "tell")] }) },
  {
    name: "close-port",
    kind: "OperationTask",
    after: {
      type: "REPAIR",
      checkId: "133",
      operationTaskInstances: [{ instanceId: "i-9", regionId: "cn-hangzhou" }],
      repairTempParam: [{ name: "IPPort", value: "10.0.0.0/8" }],
    },
  },
];
const ignores = [
  { rule: "again", code: "SOAR101", reason: "SEC-1041", expires: "2999-12-31" },
  { rule: "block", code: "SOAR104", reason: "SEC-1042", expires: "2999-12-31" },
];
const state: Seed = {
  past: { alerts: 20, events: 5, soarRecords: 3 },
  checkInstances: {
    "133": [
      {
        InstanceId: "i-9",
        RegionId: "cn-hangzhou",
        Config: [{ Name: "IPPort", ShowName: "Port", Value: "0.0.0.0/0" }],
      },
    ],
  },
  operationTasks: [
    { CheckId: "133", InstanceId: "i-9", RegionId: "cn-hangzhou", Type: "REPAIR", Status: "REPAIR_FAIL" },
  ],
};

test("what commands print with --json, and what is in their files, has the types that the package exports", async () => {
  const { emulator, folder, start } = await command({ state });
  await writeFile(join(folder, "preview.json"), previewText(steps));
  await writeFile(join(folder, "soar-lint-ignore.json"), JSON.stringify(ignores));
  const printed = async (args: string, ...codes: readonly number[]) => {
    const { exitCode, stdout, output } = await start(args.split(" "));
    expect(codes, output).toContain(exitCode);
    return stdout;
  };
  const live = "--preview preview.json --history history.jsonl.gz --live --fail-on new-matches>0 --json";
  const history = await printed("history --records --drop AlertDetail --drop Mistyped --json", 0);
  const lines = gunzipSync(await readFile(join(folder, "history.jsonl.gz")))
    .toString()
    .trimEnd()
    .split("\n");
  const catalogue = await printed("catalog --json", 0);
  const texts: readonly (readonly [type: string, text: string])[] = [
    ["SimulationResult", await printed(`simulate ${live}`, 1)],
    ["LintReport", await printed("lint --preview preview.json --history history.jsonl.gz --json", 1)],
    ["ReportResult", await printed("report --preview preview.json --json", 0)],
    ["HistoryResult", history],
    ["(HistoryHeader | HistoryEntry)[]", `[${lines.join(",")}]`],
    ["CatalogueResult", catalogue],
    ["Catalogue & { soarCatalog: number }", await readFile(join(folder, "soar-catalog.json"), "utf8")],
    ["DoctorReport", await printed("doctor --json", 0, 1)],
    ["ConformanceReport", await printed("conformance --json", 0)],
    ["RunResult", await printed('run scan --type CLIENT_PROBLEM_CHECK --param {"uuids":"inet-1"} --json', 0)],
    ["Refusal", await printed("simulate --preview preview.json --history none.gz --json", 2)],
  ];
  expect(emulator.journal.length).toBeGreaterThan(0);
  const errorsIn = compilerOf("tests/package/printed-shapes.ts");
  const declared = ([type, text]: readonly [string, string], index: number) =>
    `export const value${index}: ${type.replace(/\b([A-Z]\w+)/g, "printed.$1")} = ${text};`;
  const errorsOf = (of: typeof texts) =>
    errorsIn(['import type * as printed from "pulumi-alicloud-soar/testing";', ...of.map(declared)].join("\n"));
  expect(errorsOf(texts)).toEqual([]);
  // A key that no type has is an error in each.
  const more = texts.map(([type, text]) => [type, text.replace("{", '{ "other": 1,')] as const);
  expect(errorsOf(more)).toHaveLength(texts.length);
});
