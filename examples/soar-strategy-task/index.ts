import * as soar from "pulumi-alicloud-soar";

const vulnerability = {
  regionId: "cn-hangzhou",
  vulId: 56541,
  vulName: "centos:7:cesa-2024:1249",
  vulAliasName: "CESA-2024:1249: kernel",
  vulTag: "oval",
  vulType: "cve",
};

const patchTuesday = new soar.SoarStrategyTask("patch-tuesday", {
  strategyId: "8000",
  strategyName: "Automated Batch Vulnerability Fixing Policy for Multiple Servers",
  strategyTaskParams: [
    {
      name: "vulList",
      associationProperty: "sasAllVul",
      value: [
        { ...vulnerability, instanceId: "i-bp1web01", instanceName: "web-01", vulUuid: "inet-web-01" },
        { ...vulnerability, instanceId: "i-bp1web02", instanceName: "web-02", vulUuid: "inet-web-02" },
      ],
    },
    { name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl: 1 } },
  ],
  strategyTaskPlanExeTime: "2030-01-08T02:00:00+08:00",
  taskAction: "SCHEDULE",
  onDelete: "pause",
});

export const strategyTaskId = patchTuesday.id;
export const summary = patchTuesday.summary;
