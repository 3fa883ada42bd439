import { type Decoded, jsonText, record } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

interface DescribeSoarStrategyTaskParamsRequest {
  /** Id of the task, digits. */
  readonly StrategyTaskId: string;
}

/** `Params` is what the task was created with. Documented as a text; a sample of the document shows the structure. */
const reply = record({ TaskDetail: record({ Params: jsonText }) });

/** Reads what one strategy task was created with. */
export const describeSoarStrategyTaskParams: Operation<DescribeSoarStrategyTaskParamsRequest, Decoded<typeof reply>> = {
  ...sas2018,
  action: "DescribeSoarStrategyTaskParams",
  repeat: "safe",
  ramAction: "yundun-sas:DescribeSoarStrategyTaskParams",
  decode: reply,
};
