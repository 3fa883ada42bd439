import { isObject, type JsonObject, readJson } from "../../json";
import { type AdviceFacts, adviceFor } from "./codes";
import { CredentialsError } from "./credentials";
import {
  type ApiError,
  type ApiErrorDetails,
  isThrottling,
  type Outcome,
  Refusal,
  ServiceError,
  TransportError,
} from "./errors";
import type { Operation } from "./operation";
import { redact } from "./redact";
import type { Answer } from "./transport";

/** What an error about a call may tell, and what it must hide. */
export interface CallFacts extends Omit<AdviceFacts, "code"> {
  /** Name of the operation. */
  readonly operation: string;
  readonly secrets: Iterable<string>;
}

const MESSAGE_LIMIT = 600;

/** A proxy between us and the service speaks with these, in whatever format. */
const GATEWAY_STATUSES: ReadonlySet<number | undefined> = new Set([502, 504]);

/** System calls that come before the first byte of a request. */
const UNSENT_CALLS: ReadonlySet<unknown> = new Set(["connect", "getaddrinfo"]);

/** Codes of Node for a request that never left: no connection, no TLS, a header that cannot be written. */
const UNSENT_CODES =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EPROTO|ERR_TLS_CERT|ERR_SSL_WRONG_VERSION|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_INVALID_CHAR)/;

const CLOSED_CODES: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED"]);

/**
 * Reads an answer.
 * @throws ServiceError when the service said no, TransportError when there is no usable answer
 */
export function readReply<Response>(
  answer: Answer,
  decode: Operation<never, Response>["decode"],
  facts: CallFacts,
): { response: Response; requestId?: string } {
  if (answer.error !== undefined) throw failure(answer.error, answer, facts);
  const body = readJson(answer.text ?? "");
  if (!isObject(body))
    throw malformed(answer, facts, `${facts.host} sent something that is not a reply of the service`);
  const requestId = word(body.RequestId) || answer.requestId;
  try {
    return { response: decode(body), requestId };
  } catch (error) {
    if (error instanceof Refusal) {
      const details = { code: error.code, message: error.message, outcome: "refused" } as const;
      throw new ServiceError(complete(details, { ...answer, requestId }, facts));
    }
    const shape = error instanceof Error ? error.message : String(error);
    throw malformed({ ...answer, requestId }, facts, `the reply has an unexpected shape: ${shape}`);
  }
}

/** The error that stands for what the SDK threw. */
export function failure(error: unknown, answer: Answer, facts: CallFacts): ApiError {
  const thrown = isObject(error) ? error : {};
  if (error instanceof CredentialsError) {
    const { code, message, advice } = error;
    return new TransportError({ ...complete({ code, message, outcome: "unsent" }, answer, facts), advice });
  }
  if (isObject(thrown.data)) return answered(thrown.data, answer, facts);
  const code = word(thrown.code);
  const lost = (code: string, message: string, outcome: Outcome = "unknown") =>
    new TransportError(complete({ code, message, outcome }, answer, facts));
  if (UNSENT_CODES.test(code) || UNSENT_CALLS.has(thrown.syscall) || error instanceof AggregateError) {
    return lost(code, `no connection to ${facts.host}`, "unsent");
  }
  if (word(thrown.name) === "RequestTimeoutError" || code === "ETIMEDOUT") {
    return lost("RequestTimeout", `no answer from ${facts.host}`);
  }
  if (CLOSED_CODES.has(code)) {
    return lost(
      "ConnectionClosed",
      `the connection to ${facts.host} was closed before the answer was complete`,
    );
  }
  if (answer.statusCode !== undefined) {
    return malformed(answer, facts, `${facts.host} sent something that is not a reply of the service`);
  }
  return lost(code || word(thrown.name) || "Error", word(thrown.message));
}

/** An error body `{Code, Message, RequestId, Recommend}` (Alibaba Cloud OpenAPI, common error format). */
function answered(body: JsonObject, answer: Answer, facts: CallFacts): ApiError {
  const code = word(body.Code ?? body.code);
  const statusCode = answer.statusCode ?? 0;
  const recommend = word(body.Recommend);
  const details = complete(
    {
      code: code || "MalformedResponse",
      message: word(body.Message ?? body.message) || `${facts.host} gave no reason`,
      outcome: "unknown",
      requestId: word(body.RequestId ?? body.requestId) || answer.requestId,
    },
    answer,
    facts,
  );
  const advised = {
    ...details,
    advice: details.advice ?? (recommend && `See ${redact(recommend, facts.secrets)}`),
  };
  // SignatureNonceUsed answers a copy of the request, made on the way; what the first copy did is not known.
  if (code === "" || code === "SignatureNonceUsed" || GATEWAY_STATUSES.has(statusCode)) {
    return new TransportError(advised);
  }
  const refused = statusCode < 500 || isThrottling(code);
  return new ServiceError({ ...advised, outcome: refused ? "refused" : "unknown" });
}

function malformed(answer: Answer, facts: CallFacts, message: string): TransportError {
  return new TransportError(
    complete({ code: "MalformedResponse", message, outcome: "unknown" }, answer, facts),
  );
}

function complete(
  said: Pick<ApiErrorDetails, "code" | "message" | "outcome" | "requestId">,
  { statusCode, requestId, retryAfterMs }: Answer,
  facts: CallFacts,
): ApiErrorDetails {
  const message = redact(said.message, facts.secrets).replace(/\s+/g, " ").slice(0, MESSAGE_LIMIT);
  const advice = adviceFor({ ...facts, code: said.code });
  return { requestId, ...said, message, operation: facts.operation, statusCode, retryAfterMs, advice };
}

function word(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
