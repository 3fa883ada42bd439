/** The body of a rule, as PostAutomateResponseConfig takes it. */
export const rule = {
  RuleName: "block-webshell",
  AutoResponseType: "alert",
  ExecutionCondition: '[{"left":{"value":"alert_level"},"operator":"equals","right":{"value":"serious"}}]',
  ActionType: "doPlaybook",
  ActionConfig:
    '[{"actionType":"doPlaybook","playbookName":"WafBlockIP","playbookUuid":"bdad6220-6584-41b2-9704-fc6584568758"}]',
};
