import { expect, it } from "vitest";
import type { Emulator } from "../../provider/emulator";
import { oneOfEach, PAUSED_ELSEWHERE } from "../support/one-of-each";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

const program = `
const soar = require("pulumi-alicloud-soar");
for (const [kind, args] of Object.entries(require("./one-of-each.json"))) new soar[kind]("one", args);
`;

/** Looks of both deployments after which the second one has started all that it will start. */
const WAITING = 5;
const ONE_OF_EACH = { rules: 1, strategyTasks: 2, paused: "4", repairs: 1, scans: 1 };

/** What the cloud holds; the strategy task that somebody else made is one of two. */
function holdings({ state }: Emulator): typeof ONE_OF_EACH {
  const roots = new Set(state.operationTasks.map(({ RootTaskId }) => RootTaskId));
  return {
    rules: state.rules.length,
    strategyTasks: state.strategyTasks.length,
    paused: state.strategyTasks.find(({ Id }) => Id === PAUSED_ELSEWHERE)?.Status ?? "none",
    repairs: roots.size,
    scans: state.onceTasks.length,
  };
}

// tests/host/killed-anywhere.test.ts has every call; here is a start that nothing undoes, with what the CLI leaves behind.
it("converges to one of each kind, killed while a repair is submitted", async () => {
  const now = Date.now();
  const killed = Promise.withResolvers<void>();
  const looks = { ListOperationTask: 0, DescribeOnceTask: 0 };
  let deployment: ReturnType<Stack["start"]> | undefined;
  const emulator = await localCloud({
    // Tasks do not move, until the second deployment does nothing but look.
    clock: { now: () => now },
    onRequest: async (called, count) => {
      if (called === "SubmitOperationTask" && count === 1) {
        await deployment?.kill();
        killed.resolve();
      } else if (called in looks) {
        looks[called as keyof typeof looks]++;
        if (Object.values(looks).every((made) => made >= WAITING)) emulator.advance(5_000);
      }
    },
    state: {
      strategyTasks: [{ Id: PAUSED_ELSEWHERE, Name: "weekly fix", StrategyId: "8000", Status: "1" }],
    },
  });
  const config = { "alicloud-soar:sasEndpoint": emulator.url };
  const files = { "index.js": program, "one-of-each.json": JSON.stringify(oneOfEach) };
  const stack = await Stack.ofFiles(files, { emulator, config });
  deployment = stack.start("up", "--yes", "--skip-preview");
  await killed.promise;
  expect(await deployment.ended).toMatchObject({ exitCode: undefined });
  await stack.pulumi("cancel", "--yes");
  Object.assign(looks, { ListOperationTask: 0, DescribeOnceTask: 0 });
  const { exitCode, output } = await stack.up();
  expect(exitCode, output).toBe(0);
  expect(holdings(emulator)).toEqual(ONE_OF_EACH);
});
