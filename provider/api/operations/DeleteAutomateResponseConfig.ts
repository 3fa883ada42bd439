import { nothing } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { cloudSiem2022, enveloped, type View } from "./products";

/** Deletes the custom rule with an id, digits. What happens when there is none is undocumented. */
export const deleteAutomateResponseConfig: Operation<View & { readonly Id: string }, void> = {
  ...cloudSiem2022,
  action: "DeleteAutomateResponseConfig",
  repeat: "safe",
  decode: enveloped(nothing),
};
