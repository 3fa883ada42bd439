import { expect, test } from "vitest";
import { command, onTerminal } from "../support/command";

const repair = ["repair", "--check", "132", "--instance", "i-1@cn-hangzhou"];
const scan = ["scan", "--type", "CLIENT_PROBLEM_CHECK", "--param", '{"uuids":"inet-1"}'];

/** What belongs to stacks; the command has none. */
const OF_STACKS = /pulumi (up|preview)|`?triggers|onFailure|dimensionType|`timeouts`|rollbackOnDestroy|deploy/i;

const submissions = (journal: readonly { readonly operation: string }[]) =>
  journal.filter(({ operation }) => /^(Submit|Generate)/.test(operation)).length;

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "%s ends a run with %i, the id of its task and how to take it up again, which submits nothing",
  async (signal, code) => {
    for (const args of [repair, scan]) {
      const { emulator, launch, run } = await command({
        state: { durations: { operationTaskStep: 600_000, onceTaskRunning: 600_000 } },
      });
      const { child, written, ended } = launch(["run", ...args], onTerminal(100));
      // It looks for the end from now on.
      child.stderr.on("data", () => {
        if (/[━─] .* \(\d+ s\)/.test(written.stderr)) child.kill(signal);
      });
      const { exitCode, stderr, stdout } = await ended;
      expect([exitCode, stdout], stderr).toEqual([code, ""]);
      const [, id = ""] = /: task (\w+) is under way\./.exec(stderr) ?? [];
      const again = new RegExp(
        `Interrupted: task ${id} goes on at the service. "alicloud-soar (run wait --task .*)" waits`,
      );
      expect(stderr).toMatch(again);
      emulator.advance(3_600_000);
      const [, words = ""] = again.exec(stderr) ?? [];
      const resumed = await run(...words.split(" ").slice(1), "--json");
      expect(resumed.exitCode, resumed.output).toBe(0);
      expect(JSON.parse(resumed.stdout)).toMatchObject({ id, outcome: "succeeded" });
      expect(submissions(emulator.journal)).toBe(1);
    }
  },
);

test("before the service has accepted a run, an interruption says so", async () => {
  const { emulator, launch } = await command({
    onRequest: (operation) => {
      if (operation === "ListOperationTask") child.kill("SIGINT");
    },
  });
  emulator.addFault({ operation: "ListOperationTask", fault: "hang" });
  const { child, ended } = launch(["run", ...repair]);
  expect(await ended).toMatchObject({
    exitCode: 130,
    stderr: expect.stringContaining("Interrupted before the service had accepted the repair of check 132."),
  });
  expect(submissions(emulator.journal)).toBe(0);
});

test("a wait for a task that is not listed says what is missing", async () => {
  const { run } = await command();
  const { exitCode, stderr } = await run("wait", "--task", "7");
  expect([exitCode, stderr]).toEqual([1, "No repair or rollback 7 is listed. A scan needs its type, too.\n"]);
});

test("how a run ends is told in words of the command, not of stacks", async () => {
  const failed = { Status: "REPAIR_FAIL", ErrorCode: "NoAgent", ErrorMsg: "the agent is offline" };
  const { emulator, run } = await command({
    state: {
      durations: { operationTaskStep: 0, onceTaskRunning: 0 },
      instanceOutcomes: { "i-1": failed },
      onceTaskOutcomes: { CLIENT_PROBLEM_CHECK: { TaskStatusText: "FAIL", ResultInfo: "offline" } },
    },
  });
  const told = [await run(...repair), await run(...scan)];
  expect(told.map(({ exitCode }) => exitCode)).toEqual([1, 1]);
  emulator.state.durations.operationTaskStep = 600_000;
  emulator.state.durations.onceTaskRunning = 600_000;
  told.push(
    await run(...scan, "--timeout", "5s"),
    await run("repair", "--check", "9", "--all-instances", "--timeout", "5s"),
  );
  expect(told.slice(2).map(({ exitCode }) => exitCode)).toEqual([3, 3]);
  told.push(await run("repair", "--check", "9", "--all-instances"));
  emulator.addFault({ operation: "ListOperationTask", fault: "throttle", times: 100_000 });
  told.push(await run(...repair, "--timeout", "5s"));
  expect(told.map(({ output }) => output.match(OF_STACKS)?.[0])).toEqual(told.map(() => undefined));
});
