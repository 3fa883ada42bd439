import { serverError } from "../api-error";
import { defineOperation } from "../operation";

/** Parameters and progress of one strategy task, each as JSON text. */
export const describeSoarStrategyTaskDetail = defineOperation({
  name: "DescribeSoarStrategyTaskDetail",
  product: "Sas",
  parameters: {
    StrategyTaskId: { type: "int64", required: true },
    Lang: { type: "string", values: ["zh", "en"] },
  },
  run({ StrategyTaskId }, { state }) {
    const task = state.strategyTasks.find((candidate) => candidate.Id === StrategyTaskId);
    if (!task) throw serverError(`no strategy task ${StrategyTaskId}`);
    const { TotalNum: totalNum, SuccessNum: successNum, FailedNum: failedNum } = task;
    const resultContent = JSON.stringify({ totalNum, successNum, failedNum });
    return {
      TaskDetail: {
        TaskName: task.Name,
        Params: task.Params,
        LogInfo: JSON.stringify({
          resultContent,
          resultStatus: failedNum > 0 ? 1 : 0,
          status: Number(task.Status),
        }),
        ProcessInfo: JSON.stringify({ edges: [], nodes: [] }),
      },
    };
  },
});
