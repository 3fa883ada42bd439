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
    { left: { value: "alert_desc" }, operator: "containsString", right: { value: "test-" }, isNot: true },
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
    alert_level: { in: ["serious", "suspicious"] },
    alert_name: { containsString: { curl: true, "| sh": true } },
  },
  actions: [blockIp],
});
