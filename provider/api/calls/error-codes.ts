import { proxiesInWords } from "./proxies";

/**
 * What a failure means for sending again.
 * `throttled`: the service did nothing, and asks for patience. `refused`: it did nothing, and will not.
 * `unsent`: the request never left. `unknown`: it may have acted.
 */
export type Meaning = "throttled" | "refused" | "unsent" | "unknown";

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
  /** Whose credentials were used, in words that end a sentence. */
  readonly source?: string;
  readonly denial?: Denial;
  /** A sentence on proxies. Default: on those of the environment. */
  readonly proxies?: string;
}

/** Why a permission is missing, where the service tells (AccessDeniedDetail). */
export interface Denial {
  /** RAM action that was asked for; empty where the service does not tell. */
  readonly action: string;
  /** Whether a policy denies it, which no grant mends. */
  readonly isExplicit: boolean;
  /** Kind of the policy that decided, e.g. `ControlPolicy`; empty where the service does not tell. */
  readonly policy: string;
}

type Advice = string | ((facts: AdviceFacts) => string);

const whose = ({ source = "alicloud-soar:accessKeyId, the profile or the environment" }: AdviceFacts) =>
  `The credentials are those of ${source}.`;

const wrongHost = ({ host, key }: AdviceFacts) =>
  `Check that ${host} is the right endpoint (${key}, alicloud-soar:region).`;

const unreachable: Advice = ({ host, key, proxies = proxiesInWords() }) =>
  `${host} cannot be reached: check the network, and ${key} and alicloud-soar:region. ${proxies}`;

const untrusted: Advice = ({ host, key }) =>
  `No TLS connection to ${host}. Behind a proxy that inspects TLS, name its certificate in NODE_EXTRA_CA_CERTS; ` +
  `an emulator, which has no TLS, is written http://127.0.0.1:4010 in ${key}.`;

const ungranted: Advice = ({ ramAction, denial }) => {
  const action = denial?.action || ramAction;
  const policy = denial?.policy && ` (${denial.policy})`;
  if (denial?.isExplicit) {
    return (
      `A policy${policy} denies the RAM action ${action} to the identity that deploys: a grant does not mend that, the ` +
      "Deny statement has to change."
    );
  }
  return (
    `Grant the RAM action ${action}${policy ?? ""} to the identity that deploys; with roleType or roleFor it must also ` +
    "belong to the administrator of that view."
  );
};

/** The parameter that a code such as `ErrorParamFormat.Name` ends with. */
const parameterIn = (code: string) => code.replace(/^\w+\./, "");

interface Row {
  /** The codes it is about, each with whatever follows it after a dot; `*` is any text. */
  readonly codes: readonly string[];
  /** Absent: the HTTP status decides. */
  readonly means?: Meaning;
  readonly advice?: Advice;
}

