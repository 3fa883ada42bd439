import { ApiError } from "../api-error";
import { newStrategyTask } from "../new-records";
import { defineOperation } from "../operation";
import { strategyInstances } from "../timeline";

/** Creates a waiting strategy task. */
export const createSoarStrategyTask = defineOperation({
  name: "CreateSoarStrategyTask",
  product: "Sas",
  parameters: {
    StrategyId: { type: "int64", required: true },
    StrategyName: { type: "string", required: true },
    StrategyTaskName: { type: "string", required: true },
    StrategyTaskParams: { type: "string", required: true },
    StrategyTaskPlanExeTime: { type: "int64" },
  },
  run(args, { state, now }) {
    const { StrategyId, StrategyName, StrategyTaskName, StrategyTaskParams, StrategyTaskPlanExeTime } = args;
    const strategy = state.strategies.find((candidate) => candidate.Id === StrategyId);
    const names = strategy === undefined ? [] : [strategy.Name, ...strategy.OtherNames];
    if (!names.includes(StrategyName)) throw invalidValue(`no strategy ${StrategyId} named ${StrategyName}`);
    if (!isParameterList(StrategyTaskParams)) {
      throw invalidValue("StrategyTaskParams is not a JSON array of {name, associationProperty, value}");
    }
    const task = newStrategyTask(state, now, {
      Name: state.settings.strategyNameBlanks === "trimmed" ? StrategyTaskName.trim() : StrategyTaskName,
      StrategyId,
      Params: StrategyTaskParams,
      TotalNum: strategyInstances(StrategyTaskParams).length,
      StrategyTaskPlanExeTime: Number(StrategyTaskPlanExeTime ?? 0),
    });
    state.strategyTasks.push(task);
    return { StrategyTaskId: BigInt(task.Id) };
  },
});

function isParameterList(text: string): boolean {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((item) => item?.name && item.associationProperty && "value" in item);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Code of an invalid parameter value in the strategy operations (DescribeSoarStrategyParam, error codes). */
function invalidValue(message: string): ApiError {
  return new ApiError(400, "-101", message);
}
