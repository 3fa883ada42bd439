import { nothing } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { cloudSiem2022, enveloped, type View } from "./products";

interface UpdateAutomateResponseConfigStatusRequest extends View {
  /** The text of a JSON array of ids, e.g. `[123,345]`; raw digits, because an id can exceed 2^53. */
  readonly Ids: string;
  /** true enables the rules, false disables them. */
  readonly InUse: boolean;
}

/** Enables or disables rules. */
export const updateAutomateResponseConfigStatus: Operation<UpdateAutomateResponseConfigStatusRequest, void> = {
  ...cloudSiem2022,
  action: "UpdateAutomateResponseConfigStatus",
  repeat: "safe",
  decode: enveloped(nothing),
};
