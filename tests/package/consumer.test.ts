import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkout, packageName, type UserProject, userProject } from "../support/project";
import { programs } from "./programs";

const run = promisify(execFile);

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
  for (const [name, text] of Object.entries(programs)) await writeFile(join(project.folder, name), text);
  service = ts.createLanguageService({
    getScriptFileNames: () => Object.keys(programs).map((name) => join(project.folder, name)),
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
  test.each(Object.keys(programs))("%s compiles, and its mistakes do not", (name) => {
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
      const text = programs[name] ?? "";
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
    ['roleFor: "113', "Member account whose rules are meant (its view), as digits."],
    ["getResponseRuleFieldsOutput(", "`getResponseRuleFields` for arguments that are outputs."],
    ["getAutomateResponseConfigs({ enabled", "Lists automated response rules (ListAutomateResponseConfigs)"],
    ["enabled: true }, {", "Enabled or disabled rules."],
    ["isSoarError(", "Whether an error came from a function of this package"],
    ["code] :", "The service's code, e.g. `NoPermission`"],
    ["enabled;", "Whether the service evaluates the rule. Default: true."],
  ])("the sentence about %s", (text, sentence) => {
    for (const name of ["commonjs.cts", "module.mts"]) {
      const position = programs[name]?.indexOf(text) ?? -1;
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
      const position = (programs[name]?.indexOf(before) ?? -1) + before.length;
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
