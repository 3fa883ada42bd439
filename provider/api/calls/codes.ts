/** What a piece of advice may name. */
export interface AdviceFacts {
  readonly code: string;
  /** RAM action of the operation. */
  readonly ramAction: string;
  /** Host that was called, and the configuration key that sets another one. */
  readonly host: string;
  readonly key: string;
  /** Milliseconds that were waited for an answer. */
  readonly readTimeout: number;
}

type Advice = (facts: AdviceFacts) => string;

const CREDENTIAL_SOURCES =
  "alicloud-soar:accessKeyId and alicloud-soar:accessKeySecret, the profile, or the ALIBABA_CLOUD_* environment variables";

const wrongHost: Advice = ({ host, key }) =>
  `Check that ${host} is the right endpoint (${key}, alicloud-soar:region).`;

const unreachable: Advice = ({ host, key }) =>
  `${host} cannot be reached: check the network, and ${key} and alicloud-soar:region. ` +
  "HTTP proxies of the environment are not used.";

const untrusted: Advice = ({ host, key }) =>
  `No TLS connection to ${host}. Behind a proxy that inspects TLS, name its certificate in NODE_EXTRA_CA_CERTS; ` +
  `an endpoint without TLS is written http://host in ${key}.`;

const askSupport: Advice = () =>
  "The fault lies with the service. If it stays, give the request id to Alibaba Cloud support.";

/** What to do about a code; the first pattern that matches counts. Codes are those of the general error codes of OpenAPI. */
const ADVICE: readonly (readonly [RegExp, Advice])[] = [
  [
    /^(NoPermission|Forbidden)(\.|$)/,
    ({ ramAction }) =>
      `Grant the RAM action ${ramAction} to the identity that deploys; with roleType or roleFor it must also ` +
      "belong to the administrator of that view.",
  ],
  [
    /^InvalidAccessKeyId/,
    () =>
      `The access key itself is unknown, disabled or lacks its security token; the resource was not looked at. ` +
      `Check ${CREDENTIAL_SOURCES}.`,
  ],
  [
    /^(SignatureDoesNotMatch|IncompleteSignature|InvalidSignature)/,
    () => `The access key secret does not belong to the access key id. Check ${CREDENTIAL_SOURCES}.`,
  ],
  [
    /^InvalidTimeStamp/,
    () => "The clock of this machine is more than 15 minutes wrong. Set it (NTP) and deploy again.",
  ],
  [
    /^(InvalidSecurityToken|MissingSecurityToken|SecurityTokenExpired)/,
    () => "The temporary credentials have expired or do not belong together. Get new ones and deploy again.",
  ],
  [
    /(^|\.)Throttling(\.|$)/,
    () => "Lower alicloud-soar:maxCallsPerSecond, or run fewer deployments at a time.",
  ],
  [
    /^Invalid(Api|Action|Version|Product)(\.|$)/,
    (facts) =>
      `This endpoint does not know the operation; the resource was not looked at. ${wrongHost(facts)}`,
  ],
  [
    /^AuthorizationExhaust$/,
    () =>
      "The quota of repairs is used up: buy more in the console of Security Center, or authorise the assets.",
  ],
  [
    /^ActionTrialUnauthorized$/,
    () =>
      "The trial does not cover this: buy configuration assessment (CSPM) in the console of Security Center.",
  ],
  [
    /^RepairedParamNotCustomized\./,
    ({ code }) =>
      `Give the parameter ${code.replace(/^\w+\./, "")} in repairTempParam, or set it at the check item.`,
  ],
  [
    /^ErrorParamFormat\./,
    ({ code }) => `Correct the parameter ${code.replace(/^\w+\./, "")} of the resource.`,
  ],
  [/^(InternalError|ServerError|ServiceUnavailable)/, askSupport],
  [/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/, unreachable],
  [/^(EPROTO|ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/, untrusted],
  [
    /^ERR_INVALID_CHAR$/,
    () =>
      `A credential holds a character that cannot be sent, such as a line feed. Check ${CREDENTIAL_SOURCES}.`,
  ],
  [
    /^RequestTimeout$/,
    ({ readTimeout }) =>
      `No answer came within ${readTimeout / 1000} s; alicloud-soar:readTimeout sets a longer wait.`,
  ],
  [/^ConnectionClosed$/, ({ host }) => `${host}, or something on the way to it, closed the connection.`],
  [
    /^MalformedResponse$/,
    (facts) => `Perhaps something on the way answered, such as a proxy. ${wrongHost(facts)}`,
  ],
];

/** What to do next about a code, if there is anything to say. */
export function adviceFor(facts: AdviceFacts): string | undefined {
  return ADVICE.find(([pattern]) => pattern.test(facts.code))?.[1](facts);
}
