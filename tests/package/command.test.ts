import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import ts from "typescript";
import { expect, onTestFinished, test } from "vitest";
import { type EmulatorOptions, startEmulator } from "../../provider/emulator";
import { canonicalText } from "../../provider/json";
import { check } from "../../provider/lifecycle/check";
import { automateResponseConfig } from "../../provider/resources/automate-response-config/verbs";
import { checkout, packageName } from "../support/project";

interface Ended {
  readonly exitCode: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Both. */
  readonly output: string;
}

const quick = { operationTaskStep: 0 };
const repair = ["repair", "--check", "132", "--instance", "i-1@cn-hangzhou", "--instance", "i-2@cn-hangzhou"];

/** What makes Node.js take standard error for a terminal. */
const ON_TERMINAL = ["--import", "data:text/javascript,process.stderr.isTTY=true"];

/** Milliseconds after which a command that does not end by itself is killed. */
const PATIENCE = 60_000;

/**
 * The command in a folder of its own, against an emulator. A script stands for Pulumi's CLI, of which the command asks nothing
 * but the configuration of the stack.
 */
async function command(options?: EmulatorOptions) {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  const folder = await mkdtemp(join(tmpdir(), `${packageName}-command-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const configuration = {
    region: "cn-hangzhou",
    sasEndpoint: emulator.url,
    cloudSiemEndpoint: emulator.url,
    accessKeyId: emulator.accessKeyId,
    accessKeySecret: emulator.accessKeySecret,
  };
  const values = Object.entries(configuration).map(([key, value]) => [`alicloud-soar:${key}`, { value }]);
  await writeFile(join(folder, "config.json"), JSON.stringify(Object.fromEntries(values)));
  await writeFile(join(folder, "pulumi"), '#!/bin/sh\ncat "$(dirname "$0")/config.json"\n');
  await chmod(join(folder, "pulumi"), 0o755);
  const main = join(checkout, "dist/provider/cli/main.js");
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  const start = (args: readonly string[], node: readonly string[] = []) =>
    new Promise<Ended>((resolve) => {
      execFile(
        process.execPath,
        [...node, main, ...args],
        { cwd: folder, env, timeout: PATIENCE, killSignal: "SIGKILL" },
        (error, stdout, stderr) =>
          resolve({ exitCode: error ? error.code : 0, stdout, stderr, output: stdout + stderr }),
      );
    });
  return { emulator, folder, start, run: (...args: string[]) => start(["run", ...args]) };
}

test("the variable DEBUG, which other tools share, opens no channel that shows credentials", async () => {
  const { start } = await command({ state: { durations: quick } });
  const { exitCode, output } = await start(
    ["run", ...repair],
    ["--import", "data:text/javascript,process.env.DEBUG='*'"],
  );
  expect(exitCode).toBe(0);
  expect(output).not.toMatch(/httpx|Authorization|Signature/i);
});

test("on a terminal, bad input ends the command before any call", async () => {
  const { emulator, start } = await command();
  const args = ["run", "repair", "--check", "a132", "--all-instances"];
  expect(await start(args, ON_TERMINAL)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("checkId: must be the id of a check item"),
  });
  expect(emulator.journal).toEqual([]);
});

test("--all-instances says that the whole check item is meant", async () => {
  const { emulator, run } = await command({ state: { durations: quick } });
  const { exitCode, output } = await run("repair", "--check", "132", "--all-instances");
  expect(exitCode, output).toBe(0);
  const submitted = emulator.journal.filter(({ operation }) => operation === "SubmitOperationTask");
  expect(submitted.map(({ params }) => params)).toEqual([
    { CheckId: "132", Type: "REPAIR", DimensionType: "CHECK_ID" },
  ]);
});

test("a repair that failed on an instance is 1, with the instance and the reason", async () => {
  const outcome = { Status: "REPAIR_FAIL", ErrorCode: "NoAgent", ErrorMsg: "the agent is offline" };
  const { run } = await command({ state: { durations: quick, instanceOutcomes: { "i-2": outcome } } });
  const { exitCode, output } = await run(...repair);
  expect(exitCode, output).toBe(1);
  expect(output).toMatch(/i-2.*NoAgent.*the agent is offline/);
});

test("a scan that failed on some of its servers is 1, whatever the service calls it", async () => {
  const mostly = { TaskStatusText: "SUCCESS", ResultInfo: "successful", FailCount: 1 } as const;
  const { run } = await command({
    state: { durations: { onceTaskRunning: 0 }, onceTaskOutcomes: { CLIENT_PROBLEM_CHECK: mostly } },
  });
  const { exitCode, output } = await run("scan", "--type", "CLIENT_PROBLEM_CHECK", "--param", '{"uuids":"a,b"}');
  expect(exitCode, output).toBe(1);
  expect(output).toContain("failed on 1 of 2 servers");
});

test("bad input is 2, before any call, and so is a run that the service refuses", async () => {
  const { emulator, run } = await command({ state: { durations: quick } });
  for (const [args, said] of [
    [["repair", "--check", "a132", "--all-instances"], "checkId: must be the id of a check item"],
    [["repair", "--check", "132"], "name what to repair with --instance, or say --all-instances"],
    [["repair"], "required option '--check <id>' not specified"],
    [["repair", "--check", "132", "--instance", "i-1"], "It must be <instance id>@<region>."],
    [["scan", "--type", "CLIENT_PROBLEM_CHECK", "--param", "{"], "param: "],
    [["repair", "--check", "132", "--timeout", "soon"], 'It must be a duration such as "90s" or "10m".'],
  ] as const) {
    const { exitCode, output } = await run(...args);
    expect([exitCode, output]).toEqual([2, expect.stringContaining(said)]);
  }
  expect(emulator.journal).toEqual([]);
  emulator.addFault({ operation: "SubmitOperationTask", fault: "refuse" });
  const refused = await run(...repair);
  expect(refused.exitCode, refused.output).toBe(2);
});

test("what still runs at the time-out is 3; run again, the wait goes on and nothing is submitted twice", async () => {
  let looks = Number.NEGATIVE_INFINITY;
  const { emulator, run, start } = await command({
    state: { durations: { onceTaskRunning: 60_000 } },
    onRequest: (operation) => {
      // The first looks of the second run find the task under way; it ends while that run waits.
      if (operation === "DescribeOnceTask" && ++looks === 4) emulator.advance(60_000);
    },
  });
  const scan = ["scan", "--type", "CLIENT_PROBLEM_CHECK", "--param", '{"uuids":"inet-1"}', "--json"];
  const cut = await run(...scan, "--timeout", "1s");
  expect(cut.exitCode, cut.output).toBe(3);
  expect(cut.output).toMatch(/did not end within/);
  looks = 0;
  const again = await start(["run", ...scan], ON_TERMINAL);
  expect(again.exitCode, again.output).toBe(0);
  expect(again.stderr, "a bar").toContain("━━━ scan CLIENT_PROBLEM_CHECK of inet-1");
  expect(JSON.parse(again.stdout)).toMatchObject({ outcome: "succeeded" });
  expect(emulator.journal.filter(({ operation }) => operation === "GenerateOnceTask")).toHaveLength(1);
});

test("what is read for all runs does not keep the command alive after its time-out", async () => {
  const { emulator, run } = await command();
  emulator.addFault({ operation: "ListOperationTask", fault: "throttle", times: 100_000 });
  const { exitCode, stderr } = await run(...repair, "--timeout", "1s");
  expect(exitCode, stderr).toBe(1);
  expect(stderr).toContain("The list of operation tasks was not read within 1 s.");
});

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
  const program = await readFile(join(folder, "soar-import.ts"), "utf8");
  const { resources } = JSON.parse(await readFile(join(folder, "soar-import.json"), "utf8"));
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
    expect(recorded.inputs).toEqual({ ...inputs, __provider: expect.anything() });
  }
  // What equals its default is not written.
  expect(Object.keys(written.get("usual") ?? {})).toEqual(["ruleName", "autoResponseType", "conditions", "actions"]);
  expect(resources.map(({ name }: { name: string }) => name).sort()).toEqual([...written.keys()].sort());
});

test("conformance prints what it found out, and writes only after --write and a yes", async () => {
  const { emulator, start } = await command({ character: "terse" });
  const writes = () => emulator.journal.filter(({ operation }) => /^(Post|Update|Delete)/.test(operation)).length;
  const read = await start(["conformance"]);
  expect(read.exitCode, read.output).toBe(0);
  expect(read.stdout).toMatch(/^\| How does a list come .* \| as null \| .* \| emptyLists=null \|$/m);
  expect(read.stdout).not.toContain("postData=");
  const unasked = await start(["conformance", "--write"]);
  expect([unasked.exitCode, unasked.stderr]).toEqual([2, expect.stringContaining("say --yes, too")]);
  expect((await start(["conformance", "--yes"])).exitCode).toBe(2);
  expect(writes()).toBe(0);
  const written = await start(["conformance", "--write", "--yes", "--json"]);
  expect(written.exitCode, written.output).toBe(0);
  const { findings, left } = JSON.parse(written.stdout);
  expect(findings).toContainEqual(expect.objectContaining({ setting: "postData=other-number" }));
  expect(left).toEqual([]);
  expect(emulator.state.rules).toEqual([]);
  expect(writes()).toBeGreaterThan(0);
  emulator.addFault({ operation: "DeleteAutomateResponseConfig", fault: "permission", times: 100 });
  const stuck = await start(["conformance", "--write", "--yes"]);
  expect([stuck.exitCode, stuck.stdout]).toEqual([1, expect.stringContaining("could not be deleted")]);
});

test("an emulator of a character that is none, or a setting that is none, does not start", async () => {
  const { start } = await command();
  for (const [args, said] of [
    [["--character", "moody"], "It is one of forgetful, chatty, terse, slow, strict."],
    [["--setting", "mood=bad"], "unknown setting mood"],
    [["--setting", "listLag=5m"], "listLag is one of none, 2s, 20s, not 5m"],
  ] as const) {
    const { exitCode, output } = await start(["emulator", ...args]);
    expect([exitCode, output]).toEqual([2, expect.stringContaining(said)]);
  }
});
