import { type Decoded, jsonText, record } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/** `Params` is documented as a text; a sample of the document shows the structure. */
const reply = record({ TaskDetail: record({ Params: jsonText }) });

/** Reads what the strategy task with an id, digits, was created with. */
export const describeSoarStrategyTaskParams: Operation<{ readonly StrategyTaskId: string }, Decoded<typeof reply>> = {
  ...sas2018,
  action: "DescribeSoarStrategyTaskParams",
  repeat: "safe",
  decode: reply,
};
