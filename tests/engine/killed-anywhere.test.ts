import { expect, it, vi } from "vitest";
import type { Emulator } from "../../provider/emulator";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

const PAUSED_ELSEWHERE = "8101";

const program = `
const soar = require("pulumi-alicloud-soar");
new soar.AutomateResponseConfig("rule", {
  autoResponseType: "alert",
  conditions: { alert_level: { equals: "serious" } },
  actions: [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220" }],
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
new soar.OnceTask("scan", { taskType: "CLIENT_PROBLEM_CHECK", param: { mode: 1, problemType: "offline", uuids: "inet-1" } });
`;

/** Looks of a deployment after which it has started all that it will start. */
const WAITING = 4;
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

/** A cloud whose tasks do not move, and which hands each call to `onCall` before it is carried out. */
function stillCloud(onCall: (operation: string) => Promise<void>): Promise<Emulator> {
  const now = Date.now();
  return localCloud({
    clock: { now: () => now },
    onRequest: onCall,
    state: { strategyTasks: [{ Id: PAUSED_ELSEWHERE, Name: "weekly fix", StrategyId: "8000", Status: "1" }] },
  });
}

const deploy = ["up", "--yes", "--skip-preview"];
const stackOf = (emulator: Emulator) => {
  const config = { "alicloud-soar:sasEndpoint": emulator.url };
  return Stack.ofFiles({ "index.js": program }, { emulator, config });
};

/** The calls of a deployment, up to the point from which it only waits. */
async function callsOfOne(): Promise<readonly string[]> {
  const calls: string[] = [];
  const emulator = await stillCloud(async (operation) => void calls.push(operation));
  const stack = await stackOf(emulator);
  const deployment = stack.start(...deploy);
  await vi.waitFor(() => expect(holdings(emulator)).toEqual(ONE_OF_EACH), { timeout: 60_000 });
  const polls = (operation: string) => calls.filter((call) => call === operation).length;
  const submitted = polls("ListOperationTask");
  await vi.waitFor(() => expect(polls("ListOperationTask")).toBeGreaterThan(submitted), { timeout: 60_000 });
  await deployment.kill();
  return calls;
}

/** Kills the engine at call `nth`, before the cloud carries it out, then deploys again. */
async function killedAt(nth: number) {
  let count = 0;
  let killedAtOperation = "";
  const killed = Promise.withResolvers<void>();
  const looks = { ListOperationTask: 0, DescribeOnceTask: 0 };
  let deployment: ReturnType<Stack["start"]> | undefined;
  const emulator = await stillCloud(async (operation) => {
    if (operation in looks) looks[operation as keyof typeof looks]++;
    // Tasks go on once the second deployment does nothing but look.
    if (Object.values(looks).every((made) => made >= WAITING)) emulator.advance(5_000);
    if (++count !== nth) return;
    killedAtOperation = operation;
    await deployment?.kill();
    killed.resolve();
  });
  const stack = await stackOf(emulator);
  deployment = stack.start(...deploy);
  await killed.promise;
  await deployment.ended;
  await stack.pulumi("cancel", "--yes");
  Object.assign(looks, { ListOperationTask: 0, DescribeOnceTask: 0 });
  let again = await stack.up();
  if (again.exitCode !== 0 && again.messages.length === 0) {
    // The CLI refused before it planned anything, so the provider was not asked: what it said is told, and it is run again.
    console.warn(`at call ${nth} the CLI said: ${again.output}`);
    await stack.pulumi("cancel", "--yes");
    again = await stack.up();
  }
  const { exitCode, output } = again;
  const outcome = { "killed at": `${nth} ${killedAtOperation}`, "next up": exitCode, ...holdings(emulator) };
  return { outcome, output };
}

it("converges to one of each kind, wherever the engine is killed", { timeout: 200_000 }, async () => {
  const calls = await callsOfOne();
  const left = calls.map((_, index) => index + 1);
  const runs: Awaited<ReturnType<typeof killedAt>>[] = [];
  const worker = async () => {
    for (let nth = left.shift(); nth !== undefined; nth = left.shift()) runs.push(await killedAt(nth));
  };
  await Promise.all([worker(), worker(), worker()]);
  console.table(runs.map(({ outcome }) => outcome));
  for (const { outcome, output } of runs) {
    expect(outcome, output).toMatchObject({ "next up": 0, ...ONE_OF_EACH });
  }
});
