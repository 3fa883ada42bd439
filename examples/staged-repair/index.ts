import * as soar from "pulumi-alicloud-soar";

const repair = { checkId: "132", type: "REPAIR", dimensionType: "INSTANCE" } as const;

const testRing = new soar.OperationTask("test-ring", {
  ...repair,
  operationTaskInstances: [{ instanceId: "i-bp1test01", regionId: "cn-hangzhou" }],
  timeouts: { create: "30m" },
});

// A repair that fails fails its resource, so nothing that depends on it starts.
const productionRing = new soar.OperationTask(
  "production-ring",
  {
    ...repair,
    operationTaskInstances: [
      { instanceId: "i-bp1web01", regionId: "cn-hangzhou" },
      { instanceId: "i-bp1web02", regionId: "cn-hangzhou" },
    ],
    timeouts: { create: "30m" },
  },
  { dependsOn: testRing },
);

export const repaired = productionRing.results.apply((results) => results.map(({ instanceId }) => instanceId));
