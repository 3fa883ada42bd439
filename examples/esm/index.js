import * as soar from "pulumi-alicloud-soar";

const { rules: presets } = await soar.getAutomateResponseConfigs({ responseRuleType: "preset" });

for (const { ruleName, autoResponseType, conditions, executionCondition, actions } of presets) {
  new soar.AutomateResponseConfig(ruleName, {
    autoResponseType,
    conditions,
    executionCondition,
    actions,
    ruleName,
    adopt: true,
    onDelete: "disable",
  });
}

const blockWebshell = new soar.AutomateResponseConfig("block-webshell", {
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell_online" } },
  actions: [
    {
      actionType: "doPlaybook",
      playbookName: "WafBlockIP",
      playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758",
    },
  ],
});

export const ruleId = blockWebshell.id;
