import type { Meaning } from "./error-codes";

/** What a failed call left behind. After `unknown`, whoever started work must look before sending again. */
export type Outcome = Exclude<Meaning, "throttled">;

/** A call that did not give a usable answer. `ServiceError` when the service answered, `TransportError` when it did not. */
export abstract class ApiError extends Error {
  /** Name of the operation. */
  declare readonly operation: string;
  /** The service's code, or one of ours for a call without a usable answer (`RequestTimeout`, `ConnectionClosed`, …). */
  declare readonly code: string;
  declare readonly outcome: Outcome;
  /** What it means for sending again. */
  declare readonly meaning: Meaning;
  /** HTTP status; absent without an answer. */
  declare readonly statusCode?: number;
  declare readonly requestId?: string;
  /** Milliseconds the service asked to wait (`x-acs-retry-after`). */
  declare readonly retryAfterMs?: number;
  /** What to do next, in a sentence or two. */
  declare readonly advice?: string;
  readonly #details: ApiErrorDetails;

  constructor(details: ApiErrorDetails) {
    const { message: _said, cause, ...facts } = details;
    super(paragraph(details), cause && { cause });
    this.#details = details;
    Object.assign(this, { meaning: details.outcome }, facts);
  }

  /** The same error with one more sentence of advice at its end. */
  adding(sentence: string): ApiError {
    const Kind = this.constructor as new (details: ApiErrorDetails) => ApiError;
    const advice = [this.advice, sentence].filter(Boolean).join(" ");
    return new Kind({ ...this.#details, advice });
  }
}

/** What an ApiError is made of. No field ever holds a credential. */
export interface ApiErrorDetails extends Omit<ApiError, "name" | "stack" | "meaning" | "cause" | "adding"> {
  /** The service's message, or a sentence of ours. */
  readonly message: string;
  /** Default: what the outcome says. */
  readonly meaning?: Meaning;
  /** What the SDK or Node.js threw, without credentials. */
  readonly cause?: Error;
}

/**
 * The service itself answered, and the answer is no: an error body with a code, or a refusal inside HTTP 200.
 * Nothing of the request is still under way. A time-out or a proxy's answer is a `TransportError` instead.
 */
export class ServiceError extends ApiError {
  override readonly name = "ServiceError";
}

/**
 * No usable answer of the service: unreachable, timed out, cut off, or answered by something in between (502, 504, HTML).
 * Unless `outcome` is `unsent`, the request may still be under way.
 */
export class TransportError extends ApiError {
  override readonly name = "TransportError";
}

/** Thrown by an operation's `decode` for a reply with HTTP 200 that means no. The client makes an error of it that says what it may have done. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    /** The code in the reply, e.g. `AuthorizationExhaust`. */
    readonly code: string,
    message: string,
    /** The HTTP status that the code stands for. Default: 200. */
    readonly status?: number,
  ) {
    super(message);
  }
}

/** Whether the call may have acted all the same. */
export function isAmbiguous(error: unknown): boolean {
  return error instanceof ApiError && error.outcome === "unknown";
}

/** Whether it may succeed later: the call failed in passing, and nobody said no. */
export function isPassing(error: unknown): error is ApiError {
  return error instanceof ApiError && error.meaning !== "refused";
}

/** Whether the service itself answered, so that nothing of the request is still under way. */
export function serviceAnswered(error: unknown): boolean {
  return error instanceof ServiceError;
}

function paragraph({ operation, code, message, statusCode, requestId, advice }: ApiErrorDetails): string {
  const facts = [`code ${code}`];
  if (statusCode !== undefined) facts.push(`HTTP ${statusCode}`);
  if (requestId !== undefined) facts.push(`request id ${requestId}`);
  const said = message.trim().replace(/[.。]$/, "");
  return [`${operation} failed: ${said} (${facts.join(", ")}).`, advice].filter(Boolean).join(" ");
}
