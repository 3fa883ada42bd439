import type { Seed } from "./seed";

const DAY_MS = 24 * 3_600_000;

const condition = (field: string, operator: string, value: unknown) => ({
  left: { value: field },
  operator,
  right: { value },
});
const playbook = (playbookName: string, playbookUuid: string) =>
  JSON.stringify([{ actionType: "doPlaybook", playbookName, playbookUuid }]);

const openPort = [{ Name: "IPPort", ShowName: "Port that is open to everybody", Value: "0.0.0.0/0:22" }];

/** What somebody may have made in the console before a stack is there: something to adopt, to pause and to repair. */
export function sample(now: number): Seed {
  return {
    rules: [
      {
        RuleName: "isolate-miner",
        Status: 100,
        ExecutionCondition: JSON.stringify([
          condition("alert_level", "in", ["serious", "suspicious"]),
          condition("alert_name", "containsString", "miner"),
        ]),
        ActionConfig: playbook("aliyun_aegis_kill_quara_book", "system_aliyun_aegis_kill_quara_book"),
      },
      {
        RuleName: "block-scanner",
        AutoResponseType: "event",
        Status: 0,
        ExecutionCondition: JSON.stringify([condition("threat_level", "equals", "suspicious")]),
      },
    ],
    strategyTasks: [
      { Name: "weekly fix", Status: "-1", StrategyTaskPlanExeTime: now + 7 * DAY_MS, GmtCreate: now - 7 * DAY_MS },
      { Name: "kernel fix", Status: "4", StrategyTaskPlanExeTime: now + 30 * DAY_MS, GmtCreate: now - 30 * DAY_MS },
    ],
    checkInstances: {
      "132": [
        { InstanceId: "i-bp1web01", InstanceName: "web-01", RegionId: "cn-hangzhou", Config: openPort },
        { InstanceId: "i-bp1web02", InstanceName: "web-02", RegionId: "cn-hangzhou", Config: openPort },
        {
          InstanceId: "i-bp1db01",
          InstanceName: "db-01",
          RegionId: "cn-hangzhou",
          Status: "WHITELIST",
          Config: openPort,
        },
      ],
    },
  };
}
