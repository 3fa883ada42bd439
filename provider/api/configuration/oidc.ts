import { ConfigError, type Problems } from "./config-error";
import { keys } from "./keys";
import type { Lookup } from "./lookup";

/** A role, and what its session is to be. */
export interface Role {
  readonly arn: string;
  /** Default: `pulumi-alicloud-soar`. */
  readonly sessionName?: string;
  /** Seconds. Default: an hour (AssumeRole, DurationSeconds). */
  readonly durationSeconds?: number;
  readonly externalId?: string;
  /** JSON text of a policy that narrows the session. */
  readonly policy?: string;
}

/** A role that an OpenID Connect token may assume: no access key is needed. */
export interface Oidc {
  readonly providerArn: string;
  readonly token?: string;
  /** Read at each renewal: whoever issues the token replaces it. */
  readonly tokenFile?: string;
  readonly role: Role;
}

const BLOCK = "alicloud:assumeRoleWithOidc";

const NAMES = {
  providerArn: [`${BLOCK}.oidcProviderArn`, "ALIBABA_CLOUD_OIDC_PROVIDER_ARN"],
  token: [`${BLOCK}.oidcToken`, "ALIBABA_CLOUD_OIDC_TOKEN"],
  tokenFile: [`${BLOCK}.oidcTokenFile`, "ALIBABA_CLOUD_OIDC_TOKEN_FILE"],
  roleArn: [`${BLOCK}.roleArn`, "ALIBABA_CLOUD_ROLE_ARN"],
  sessionName: [`${BLOCK}.roleSessionName`, "ALIBABA_CLOUD_ROLE_SESSION_NAME"],
  policy: [`${BLOCK}.policy`],
  durationSeconds: [`${BLOCK}.sessionExpiration`],
} as const;

/**
 * The role of an OpenID Connect token, where one is set up: `alicloud:assumeRoleWithOidc`, or the variables that a cluster
 * gives its pods. A role's ARN alone sets up nothing.
 * @param problems learns what is missing or cannot be used; what is answered is of no use then
 */
export function readOidc(look: Lookup, problems: Problems): Oidc | undefined {
  const nameOf = (key: keyof typeof NAMES) => NAMES[key].find((name) => look(name) !== undefined) ?? NAMES[key][0];
  const find = (key: keyof typeof NAMES) => look(nameOf(key));
  const token = find("token");
  const tokenFile = find("tokenFile");
  const provider = find("providerArn");
  if ((look(BLOCK) ?? token ?? tokenFile ?? provider) === undefined) return undefined;
  const needed = (key: "providerArn" | "tokenFile" | "roleArn") => problems.keep(() => find(key) ?? missing(key)) ?? "";
  const providerArn = needed("providerArn");
  const source = token === undefined ? { tokenFile: needed("tokenFile") } : { token };
  const arn = needed("roleArn");
  const seconds = find("durationSeconds");
  return {
    providerArn,
    ...source,
    role: {
      arn: (arn && problems.keep(() => keys.roleArn.read(arn, nameOf("roleArn")))) || "",
      sessionName: find("sessionName"),
      policy: find("policy"),
      durationSeconds:
        seconds === undefined
          ? undefined
          : problems.keep(() => keys.roleDurationSeconds.read(seconds, nameOf("durationSeconds"))),
    },
  };
}

function missing(name: keyof typeof NAMES): never {
  const [field, variable] = NAMES[name];
  throw new ConfigError(
    field,
    `A role is to be assumed with an OpenID Connect token (${BLOCK}, ALIBABA_CLOUD_OIDC_*), but neither ${field} nor ` +
      `${variable} is set.`,
  );
}
