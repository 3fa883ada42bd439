import { defineOperation } from "../operation";
import { cutPage } from "../page";

/** Lists every strategy. */
export const describeSoarStrategies = defineOperation({
  name: "DescribeSoarStrategies",
  product: "Sas",
  parameters: {
    PageNumber: { type: "int32", required: true, min: 1 },
    PageSize: { type: "int32", required: true, min: 1, max: 100 },
  },
  run({ PageNumber, PageSize }, { state }) {
    const shown = cutPage(state.strategies, PageNumber, PageSize);
    return {
      SoarStrategies: shown.map(({ Subscribed, ExecuteNum, OtherNames, ...strategy }) => ({
        ...strategy,
        Id: BigInt(strategy.Id),
      })),
      TotalCount: state.strategies.length,
      PageNumber,
      PageSize,
    };
  },
});
