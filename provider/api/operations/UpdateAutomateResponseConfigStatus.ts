import { text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { cloudSiem2022, enveloped, type ViewParameters } from "./products";

/** Parameters of UpdateAutomateResponseConfigStatus. */
export interface UpdateAutomateResponseConfigStatusRequest extends ViewParameters {
  /** The text of a JSON array of ids, e.g. `[123,345]`; raw digits, because an id can exceed 2^53. */
  readonly Ids: string;
  /** true enables the rules, false disables them. */
  readonly InUse: boolean;
}

/** Reply of UpdateAutomateResponseConfigStatus. */
export interface UpdateAutomateResponseConfigStatusResponse {
  /** "The return value of the request", trimmed; its meaning is undocumented. */
  readonly Data: string;
}

/** Enables or disables rules. */
export const updateAutomateResponseConfigStatus: Operation<
  UpdateAutomateResponseConfigStatusRequest,
  UpdateAutomateResponseConfigStatusResponse
> = {
  ...cloudSiem2022,
  action: "UpdateAutomateResponseConfigStatus",
  repeat: "safe",
  ramAction: "yundun-sas:UpdateAutomateResponseConfigStatus",
  decode: enveloped((body) => ({ Data: text(body.Data, "Data").trim() })),
};
