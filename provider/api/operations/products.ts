import { type Decoder, flag, integer, record, text, withDefault } from "../calls/decode";
import { Refusal } from "../calls/errors";
import type { DataManagementCentre } from "../configuration/endpoints";

/** What all operations of Sas 2018-12-03 share; those that differ say so. */
export const sas2018 = {
  product: "sas",
  version: "2018-12-03",
  verb: "POST",
  in: "query",
} as const;

/** What all operations of cloud-siem 2022-06-16 share. */
export const cloudSiem2022 = {
  product: "cloud-siem",
  version: "2022-06-16",
  verb: "POST",
  in: "body",
} as const;

/** Which page of a list. */
export interface Page {
  /** Counted from 1. */
  readonly CurrentPage: number;
  /** Items a page. */
  readonly PageSize: number;
}

/** A `Page` of the operations that spell its number differently. */
export interface NumberedPage extends Pick<Page, "PageSize"> {
  readonly PageNumber: number;
}

/** How many items are on all pages. */
export const pageInfo = record({ TotalCount: integer });

/** Whose rules, and where: the parameters that all rule operations take. */
export interface View {
  /** Data-management centre: `cn-hangzhou` (assets in the Chinese mainland or Hong Kong) or `ap-southeast-1` (elsewhere). */
  readonly RegionId?: DataManagementCentre;
  /** View: 0 the current account, 1 all accounts that the administrator manages. */
  readonly RoleType?: 0 | 1;
  /** Member account whose view the administrator takes, digits. */
  readonly RoleFor?: string;
}

const envelope = record({ Success: withDefault(flag, true), Code: text, Message: text });

/**
 * Reads the envelope `{Success, Code, Message, RequestId, Data}` before `decode` sees the reply: a failure can arrive
 * with HTTP 200 (PostAutomateResponseConfig, response elements Success and Code).
 */
export function enveloped<Response>(decode: Decoder<Response>): Decoder<Response> {
  return (body) => {
    const { Success, Code, Message } = envelope(body);
    const fine = Code === "" || Code === "200";
    if (!Success || !fine) {
      throw new Refusal(fine ? "Unsuccessful" : Code, Message || "the service gave no reason");
    }
    return decode(body);
  };
}
