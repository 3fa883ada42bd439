import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkout, packageName, type UserProject, userProject } from "../support/project";

const run = promisify(execFile);

/** What a user may write, and after each `@ts-expect-error` what not. */
const PROGRAM = `
declare const isPublic: boolean;
const fields = soar.getResponseRuleFieldsOutput({ autoResponseType: pulumi.output("alert") });
const member = new soar.Provider("member", { region: "eu-central-1", roleType: 1, roleFor: "1130916744881234" });

const rule = new soar.AutomateResponseConfig("block-webshell", {
  autoResponseType: "alert",
  conditions: {
    alert_name: { containsString: "webshell_online", isNotNull: true },
    alert_level: { equals: fields.apply(({ fields }) => fields[0]?.values[0] ?? "serious") },
    risk: pulumi.output({ "<=": 5 }),
    is_public: { equals: isPublic, isEmpty: true },
    severity: { in: ["High", pulumi.output("Medium")] },
    command_line: { containsString: { "msiexec": true, "://": true } },
  },
  actions: [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: pulumi.secret("bdad6220") }],
  onDelete: "disable",
  timeouts: { create: "10m" },
}, { provider: member });

// A constant that rules share has wider types than what is written in its place.
const constant = { is_public: { equals: true, isEmpty: isPublic }, command_line: { containsString: { msiexec: true } } };
new soar.AutomateResponseConfig("constant", { autoResponseType: "alert", conditions: constant, actions: [{ actionType: "a" }] });
new soar.AutomateResponseConfig("known later", {
  autoResponseType: "alert",
  conditions: { is_public: { equals: pulumi.output(isPublic), isEmpty: Promise.resolve(isPublic) } },
  actions: [{ actionType: "a" }],
});

new soar.AutomateResponseConfig("raw", {
  autoResponseType: "event_update",
  executionCondition: JSON.stringify([{ left: { value: "alert_name" }, operator: "isNotNull" }]),
  actions: [{ actionType: "notify", to: ["a", 5] }],
});

new soar.AutomateResponseConfig("odd", {
  autoResponseType: "alert",
  executionCondition: { verbatim: "[]" },
  actions: JSON.stringify([{ actionType: "notify" }]),
});

const shared: { [field: string]: { [operator: string]: string } } = { host_name: { startsWith: "web" } };
new soar.AutomateResponseConfig("shared", {
  autoResponseType: "alert",
  conditions: { ...shared, alert_desc: { "not in": ["a", pulumi.output("b")], resembles: "c" } },
  actions: [{ actionType: "changeEventStatus" }, { actionType: pulumi.output("notify") }],
  allowUnknownFields: true,
});
new soar.AutomateResponseConfig("items", {
  autoResponseType: "alert",
  executionCondition: [{ left: { value: "alert_name" }, operator: "REGEXP", right: { value: "^a" } }],
  actions: [{ actionType: "notify" }],
});
new soar.AutomateResponseConfig("other items", {
  autoResponseType: "alert",
  conditions: shared,
  executionCondition: [{ left: { value: pulumi.output("host_name") }, operator: "resembles" }],
  actions: [{ actionType: "notify" }],
});

export const id: pulumi.Output<string> = rule.id;
export const level = rule.conditions?.apply((conditions) => conditions?.alert_level?.equals);
export const summary: pulumi.Output<string | undefined> = rule.summary;
export const enabled: pulumi.Output<boolean> = rule.enabled;
export const rules: Promise<soar.AutomateResponseConfigSummary[]> =
  soar.getAutomateResponseConfigs({ enabled: true }, { provider: member }).then(({ rules }) => rules);
export const codes: Promise<(string | undefined)[]> = soar.getPlaybooks().then(
  ({ playbooks }) => playbooks.map(({ playbookUuid }) => playbookUuid),
  (error) => (soar.isSoarError(error) ? [error.operation, error.code] : []),
);

// What a program exports can be named in its own declarations.
const scan = new soar.OnceTask("scan", { taskType: "CLIENT_PROBLEM_CHECK", param: { uuids: "inet-1" } });
const freeze = new soar.SoarStrategyTaskState("freeze", { strategyTaskId: "100", taskAction: "PAUSE" });
export const { outcome, onFailure } = scan;
export const { taskAction, onFinished } = freeze;

const minimal = { autoResponseType: "alert", conditions: {}, actions: [] };
// @ts-expect-error: a switch is not a text
new soar.AutomateResponseConfig("a", { ...minimal, enabled: "yes" });
// @ts-expect-error: one of three words
new soar.AutomateResponseConfig("b", { ...minimal, onDelete: "keep" });
// @ts-expect-error: a 64-bit id is a text
new soar.AutomateResponseConfig("c", { ...minimal, roleFor: 1130916744881234 });
// @ts-expect-error: actions are needed
new soar.AutomateResponseConfig("d", { autoResponseType: "alert", conditions: {} });
// @ts-expect-error: no such property
new soar.AutomateResponseConfig("e", { ...minimal, rulename: "e" });
// @ts-expect-error: a list of values belongs to an operator
new soar.AutomateResponseConfig("f", { ...minimal, conditions: { alert_name: ["a", "b"] } });
// @ts-expect-error: the array of the API goes into executionCondition
new soar.AutomateResponseConfig("f", { ...minimal, conditions: [{ left: { value: "f" }, operator: "isNull" }] });
// @ts-expect-error: no such region of data management
new soar.AutomateResponseConfig("g", { ...minimal, regionId: "cn-beijing" });
// @ts-expect-error: outputs are not written
rule.responseRuleType = "custom";
// @ts-expect-error: what is asked for has to be said
soar.getOnceTasks();
// @ts-expect-error: no such filter
soar.getPlaybooks({ name: "WafBlockIP" });
// @ts-expect-error: a filter is a text
soar.getPlaybooksOutput({ playbookName: pulumi.output(5) });
// @ts-expect-error: a region is a text
new soar.Provider("a", { region: 5 });
`;

