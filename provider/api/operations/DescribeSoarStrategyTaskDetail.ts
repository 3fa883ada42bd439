import { type Decoded, jsonText, record } from "../calls/decode";
import { sas2018 } from "./products";

/** `Params`: the list that CreateSoarStrategyTask was given, documented as a text; samples of its neighbours show structures. */
const reply = record({ TaskDetail: record({ Params: jsonText }) });

/**
 * Reads what the strategy task with an id, digits, was created with. DescribeSoarStrategyTaskParams tells the form of its
 * strategy instead (sample of the document), which is the same for all tasks of it.
 */
export const describeSoarStrategyTaskDetail = sas2018<{ readonly StrategyTaskId: string }, Decoded<typeof reply>>({
  action: "DescribeSoarStrategyTaskDetail",
  repeat: "safe",
  decode: reply,
});
