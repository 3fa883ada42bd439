import * as pulumi from "@pulumi/pulumi";
import * as soar from "pulumi-alicloud-soar";

// A rule's name begins with its owner, in the console, too: it is made of the resource's name. policy/ asks for it.
new soar.AutomateResponseConfig("soc-block-webshell", {
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell_online" }, alert_level: { equals: "serious" } },
  actions: [
    { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758" },
  ],
});

new soar.AutomateResponseConfig("platform-close-reminders", {
  autoResponseType: "event",
  conditions: { threat_level: { equals: "remind" } },
  actions: [{ actionType: "changeEventStatus", eventStatus: 10 }],
});

// The stack of a preview environment has neither of these: what happens once, or to a task that is shared, is for one stack.
const config = new pulumi.Config();

const weeklyFixTask = config.get("weeklyFixTask");
if (weeklyFixTask !== undefined) {
  new soar.SoarStrategyTaskState("pause-weekly-fix", {
    strategyTaskId: weeklyFixTask,
    taskAction: "PAUSE",
    onDelete: "SCHEDULE",
  });
}

const ticket = config.get("repairTicket");
if (ticket !== undefined) {
  new soar.OperationTask("close-port", {
    checkId: "132",
    type: "REPAIR",
    dimensionType: "INSTANCE",
    operationTaskInstances: [{ instanceId: "i-bp1web01", regionId: "cn-hangzhou" }],
    triggers: { ticket },
  });
}
