import { type AdviceFacts, CODES, type Meaning } from "../../provider/api/calls/error-codes";
import { ROLE_ADVICE } from "../../provider/api/credentials/sts";
import { code, page, table, wrapped } from "./markdown";

/** A chapter for each thing that a code may mean: its heading, and what the provider does. */
const CHAPTERS: Record<Meaning, readonly [heading: string, sentence: string]> = {
  refused: ["The service refuses", "Nothing was done, and nothing is sent again."],
  throttled: ["Too many calls", "Nothing was done. The provider makes fewer calls a second, and sends it again."],
  unsent: ["The request never left", "Nothing was done. The provider sends it again."],
  unknown: [
    "It may have been done",
    "A call that only reads is sent again. Before any other call is sent again, the provider looks for what the first one did.",
  ],
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
  const meanings = Object.keys(CHAPTERS) as Meaning[];
  return page(
    "Errors of calls",
    ["", wrapped(INTRODUCTION)],
    ...meanings.map((meaning) => {
      const [heading, sentence] = CHAPTERS[meaning];
      // A code that means nothing by itself is one of the network, with no HTTP status to tell more (meaningOf).
      const rows = CODES.filter(({ means = "unknown" }) => means === meaning);
      return [heading, `${wrapped(sentence)}\n\n${tableOf(rows)}`] as const;
    }),
    [
      "Codes of STS, when a role is assumed",
      table(
        ["code", "what to do"],
        ROLE_ADVICE.map(({ codes, advice }) => [codes.map(code).join(", "), advice]),
      ),
    ],
  );
}

/** The rows of some codes. */
export function adviceTable(codes: readonly string[]): string {
  return tableOf(CODES.filter((row) => row.codes.some((known) => codes.includes(known))));
}

function tableOf(rows: typeof CODES): string {
  return table(
    ["code", "what to do"],
    rows.map(({ codes, advice = "–" }) => {
      const words =
        typeof advice === "function" ? advice({ ...FACTS, code: (codes[0] ?? "").replace("*", "`<name>`") }) : advice;
      return [codes.map(code).join(", "), words];
    }),
  );
}

const INTRODUCTION =
  "A message says which operation failed and why; then the code, the HTTP status and the request id; then what to do: " +
  "`PostAutomateResponseConfig failed: … (code NoPermission, HTTP 403, request id …). Grant the RAM action …`. " +
  "The tables have every code that the provider knows. `*` stands for any text, and a code may go on after a dot. Of another " +
  "code the message says what the service said; with an HTTP status below 500, nothing was done.";
