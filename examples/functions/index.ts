import * as pulumi from "@pulumi/pulumi";
import * as soar from "pulumi-alicloud-soar";

const alertFields = soar.getResponseRuleFieldsOutput({ autoResponseType: "alert" });
const highestLevel = alertFields.apply(({ fields }) => {
  const level = fields.find(({ field }) => field === "alert_level")?.values[0];
  if (level === undefined) throw new Error("The service offers no values for alert_level.");
  return level;
});

new soar.AutomateResponseConfig("block-highest-level", {
  autoResponseType: "alert",
  conditions: { alert_level: { equals: highestLevel } },
  actions: [
    {
      actionType: "doPlaybook",
      playbookName: "WafBlockIP",
      playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758",
    },
  ],
});

const singapore = new soar.Provider("singapore", {
  region: "ap-southeast-1",
  cloudSiemEndpoint: new pulumi.Config("alicloud-soar").get("cloudSiemEndpoint"),
});
const active = soar.getAutomateResponseConfigsOutput({ enabled: true }, { provider: singapore });

export const activeInSingapore = active.apply(({ rules }) => rules.map(({ ruleName }) => ruleName));
