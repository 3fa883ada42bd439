import { type AdviceFacts, CODES, type Meaning } from "../../provider/api/calls/error-codes";
import { ROLE_ADVICE } from "../../provider/api/credentials/sts";
import { code, page, table, wrapped } from "./markdown";

const MEANING: Record<Meaning, string> = {
  throttled: "nothing was done; it is sent again",
  refused: "nothing was done; it is not sent again",
  unsent: "the request never left; it is sent again",
  unknown: "it may have been done: reads are sent again; before anything else is, the provider looks",
};

/** What stands in a message where a page has to say it in general. */
const FACTS: AdviceFacts = {
  code: "…",
  ramAction: "`<action>`",
  host: "`<host>`",
  key: "the endpoint's key",
  readTimeout: 60_000,
  source: "`<source>`",
  proxies: "The message says which proxy is set, if there is one.",
};

/** The page of errors that calls end with: every row of the tables of codes. */
export function errorsPage(): string {
  return page(
    "Errors of calls",
    ["", wrapped(INTRODUCTION)],
    ["Codes", adviceTable()],
    [
      "Codes of STS, when a role is assumed",
      table(
        ["code", "what to do"],
        ROLE_ADVICE.map(({ codes, advice }) => [codes.map(code).join(", "), advice]),
      ),
    ],
  );
}

/** The rows of some codes, or of all. */
export function adviceTable(codes?: readonly string[]): string {
  const rows = CODES.filter((row) => codes === undefined || row.codes.some((known) => codes.includes(known)));
  return table(
    ["code", "what became of the request", "what to do"],
    rows.map(({ codes, means, advice = "–" }) => {
      const words =
        typeof advice === "function" ? advice({ ...FACTS, code: (codes[0] ?? "").replace("*", "`<name>`") }) : advice;
      return [codes.map(code).join(", "), means ? MEANING[means] : "the HTTP status decides", words];
    }),
  );
}

const INTRODUCTION =
  "A message says which operation failed, why, in brackets the code, the HTTP status and the request id, and what to do: " +
  "`PostAutomateResponseConfig failed: … (code NoPermission, HTTP 403, request id …). Grant the RAM action …`. The table has every " +
  "code that the provider knows; `*` is any text, and whatever follows a code after a dot belongs to it. A code that is not here " +
  "is told as the service told it.";
