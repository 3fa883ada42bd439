import { isObject, type JsonObject, readJson } from "../../json";
import { messageOf } from "../../wording";
import { CredentialsError } from "./credentials-source";
import {
  type AdviceFacts,
  adviceFor,
  type Denial,
  isGateway,
  isTooLarge,
  type Meaning,
  meaningOf,
} from "./error-codes";
import { type ApiError, type ApiErrorDetails, Refusal, ServiceError, TransportError } from "./errors";
import type { Operation } from "./operation";
import { redact, redactError } from "./redact";
import type { Answer } from "./transport";

/** What an error about a call may tell, and what it must hide. */
export interface CallFacts extends Omit<AdviceFacts, "code"> {
  /** Name of the operation. */
  readonly operation: string;
  readonly secrets: Iterable<string>;
}

const MESSAGE_LIMIT = 600;
const HTTP_OK = 200;

/** System calls that come before the first byte of a request. */
const UNSENT_CALLS: ReadonlySet<unknown> = new Set(["connect", "getaddrinfo"]);

const CLOSED: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED"]);

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
  if (!isObject(body)) throw malformed(answer, facts);
  const known = { ...answer, requestId: word(body.RequestId) || answer.requestId };
  try {
    return { response: decode(body), requestId: known.requestId };
  } catch (error) {
    if (error instanceof Refusal) {
      const { code, message, status = HTTP_OK } = error;
      const denial = denialOf(body.AccessDeniedDetail ?? body.accessDeniedDetail, facts);
      const said = { code, message, meaning: meaningOf(code, status, answer.retryAfterMs) };
      throw new (isGateway(status) ? TransportError : ServiceError)(complete(said, known, { ...facts, denial }));
    }
    const said = word(body.Message ?? body.message);
    const words = said && `; it says "${said}"`;
    throw malformed({ ...known, error }, facts, `the reply has an unexpected shape: ${messageOf(error)}${words}`);
  }
}

/** The error that stands for what the SDK threw. */
function failure(error: unknown, answer: Answer, facts: CallFacts): ApiError {
  if (error instanceof CredentialsError) {
    const { code, message, meaning, advice } = error;
    return new TransportError(complete({ code, message, meaning, outcome: "unsent", advice }, answer, facts));
  }
  const thrown = isObject(error) ? error : {};
  const lost = (code: string, message: string, meaning: Meaning = "unknown") =>
    new TransportError(complete({ code, message, meaning }, answer, facts));
  if (isTooLarge(answer.statusCode)) return lost("RequestTooLarge", "the request is too large", "refused");
  if (isObject(thrown.data)) return answered(thrown.data, answer, facts);
  const code = word(thrown.code);
  const { host, readTimeout } = facts;
  const isOurs = answer.timedOut === true || thrown.name === "RequestTimeoutError";
  if (isOurs && answer.connected === false) {
    return lost("ConnectTimeout", `no connection to ${host} within ${readTimeout / 1_000} s`, "unsent");
  }
  if (
    answer.connected === false ||
    meaningOf(code) === "unsent" ||
    UNSENT_CALLS.has(thrown.syscall) ||
    error instanceof AggregateError
  ) {
    return lost(code || "NotConnected", `no connection to ${host}`, "unsent");
  }
  const when = answer.statusCode === undefined ? "before an answer came" : "in the middle of the answer";
  if (isOurs) return lost("RequestTimeout", `${host} did not answer in time, given up ${when}`);
  if (code === "ETIMEDOUT") return lost("ConnectionLost", `the connection to ${host} went silent ${when}`);
  if (CLOSED.has(code)) return lost("ConnectionClosed", `the connection to ${host} was closed ${when}`);
  if (answer.statusCode !== undefined || error instanceof SyntaxError) return malformed(answer, facts);
  return lost(code || word(thrown.name) || "Error", word(thrown.message));
}

/** An error body `{Code, Message, RequestId, Recommend}` (Alibaba Cloud OpenAPI, common error format). */
function answered(body: JsonObject, answer: Answer, facts: CallFacts): ApiError {
  const code = word(body.Code ?? body.code);
  // The SDK adds the status to the body (openapi-client, doRequest).
  const statusCode = answer.statusCode ?? (Number(body.statusCode) || undefined);
  const meaning = code === "" ? "unknown" : meaningOf(code, statusCode, answer.retryAfterMs);
  const recommend = word(body.Recommend);
  const said: Said = {
    code: code || "MalformedResponse",
    message: word(body.Message ?? body.message) || `${facts.host} gave no reason`,
    meaning,
    statusCode,
    requestId: word(body.RequestId ?? body.requestId) || answer.requestId,
    advice: recommend && `See ${redact(recommend, facts.secrets)}`,
  };
  const denial = denialOf(body.AccessDeniedDetail ?? body.accessDeniedDetail, facts);
  const isServiceFailure = statusCode !== undefined && statusCode >= 500 && !isGateway(statusCode);
  const isService = code !== "" && (meaning !== "unknown" || isServiceFailure);
  return new (isService ? ServiceError : TransportError)(complete(said, answer, { ...facts, denial }));
}

/** What the service says of a missing permission (RAM, troubleshooting of access denied errors); its own JSON text, too. */
function denialOf(value: unknown, { secrets }: CallFacts): Denial | undefined {
  const detail = typeof value === "string" ? readJson(value) : value;
  if (!isObject(detail)) return undefined;
  const say = (part: unknown) => redact(word(part), secrets);
  return {
    action: say(detail.AuthAction),
    isExplicit: word(detail.NoPermissionType) === "ExplicitDeny",
    policy: say(detail.PolicyType),
  };
}

function malformed(
  answer: Answer,
  facts: CallFacts,
  message = `${facts.host} sent something that is not a reply of the service`,
): TransportError {
  return new TransportError(complete({ code: "MalformedResponse", message, meaning: "unknown" }, answer, facts));
}

type Said = Pick<ApiError, "code" | "message" | "meaning"> & Partial<ApiErrorDetails>;

/** What is said of a failure, with what is known from elsewhere, and without secrets. */
function complete(said: Said, answer: Answer, facts: CallFacts): ApiErrorDetails {
  const { statusCode, requestId, retryAfterMs, error } = answer;
  // The message of a SyntaxError quotes the text, cut anywhere (V8), so that a secret in it cannot be recognised.
  const isShowable = error instanceof Error && !(error instanceof SyntaxError);
  return {
    operation: facts.operation,
    outcome: said.meaning === "throttled" ? "refused" : said.meaning,
    statusCode,
    requestId,
    retryAfterMs,
    ...said,
    message: redact(said.message, facts.secrets).replace(/\s+/g, " ").slice(0, MESSAGE_LIMIT),
    advice: adviceFor({ ...facts, code: said.code }) ?? said.advice,
    cause: isShowable ? redactError(error, facts.secrets) : undefined,
  };
}

function word(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
