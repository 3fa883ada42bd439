import { text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { cloudSiem2022, enveloped, type ViewParameters } from "./products";

/** Parameters of DeleteAutomateResponseConfig. */
export interface DeleteAutomateResponseConfigRequest extends ViewParameters {
  /** Rule to delete, digits. What happens when it is absent is undocumented. */
  readonly Id: string;
}

/** Reply of DeleteAutomateResponseConfig. */
export interface DeleteAutomateResponseConfigResponse {
  /** "The return value of the request", trimmed; its meaning is undocumented. */
  readonly Data: string;
}

/** Deletes a custom rule. */
export const deleteAutomateResponseConfig: Operation<
  DeleteAutomateResponseConfigRequest,
  DeleteAutomateResponseConfigResponse
> = {
  ...cloudSiem2022,
  action: "DeleteAutomateResponseConfig",
  repeat: "safe",
  ramAction: "yundun-sas:DeleteAutomateResponseConfig",
  decode: enveloped((body) => ({ Data: text(body.Data, "Data").trim() })),
};
