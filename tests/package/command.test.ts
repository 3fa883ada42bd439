import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { command, onTerminal } from "../support/command";
import { checkout } from "../support/project";

const quick = { operationTaskStep: 0 };
const repair = ["repair", "--check", "132", "--instance", "i-1@cn-hangzhou", "--instance", "i-2@cn-hangzhou"];

test("the variable DEBUG, which other tools share, opens no channel that shows credentials", async () => {
  const { start } = await command({ state: { durations: quick } });
  const { exitCode, output } = await start(["run", ...repair], {
    node: ["--import", "data:text/javascript,process.env.DEBUG='*'"],
  });
  expect(exitCode).toBe(0);
  expect(output).not.toMatch(/httpx|Authorization|Signature/i);
});

test("on a terminal, bad input ends the command before any call", async () => {
  const { emulator, start } = await command();
  const args = ["run", "repair", "--check", "a132", "--all-instances"];
  expect(await start(args, onTerminal(100))).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("checkId: must be the id of a check item"),
  });
  expect(emulator.journal).toEqual([]);
});

test("who has read enough of what is printed, as head has, makes no error", async () => {
  const { launch } = await command();
  const { child, ended } = launch(["--help"]);
  child.stdout.destroy();
  expect(await ended).toMatchObject({ exitCode: 0, stderr: "" });
});

test("where no line can be drawn again, how far a run is comes in lines", async () => {
  const { start } = await command();
  const scan = ["run", "scan", "--type", "CLIENT_PROBLEM_CHECK", "--param", '{"uuids":"inet-1"}'];
  for (const launch of [{ ...onTerminal(100), more: { TERM: "dumb" } }, onTerminal(0)]) {
    const { exitCode, stderr } = await start(scan, launch);
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toMatch(/^scan .* is under way\.\n(scan CLIENT_PROBLEM_CHECK of inet-1: .* \(\d+ s\)\n)+$/);
  }
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
  const again = await start(["run", ...scan], onTerminal(100));
  expect(again.exitCode, again.output).toBe(0);
  expect(again.stderr, "a bar").toMatch(/━+─* scan CLIENT_PROBLEM_CHECK of inet-1: /);
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

test("an emulator that npx started ends with it, whatever ends the shell between them", async () => {
  const { folder } = await command();
  const main = join(checkout, "dist/provider/cli/main.js");
  // npx runs a shell, and passes its signals to that only (@npmcli/run-script, signal-manager.js).
  const shell = spawn("sh", ["-c", '"$0" "$1" emulator --port 0 & echo "pid $!"; wait', process.execPath, main], {
    cwd: folder,
    env: { ...process.env, npm_command: "exec" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  const ready = Promise.withResolvers<void>();
  shell.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.includes("_emulator/clock")) ready.resolve();
  });
  const closed = once(shell.stdout, "close");
  await ready.promise;
  const pid = Number(/pid (\d+)/.exec(output)?.[1]);
  onTestFinished(() => {
    if (!shell.stdout.closed) process.kill(pid, "SIGKILL");
  });
  shell.kill("SIGTERM");
  // The output ends with the last process that has it.
  await closed;
  const [url = ""] = /http:\/\/[\d.:]+/.exec(output) ?? [];
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});
