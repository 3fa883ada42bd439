import { durationMs, isDuration } from "../../duration";
import { ConfigError } from "./config-error";
import { parseEndpoint } from "./endpoints";

/** One key of the configuration, `alicloud-soar:<key>`. */
export interface Key {
  /**
   * Reads what was set; `name` is the key with its namespace.
   * @throws ConfigError when it cannot be used
   */
  readonly read: (text: string, name: string) => unknown;
  /** Whether an explicit provider has to encrypt it in state. */
  readonly secret: boolean;
  /** What is read when nothing is set. */
  readonly default?: string;
  /** Where else a value is looked for, in this order: a configuration key with its namespace, or an environment variable. */
  readonly elsewhere?: readonly [string, ...string[]];
  /** What it is, for people. */
  readonly sentence: string;
}

const text = (value: string) => value;

/** Every key of the configuration. `ProviderArgs` and README's table say the same: the compiler and a test see to it. */
export const keys = {
  region: {
    read: text,
    secret: false,
    elsewhere: ["alicloud:region", "ALIBABA_CLOUD_REGION_ID", "ALICLOUD_REGION"],
    sentence: "Region of the assets, e.g. `cn-hangzhou`: decides endpoint and data-management centre.",
  },
  roleType: {
    read: roleType,
    secret: false,
    sentence: "View: 0 own account, 1 all accounts the administrator manages.",
  },
  roleFor: {
    read: accountId,
    secret: false,
    sentence: "Member account whose view the administrator takes, as digits.",
  },
  accountId: {
    read: accountId,
    secret: false,
    sentence:
      "The account, as digits: keys of another one are refused, and so is a resource of another one, by a preview already.",
  },
  accessKeyId: { read: text, secret: false, elsewhere: ["alicloud:accessKey"], sentence: "AccessKey ID." },
  accessKeySecret: { read: text, secret: true, elsewhere: ["alicloud:secretKey"], sentence: "AccessKey secret." },
  securityToken: {
    read: text,
    secret: true,
    elsewhere: ["alicloud:securityToken"],
    sentence: "STS token that belongs to the AccessKey.",
  },
  profile: {
    read: text,
    secret: false,
    elsewhere: ["alicloud:profile"],
    sentence: "Profile of `~/.aliyun/config.json`.",
  },
  roleArn: { read: text, secret: false, sentence: "ARN of a RAM role to assume." },
  sasEndpoint: {
    read: endpoint,
    secret: false,
    sentence: "Endpoint of the Sas product instead of the region's: a host, or a URL such as the emulator's.",
  },
  cloudSiemEndpoint: {
    read: endpoint,
    secret: false,
    sentence:
      "Endpoint of the cloud-siem and sophonsoar products instead of the region's: a host, or a URL such as the emulator's.",
  },
  stsEndpoint: {
    read: endpoint,
    secret: false,
    sentence:
      "Endpoint of the Sts product, which tells whose the keys are, instead of `sts.aliyuncs.com` or the emulator: a host or a URL.",
  },
  maxCallsPerSecond: {
    read: callsPerSecond,
    secret: false,
    default: "10",
    sentence: "Calls a second, all operations together.",
  },
  readTimeout: {
    read: timeout,
    secret: false,
    default: "60s",
    sentence: "How long to wait for an answer: `60s`, `2m`, or milliseconds.",
  },
} as const satisfies Readonly<Record<string, Key>>;

/** Name of a key, without its namespace. */
export type KeyName = keyof typeof keys;

/** Names of the keys whose values are encrypted in state. */
export type SecretKeyName = {
  [Name in KeyName]: (typeof keys)[Name]["secret"] extends true ? Name : never;
}[KeyName];

const MAX_TIMER_MS = 2 ** 31 - 1;

function endpoint(value: string, name: string): string {
  parseEndpoint(value, name);
  return value;
}

function roleType(value: string, name: string): 0 | 1 {
  if (value === "0") return 0;
  if (value === "1") return 1;
  throw invalid(name, value, "is neither 0 (own account) nor 1 (all managed accounts)");
}

function accountId(value: string, name: string): string {
  if (/^\d+$/.test(value)) return value;
  throw invalid(name, value, "is not the id of an account, which is digits only");
}

function callsPerSecond(value: string, name: string): number {
  const calls = Number(value);
  if (calls > 0 && Number.isFinite(calls)) return calls;
  throw invalid(name, value, "is not a number above 0");
}

function timeout(value: string, name: string): number {
  const duration = /^\d+(\.\d+)?$/.test(value) ? `${value}ms` : value;
  const ms = isDuration(duration) ? Math.round(durationMs(duration)) : 0;
  if (ms > 0 && ms <= MAX_TIMER_MS) return ms;
  throw invalid(name, value, "is not a time such as 60s, 2m or 60000 (milliseconds)");
}

function invalid(name: string, value: string, problem: string): ConfigError {
  return new ConfigError(name, `${name}: "${value}" ${problem}.`);
}
