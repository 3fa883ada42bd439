import { serverError } from "../api-error";
import { defineOperation } from "../operation";

/** The form of the strategy, as the document's sample shows it: not what the task was created with. */
const form = {
  summary: [{ name: "email", type: "String", isRequired: false, fromProperty: "notifyConfig.email" }],
};

/** The form that the strategy of a task has for its parameters, as JSON text. */
export const describeSoarStrategyTaskParams = defineOperation({
  name: "DescribeSoarStrategyTaskParams",
  product: "Sas",
  verb: "GET",
  parameters: { StrategyTaskId: { type: "int64", required: true } },
  run({ StrategyTaskId }, { state }) {
    const task = state.strategyTasks.find((candidate) => candidate.Id === StrategyTaskId);
    if (!task) throw serverError(`no strategy task ${StrategyTaskId}`);
    return { TaskDetail: { TaskName: task.Name, Params: JSON.stringify(form) } };
  },
});
