import * as soar from "pulumi-alicloud-soar";

const blockIp = {
  actionType: "doPlaybook",
  playbookName: "WafBlockIP",
  playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758",
} as const;

const blockWebshell = new soar.AutomateResponseConfig("block-webshell", {
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell_online" }, alert_level: { equals: "serious" } },
  actions: [blockIp],
});

new soar.AutomateResponseConfig("block-suspicious-events", {
  autoResponseType: "event",
  conditions: { threat_level: { equals: "suspicious" } },
  actions: [blockIp],
  enabled: false,
});

export const ruleId = blockWebshell.id;
