import type { KeyName } from "../provider/api/configuration/keys";
import { markLost } from "./given";
import * as pulumi from "./pulumi";
import { closestKey, KEYS } from "./stack-keys";

/** Configuration of one explicit provider. What is left out comes from the environment, never from the stack. */
export interface ProviderArgs {
  /** Region of the assets, e.g. `cn-hangzhou`: decides endpoint and data-management centre. */
  region?: pulumi.Input<string | undefined>;
  /** Whose rules (view): 0 those of the own account, 1 of all accounts that it administrates. (API: RoleType) */
  roleType?: pulumi.Input<0 | 1 | undefined>;
  /** Member account whose rules are meant (its view), as digits. (API: RoleFor) */
  roleFor?: pulumi.Input<string | undefined>;
  /**
   * The account, as digits: keys of another one are refused, and so is a resource of another one, by a preview already.
   */
  accountId?: pulumi.Input<string | undefined>;
  /** AccessKey ID. */
  accessKeyId?: pulumi.Input<string | undefined>;
  /** AccessKey secret. Encrypted in state. */
  accessKeySecret?: pulumi.Input<string | undefined>;
  /** STS token that belongs to the AccessKey. Encrypted in state. */
  securityToken?: pulumi.Input<string | undefined>;
  /** Profile of `~/.aliyun/config.json`. */
  profile?: pulumi.Input<string | undefined>;
  /** File of the profiles instead of `~/.aliyun/config.json`. */
  sharedCredentialsFile?: pulumi.Input<string | undefined>;
  /** URL that answers with temporary credentials. */
  credentialsUri?: pulumi.Input<string | undefined>;
  /** Name of the RAM role of the ECS instance that deploys. */
  ecsRoleName?: pulumi.Input<string | undefined>;
  /** ARN of a RAM role to assume with these credentials. */
  roleArn?: pulumi.Input<string | undefined>;
  /** Name of the role's session, which the audit log shows, instead of `pulumi-alicloud-soar`. (API: RoleSessionName) */
  roleSessionName?: pulumi.Input<string | undefined>;
  /**
   * How long a session of the role lasts, in seconds, instead of an hour; it is renewed a minute before. (API: DurationSeconds)
   */
  roleDurationSeconds?: pulumi.Input<number | undefined>;
  /** External id that the role's trust policy asks for. (API: ExternalId) */
  roleExternalId?: pulumi.Input<string | undefined>;
  /** Policy, as JSON text, that narrows what a session of the role may do. (API: Policy) */
  rolePolicy?: pulumi.Input<string | undefined>;
  /** Endpoint of the Sas product instead of the region's: a host, or a URL such as the emulator's. */
  sasEndpoint?: pulumi.Input<string | undefined>;
  /**
   * Endpoint of the cloud-siem and sophonsoar products instead of the region's: a host, or a URL such as the emulator's.
   */
  cloudSiemEndpoint?: pulumi.Input<string | undefined>;
  /**
   * Endpoint of the Sts product, which assumes roles and tells whose the keys are, instead of the region's or the emulator: a host or a URL.
   */
  stsEndpoint?: pulumi.Input<string | undefined>;
  /** Calls a second, all operations together. Default: 10. */
  maxCallsPerSecond?: pulumi.Input<number | undefined>;
  /** How long to wait for an answer: `60s`, `2m`, or milliseconds. Default: 60s. */
  readTimeout?: pulumi.Input<string | undefined>;
}

/**
 * An explicit provider: another account, region or view in the same stack. Pass it as the option `provider`.
 * An argument that does not exist is an error.
 *
 * @example
 * const overseas = new soar.Provider("overseas", {
 *   region: "ap-southeast-1",
 *   roleFor: "1130916744880001",
 * });
 * new soar.AutomateResponseConfig(
 *   "block-webshell-overseas",
 *   {
 *     autoResponseType: "alert",
 *     conditions: { alert_name: { containsString: "webshell" } },
 *     actions: [
 *       {
 *         actionType: "doPlaybook",
 *         playbookName: "WafBlockIP",
 *         playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758",
 *       },
 *     ],
 *   },
 *   { provider: overseas },
 * );
 */
export class Provider extends pulumi.ProviderResource {
  /** What the provider was configured with, for the functions that call the cloud from the program. */
  readonly configuration: pulumi.Output<Readonly<Record<string, string | undefined>>>;

  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const known = markLost(args) as ProviderArgs;
    // A null in a program in JavaScript is not given, as it is of a resource.
    const given = (Object.keys(known) as (keyof ProviderArgs)[]).filter((key) => known[key] !== null);
    const odd = given.filter((key) => !Object.hasOwn(KEYS, key));
    if (odd.length > 0) {
      const told = odd.map((key) => {
        const near = closestKey(key);
        return `Provider "${name}" has no argument ${key}${near ? `: did you mean ${near}?` : "."}`;
      });
      throw new Error(told.join("\n"));
    }
    // A key that only one of ProviderArgs and the provider has does not compile here.
    const props = Object.fromEntries(
      given.map((key: KeyName) => [`alicloud-soar:${key}`, textOf(known[key], KEYS[key])]),
    );
    super("pulumi-nodejs", name, props, opts);
    this.configuration = pulumi.output(props) as pulumi.Output<Record<string, string | undefined>>;
  }
}

/** Configuration is text: the plugin host hands it on as it stands (dynamic-provider/config.ts). */
function textOf(value: pulumi.Input<string | number | undefined>, isSecret: boolean): pulumi.Output<string> {
  return pulumi.output(value).apply((known) => {
    return isSecret ? pulumi.secret(String(known)) : pulumi.output(String(known));
  });
}
