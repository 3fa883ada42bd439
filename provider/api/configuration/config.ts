import { ConfigError } from "./config-error";
import { checkRegion, parseEndpoint } from "./endpoints";

export { ConfigError };

/** Effective configuration of one provider. Credentials are resolved later, by the API half. */
export interface Config {
  /** Alibaba region of the assets, e.g. `cn-hangzhou`. Decides both endpoint and data-management centre. */
  readonly region?: string;
  /** Endpoint of the Sas product instead of the region's, e.g. `tds.cn-shanghai.aliyuncs.com` or `http://127.0.0.1:4010`. */
  readonly sasEndpoint?: string;
  /** Endpoint of the cloud-siem and sophonsoar products instead of the region's. */
  readonly cloudSiemEndpoint?: string;
  /** View: 0 own account, 1 all accounts the administrator manages. */
  readonly roleType?: 0 | 1;
  /** Member account whose view is taken, digits. */
  readonly roleFor?: string;
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  readonly securityToken?: string;
  /** Profile of `~/.aliyun/config.json`. */
  readonly profile?: string;
  /** ARN of a RAM role to assume. */
  readonly roleArn?: string;
  /** Calls a second, all operations together. Default 10. */
  readonly maxCallsPerSecond: number;
  /** Milliseconds to wait for an answer. Default 60000. */
  readonly readTimeout: number;
  /** File that receives one JSON line a call (`ALICLOUD_SOAR_CALL_LOG`). */
  readonly callLog?: string;
}

/** Reads a configuration value by its full key, e.g. `alicloud-soar:region`. */
export type ReadValue = (key: string) => string | undefined;

const UNIT_MS: Readonly<Record<string, number>> = { "": 1, ms: 1, s: 1_000, m: 60_000 };
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Reads the configuration: the namespace `alicloud-soar`, then the keys of `alicloud`, then the environment.
 * @throws ConfigError when a value cannot be used
 */
export function readConfig(get: ReadValue, env: NodeJS.ProcessEnv = process.env): Config {
  const read = (key: string) => get(key)?.trim() || undefined;
  const own = (key: string) => read(`alicloud-soar:${key}`);
  const environment = env.ALIBABA_CLOUD_REGION_ID || env.ALICLOUD_REGION || undefined;
  const config: Config = {
    region: own("region") ?? read("alicloud:region") ?? environment,
    sasEndpoint: endpoint("alicloud-soar:sasEndpoint", own("sasEndpoint")),
    cloudSiemEndpoint: endpoint("alicloud-soar:cloudSiemEndpoint", own("cloudSiemEndpoint")),
    roleType: roleType(own("roleType")),
    roleFor: roleFor(own("roleFor")),
    ...credentials(read),
    roleArn: own("roleArn"),
    maxCallsPerSecond: maxCallsPerSecond(own("maxCallsPerSecond")),
    readTimeout: readTimeout(own("readTimeout")),
    callLog: env.ALICLOUD_SOAR_CALL_LOG || undefined,
  };
  checkRegion(config);
  return config;
}

/** The credentials of one namespace: those of `alicloud-soar` and of `alicloud` are never mixed. */
function credentials(read: ReadValue) {
  const ours = {
    accessKeyId: read("alicloud-soar:accessKeyId"),
    accessKeySecret: read("alicloud-soar:accessKeySecret"),
    securityToken: read("alicloud-soar:securityToken"),
    profile: read("alicloud-soar:profile"),
  };
  if (Object.values(ours).some((value) => value !== undefined)) {
    return paired(ours, "alicloud-soar:accessKeyId", "alicloud-soar:accessKeySecret");
  }
  const theirs = {
    accessKeyId: read("alicloud:accessKey"),
    accessKeySecret: read("alicloud:secretKey"),
    securityToken: read("alicloud:securityToken"),
    profile: read("alicloud:profile"),
  };
  return paired(theirs, "alicloud:accessKey", "alicloud:secretKey");
}

function paired<Keys extends Pick<Config, "accessKeyId" | "accessKeySecret" | "securityToken">>(
  keys: Keys,
  idKey: string,
  secretKey: string,
): Keys {
  const { accessKeyId, accessKeySecret, securityToken } = keys;
  const [set, missing] = accessKeyId ? [idKey, secretKey] : [secretKey, idKey];
  if (Boolean(accessKeyId) !== Boolean(accessKeySecret)) {
    throw new ConfigError(missing, `${missing} is missing, but ${set} is set.`);
  }
  if (securityToken && !accessKeyId) {
    throw new ConfigError(idKey, `${idKey} and ${secretKey} are missing, but a security token is set.`);
  }
  return keys;
}

function endpoint(key: string, value: string | undefined): string | undefined {
  if (value !== undefined) parseEndpoint(value, key);
  return value;
}

function roleType(value: string | undefined): Config["roleType"] {
  if (value === undefined) return undefined;
  if (value !== "0" && value !== "1") {
    throw invalid("roleType", value, "is neither 0 (own account) nor 1 (all managed accounts)");
  }
  return value === "0" ? 0 : 1;
}

function roleFor(value: string | undefined): string | undefined {
  if (value !== undefined && !/^\d+$/.test(value)) {
    throw invalid("roleFor", value, "is not the id of an account, which is digits only");
  }
  return value;
}

function maxCallsPerSecond(value = "10"): number {
  const calls = Number(value);
  if (!(calls > 0 && Number.isFinite(calls))) {
    throw invalid("maxCallsPerSecond", value, "is not a number above 0");
  }
  return calls;
}

function readTimeout(value = "60s"): number {
  const [, amount = "", unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(value) ?? [];
  const ms = Math.round(Number(amount) * (UNIT_MS[unit] ?? 0));
  if (!(ms > 0 && ms <= MAX_TIMER_MS)) {
    throw invalid("readTimeout", value, "is not a time such as 60s, 2m or 60000 (milliseconds)");
  }
  return ms;
}

function invalid(name: string, value: string, problem: string): ConfigError {
  const key = `alicloud-soar:${name}`;
  return new ConfigError(key, `${key}: "${value}" ${problem}.`);
}
