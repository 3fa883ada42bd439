import { expect, it } from "vitest";
import { webshell } from "./declared";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

/** README's pair: a repair and its rollback, and a rule and a scan that use what is known after the repair, waits too. */
const program = `
const soar = require("pulumi-alicloud-soar");
const { triggers, wait } = require("./values.json");
const instances = [{ instanceId: "i-1", regionId: "cn-hangzhou" }];
const repair = new soar.OperationTask("repair", { checkId: "132", type: "REPAIR", operationTaskInstances: instances, triggers });
const undo = { checkId: "132", type: "ROLLBACK", operationTaskInstances: repair.rollbackPlan };
new soar.OperationTask("undo", { ...undo, timeouts: { create: repair.id.apply(() => wait) } });
const rule = ${JSON.stringify(webshell)};
new soar.AutomateResponseConfig("rule", { ...rule, conditions: { alert_desc: { equals: repair.id } } });
new soar.OnceTask("scan", { taskType: "VUL_CHECK_TASK", param: repair.id.apply((id) => ({ uuids: id })) });
`;

it("a saved plan is not violated by its own up, whatever is unknown in it", async () => {
  const emulator = await localCloud({
    state: { durations: { operationTaskStep: 10, onceTaskDispatch: 10, onceTaskRunning: 10 } },
  });
  const values = (more: object) => JSON.stringify({ wait: "1m", ...more });
  const stack = await Stack.ofFiles(
    { "index.js": program, "values.json": values({}) },
    { emulator, config: { "alicloud-soar:sasEndpoint": emulator.url } },
  );
  const applied = async () => {
    const planned = await stack.pulumi("preview", "--save-plan", "plan.json");
    expect(planned.exitCode, planned.output).toBe(0);
    const { exitCode, output } = await stack.pulumi("up", "--yes", "--skip-preview", "--plan", "plan.json");
    expect(exitCode, output).toBe(0);
  };
  await applied();
  expect((await stack.recorded()).undo?.outputs.summary).toBe(
    "Roll back the repair of check item 132 on i-1 (cn-hangzhou).",
  );
  await stack.write("values.json", values({ triggers: { ticket: "2" }, wait: "2m" }));
  await applied();
  expect(emulator.state.operationTasks.map(({ Type }) => Type)).toEqual(["REPAIR", "ROLLBACK", "REPAIR", "ROLLBACK"]);
});
