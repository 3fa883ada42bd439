import * as soar from "pulumi-alicloud-soar";

const blockIp = {
  actionType: "doPlaybook",
  playbookName: "WafBlockIP",
  playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758",
} as const;

new soar.AutomateResponseConfig("block-backdoor", {
  autoResponseType: "alert",
  executionCondition: [
    { left: { value: "alert_name" }, operator: "containsString", right: { value: "backdoor" } },
    { left: { value: "host_name" }, operator: "startsWith", right: { value: "test-" }, isNot: true },
    { left: { value: "alert_desc" }, operator: "isNotNull" },
  ],
  actions: [blockIp, { actionType: "changeThreatLevel", threatLevel: "serious" }],
});

new soar.AutomateResponseConfig("close-reminders", {
  autoResponseType: "event",
  executionCondition: '[{"left":{"value":"threat_level"},"operator":"equals","right":{"value":"remind"}}]',
  actions: [{ actionType: "changeEventStatus", eventStatus: 10 }],
  enabled: false,
});

new soar.AutomateResponseConfig("block-undescribed", {
  autoResponseType: "alert",
  conditions: {
    alert_desc: { isNull: true },
    alert_level: { equals: "serious" },
    command_line: { containsString: { curl: true, "| sh": true } },
    host_region: { in: ["cn-hangzhou", "cn-shanghai"] },
  },
  actions: [blockIp],
});
