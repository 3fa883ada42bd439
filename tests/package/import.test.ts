import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { canonicalText } from "../../provider/json";
import { check } from "../../provider/lifecycle/check";
import { withoutLocalDefaults } from "../../provider/lifecycle/state";
import { automateResponseConfig } from "../../provider/resources/automate-response-config/verbs";
import { command } from "../support/command";

/** The declarations of a program: name of the resource, and what it is declared with. */
function declarations(program: string): Map<string, object> {
  const found = new Map<string, object>();
  class AutomateResponseConfig {
    constructor(name: string, args: object) {
      found.set(name, args);
    }
  }
  const body = ts.transpile(program.replace(/^import .*$/m, ""), { target: ts.ScriptTarget.ES2022 });
  new Function("soar", body)({ AutomateResponseConfig });
  return found;
}

test("the program that import writes is taken by check, whatever the rules are like, and says what it can as a map", async () => {
  const item = (field: string, operator = "equals", value: unknown = "a") => ({
    left: { value: field },
    operator,
    right: { value },
  });
  const several = [item("f", "containsString", "b"), item("f", "containsString", "a"), item("g", "in", [1, "b", true])];
  const actions = '[{"actionType":"notify","__proto__":{"to":"a"},"constructor":"b","x-y":[{"__proto__":"c"}]}]';
  const { folder, start } = await command({
    state: {
      rules: [
        {
          RuleName: "odd keys",
          ExecutionCondition: JSON.stringify([item("__proto__"), item("alert_name")]),
          ActionType: "notify",
          ActionConfig: actions,
          Status: 0,
        },
        { RuleName: "usual", Status: 100 },
        { RuleName: "several", ExecutionCondition: JSON.stringify([...several, { ...item("h"), isNot: null }]) },
        { RuleName: "negated", ExecutionCondition: JSON.stringify([{ ...item("f"), isNot: true }]) },
        { RuleName: "empty", ExecutionCondition: "", ActionConfig: '{"actionType":"a"}', ActionType: "a" },
      ],
    },
  });
  const { exitCode, stderr } = await start(["import"]);
  expect(exitCode, stderr).toBe(0);
  const program = await readFile(join(folder, "imported-rules.ts"), "utf8");
  const { resources } = JSON.parse(await readFile(join(folder, "soar-import.json"), "utf8"));
  // With it the keys of another account are refused from the first refresh on.
  for (const { outputs } of resources) expect(outputs.__account).toMatch(/^[0-9]{16}$/);
  const written = declarations(program);
  const odd = written.get("odd keys") as { actions: { verbatim: string } };
  expect(canonicalText(JSON.parse(odd.actions.verbatim))).toBe(canonicalText(JSON.parse(actions)));
  expect(odd).toMatchObject({ executionCondition: [item("__proto__"), item("alert_name")], enabled: false });
  expect(written.get("several")).toMatchObject({
    conditions: { f: { containsString: { a: true, b: true } }, g: { in: ["1", "b", "true"] }, h: { equals: "a" } },
  });
  expect(written.get("negated")).toMatchObject({ executionCondition: [{ ...item("f"), isNot: true }] });
  expect(written.get("empty")).toMatchObject({
    executionCondition: { verbatim: "" },
    actions: { verbatim: expect.anything() },
  });
  const config = { region: "cn-hangzhou", maxCallsPerSecond: 10, readTimeout: 60_000 };
  for (const [name, program] of written) {
    const { inputs, failures } = check(automateResponseConfig, config, { ...program });
    expect(failures, name).toEqual([]);
    const recorded = resources.find((resource: { name: string }) => resource.name === name);
    const stored = withoutLocalDefaults(automateResponseConfig, inputs, program);
    expect(recorded.inputs).toEqual({ ...stored, __provider: expect.anything() });
  }
  // What equals its default is not written.
  expect(Object.keys(written.get("usual") ?? {})).toEqual(["ruleName", "autoResponseType", "conditions", "actions"]);
  expect(resources.map(({ name }: { name: string }) => name).sort()).toEqual([...written.keys()].sort());
});

const TYPE = "pulumi-nodejs:dynamic/alicloud-soar:AutomateResponseConfig";

/** A rule of the stack, as its state has it. */
const owned = (name: string, id: string, regionId = "cn-hangzhou") => ({
  urn: `urn:pulumi:test::rules::${TYPE}::${name}`,
  type: TYPE,
  id,
  inputs: { regionId },
});

/** `alicloud-soar import` beside a stack that has these resources; each run writes files of its own. */
async function importing(rules: readonly object[], resources: readonly object[] = []) {
  const { emulator, folder, start } = await command({ state: { rules: [...rules] } });
  await writeFile(join(folder, "stack.json"), JSON.stringify({ version: 3, deployment: { resources } }));
  let run = 0;
  const imported = async (...args: string[]) => {
    const [file, program] = [`${++run}.json`, `rules-${run}.ts`];
    const ended = await start(["import", "--file", file, "--program", program, ...args]);
    const found: { name: string; id: string }[] =
      ended.exitCode === 0 ? JSON.parse(await readFile(join(folder, file), "utf8")).resources : [];
    const ids = Object.fromEntries(found.map(({ name, id }) => [name, id]));
    const declared = ended.exitCode === 0 ? declarations(await readFile(join(folder, program), "utf8")) : new Map();
    return { ...ended, ids, declared };
  };
  return { emulator, folder, start, imported };
}

