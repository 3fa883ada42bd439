import { homedir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../calls/clock";
import { CredentialsError, type CredentialsSource } from "../calls/credentials-source";
import type { Config } from "../configuration/config";
import type { KeyName } from "../configuration/keys";
import { fromProfile, isSetUp, readProfiles, readToken } from "./profile";
import { fromInstance, fromUri } from "./remote";
import { type Get, kept, type Session, type Setting, Trouble, Unreachable } from "./session";
import { assumeRole, assumeRoleWithOidc } from "./sts";

/** A source of credentials that is set up. */
interface Source {
  /** What it is, and where it was set up. */
  readonly words: string;
  readonly get: Get;
}

const HOW =
  "Set alicloud-soar:accessKeyId and alicloud-soar:accessKeySecret (with --secret), or alicloud-soar:profile for a " +
  "profile of ~/.aliyun/config.json, or the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and " +
  "ALIBABA_CLOUD_ACCESS_KEY_SECRET (for temporary credentials ALIBABA_CLOUD_SECURITY_TOKEN too). " +
  "An explicit Provider takes nothing from the stack: give it accessKeyId and accessKeySecret as arguments.";

/**
 * The credentials of one client: those of the first source that is set up, with `roleArn` a role assumed on top of them.
 * A source that is set up and gives none is an error: the next one may be somebody else's.
 */
export class Credentials implements CredentialsSource {
  readonly secrets = new Set<string>();
  source: string | undefined;
  readonly #session: ReturnType<typeof kept>;

  constructor(config: Config, clock: Clock) {
    const setting = { config, clock, secrets: this.secrets };
    const own = kept(() => fromSource(setting), clock);
    const { roleArn } = config;
    this.#session = roleArn === undefined ? own : kept(() => inRole(setting, own.get, roleArn), clock);
  }

  /** @throws CredentialsError */
  async getCredentials() {
    const { accessKeyId, accessKeySecret, securityToken = "", from } = await this.#session.get();
    this.source = from;
    return { accessKeyId, accessKeySecret, securityToken, providerName: "static" };
  }

  renewable(sentAt: number): boolean {
    return this.#session.renewable(sentAt);
  }

  getProviderName(): string {
    return "alicloud-soar";
  }
}

async function inRole(setting: Setting, own: Get, arn: string): Promise<Session> {
  const { roleSessionName, roleDurationSeconds, roleExternalId, rolePolicy, setBy } = setting.config;
  const session = { sessionName: roleSessionName, durationSeconds: roleDurationSeconds };
  const role = { arn, ...session, externalId: roleExternalId, policy: rolePolicy };
  try {
    return { ...(await assumeRole(setting, own, role)), from: `the role ${arn}` };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    throw failure("AssumeRoleFailed", error.message, error, `Check ${setBy?.roleArn ?? "alicloud-soar:roleArn"}.`);
  }
}

async function fromSource(setting: Setting): Promise<Session> {
  const looked: string[] = [];
  let words: string | undefined;
  try {
    const source = setUp(setting) ?? (await atUsualPlaces(setting, looked));
    if (source === undefined) throw new Trouble(`nothing is set up (${looked.join("; ")})`);
    words = source.words;
    return { ...(await source.get()), from: words };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    const from = words === undefined ? "were found" : `from ${words}`;
    throw failure("NoCredentials", `no credentials ${from}: ${error.message}`, error, HOW);
  }
}

function failure(code: CredentialsError["code"], message: string, { meaning, advice }: Trouble, otherwise: string) {
  return new CredentialsError(code, message, advice ?? otherwise, meaning);
}

/** The source that configuration or environment set up, in the order of @pulumi/alicloud (Terraform provider, providerConfigure). */
function setUp(setting: Setting): Source | undefined {
  const { config, secrets } = setting;
  const { accessKeyId, accessKeySecret, securityToken, profile, credentialsUri, ecsRoleName, oidc } = config;
  const by = (key: KeyName) => config.setBy?.[key] ?? `alicloud-soar:${key}`;
  if (accessKeyId && accessKeySecret) {
    for (const secret of [accessKeySecret, securityToken]) if (secret) secrets.add(secret);
    const get = async () => ({ accessKeyId, accessKeySecret, securityToken });
    return { words: by("accessKeyId"), get };
  }
  if (profile !== undefined) {
    const path = profilePath(config);
    return {
      words: `the profile "${profile}" of ${path} (${by("profile")})`,
      get: async () => {
        const file = await readProfiles(path);
        if (file === undefined) throw new Trouble("there is no such file");
        return fromProfile(setting, file, profile);
      },
    };
  }
  if (credentialsUri !== undefined) {
    return { words: `the credentials URI (${by("credentialsUri")})`, get: () => fromUri(credentialsUri, setting) };
  }
  if (ecsRoleName !== undefined) {
    const get = () => fromInstance(ecsRoleName, setting);
    return { words: `the RAM role "${ecsRoleName}" of the instance (${by("ecsRoleName")})`, get };
  }
  if (oidc !== undefined) {
    const get = async () => assumeRoleWithOidc(setting, oidc, oidc.token ?? (await readToken(oidc.tokenFile ?? "")));
    return { words: `the OpenID Connect token ${oidc.tokenFile ?? ""}`.trim(), get };
  }
  return undefined;
}

/** The source that a machine has without being told: the profile that a file chooses, else the role of the instance. */
async function atUsualPlaces(setting: Setting, looked: string[]): Promise<Source | undefined> {
  const { config } = setting;
  const { profiles = false, metadata = false } = config.off ?? {};
  const paths = [profilePath(config), join(homedir(), ".alibabacloud", "credentials")];
  if (profiles) looked.push("ALIBABA_CLOUD_CLI_PROFILE_DISABLED is set");
  for (const path of profiles ? [] : paths) {
    const file = await readProfiles(path);
    if (file !== undefined && isSetUp(file)) {
      return { words: `the profile "${file.current}" of ${path}`, get: () => fromProfile(setting, file) };
    }
    looked.push(`${path}: ${file === undefined ? "no such file" : "its current profile is empty"}`);
  }
  if (metadata) {
    looked.push("ALIBABA_CLOUD_ECS_METADATA_DISABLED is set");
    return undefined;
  }
  const found = await fromInstance(undefined, setting).catch((error: unknown) => {
    // Off Alibaba Cloud nobody answers; an instance that is broken down for a moment is asked again.
    const isNone = error instanceof Unreachable || (error instanceof Trouble && error.meaning === "refused");
    if (!isNone) throw error;
    looked.push(error.message);
    return undefined;
  });
  return found && { words: "the RAM role of the instance", get: async () => found };
}

function profilePath({ sharedCredentialsFile }: Config): string {
  const path = sharedCredentialsFile ?? "~/.aliyun/config.json";
  return path.replace(/^~(?=[/\\])/, homedir());
}
