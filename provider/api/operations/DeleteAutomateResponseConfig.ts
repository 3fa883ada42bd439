import { nothing } from "../calls/decode";
import { cloudSiem2022, type View } from "./products";

/** Deletes the custom rule with an id, digits. What happens when there is none is undocumented. */
export const deleteAutomateResponseConfig = cloudSiem2022<View & { readonly Id: string }, void>({
  action: "DeleteAutomateResponseConfig",
  repeat: "safe",
  decode: nothing,
});
