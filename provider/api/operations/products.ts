import type { JsonObject } from "../../json";
import { type Decoder, flag, integer, list, optional, record, text } from "../calls/decode";
import { Refusal } from "../calls/errors";
import type { Operation } from "../calls/operation";
import type { DataManagementCentre } from "../configuration/endpoints";

/** What all operations of a product have in common. `verb` is that of most. */
type Shared = Pick<Operation<object, unknown>, "product" | "version" | "verb" | "in">;

type Own<Request extends object, Response> = Omit<Operation<Request, Response>, keyof Shared> &
  Partial<Pick<Shared, "verb">>;

/** @param read what reads a reply before the operation does */
function operationsOf(shared: Shared, read: (body: JsonObject) => unknown = saysYes) {
  return <Request extends object, Response>(own: Own<Request, Response>): Operation<Request, Response> => ({
    ...shared,
    ...own,
    decode: (body) => {
      read(body);
      return own.decode(body);
    },
  });
}

/** An operation of Sas 2018-12-03. */
export const sas2018 = operationsOf({ product: "sas", version: "2018-12-03", verb: "POST", in: "query" });

/**
 * An operation of cloud-siem 2022-06-16, whose replies have an envelope `{Success, Code, Message, RequestId, Data}`
 * (PostAutomateResponseConfig, response elements). One that does not say yes is none.
 */
export const cloudSiem2022 = operationsOf(
  { product: "cloud-siem", version: "2022-06-16", verb: "POST", in: "body" },
  (body) => {
    if (!saysYes(body)) throw new TypeError("neither Success nor Code says that it was done");
  },
);

/** An operation of sophonsoar 2022-07-28. */
export const sophonsoar2022 = operationsOf({ product: "sophonsoar", version: "2022-07-28", verb: "GET", in: "query" });

/** An operation of Sts 2015-04-01. */
export const sts2015 = operationsOf({ product: "sts", version: "2015-04-01", verb: "POST", in: "query" });

/** How products of Alibaba Cloud say in Code that it was done (openapi-core-nodejs-sdk, lib/rpc.js, codes). */
const DONE = /^(200|ok|success)$/i;

const STATUS = /^[45]\d\d$/;

const envelope = record({ Success: optional(flag), success: optional(flag), Code: text, Message: text });

/**
 * Whether a reply says of itself that it is a yes: a failure can arrive with HTTP 200.
 * @throws Refusal when it says no, TypeError when it says no in a spelling that no document has
 */
function saysYes(body: JsonObject): boolean {
  const { Success, success, Code, Message } = envelope(body);
  const isDone = DONE.test(Code);
  const isFine = Code === "" || isDone;
  if (Success === false || !isFine) {
    // Beside Success false, 500 is the Code of any refusal; otherwise a number in Code is an HTTP status, as the 200 of the documents is.
    const isAnyRefusal = Success === false && Code === "500";
    const status = STATUS.test(Code) && !isAnyRefusal ? Number(Code) : undefined;
    throw new Refusal(isFine ? "Unsuccessful" : Code, Message || "the service gave no reason", status);
  }
  if (success === false) throw new TypeError("success is false");
  return Success === true || isDone;
}

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

/** Reads one page of a list of cloud-siem, which is inside the envelope. */
export function siemPage<Item>(item: Decoder<Item>) {
  const reply = record({ Data: record({ PageInfo: pageInfo, ResponseData: list(item) }) });
  return (body: JsonObject) => reply(body).Data;
}

/** Whose rules, and where: the parameters that all rule operations take. */
export interface View {
  /** Data-management centre: `cn-hangzhou` (assets in the Chinese mainland or Hong Kong) or `ap-southeast-1` (elsewhere). */
  readonly RegionId?: DataManagementCentre;
  /** View: 0 the current account, 1 all accounts that it administrates. */
  readonly RoleType?: 0 | 1;
  /** Member account whose view the administrator takes, digits. */
  readonly RoleFor?: string;
}
