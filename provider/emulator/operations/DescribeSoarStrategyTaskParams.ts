import { serverError } from "../api-error";
import { defineOperation } from "../operation";

/** Parameters of one strategy task as JSON text. */
export const describeSoarStrategyTaskParams = defineOperation({
  name: "DescribeSoarStrategyTaskParams",
  product: "Sas",
  parameters: { StrategyTaskId: { type: "int64", required: true } },
  run({ StrategyTaskId }, { state }) {
    const task = state.strategyTasks.find((candidate) => candidate.Id === StrategyTaskId);
    if (!task) throw serverError(`no strategy task ${StrategyTaskId}`);
    return { TaskDetail: { TaskName: task.Name, Params: task.Params } };
  },
});
