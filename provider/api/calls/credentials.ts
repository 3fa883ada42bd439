import {
  CLIProfileCredentialsProvider,
  type CredentialsProvider,
  DefaultCredentialsProvider,
  RAMRoleARNCredentialsProvider,
} from "@alicloud/credentials";
import type { Config } from "../configuration/config";
import { type Meaning, meaningOf } from "./error-codes";

type Found = Awaited<ReturnType<CredentialsProvider["getCredentials"]>>;

/** No credentials, or a role that cannot be assumed. No message holds a part of them. */
export class CredentialsError extends Error {
  override readonly name = "CredentialsError";
  /** What it means for looking again. */
  readonly meaning: Meaning;

  /** @param error what @alicloud/credentials threw */
  constructor(
    readonly code: "NoCredentials" | "AssumeRoleFailed",
    message: string,
    readonly advice: string,
    error: unknown,
  ) {
    super(`${message} (${reasonOf(error)})`);
    this.meaning = meaningOfFailure(error);
  }
}

/**
 * The credentials of one client: those of the configuration, else the profile, else the default chain of
 * @alicloud/credentials; with `roleArn` a role assumed on top of them. Found once, renewed when they expire.
 */
export class Credentials implements CredentialsProvider {
  /** Every secret met so far; no error may show one. */
  readonly secrets = new Set<string>();
  readonly #source: CredentialsProvider;
  #running: Promise<Found> | undefined;

  constructor(config: Config) {
    const own = this.#guarded(() => ownSource(config), nothingFound);
    const { roleArn } = config;
    this.#source = roleArn ? this.#guarded(() => assumedRole(own, roleArn), notAssumed(roleArn)) : own;
  }

  /**
   * Callers at the same time share one look-up: a second call during the first one would take the default chain's
   * current link for the one that works (DefaultCredentialsProvider.getCredentials, lastUsedProvider).
   * @throws CredentialsError
   */
  getCredentials(): Promise<Found> {
    this.#running ??= this.#source.getCredentials().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  getProviderName(): string {
    return "alicloud-soar";
  }

  /** Opens the source when first asked, and anew after a failure: a default chain that failed stays at its last link. */
  #guarded(open: () => CredentialsProvider, failed: (error: unknown) => CredentialsError): CredentialsProvider {
    let source: CredentialsProvider | undefined;
    return {
      getCredentials: async () => {
        try {
          source ??= open();
          const found = await source.getCredentials();
          for (const secret of [found.accessKeySecret, found.securityToken]) if (secret) this.secrets.add(secret);
          return found;
        } catch (error) {
          source = undefined;
          throw error instanceof CredentialsError ? error : failed(error);
        }
      },
      getProviderName: this.getProviderName,
    };
  }
}

function ownSource({ accessKeyId, accessKeySecret, securityToken = "", profile }: Config): CredentialsProvider {
  if (accessKeyId && accessKeySecret) {
    const providerName = "static";
    const given = { accessKeyId, accessKeySecret, securityToken, providerName };
    return { getCredentials: async () => given, getProviderName: () => providerName };
  }
  if (profile) return CLIProfileCredentialsProvider.builder().withProfileName(profile).build();
  return DefaultCredentialsProvider.builder().build();
}

function assumedRole(own: CredentialsProvider, roleArn: string): CredentialsProvider {
  return RAMRoleARNCredentialsProvider.builder().withCredentialsProvider(own).withRoleArn(roleArn).build();
}

function nothingFound(error: unknown): CredentialsError {
  return new CredentialsError(
    "NoCredentials",
    "no credentials were found",
    "Set alicloud-soar:accessKeyId and alicloud-soar:accessKeySecret (with --secret), or alicloud-soar:profile for a " +
      "profile of ~/.aliyun/config.json, or the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and " +
      "ALIBABA_CLOUD_ACCESS_KEY_SECRET (for temporary credentials ALIBABA_CLOUD_SECURITY_TOKEN too).",
    error,
  );
}

function notAssumed(roleArn: string): (error: unknown) => CredentialsError {
  return (error) =>
    new CredentialsError(
      "AssumeRoleFailed",
      `the role ${roleArn} could not be assumed`,
      "Check alicloud-soar:roleArn, that the role trusts this identity, and that the identity may sts:AssumeRole.",
      error,
    );
}

/**
 * The part of an error of @alicloud/credentials that can be shown: what follows a colon may be a whole configuration
 * file with its secrets (cli_profile, getConfiguration) or an answer of STS, of which the code is kept; a request that got
 * no answer is shown with its signature (httpx, rejected).
 */
function reasonOf(error: unknown): string {
  if (isUnanswered(error)) return error.code ?? "no answer";
  const message = error instanceof Error ? error.message : String(error);
  const [safe = ""] = message.split(": ", 1);
  const code = stsCode(message);
  return code === undefined ? safe : `${safe}: ${code}`;
}

/** Whether looking again may help: where STS does not answer, breaks down or asks for patience. What it refuses is final. */
function meaningOfFailure(error: unknown): Meaning {
  if (isUnanswered(error)) return "unsent";
  const message = String(error);
  const code = stsCode(message);
  // An answer without a code is not of STS (ram_role_arn, getCredentialsInternal): a gateway speaks.
  if (code === undefined) return message.includes("refresh session token failed: ") ? "unsent" : "refused";
  const meaning = meaningOf(code, 400);
  return meaning === "unknown" ? "unsent" : meaning;
}

/** Whether Node.js or httpx reports a request without an answer; other errors of @alicloud/credentials have no code. */
function isUnanswered(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && ("code" in error || error.name === "RequestTimeoutError");
}

/** The code in an error body of STS, which @alicloud/credentials shows in its messages only. */
function stsCode(message: string): string | undefined {
  return /"Code"\s*:\s*"([\w.]+)"/.exec(message)?.[1];
}
