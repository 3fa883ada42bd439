import { nothing } from "../calls/decode";
import { cloudSiem2022, type View } from "./products";

interface UpdateAutomateResponseConfigStatusRequest extends View {
  /** The text of a JSON array of ids, e.g. `[123,345]`; raw digits, because an id can exceed 2^53. */
  readonly Ids: string;
  /** true enables the rules, false disables them. */
  readonly InUse: boolean;
}

/** Enables or disables rules. */
export const updateAutomateResponseConfigStatus = cloudSiem2022<UpdateAutomateResponseConfigStatusRequest, void>({
  action: "UpdateAutomateResponseConfigStatus",
  repeat: "safe",
  decode: nothing,
});
