import { expect, it } from "vitest";
import type { Emulator } from "../../provider/emulator";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

const PAUSED_ELSEWHERE = "8101";

const program = `
const soar = require("pulumi-alicloud-soar");
new soar.AutomateResponseConfig("rule", {
  autoResponseType: "alert",
  conditions: { alert_level: { equals: "serious" } },
  actions: [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758" }],
});
new soar.SoarStrategyTaskState("state", { strategyTaskId: "${PAUSED_ELSEWHERE}", taskAction: "PAUSE" });
new soar.SoarStrategyTask("task", {
  strategyId: "8000",
  strategyName: "Automated Batch Vulnerability Fixing Policy for Multiple Servers",
  strategyTaskParams: [{ name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl: 1 } }],
});
new soar.OperationTask("repair", {
  checkId: "132",
  type: "REPAIR",
  dimensionType: "INSTANCE",
  operationTaskInstances: [{ instanceId: "i-1", regionId: "cn-hangzhou" }],
});
new soar.OnceTask("scan", { taskType: "CLIENT_PROBLEM_CHECK", param: { problemType: "offline", uuids: "inet-1" } });
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

// tests/host/killed-anywhere.test.ts has every call; here are the starts that nothing undoes, with what the CLI leaves behind.
it.each(["CreateSoarStrategyTask", "SubmitOperationTask", "GenerateOnceTask"])(
  "converges to one of each kind, killed at %s",
  async (operation) => {
    const now = Date.now();
    const killed = Promise.withResolvers<void>();
    const looks = { ListOperationTask: 0, DescribeOnceTask: 0 };
    let deployment: ReturnType<Stack["start"]> | undefined;
    const emulator = await localCloud({
      // Tasks do not move, until the second deployment does nothing but look.
      clock: { now: () => now },
      onRequest: async (called, count) => {
        if (called === operation && count === 1) {
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
    const stack = await Stack.ofFiles({ "index.js": program }, { emulator, config });
    deployment = stack.start("up", "--yes", "--skip-preview");
    await killed.promise;
    expect(await deployment.ended).toMatchObject({ exitCode: undefined });
    await stack.pulumi("cancel", "--yes");
    Object.assign(looks, { ListOperationTask: 0, DescribeOnceTask: 0 });
    const { exitCode, output } = await stack.up();
    expect(exitCode, output).toBe(0);
    expect(holdings(emulator)).toEqual(ONE_OF_EACH);
  },
);
