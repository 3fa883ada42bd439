import * as pulumi from "@pulumi/pulumi";

/** Configuration of one explicit provider. What is left out comes from the environment, never from the stack. */
export interface ProviderArgs {
  /** Alibaba region of the assets, e.g. `cn-hangzhou`: decides endpoint and data-management centre. */
  region?: pulumi.Input<string>;
  /** Endpoint of the Sas product instead of the region's. */
  sasEndpoint?: pulumi.Input<string>;
  /** Endpoint of the cloud-siem and sophonsoar products instead of the region's. */
  cloudSiemEndpoint?: pulumi.Input<string>;
  /** View: 0 own account, 1 all accounts the administrator manages. (API: RoleType) */
  roleType?: pulumi.Input<0 | 1>;
  /** Member account whose view the administrator takes, as digits. (API: RoleFor) */
  roleFor?: pulumi.Input<string>;
  /** AccessKey ID. */
  accessKeyId?: pulumi.Input<string>;
  /** AccessKey secret; encrypted in state. */
  accessKeySecret?: pulumi.Input<string>;
  /** STS token that belongs to the AccessKey; encrypted in state. */
  securityToken?: pulumi.Input<string>;
  /** Profile of `~/.aliyun/config.json`. */
  profile?: pulumi.Input<string>;
  /** ARN of a RAM role to assume. */
  roleArn?: pulumi.Input<string>;
  /** Calls a second, all operations together. Default: 10. */
  maxCallsPerSecond?: pulumi.Input<number>;
  /** How long to wait for an answer, e.g. `"60s"`. Default: 60s. */
  readTimeout?: pulumi.Input<string>;
}

const SECRETS: readonly string[] = ["accessKeySecret", "securityToken"];

/** An explicit provider: another account, region or view in the same stack. Pass it as the option `provider`. */
export class Provider extends pulumi.ProviderResource {
  /** What the provider was configured with, for the functions that call the cloud from the program. */
  readonly configuration: pulumi.Output<Readonly<Record<string, string | undefined>>>;

  /**
   * @param name Name of the provider resource.
   * @param args Its configuration.
   * @param opts Pulumi's resource options.
   */
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const props = Object.fromEntries(
      Object.entries(args)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => {
          // Configuration is text: the plugin host hands it on as it stands (dynamic-provider/config.ts).
          const text = pulumi.output(value).apply(String);
          return [`alicloud-soar:${key}`, SECRETS.includes(key) ? pulumi.secret(text) : text];
        }),
    );
    super("pulumi-nodejs", name, props, opts);
    this.configuration = pulumi.output(props) as pulumi.Output<Record<string, string | undefined>>;
  }
}
