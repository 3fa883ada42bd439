import { serverError } from "../api-error";
import { defineOperation } from "../operation";

/** Deletes a strategy task that is waiting; in any other status the document forbids it. */
export const deleteSoarStrategyTask = defineOperation({
  name: "DeleteSoarStrategyTask",
  product: "Sas",
  parameters: { StrategyTaskId: { type: "int64", required: true } },
  run({ StrategyTaskId }, { state }) {
    const task = state.strategyTasks.find((candidate) => candidate.Id === StrategyTaskId);
    if (!task) throw serverError(`no strategy task ${StrategyTaskId}`);
    if (task.Status !== "-1") throw serverError("only a strategy task in the waiting state can be deleted");
    state.strategyTasks.splice(state.strategyTasks.indexOf(task), 1);
    return {};
  },
});
