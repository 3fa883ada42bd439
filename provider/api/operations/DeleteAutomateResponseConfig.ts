import { nothing } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { cloudSiem2022, enveloped, type View } from "./products";

interface DeleteAutomateResponseConfigRequest extends View {
  /** Rule to delete, digits. What happens when it is absent is undocumented. */
  readonly Id: string;
}

/** Deletes a custom rule. */
export const deleteAutomateResponseConfig: Operation<DeleteAutomateResponseConfigRequest, void> = {
  ...cloudSiem2022,
  action: "DeleteAutomateResponseConfig",
  repeat: "safe",
  ramAction: "yundun-sas:DeleteAutomateResponseConfig",
  decode: enveloped(nothing),
};
