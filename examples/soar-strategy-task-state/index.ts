import * as soar from "pulumi-alicloud-soar";

const strategyTaskId = soar.getSoarStrategyTasksOutput({ taskName: "weekly fix" }).apply(({ tasks }) => {
  const [task, ...others] = tasks;
  // Another id would be another resource, and the former task would be scheduled again.
  if (task === undefined || others.length > 0) throw new Error('There must be one strategy task named "weekly fix".');
  return task.id;
});

const changeFreeze = new soar.SoarStrategyTaskState("change-freeze", {
  strategyTaskId,
  taskAction: "PAUSE",
  onDelete: "SCHEDULE",
});

export const pausedTask = changeFreeze.taskName;