const EMULATOR = `
import { startEmulator } from "${packageName}/emulator";
export const emulator = startEmulator({ state: { rules: [{ RuleName: "block-webshell" }] } });
// @ts-expect-error: no such part of the state
startEmulator({ state: { rule: [] } });
`;

const TESTING = `
import { declaredRules, evaluate } from "${packageName}/testing";
export const answer: Promise<"yes" | "no" | "cannot tell"> = declaredRules(() => Promise.resolve()).then(
  (rules) => evaluate(rules["block-webshell"], { AlertName: "webshell_online", ThreatScore: 71.5 }).answer,
);
// @ts-expect-error: a program is run, not given
declaredRules("./index");
`;

const PROGRAMS: Readonly<Record<string, string>> = {
  "commonjs.cts": `import pulumi = require("@pulumi/pulumi");\nimport soar = require("${packageName}");\n${PROGRAM}`,
  "module.mts": `import * as pulumi from "@pulumi/pulumi";\nimport * as soar from "${packageName}";\n${PROGRAM}`,
  "emulator.mts": EMULATOR,
  "testing.cts": TESTING,
};

/** The compiler that Pulumi takes for a program whose project brings none (sdk/nodejs/cmd/run/run.ts). */
const pulumisOwn: typeof ts = createRequire(join(checkout, "package.json"))(
  "@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js",
);

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  types: ["node"],
  skipLibCheck: true,
  noEmit: true,
  declaration: true,
};

let project: UserProject;
let service: ts.LanguageService;
beforeAll(async () => {
  project = await userProject();
  for (const [name, text] of Object.entries(PROGRAMS)) await writeFile(join(project.folder, name), text);
  service = ts.createLanguageService({
    getScriptFileNames: () => Object.keys(PROGRAMS).map((name) => join(project.folder, name)),
    getScriptVersion: () => "1",
    getScriptSnapshot: (file) => {
      const text = ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => project.folder,
    getCompilationSettings: () => OPTIONS,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    realpath: ts.sys.realpath,
  });
});
afterAll(() => project.remove());

const messages = (diagnostics: readonly ts.Diagnostic[]) =>
  diagnostics.map(({ file, start = 0, messageText }) => {
    const line = file && file.getLineAndCharacterOfPosition(start).line + 1;
    return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });

describe("types", () => {
  test.each(Object.keys(PROGRAMS))("%s compiles, and its mistakes do not", (name) => {
    const file = join(project.folder, name);
    const program = service.getProgram();
    const declarations = program?.getDeclarationDiagnostics(program.getSourceFile(file)) ?? [];
    const found = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file), ...declarations];
    expect(messages(found)).toEqual([]);
  });

  test.each(["module.mts", "emulator.mts", "testing.cts"])(
    "%s is understood by the compiler that Pulumi brings, its mistakes too",
    async (name) => {
      const file = join(project.folder, "index.ts");
      const text = PROGRAMS[name] ?? "";
      await writeFile(file, text);
      const { ScriptTarget, ModuleKind, ModuleResolutionKind } = pulumisOwn;
      const options = {
        target: ScriptTarget.ES2020,
        module: ModuleKind.CommonJS,
        moduleResolution: ModuleResolutionKind.Node10 ?? 2,
        strict: true,
        skipLibCheck: true,
        types: [],
      };
      const program = pulumisOwn.createProgram([file], options);
      const found = [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()]
        .filter((diagnostic) => diagnostic.file?.fileName === file)
        .map(({ file, start = 0 }) => file?.getLineAndCharacterOfPosition(start).line);
      const lines = text.split("\n");
      const mistakes = lines.flatMap((line, index) => (line.includes("@ts-expect-error") ? [index + 1] : []));
      expect(found).toEqual(mistakes);
    },
  );

  test("the package's own declarations are sound", () => {
    const ours = service
      .getProgram()
      ?.getSourceFiles()
      .filter(({ fileName }) => fileName.startsWith(project.installed));
    expect(ours?.length).toBeGreaterThan(10);
    expect(ours?.flatMap(({ fileName }) => messages(service.getSemanticDiagnostics(fileName)))).toEqual([]);
  });
});

