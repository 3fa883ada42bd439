import { durationMs, isDuration, LONGEST_TIMER_MS } from "../../duration";
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
  /**
   * Where else a value is looked for, in this order: a configuration key with its namespace, a field of one
   * (`alicloud:assumeRole.roleArn`), or an environment variable. The order is that of @pulumi/alicloud (Terraform provider
   * alicloud, provider.go).
   */
  readonly elsewhere?: readonly [string, ...string[]];
  /** What it is, for people. */
  readonly sentence: string;
}

const text = (value: string) => value;

/** Every key of the configuration. `ProviderArgs` says the same: the compiler and a test see to it. */
export const keys = {
  region: {
    read: text,
    secret: false,
    elsewhere: ["alicloud:region", "ALICLOUD_REGION", "ALIBABA_CLOUD_REGION", "ALIBABA_CLOUD_REGION_ID"],
    sentence: "Region of the assets, e.g. `cn-hangzhou`: decides endpoint and data-management centre.",
  },
  roleType: {
    read: roleType,
    secret: false,
    sentence: "Whose rules (view): 0 those of the own account, 1 of all accounts that it administrates.",
  },
  roleFor: {
    read: accountId,
    secret: false,
    sentence: "Member account whose rules are meant (its view), as digits.",
  },
  accountId: {
    read: accountId,
    secret: false,
    elsewhere: ["alicloud:accountId", "ALICLOUD_ACCOUNT_ID", "ALIBABA_CLOUD_ACCOUNT_ID"],
    sentence:
      "The account, as digits: keys of another one are refused, and so is a resource of another one, by a preview already.",
  },
  accessKeyId: {
    read: text,
    secret: false,
    elsewhere: [
      "alicloud:accessKey",
      "ALICLOUD_ACCESS_KEY",
      "ALIBABA_CLOUD_ACCESS_KEY_ID",
      "ALIBABACLOUD_ACCESS_KEY_ID",
    ],
    sentence: "AccessKey ID.",
  },
  accessKeySecret: {
    read: text,
    secret: true,
    elsewhere: [
      "alicloud:secretKey",
      "ALICLOUD_SECRET_KEY",
      "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
      "ALIBABACLOUD_ACCESS_KEY_SECRET",
    ],
    sentence: "AccessKey secret.",
  },
  securityToken: {
    read: text,
    secret: true,
    elsewhere: [
      "alicloud:securityToken",
      "ALICLOUD_SECURITY_TOKEN",
      "ALIBABA_CLOUD_SECURITY_TOKEN",
      "ALIBABACLOUD_SECURITY_TOKEN",
    ],
    sentence: "STS token that belongs to the AccessKey.",
  },
  profile: {
    read: text,
    secret: false,
    elsewhere: ["alicloud:profile", "ALICLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE", "ALIBABACLOUD_PROFILE"],
    sentence: "Profile of `~/.aliyun/config.json`.",
  },
  sharedCredentialsFile: {
    read: text,
    secret: false,
    elsewhere: ["alicloud:sharedCredentialsFile", "ALICLOUD_SHARED_CREDENTIALS_FILE", "ALIBABA_CLOUD_CREDENTIALS_FILE"],
    sentence: "File of the profiles instead of `~/.aliyun/config.json`.",
  },
  credentialsUri: {
    read: uri,
    secret: false,
    elsewhere: ["alicloud:credentialsUri", "ALICLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_CREDENTIALS_URI"],
    sentence: "URL that answers with temporary credentials.",
  },
  ecsRoleName: {
    read: text,
    secret: false,
    elsewhere: ["alicloud:ecsRoleName", "ALICLOUD_ECS_ROLE_NAME", "ALIBABA_CLOUD_ECS_METADATA"],
    sentence: "Name of the RAM role of the ECS instance that deploys.",
  },
  roleArn: {
    read: roleArn,
    secret: false,
    elsewhere: ["alicloud:assumeRole.roleArn"],
    sentence: "ARN of a RAM role to assume with these credentials.",
  },
  roleSessionName: {
    read: sessionName,
    secret: false,
    elsewhere: [
      "alicloud:assumeRole.sessionName",
      "ALICLOUD_ASSUME_ROLE_SESSION_NAME",
      "ALIBABA_CLOUD_ROLE_SESSION_NAME",
    ],
    sentence: "Name of the role's session, which the audit log shows, instead of `pulumi-alicloud-soar`.",
  },
  roleDurationSeconds: {
    read: sessionDuration,
    secret: false,
    elsewhere: ["alicloud:assumeRole.sessionExpiration", "ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION"],
    sentence: "How long a session of the role lasts, in seconds, instead of an hour; it is renewed a minute before.",
  },
  roleExternalId: {
    read: text,
    secret: false,
    elsewhere: ["alicloud:assumeRole.externalId"],
    sentence: "External id that the role's trust policy asks for.",
  },
  rolePolicy: {
    read: text,
    secret: false,
    elsewhere: ["alicloud:assumeRole.policy"],
    sentence: "Policy, as JSON text, that narrows what a session of the role may do.",
  },
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
    elsewhere: ["alicloud:endpoints.sts", "ALIBABA_CLOUD_STS_ENDPOINT"],
    sentence:
      "Endpoint of the Sts product, which assumes roles and tells whose the keys are, instead of the region's or the emulator: a host or a URL.",
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

function uri(value: string, name: string): string {
  if (/^https?:\/\//i.test(value) && URL.canParse(value)) return value;
  throw new ConfigError(name, `${name} is not a URL.`);
}

/** Form of an ARN of a role (AssumeRole, RoleArn). */
function roleArn(value: string, name: string): string {
  if (/^acs:ram::\d+:role\/[^\s:]+$/i.test(value)) return value;
  throw invalid(name, value, "is not the ARN of a role, which is acs:ram::<account id>:role/<role name>");
}

/** AssumeRole, RoleSessionName. */
function sessionName(value: string, name: string): string {
  if (/^[\w.@-]{2,64}$/.test(value)) return value;
  throw invalid(name, value, "is not 2 to 64 letters, digits and signs of . @ - _");
}

/** AssumeRole, DurationSeconds; the role may have a shorter limit. */
function sessionDuration(value: string, name: string): number {
  if (/^\d+$/.test(value) && Number(value) >= 900 && Number(value) <= 43_200) return Number(value);
  throw invalid(name, value, "is not a number of seconds from 900 to 43200");
}

function callsPerSecond(value: string, name: string): number {
  const calls = Number(value);
  if (calls > 0 && Number.isFinite(calls)) return calls;
  throw invalid(name, value, "is not a number above 0");
}

function timeout(value: string, name: string): number {
  const duration = /^\d+(\.\d+)?$/.test(value) ? `${value}ms` : value;
  const ms = isDuration(duration) ? Math.round(durationMs(duration)) : 0;
  if (ms > 0 && ms <= LONGEST_TIMER_MS) return ms;
  throw invalid(name, value, "is not a time such as 60s, 2m or 60000 (milliseconds)");
}

function invalid(name: string, value: string, problem: string): ConfigError {
  return new ConfigError(name, `${name}: "${value}" ${problem}.`);
}
