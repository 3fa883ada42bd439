import { describe, expect, it, test } from "vitest";
import { readPreview } from "../../../provider/judged-rules/planned";
import { runsOfPreview } from "../../../provider/judged-rules/runs";
import { SECRET, UNKNOWN } from "../../../provider/unknown";

const typeOf = (kind: string) => `pulumi-nodejs:dynamic/alicloud-soar:${kind}`;
const instances = [{ instanceId: "i-1", regionId: "cn-hangzhou" }, { instanceId: "i-2" }];

function step(op: string, kind: string, inputs: object, outputs: object = {}) {
  const resource = { urn: `urn:pulumi:dev::p::${typeOf(kind)}::run`, type: typeOf(kind), inputs, outputs };
  const isOld = op.startsWith("delete");
  return { op, urn: resource.urn, ...(isOld ? { oldState: resource } : { newState: resource, oldState: resource }) };
}

function runs(...steps: readonly object[]) {
  return runsOfPreview(readPreview(JSON.stringify({ steps })));
}

const repair = { type: "REPAIR", checkId: "132" };

describe("a repair", () => {
  test.each([
    ["named instances", { operationTaskInstances: instances }, { scope: "instances", instances }],
    ["instances in a text", { operationTaskInstances: JSON.stringify(instances) }, { scope: "instances", instances }],
    ["a whole check item", { dimensionType: "CHECK_ID" }, { scope: "check", instances: [] }],
    ["a selection", { relationKey: "KEY" }, { scope: "selection", instances: [] }],
    ["instances that are known later", { operationTaskInstances: UNKNOWN }, { scope: "cannot tell", instances: [] }],
    [
      "an instance that is known later",
      { operationTaskInstances: [...instances, { instanceId: UNKNOWN }] },
      { scope: "cannot tell", instances },
    ],
  ])("of %s", (_, inputs, shown) => {
    const [run] = runs(step("create", "OperationTask", { ...repair, ...inputs }));
    expect(run).toMatchObject({ kind: "OperationTask", name: "run", operation: "create", ...repair, ...shown });
  });

  it("has its own parameters, a secret one without its value", () => {
    const repairTempParam = [
      { name: "IPList", value: "10.0.0.0/8" },
      { name: "Password", value: SECRET },
    ];
    const [run] = runs(step("create", "OperationTask", { ...repair, dimensionType: "CHECK_ID", repairTempParam }));
    expect(run?.parameters).toEqual([{ name: "IPList", value: "10.0.0.0/8" }, { name: "Password" }]);
  });

  it("of instances and the whole check item says that it cannot be told which", () => {
    const inputs = { ...repair, dimensionType: "CHECK_ID", operationTaskInstances: instances };
    const [run] = runs(step("create", "OperationTask", inputs));
    expect(run?.notes).toEqual(["Whether CHECK_ID beside instances touches others, too, no document tells."]);
  });

  test.each([["replace"], ["create-replacement", "replace", "delete-replaced"]])(
    "runs again once when it is replaced: %s",
    (...ops) => {
      const inputs = { ...repair, operationTaskInstances: instances };
      expect(runs(...ops.map((op) => step(op, "OperationTask", inputs)))).toMatchObject([
        { operation: "replace", instances },
      ]);
    },
  );

  it("does not run when it stays", () => {
    const inputs = { ...repair, operationTaskInstances: instances };
    expect(runs(...["same", "update", "refresh", "delete"].map((op) => step(op, "OperationTask", inputs)))).toEqual([]);
  });

  it("of a check item that is known later has none", () => {
    const [run] = runs(step("create", "OperationTask", { ...repair, checkId: UNKNOWN, dimensionType: "CHECK_ID" }));
    expect(run).not.toHaveProperty("checkId");
  });
});

describe("a repair that goes", () => {
  const inputs = { ...repair, rollbackOnDestroy: true };
  const rollbackPlan = [
    { instanceId: "i-1", regionId: "cn-hangzhou", taskId: "t", supportRollBack: true },
    { instanceId: "i-2", regionId: "cn-hangzhou", taskId: "u", supportRollBack: false },
  ];

  it("is rolled back where it says so and the service can", () => {
    expect(runs(step("delete", "OperationTask", inputs, { rollbackPlan }))).toMatchObject([
      { operation: "delete", type: "ROLLBACK", checkId: "132", scope: "instances", instances: [{ instanceId: "i-1" }] },
    ]);
  });

  it("is rolled back, too, where another one takes its place", () => {
    const replaced = step("replace", "OperationTask", { ...inputs, dimensionType: "CHECK_ID" }, { rollbackPlan });
    expect(runs(replaced)).toMatchObject([
      { operation: "replace", type: "REPAIR", scope: "check" },
      { operation: "replace", type: "ROLLBACK", scope: "instances", instances: [{ instanceId: "i-1" }] },
    ]);
  });

  test.each([
    ["it does not say so", { ...inputs, rollbackOnDestroy: false }, { rollbackPlan }],
    ["it joined another's run", inputs, { rollbackPlan, joined: true }],
    ["nothing of it can be", inputs, { rollbackPlan: rollbackPlan.slice(1) }],
  ])("is not when %s", (_, given, outputs) => {
    expect(runs(step("delete", "OperationTask", given, outputs))).toEqual([]);
  });

  it("while it is running, what is rolled back cannot be told", () => {
    const outputs = { rollbackPlan: [], outcome: "running" };
    expect(runs(step("delete", "OperationTask", inputs, outputs))).toMatchObject([{ scope: "cannot tell" }]);
  });
});

describe("a scan", () => {
  test.each([
    [{ param: { uuids: "inet-1, inet-2,inet-1" } }, { scope: "servers", servers: ["inet-1", "inet-2"] }],
    [{ param: '{"uuids":"inet-1"}' }, { scope: "servers", servers: ["inet-1"] }],
    [{ param: { mode: 1 } }, { scope: "all", servers: [] }],
    [{ param: { uuids: UNKNOWN } }, { scope: "cannot tell", servers: [] }],
    [{ param: UNKNOWN }, { scope: "cannot tell", servers: [] }],
  ])("of %j", (inputs, shown) => {
    const [run] = runs(step("create", "OnceTask", { taskType: "CLIENT_PROBLEM_CHECK", ...inputs }));
    expect(run).toMatchObject({ kind: "OnceTask", type: "CLIENT_PROBLEM_CHECK", ...shown });
  });
});

it("other resources run nothing", () => {
  expect(runs(step("create", "AutomateResponseConfig", {}), step("create", "SoarStrategyTask", {}), {})).toEqual([]);
});
