import { defineOperation } from "../operation";
import { cutPage } from "../page";

/** Lists the strategies that the account has subscribed to. */
export const describeSoarSubscribedStrategy = defineOperation({
  name: "DescribeSoarSubscribedStrategy",
  product: "Sas",
  parameters: {
    PageNumber: { type: "int32", required: true, min: 1 },
    PageSize: { type: "int32", required: true, min: 1, max: 100 },
  },
  run({ PageNumber, PageSize }, { state }) {
    const subscribed = state.strategies.filter((strategy) => strategy.Subscribed);
    return {
      SoarStrategies: cutPage(subscribed, PageNumber, PageSize).map(({ Subscribed, OtherNames, ...strategy }) => ({
        ...strategy,
        Id: BigInt(strategy.Id),
      })),
      TotalCount: subscribed.length,
      PageNumber,
      PageSize,
    };
  },
});