test("import overwrites nothing, and says so before any call", async () => {
  const { emulator, folder, start } = await importing([{ RuleName: "a" }]);
  for (const edited of ["imported-rules.ts", "soar-import.json"]) {
    await writeFile(join(folder, edited), "edited");
    const { exitCode, stderr } = await start(["import"]);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining(`${edited} exists, and may hold your edits: move it`),
    ]);
    expect(await readFile(join(folder, edited), "utf8")).toBe("edited");
    const others = await start(["import", "--file", `of-${edited}.json`, "--program", `of-${edited}-rules.ts`]);
    expect(others.exitCode, others.stderr).toBe(0);
    emulator.journal.splice(0);
    await start(["import"]);
    expect(emulator.journal).toEqual([]);
  }
});

test("import says the line that imports its program, and refuses names by which Node.js would take the other file", async () => {
  const { emulator, folder, start } = await importing([{ RuleName: "a" }]);
  for (const names of [
    ["a.json", "a.ts"],
    ["a.json", "./a.mts"],
    ["a", "a"],
  ] as const) {
    const { exitCode, stderr } = await start(["import", "--file", names[0], "--program", names[1]]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("differ in more than the ending")]);
  }
  expect(emulator.journal).toEqual([]);
  expect((await start(["import"])).stdout).toContain('to your program: import "./imported-rules";\n');
  await writeFile(join(folder, "Pulumi.yaml"), "name: rules\nruntime: nodejs\nmain: src/\n");
  await mkdir(join(folder, "src"));
  await writeFile(join(folder, "src/package.json"), '{"type":"module"}');
  const below = await start(["import", "--file", "b.json", "--program", "src/b-rules.ts"]);
  expect(below.stdout).toContain('to your program: import "./b-rules.js";\n');
  const beside = await start(["import", "--file", "c.json", "--program", "c-rules.ts"]);
  expect(beside.stdout).toContain('to your program: import "../c-rules.js";\n');
});

test("import leaves out what the stack owns, and tells how many", async () => {
  const rules = [
    { Id: "1", RuleName: "owned" },
    { Id: "2", RuleName: "free" },
    { Id: "3", RuleName: "of another centre" },
  ];
  const resources = [owned("a", "1"), owned("b", "3", "ap-southeast-1"), { ...owned("c", "2"), type: "other" }];
  const { imported } = await importing(rules, resources);
  const { exitCode, output, ids } = await imported();
  expect(exitCode, output).toBe(0);
  expect(ids).toEqual({ free: "2", "of another centre": "3" });
  expect(output).toContain("1 rule left out, which the stack has already.");
  expect(output).toContain("--generate-code=false --protect=false\n");
  expect(output).toContain('"pulumi destroy" deletes them, unless onDelete is "retain".\n');
  const nothing = await imported("--rule-name", "owned");
  expect(nothing).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("1 rule left out") });
});

test("a rule keeps the name of its resource, whatever rules join, and takes none that the stack has", async () => {
  const rules = [
    { Id: "20", RuleName: "twice" },
    { Id: "9", RuleName: "twice" },
    { Id: "30", RuleName: "block" },
  ];
  const { emulator, imported } = await importing(rules, [owned("block", "9", "ap-southeast-1")]);
  const before = await imported();
  expect(before.ids).toEqual({ twice: "9", "twice-20": "20", "block-30": "30" });
  const [rule] = emulator.state.rules;
  if (rule) emulator.state.rules.unshift({ ...rule, Id: "100", RuleName: "twice" });
  if (rule) emulator.state.rules.push({ ...rule, Id: "101", RuleName: "twice-20" });
  const after = await imported();
  expect(after.ids).toEqual({ ...before.ids, "twice-100": "100", "twice-20-101": "101" });
});

test("import leaves out a rule that cannot be declared, with a line, and the files serve for the others", async () => {
  const { imported } = await importing([
    { Id: "1", RuleName: "" },
    { Id: "2", RuleName: " blanks " },
    { Id: "3", RuleName: "actions are no list", ActionConfig: "null" },
    { Id: "4", RuleName: "fine" },
  ]);
  const { exitCode, output, declared } = await imported();
  expect(exitCode, output).toBe(0);
  expect([...declared.keys()]).toEqual(["actions are no list", "fine"]);
  expect(output).toMatch(/^Rule 1 "" left out: ruleName must /m);
  expect(output).toMatch(/^Rule 2 " blanks " left out: ruleName must /m);
});

test("a rule that the service came with is retained when its resource goes", async () => {
  const { imported } = await importing([{ RuleName: "of the service", ResponseRuleType: "preset" }]);
  const { declared, output } = await imported("--preset");
  expect(output).not.toContain("destroy");
  expect(declared.get("of the service")).toMatchObject({ onDelete: "retain" });
});
