import { isObject } from "../../json";
import { ApiError } from "../calls/errors";
import { flatten } from "../calls/parameters";
import { readReply } from "../calls/reply";
import { Transport } from "../calls/transport";
import type { Config } from "../configuration/config";
import { ConfigError } from "../configuration/config-error";
import { endpointOf } from "../configuration/endpoints";
import type { Oidc, Role } from "../configuration/oidc";
import { type Get, type Session, sessionIn, Trouble } from "./session";

/** What every look-up of credentials has. */
export interface Setting {
  readonly config: Config;
  /** Every secret met so far; no error may show one. */
  readonly secrets: Set<string>;
}

const operation = { version: "2015-04-01", verb: "POST", in: "query" } as const;

/** What to do when STS refuses a role, by its code (AssumeRole and AssumeRoleWithOIDC, error codes). */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /^(NoPermission|Forbidden|NotAuthorized)/,
    "Let the role trust this identity (its trust policy, with the external id if it asks for one), and grant the identity " +
      "sts:AssumeRole.",
  ],
  [/^EntityNotExist\.Role/, "There is no such role: check its ARN."],
  [/^EntityNotExist\.OIDCProvider/, "There is no such OIDC provider: check its ARN."],
  [/^AuthenticationFail\.OIDCToken\.Expired/, "The OpenID Connect token has expired: have a new one issued."],
  [
    /^AuthenticationFail/,
    "The OpenID Connect token is not accepted: check its issuer and audience at the OIDC provider.",
  ],
  [
    /^InvalidParameter\.DurationSeconds/,
    "The session is longer than the role allows: lower alicloud-soar:roleDurationSeconds, or raise the role's limit.",
  ],
  [/^InvalidParameter/, "STS does not take this value: check the role's ARN, session name, external id and policy."],
];

/**
 * Assumes a role with other credentials.
 * @param base whose credentials assume it
 */
export async function assumeRole({ config, secrets }: Setting, base: Get, role: Role): Promise<Session> {
  const { accessKeyId, accessKeySecret, securityToken = "" } = await base();
  const found = { accessKeyId, accessKeySecret, securityToken, providerName: "static" };
  const transport = new Transport(
    { getCredentials: async () => found, getProviderName: () => "static" },
    config.readTimeout,
  );
  return ask({ config, secrets }, transport, { ...operation, action: "AssumeRole" }, role);
}

/** Assumes a role with an OpenID Connect token; nothing is signed. */
export async function assumeRoleWithOidc(
  setting: Setting,
  { providerArn, role }: Oidc,
  token: string,
): Promise<Session> {
  setting.secrets.add(token);
  const nobody = { getCredentials: () => Promise.reject(new Error("unsigned")), getProviderName: () => "none" };
  const transport = new Transport(nobody, setting.config.readTimeout);
  const parameters = { OIDCProviderArn: providerArn, OIDCToken: token };
  return ask(setting, transport, { ...operation, action: "AssumeRoleWithOIDC", isUnsigned: true }, role, parameters);
}

async function ask(
  { config, secrets }: Setting,
  transport: Transport,
  asked: Parameters<Transport["send"]>[1],
  { arn, sessionName = "pulumi-alicloud-soar", durationSeconds, externalId, policy }: Role,
  more: object = {},
): Promise<Session> {
  const parameters = {
    RoleArn: arn,
    RoleSessionName: sessionName,
    DurationSeconds: durationSeconds,
    ExternalId: externalId,
    Policy: policy,
    ...more,
  };
  const { readTimeout } = config;
  try {
    const endpoint = endpointOf(config, "sts");
    const answer = await transport.send(endpoint, asked, flatten(parameters));
    const facts = { ...endpoint, operation: asked.action, ramAction: "sts:AssumeRole", readTimeout, secrets };
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
  const [, ours] = ADVICE.find(([pattern]) => pattern.test(code)) ?? [];
  return new Trouble(`${what} (${facts.join(", ")})`, meaning === "unknown" ? "unsent" : meaning, ours ?? advice);
}
