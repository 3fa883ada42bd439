import { defineOperation } from "../operation";
import { cutPage } from "../page";

/** Lists strategy tasks, newest first; there are no filters. */
export const describeSoarStrategyTasks = defineOperation({
  name: "DescribeSoarStrategyTasks",
  product: "Sas",
  parameters: {
    PageNumber: { type: "int32", required: true, min: 1 },
    PageSize: { type: "int32", required: true, min: 1, max: 100 },
  },
  run({ PageNumber, PageSize }, { state }) {
    const shown = cutPage(state.strategyTasks, PageNumber, PageSize);
    return {
      SoarStrategyTasks: shown.map(({ Params, StrategyTaskPlanExeTime, Since, ...task }) => ({
        ...task,
        Id: BigInt(task.Id),
        StrategyId: BigInt(task.StrategyId),
      })),
      TotalCount: state.strategyTasks.length,
      PageNumber,
      PageSize,
    };
  },
});
