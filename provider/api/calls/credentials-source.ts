import type { CredentialsProvider } from "@alicloud/credentials";
import type { Meaning } from "./error-codes";

/** Where calls have their credentials from. */
export interface CredentialsSource extends CredentialsProvider {
  /** Every secret met so far; no error may show one. */
  readonly secrets: ReadonlySet<string>;
  /** Which source gave the last ones, in words that end a sentence. */
  readonly source?: string;
  /**
   * Drops the temporary credentials of a request that was sent at this time of the clock, because the service calls them expired.
   * Whether others can be had.
   */
  renewable(sentAt: number): boolean;
}

/** No credentials, or a role that cannot be assumed. No message holds a part of them. */
export class CredentialsError extends Error {
  override readonly name = "CredentialsError";

  constructor(
    readonly code: "NoCredentials" | "AssumeRoleFailed",
    message: string,
    readonly advice: string,
    /** What it means for looking again. */
    readonly meaning: Meaning,
  ) {
    super(message);
  }
}