/** The first row that is about a code counts; the reference shows all of them. Codes are those of the general error codes of OpenAPI, those of Node.js, and ours. */
export const CODES: readonly Row[] = [
  {
    // Whatever stands around the word, as in the official core of Node.js (openapi-core 1.0.8, ThrottlingError).
    codes: ["*Throttling*"],
    means: "throttled",
    advice: "Lower alicloud-soar:maxCallsPerSecond, or run fewer deployments at a time.",
  },
  {
    codes: ["NoPermission", "NotAuthorized", "Forbidden"],
    means: "refused",
    advice: ungranted,
  },
  {
    codes: ["InvalidAccessKeyId*"],
    means: "refused",
    advice: (facts) =>
      `The access key itself is unknown, disabled or lacks its security token; the request was not processed. ${whose(facts)}`,
  },
  // A copy of the request was made on the way; what became of the first copy is not known.
  { codes: ["SignatureNonceUsed"], means: "unknown" },
  {
    codes: ["SignatureDoesNotMatch*", "IncompleteSignature*", "InvalidSignature*"],
    means: "refused",
    advice: (facts) => `The access key secret does not belong to the access key id. ${whose(facts)}`,
  },
  {
    codes: ["InvalidTimeStamp*"],
    means: "refused",
    advice: "The clock of this machine is more than 15 minutes wrong. Set it (NTP) and deploy again.",
  },
  {
    codes: ["InvalidSecurityToken*", "MissingSecurityToken*", "SecurityTokenExpired*"],
    means: "refused",
    advice: (facts) =>
      `The temporary credentials have expired or do not belong together. ${whose(facts)} Get new ones and deploy again.`,
  },
  {
    codes: ["InvalidApi", "InvalidAction", "InvalidVersion", "InvalidProduct"],
    means: "refused",
    advice: (facts) => `This endpoint does not know the operation; the request was not processed. ${wrongHost(facts)}`,
  },
  {
    codes: ["AuthorizationExhaust"],
    means: "refused",
    advice: "The quota of repairs is used up: buy more in the console of Security Center, or authorise the assets.",
  },
  {
    codes: ["ActionTrialUnauthorized"],
    means: "refused",
    advice: "The trial does not cover this: buy configuration assessment (CSPM) in the console of Security Center.",
  },
  {
    codes: ["RepairedParamNotCustomized.*"],
    means: "refused",
    advice: ({ code }) => `Give the parameter ${parameterIn(code)} in repairTempParam, or set it at the check item.`,
  },
  {
    codes: ["ErrorParamFormat.*"],
    means: "refused",
    advice: ({ code }) => `Correct the parameter ${parameterIn(code)} of the resource.`,
  },
  {
    codes: ["InternalError*", "ServerError*", "ServiceUnavailable*"],
    means: "unknown",
    advice: "The fault lies with the service. If it stays, give the request id to Alibaba Cloud support.",
  },
  { codes: ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"], means: "unsent", advice: unreachable },
  { codes: ["EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"], advice: unreachable },
  {
    codes: [
      "EPROTO",
      "ERR_TLS_CERT*",
      "ERR_SSL_WRONG_VERSION*",
      "CERT_*",
      "UNABLE_TO_*",
      "DEPTH_ZERO_*",
      "SELF_SIGNED_*",
    ],
    means: "unsent",
    advice: untrusted,
  },
  { codes: ["ERR_TLS_*", "ERR_SSL_*"], advice: untrusted },
  {
    codes: ["ERR_INVALID_CHAR"],
    means: "unsent",
    advice: (facts) => `A credential holds a character that cannot be sent, such as a line feed. ${whose(facts)}`,
  },
  {
    codes: ["ERR_PROXY_*"],
    means: "unsent",
    advice: ({ host }) =>
      `The proxy of HTTPS_PROXY did not connect to ${host}: check its address, user and password, and what it lets ` +
      "through; or name the host in NO_PROXY.",
  },
  { codes: ["ConnectTimeout"], means: "unsent", advice: unreachable },
  {
    codes: ["RequestTooLarge"],
    means: "refused",
    advice:
      "The request was not processed. Make it smaller: name fewer instances, vulnerabilities or servers in one resource, " +
      "or shorten conditions and parameters.",
  },
  {
    codes: ["RequestTimeout"],
    means: "unknown",
    advice: ({ readTimeout }) =>
      `The provider itself gave up after ${readTimeout / 1000} s; alicloud-soar:readTimeout sets a longer wait.`,
  },
  {
    codes: ["ConnectionClosed"],
    means: "unknown",
    advice: ({ host }) => `${host}, or something on the way to it, closed the connection.`,
  },
  {
    codes: ["ConnectionLost"],
    means: "unknown",
    advice: "The network on the way lost it, not alicloud-soar:readTimeout: check VPN, firewall and proxy.",
  },
  {
    codes: ["MalformedResponse"],
    means: "unknown",
    advice: (facts) => `Perhaps something on the way answered, such as a proxy. ${wrongHost(facts)}`,
  },
];

/** Whether something between us and the service speaks, or lost patience: it uses these statuses, in whatever format. */
export function isGateway(statusCode: number | undefined): boolean {
  return statusCode === 408 || statusCode === 502 || statusCode === 504;
}

/** Whether a status says that body, address or header fields are too long: whoever says so has processed nothing (RFC 9110, RFC 6585). */
export function isTooLarge(statusCode: number | undefined): boolean {
  return statusCode === 413 || statusCode === 414 || statusCode === 431;
}

/**
 * Whether a throttling code speaks of all calls of the account together. Of Throttling.User the error codes of another
 * product (Address Purification) say so; that it holds here is inferred. Any other code is taken to be about one operation:
 * each has a quota of its own (OpenAPI, Throttling and quota management).
 */
export function isAccountLimit(code: string): boolean {
  return /(^|\.)Throttling\.User$/.test(code);
}

/** Whether a code says that temporary credentials have ended. */
export function isExpiredSession(code: string): boolean {
  return /^(InvalidSecurityToken\.Expired|SecurityTokenExpired)(\.|$)/.test(code);
}

/**
 * What a code with this HTTP status means. Where neither tells, the request may have acted.
 * @param retryAfterMs the pause that the header x-acs-retry-after asks for: the official core takes any error with one for
 * throttling (alibabacloud-tea-openapi 0.4.6, client.py)
 */
export function meaningOf(code: string, statusCode?: number, retryAfterMs = 0): Meaning {
  if (isGateway(statusCode)) return "unknown";
  const known = rowFor(CODES, code)?.means;
  if (known !== undefined) return known;
  if (statusCode === undefined || statusCode >= 500) return "unknown";
  return statusCode === 429 || retryAfterMs > 0 ? "throttled" : "refused";
}

/** What to do next about a code, if there is anything to say. */
export function adviceFor(facts: AdviceFacts): string | undefined {
  const { advice } = rowFor(CODES, facts.code) ?? {};
  return typeof advice === "function" ? advice(facts) : advice;
}

/** The first row of a table that is about a code. */
export function rowFor<Row extends { readonly codes: readonly string[] }>(rows: readonly Row[], code: string) {
  return rows.find(({ codes }) => {
    const known = codes.map((pattern) => pattern.replaceAll(".", "\\.").replaceAll("*", ".*"));
    return new RegExp(`^(${known.join("|")})(\\.|$)`).test(code);
  });
}
