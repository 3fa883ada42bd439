import * as pulumi from "@pulumi/pulumi";
import * as soar from "pulumi-alicloud-soar";

const canaryToken = new pulumi.Config().requireSecret("canaryToken");

const blockIp = {
  actionType: "doPlaybook",
  playbookName: "WafBlockIP",
  playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758",
} as const;

const blockWebshell = new soar.AutomateResponseConfig("block-webshell", {
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell_online" } },
  actions: [blockIp],
});

new soar.AutomateResponseConfig("escalate-blocked", {
  autoResponseType: "event",
  conditions: { alert_desc: { containsString: pulumi.interpolate`rule ${blockWebshell.id}` } },
  actions: [{ actionType: "changeThreatLevel", threatLevel: "serious" }],
});

new soar.AutomateResponseConfig("block-canary-thief", {
  autoResponseType: "alert",
  conditions: { alert_desc: { containsString: canaryToken } },
  actions: [blockIp],
});

export const ruleId = blockWebshell.id;
export const summary = blockWebshell.summary;
