import { ApiError } from "../api-error";
import { defineOperation } from "../operation";
import { pageOf } from "../page";
import { pageParameters } from "../parameters";

/** Lists check runs, newest first; repairs are not among them. */
export const listOperationProcess = defineOperation({
  name: "ListOperationProcess",
  product: "Sas",
  parameters: {
    ...pageParameters,
    TaskTypes: { list: "string" },
    StatusCodes: { list: "int32" },
    TaskIds: { list: "string" },
    TaskSources: { list: "string" },
    StartTime: { type: "int64" },
    EndTime: { type: "int64" },
  },
  run(args, { state }) {
    if (args.StatusCodes.some((code) => code < 0 || code > 3)) throw illegal("StatusCodes");
    const [from, until] = [Number(args.StartTime ?? 0), Number(args.EndTime ?? Number.POSITIVE_INFINITY)];
    if (from > until) throw illegal("StartTime");
    const found = state.operationProcesses.filter((process) => {
      return (
        isAmong(args.TaskTypes, process.TaskType) &&
        isAmong(args.StatusCodes, process.StatusCode) &&
        isAmong(args.TaskIds, process.TaskId) &&
        isAmong(args.TaskSources, process.TaskSource) &&
        process.CreateTime >= from &&
        process.EndTime <= until
      );
    });
    const { shown, PageInfo } = pageOf(found, args);
    // The document's sample shows this TaskId with a line feed at its end.
    const Processes = shown.map(({ Since, ...process }) => ({ ...process, TaskId: `${process.TaskId}\n` }));
    return { Processes, PageInfo };
  },
});

function isAmong<T>(wanted: readonly T[], value: T): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function illegal(parameter: string): ApiError {
  return new ApiError(400, "CspmParamIllegal", `The parameter is not legal. ${parameter}.`);
}
