import { expect, test } from "vitest";
import type { Emulator } from "../../provider/emulator";
import { localCloud, takeWrites } from "./local-cloud";
import { Stack } from "./stack";

const quick = { operationTaskStep: 0, onceTaskRunning: 0 };
const repair = ["repair", "--check", "132", "--instance", "i-1@cn-hangzhou", "--instance", "i-2@cn-hangzhou"];

/** `alicloud-soar run …` in the folder of a stack, whose configuration it takes. */
async function command(emulator: Emulator) {
  const config = { "alicloud-soar:sasEndpoint": emulator.url };
  const stack = await Stack.ofFiles({ "index.js": "" }, { emulator, config });
  return (...args: string[]) => stack.node("dist/provider/cli/main.js", "run", ...args);
}

test("a repair that went well is 0, and its rollback takes the instances by itself", async () => {
  const emulator = await localCloud({ state: { durations: quick } });
  const run = await command(emulator);
  const repaired = await run(...repair, "--json");
  expect(repaired.exitCode, repaired.output).toBe(0);
  const receipt = JSON.parse(repaired.output) as { id: string; outcome: string; results: object[] };
  expect(receipt).toMatchObject({
    outcome: "succeeded",
    results: [{ instanceId: "i-1" }, { instanceId: "i-2" }],
  });
  expect(takeWrites(emulator)).toEqual(["SubmitOperationTask"]);

  const rolledBack = await run("rollback", "--repair", receipt.id);
  expect(rolledBack.exitCode, rolledBack.output).toBe(0);
  expect(rolledBack.output).toMatch(/^rollback of repair \w+, task \w+: succeeded$/m);
  expect(rolledBack.output).toContain("ROLL_BACK_VERIFIED");
  expect(takeWrites(emulator)).toEqual(["SubmitOperationTask"]);
});

test("a repair that failed on an instance is 1, with the instance and the reason", async () => {
  const outcome = { Status: "REPAIR_FAIL", ErrorCode: "NoAgent", ErrorMsg: "the agent is offline" };
  const emulator = await localCloud({ state: { durations: quick, instanceOutcomes: { "i-2": outcome } } });
  const run = await command(emulator);
  const { exitCode, output } = await run(...repair);
  expect(exitCode, output).toBe(1);
  expect(output).toMatch(/i-2.*NoAgent.*the agent is offline/);
});

test("bad input is 2, before any call, and so is a run that the service refuses", async () => {
  const emulator = await localCloud({ state: { durations: quick } });
  const run = await command(emulator);
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
  const emulator = await localCloud({
    state: { durations: { onceTaskRunning: 60_000 } },
    onRequest: (operation) => {
      // The first looks of the second run find the task under way; it ends while that run waits.
      if (operation === "DescribeOnceTask" && ++looks === 4) emulator.advance(60_000);
    },
  });
  const run = await command(emulator);
  const scan = ["scan", "--type", "CLIENT_PROBLEM_CHECK", "--param", '{"mode":1,"uuids":"inet-1"}', "--json"];
  const cut = await run(...scan, "--timeout", "10s");
  expect(cut.exitCode, cut.output).toBe(3);
  expect(cut.output).toMatch(/did not end within/);
  looks = 0;
  const again = await run(...scan);
  expect(again.exitCode, again.output).toBe(0);
  expect(again.output).toContain('"outcome": "succeeded"');
  expect(takeWrites(emulator)).toEqual(["GenerateOnceTask"]);
});
