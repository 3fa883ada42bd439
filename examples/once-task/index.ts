import * as soar from "pulumi-alicloud-soar";

const release = "2026-11";
const taskType = "CLIENT_PROBLEM_CHECK";

// Another release runs it again. If the stack is destroyed meanwhile, it is cancelled.
const diagnosis = new soar.OnceTask("diagnose-offline-clients", {
  taskType,
  param: { mode: 1, problemType: "offline", uuids: "inet-795dcad1-360f,inet-eae04867-002f" },
  triggers: { release },
  cancelOnDelete: true,
  timeouts: { create: "30m" },
});

// Nobody waits for this one: its record says "running" until the stack is refreshed.
new soar.OnceTask(
  "collect-fingerprints",
  {
    taskType: "ASSETS_COLLECTION",
    param: { items: "ACCOUNT_SNAPSHOT,PORT_SNAPSHOT,PROC_SNAPSHOT" },
    wait: false,
  },
  { dependsOn: diagnosis },
);

export const outcome = diagnosis.outcome;
export const servers = diagnosis.id.apply(async (taskId) => {
  const { tasks } = await soar.getOnceTasks({ taskType, taskId });
  return tasks.flatMap(({ details }) => details.map(({ uuid, causeMsg }) => ({ uuid, causeMsg })));
});
