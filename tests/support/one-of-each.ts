import type { KindName } from "../../provider/resources";

/** The strategy task that somebody else made and whose state the program says. */
export const PAUSED_ELSEWHERE = "8101";

/** A program with one resource of each kind. */
export const oneOfEach: Readonly<Record<KindName, Readonly<Record<string, unknown>>>> = {
  AutomateResponseConfig: {
    autoResponseType: "alert",
    conditions: { alert_level: { equals: "serious" } },
    actions: [
      { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758" },
    ],
  },
  SoarStrategyTaskState: { strategyTaskId: PAUSED_ELSEWHERE, taskAction: "PAUSE" },
  SoarStrategyTask: {
    strategyId: "8000",
    strategyName: "Automated Batch Vulnerability Fixing Policy for Multiple Servers",
    strategyTaskParams: [{ name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl: 1 } }],
  },
  OperationTask: {
    checkId: "132",
    type: "REPAIR",
    dimensionType: "INSTANCE",
    operationTaskInstances: [{ instanceId: "i-1", regionId: "cn-hangzhou" }],
  },
  OnceTask: { taskType: "CLIENT_PROBLEM_CHECK", param: { problemType: "offline", uuids: "inet-1" } },
};
