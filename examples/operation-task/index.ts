import * as pulumi from "@pulumi/pulumi";
import * as soar from "pulumi-alicloud-soar";

// Runs once. Another `release` runs it again, and a preview shows that as a replacement.
const closePort = new soar.OperationTask("close-port", {
  checkId: "132",
  type: "REPAIR",
  dimensionType: "INSTANCE",
  operationTaskInstances: [
    { instanceId: "i-bp1web01", regionId: "cn-hangzhou" },
    { instanceId: "i-bp1web02", regionId: "cn-hangzhou" },
  ],
  repairTempParam: [{ name: "IPPort", value: "192.168.1.0/24" }],
  triggers: { release: "2026-11" },
});

// `pulumi config set undo true` takes it back: a reviewer sees the rollback in a preview before it happens.
if (new pulumi.Config().getBoolean("undo")) {
  new soar.OperationTask("open-port-again", {
    checkId: closePort.checkId,
    type: "ROLLBACK",
    operationTaskInstances: closePort.rollbackPlan,
  });
}

export const outcome = closePort.outcome;
export const results = closePort.results;
