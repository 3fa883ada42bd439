import * as soar from "pulumi-alicloud-soar";

const blockIp = soar.getPlaybooksOutput({ paramType: "template-ip" }).apply(({ playbooks }) => {
  const found = playbooks.find(({ playbookName }) => playbookName === "WafBlockIP");
  if (found === undefined) throw new Error('There is no playbook "WafBlockIP" for IP addresses.');
  return found;
});

const blockWebshell = new soar.AutomateResponseConfig("block-webshell", {
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell_online" }, alert_level: { equals: "serious" } },
  actions: [
    {
      actionType: "doPlaybook",
      playbookName: blockIp.playbookName,
      playbookUuid: blockIp.playbookUuid,
    },
  ],
});

export const ruleId = blockWebshell.id;
export const playbook = blockIp.displayName;
