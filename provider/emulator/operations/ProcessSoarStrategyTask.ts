import { serverError } from "../api-error";
import { defineOperation } from "../operation";

const finished = "2";
const scheduled = "3";
const paused = "4";

/** Schedules or pauses a strategy task. A repeated action changes nothing. */
export const processSoarStrategyTask = defineOperation({
  name: "ProcessSoarStrategyTask",
  product: "Sas",
  parameters: {
    StrategyTaskId: { type: "int64", required: true },
    TaskAction: { type: "string", required: true, values: ["SCHEDULE", "PAUSE"] },
  },
  run({ StrategyTaskId, TaskAction }, { state, now }) {
    const task = state.strategyTasks.find((candidate) => candidate.Id === StrategyTaskId);
    if (!task) throw serverError(`no strategy task ${StrategyTaskId}`);
    const { finishedTaskAction, repeatedAction } = state.settings;
    if (task.Status === finished && finishedTaskAction === "refused") {
      throw serverError("the strategy task is finished");
    }
    if (task.Status === finished) return {};
    const status = TaskAction === "PAUSE" ? paused : scheduled;
    const changes = TaskAction === "PAUSE" ? task.Status !== paused : task.Status === paused || task.Status === "-1";
    if (!changes && repeatedAction === "refused") throw serverError("the strategy task is so already");
    if (changes) Object.assign(task, { Status: status, Since: now, GmtModified: now });
    return {};
  },
});
