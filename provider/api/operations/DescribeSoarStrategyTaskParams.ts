import { type Decoded, jsonText, record } from "../calls/decode";
import { sas2018 } from "./products";

/** `Params` is documented as a text; a sample of the document shows the structure. */
const reply = record({ TaskDetail: record({ Params: jsonText }) });

/** Reads what the strategy task with an id, digits, was created with. */
export const describeSoarStrategyTaskParams = sas2018<{ readonly StrategyTaskId: string }, Decoded<typeof reply>>({
  action: "DescribeSoarStrategyTaskParams",
  repeat: "safe",
  decode: reply,
});
