import { isObject } from "../../json";
import { rowFor } from "../calls/error-codes";
import { ApiError } from "../calls/errors";
import { flatten } from "../calls/parameters";
import { readReply } from "../calls/reply";
import { Transport } from "../calls/transport";
import { ConfigError } from "../configuration/config-error";
import { endpointOf } from "../configuration/endpoints";
import type { Oidc, Role } from "../configuration/oidc";
import { type Get, type Session, type Setting, sessionIn, Trouble } from "./session";

const operation = { version: "2015-04-01", verb: "POST", in: "query" } as const;

/** What to do when STS refuses a role, by its code (AssumeRole and AssumeRoleWithOIDC, error codes). */
export const ROLE_ADVICE = [
  {
    codes: ["NoPermission*", "Forbidden*", "NotAuthorized*"],
    advice:
      "Let the role trust this identity (its trust policy, with the external id if it asks for one), and grant the identity " +
      "sts:AssumeRole.",
  },
  { codes: ["EntityNotExist.Role*"], advice: "There is no such role: check its ARN." },
  { codes: ["EntityNotExist.OIDCProvider*"], advice: "There is no such OIDC provider: check its ARN." },
  {
    codes: ["AuthenticationFail.OIDCToken.Expired*"],
    advice: "The OpenID Connect token has expired: have a new one issued.",
  },
  {
    codes: ["AuthenticationFail*"],
    advice: "The OpenID Connect token is not accepted: check its issuer and audience at the OIDC provider.",
  },
  {
    codes: ["InvalidParameter.DurationSeconds*"],
    advice:
      "The session is longer than the role allows: lower alicloud-soar:roleDurationSeconds, or raise the role's limit.",
  },
  {
    codes: ["InvalidParameter*"],
    advice: "STS does not take this value: check the role's ARN, session name, external id and policy.",
  },
] as const;

/**
 * Assumes a role with other credentials.
 * @param base whose credentials assume it
 */
export async function assumeRole(setting: Setting, base: Get, role: Role): Promise<Session> {
  const { accessKeyId, accessKeySecret, securityToken = "", from } = await base();
  const found = { accessKeyId, accessKeySecret, securityToken, providerName: "static" };
  const signer = { getCredentials: async () => found, getProviderName: () => found.providerName };
  return assume(setting, role, { signer, asked: { ...operation, action: "AssumeRole" }, source: from });
}

/** Assumes a role with an OpenID Connect token; nothing is signed. */
export async function assumeRoleWithOidc(
  setting: Setting,
  { providerArn, role }: Oidc,
  token: string,
): Promise<Session> {
  setting.secrets.add(token);
  const signer = { getCredentials: () => Promise.reject(new Error("unsigned")), getProviderName: () => "none" };
  const asked = { ...operation, action: "AssumeRoleWithOIDC", isUnsigned: true };
  return assume(setting, role, { signer, asked, more: { OIDCProviderArn: providerArn, OIDCToken: token } });
}

/** Who assumes a role, and how. */
interface Way {
  readonly signer: ConstructorParameters<typeof Transport>[0];
  readonly asked: Parameters<Transport["send"]>[1];
  /** Parameters besides those of the role. */
  readonly more?: object;
  /** Whose credentials assume it, in words that end a sentence. */
  readonly source?: string;
}

async function assume(
  { config, secrets }: Setting,
  { arn, sessionName = "pulumi-alicloud-soar", durationSeconds, externalId, policy }: Role,
  { signer, asked, more, source }: Way,
): Promise<Session> {
  const session = { RoleSessionName: sessionName, DurationSeconds: durationSeconds, Policy: policy };
  const parameters = flatten({ RoleArn: arn, ...session, ExternalId: externalId, ...more });
  const { readTimeout } = config;
  try {
    const endpoint = endpointOf(config, "sts");
    const answer = await new Transport(signer, readTimeout).send(endpoint, asked, parameters);
    const facts = { ...endpoint, operation: asked.action, ramAction: "sts:AssumeRole", readTimeout, secrets, source };
    const { response } = readReply(answer, ({ Credentials }) => Credentials, facts);
    return sessionIn(isObject(response) ? response : {}, secrets);
  } catch (error) {
    if (error instanceof ConfigError) throw new Trouble(error.message);
    throw error instanceof ApiError ? refused(error, `the role ${arn} could not be assumed`) : error;
  }
}

/** Assuming a role twice does no harm, so that whatever is not refused may be asked again. */
function refused({ code, statusCode, requestId, advice, meaning }: ApiError, what: string): Trouble {
  const facts = [code, statusCode && `HTTP ${statusCode}`, requestId && `request id ${requestId}`].filter(Boolean);
  const ours = rowFor(ROLE_ADVICE, code)?.advice;
  return new Trouble(`${what} (${facts.join(", ")})`, meaning === "unknown" ? "unsent" : meaning, ours ?? advice);
}