describe("an editor shows", () => {
  test.each([
    ["conditions: {", "What must hold, all of it: field -> operator -> value"],
    ['onDelete: "disable', "What happens to the rule when the resource is deleted. Default: `delete`."],
    ['actions: [{ actionType: "doPlaybook', "What is done, in this order."],
    ["executionCondition: JSON", "The raw form of the conditions, for what the map cannot say"],
    ["timeouts: {", "How long each verb may take"],
    ['create: "10m', "Default 10m."],
    [
      'AutomateResponseConfig("block',
      "An automated response rule: when an alert or event looks like this, run that playbook.",
    ],
    ['Provider("member', "An explicit provider: another account, region or view in the same stack."],
    ['roleFor: "113', "Member account whose view the administrator takes, as digits."],
    ["getResponseRuleFieldsOutput(", "`getResponseRuleFields` for arguments that are outputs."],
    ["getAutomateResponseConfigs({ enabled", "Lists automated response rules (ListAutomateResponseConfigs)"],
    ["enabled: true }, {", "Enabled or disabled rules."],
    ["isSoarError(", "Whether an error came from a function of this package"],
    ["code] :", "The service's code, e.g. `NoPermission`"],
    ["enabled;", "Whether the service evaluates the rule. Default: true."],
  ])("the sentence about %s", (text, sentence) => {
    for (const name of ["commonjs.cts", "module.mts"]) {
      const position = PROGRAMS[name]?.indexOf(text) ?? -1;
      const info = service.getQuickInfoAtPosition(join(project.folder, name), position);
      expect(ts.displayPartsToString(info?.documentation)).toContain(sentence);
    }
  });
});

describe("an editor completes", () => {
  const operators = [
    "containsString",
    "equals",
    "=",
    "<>",
    "<=",
    ">=",
    "in",
    "not in",
    "REGEXP",
    "NOT REGEXP",
    "BETWEEN",
  ];
  const actionTypes = ["doPlaybook", "changeEventStatus", "changeThreatLevel"];
  test.each([
    ["fields", "conditions: { ...shared, ", ["alert_name", "alert_level", "threat_level"]],
    ["operators", 'alert_desc: { "not in": ["a", pulumi.output("b")], ', operators.filter((name) => name !== "not in")],
    ["operators without a value", 'alert_desc: { "not in": ["a", pulumi.output("b")], ', ["isNull", "isNotNull"]],
    [
      "fields of the raw form",
      'executionCondition: [{ left: { value: "',
      ["alert_name", "alert_desc", "alert_level", "threat_level"],
    ],
    [
      "operators of the raw form",
      'executionCondition: [{ left: { value: "alert_name" }, operator: "',
      [...operators, "isNull", "isNotNull"],
    ],
    ["types of actions", 'actions: [{ actionType: "', actionTypes],
    ["types of rules", 'autoResponseType: "', ["alert", "event"]],
  ])("%s", (_what, before, names) => {
    for (const name of ["commonjs.cts", "module.mts"]) {
      const position = (PROGRAMS[name]?.indexOf(before) ?? -1) + before.length;
      const found = service.getCompletionsAtPosition(join(project.folder, name), position, {});
      const entries = found?.entries.map((entry) => entry.name.replace(/^"|"$/g, ""));
      expect(entries).toEqual(expect.arrayContaining([...names]));
    }
  });
});

describe("at run time", () => {
  const names = ["AutomateResponseConfig", "Provider", "getAutomateResponseConfigs", "getResponseRuleFields"];
  const print = `console.log([${names.join(", ")}].map((value) => typeof value).join())`;

  test("a module imports by name", async () => {
    const program = `import { ${names.join(", ")} } from "${packageName}"; ${print}`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program], {
      cwd: project.folder,
    });
    expect(stdout).toBe("function,function,function,function\n");
  });

  test("a CommonJS program requires", async () => {
    const program = `const { ${names.join(", ")} } = require("${packageName}"); ${print}`;
    const { stdout } = await run(process.execPath, ["-e", program], { cwd: project.folder });
    expect(stdout).toBe("function,function,function,function\n");
  });

  test("both kinds of program start the emulator", async () => {
    const start = "startEmulator().then(async ({ url, close }) => { console.log(url); await close(); })";
    const module = `import { startEmulator } from "${packageName}/emulator"; ${start}`;
    const script = `const { startEmulator } = require("${packageName}/emulator"); ${start}`;
    for (const options of [
      ["--input-type=module", "-e", module],
      ["-e", script],
    ]) {
      const { stdout } = await run(process.execPath, options, { cwd: project.folder });
      expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    }
  });

  test("the command runs", async () => {
    const { version } = ts.readConfigFile(join(project.installed, "package.json"), ts.sys.readFile).config;
    const command = join(project.installed, "dist/provider/cli/main.js");
    const { stdout } = await run(process.execPath, [command, "--version"], { cwd: project.folder });
    expect(stdout).toBe(`${version}\n`);
  });
});
