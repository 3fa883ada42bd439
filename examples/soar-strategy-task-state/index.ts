import * as soar from "pulumi-alicloud-soar";

const strategyTaskId = soar.getSoarStrategyTasksOutput({ taskName: "weekly fix" }).apply(({ tasks }) => {
  const [newest] = tasks;
  if (newest === undefined) throw new Error('There is no strategy task named "weekly fix".');
  return newest.id;
});

const changeFreeze = new soar.SoarStrategyTaskState("change-freeze", {
  strategyTaskId,
  taskAction: "PAUSE",
  onDelete: "SCHEDULE",
});

export const pausedTask = changeFreeze.taskName;
