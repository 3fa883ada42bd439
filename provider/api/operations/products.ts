import type { JsonObject } from "../../json";
import { flag, integer, record, text, withDefault } from "../calls/decode";
import { Refusal } from "../calls/errors";
import type { Operation } from "../calls/operation";
import type { DataManagementCentre } from "../configuration/endpoints";

/** What an operation says of itself; the rest is the same for all of its product. */
type Own<Request extends object, Response> = Omit<Operation<Request, Response>, "product" | "version" | "verb" | "in"> &
  Partial<Pick<Operation<Request, Response>, "verb">>;

/** An operation of Sas 2018-12-03. */
export function sas2018<Request extends object, Response>(own: Own<Request, Response>): Operation<Request, Response> {
  return { product: "sas", version: "2018-12-03", verb: "POST", in: "query", ...own };
}

/**
 * An operation of cloud-siem 2022-06-16. The envelope `{Success, Code, Message, RequestId, Data}` is read before its
 * `decode` sees the reply: a failure can arrive with HTTP 200 (PostAutomateResponseConfig, response elements).
 */
export function cloudSiem2022<Request extends object, Response>(
  own: Own<Request, Response>,
): Operation<Request, Response> {
  const decode = (body: JsonObject) => {
    const { Success, Code, Message } = envelope(body);
    const fine = Code === "" || Code === "200";
    if (!Success || !fine) throw new Refusal(fine ? "Unsuccessful" : Code, Message || "the service gave no reason");
    return own.decode(body);
  };
  return { product: "cloud-siem", version: "2022-06-16", verb: "POST", in: "body", ...own, decode };
}

const envelope = record({ Success: withDefault(flag, true), Code: text, Message: text });

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
