import { expect, it } from "vitest";
import type { Seed } from "../../provider/emulator";
import { localCloud, takeWrites } from "./local-cloud";
import recorded from "./recorded-five-kinds.json";
import { Stack } from "./stack";

const program = `
const soar = require("pulumi-alicloud-soar");
new soar.AutomateResponseConfig("rule", {
  autoResponseType: "alert",
  conditions: { alert_level: { equals: "serious" } },
  actions: [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220" }],
});
new soar.SoarStrategyTaskState("state", { strategyTaskId: "8101", taskAction: "PAUSE" });
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

it("what the first builds of 0.1 recorded of every kind is no change, and is destroyed", async () => {
  // The emulator's tasks move with time: these have just come to where they were when they were recorded.
  const strategyTasks = recorded.cloud.strategyTasks.map((task) => ({ ...task, Since: Date.now() }));
  const emulator = await localCloud({ state: { ...(recorded.cloud as Seed), strategyTasks } as Seed });
  const resources = JSON.parse(JSON.stringify(recorded.resources).replaceAll("ENDPOINT", emulator.url));
  const config = { "alicloud-soar:sasEndpoint": emulator.url };
  const stack = await Stack.ofFiles({ "index.js": program }, { emulator, resources, config });

  const unchanged = { exitCode: 0, messages: [], steps: [] };
  expect(await stack.preview("--expect-no-changes")).toMatchObject(unchanged);
  expect(await stack.preview("--refresh", "--run-program", "--expect-no-changes")).toMatchObject(unchanged);
  expect(takeWrites(emulator)).toEqual([]);
  expect(await stack.destroy()).toMatchObject({ exitCode: 0, messages: [] });
  expect(takeWrites(emulator)).toEqual(["DeleteAutomateResponseConfig", "DeleteSoarStrategyTask"]);
  expect(await stack.recorded()).toEqual({});
});
