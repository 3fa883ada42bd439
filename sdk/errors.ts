import * as pulumi from "./pulumi";

/** In the registry of symbols, so that a program may load this package twice. */
const MARK = Symbol.for("pulumi-alicloud-soar.SoarError");

/** What is known of a failure besides its message. */
type Facts = Pick<SoarError, "operation" | "code" | "requestId" | "advice">;

/**
 * Why a function of this package failed: the promise of `get…` rejects with it. A program that does not catch it ends with
 * its message and no stack. The failure of a resource never reaches the program; Pulumi shows it with the resource, in the
 * same words.
 */
export class SoarError extends pulumi.RunError {
  /** Operation of the API that failed, e.g. `ListAutomateResponseConfigs`; absent when nothing was called. */
  readonly operation?: string;
  /**
   * The service's code, e.g. `NoPermission`, or one of `RequestTimeout`, `ConnectionClosed`, `MalformedResponse`, `ECONNREFUSED`
   * and the like where the service did not answer; absent when nothing was called.
   */
  readonly code?: string;
  /** Id of the request, for Alibaba Cloud support; absent when the service did not answer. */
  readonly requestId?: string;
  /** What to do next; the message ends with it. Absent when there is nothing to say. */
  readonly advice?: string;
  /** The error that was found first. */
  declare readonly cause: unknown;

  /** @internal */
  constructor(message: string, { operation, code, requestId, advice }: Facts, cause: unknown) {
    super(message, { cause });
    Object.assign(this, { name: "SoarError", operation, code, requestId, advice });
    Object.defineProperty(this, MARK, { value: true });
  }
}

/**
 * Whether an error came from a function of this package, whichever copy of it.
 *
 * @example
 * const { playbooks } = await soar.getPlaybooks().catch((error) => {
 *   if (soar.isSoarError(error) && error.code === "NoPermission") return { playbooks: [] };
 *   throw error;
 * });
 */
export function isSoarError(error: unknown): error is SoarError {
  return typeof error === "object" && error !== null && MARK in error;
}
