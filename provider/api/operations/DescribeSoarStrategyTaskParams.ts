import { object, text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/** Parameters of DescribeSoarStrategyTaskParams. */
export interface DescribeSoarStrategyTaskParamsRequest {
  /** Id of the task, digits. */
  readonly StrategyTaskId: string;
}

/** Reply of DescribeSoarStrategyTaskParams. */
export interface DescribeSoarStrategyTaskParamsResponse {
  /** The task. */
  readonly TaskDetail: {
    /** Name of the task. */
    readonly TaskName: string;
    /** What the task was created with: the text of a JSON array. */
    readonly Params: string;
  };
}

/** Reads what one strategy task was created with. */
export const describeSoarStrategyTaskParams: Operation<
  DescribeSoarStrategyTaskParamsRequest,
  DescribeSoarStrategyTaskParamsResponse
> = {
  ...sas2018,
  action: "DescribeSoarStrategyTaskParams",
  repeat: "safe",
  ramAction: "yundun-sas:DescribeSoarStrategyTaskParams",
  decode: (body) => {
    const { TaskName, Params } = object(body.TaskDetail, "TaskDetail");
    // Documented as a string; a sample of the document shows the structure itself.
    const structured = typeof Params === "object" && Params !== null;
    return {
      TaskDetail: {
        TaskName: text(TaskName, "TaskName"),
        Params: structured ? JSON.stringify(Params) : text(Params, "Params"),
      },
    };
  },
};
