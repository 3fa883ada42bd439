import { readFile } from "node:fs/promises";
import { replaceFile } from "../../file-writing";
import { isObject, type JsonObject, readJson, readObjects } from "../../json";
import { textIn } from "../../unicode";
import type { Role } from "../configuration/oidc";
import { fromCommand } from "./external";
import { fromCloudSso, fromInstance, fromOauth, fromUri, refreshOauth } from "./remote";
import { type Session, type Setting, sessionIn, Trouble } from "./session";
import { assumeRole, assumeRoleWithOidc } from "./sts";

/** A file of profiles. */
interface ProfileFile {
  readonly path: string;
  /** Name of the profile that the file itself chooses. */
  readonly current: string;
  readonly profiles: readonly JsonObject[];
}

/** One profile of a file, and what its fields say. */
interface Profile {
  readonly file: ProfileFile;
  readonly name: string;
  /** A field as text; the empty text where there is none. */
  readonly field: (name: string) => string;
  /** @throws Trouble when the field is empty */
  readonly need: (name: string) => string;
  readonly fields: JsonObject;
}

/**
 * Reads a file of profiles: the JSON of the Alibaba Cloud CLI, or the INI text of the SDKs.
 * @throws Trouble when it is neither
 * @returns undefined when there is none
 */
export async function readProfiles(path: string): Promise<ProfileFile | undefined> {
  const bytes = await readFile(path).catch(({ code }: NodeJS.ErrnoException) => {
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new Trouble(`${path} cannot be read (${code})`);
  });
  if (bytes === undefined) return undefined;
  const text = textIn(bytes);
  if (/^\s*\[/m.test(text) && !/^\s*\{/.test(text)) return { path, current: "default", profiles: readIni(text) };
  const read = readJson(text);
  if (!isObject(read)) {
    throw new Trouble(
      `${path} is not valid JSON`,
      "refused",
      "Comments and commas at the end of a list are not allowed in it.",
    );
  }
  const profiles = readObjects(JSON.stringify(read.profiles ?? [])) ?? [];
  return { path, current: String(read.current ?? "default"), profiles };
}

/** The names that the INI text has for fields and modes, in those of the CLI. */
const INI_FIELDS: Readonly<Record<string, string>> = {
  type: "mode",
  role_name: "ram_role_name",
  role_arn: "ram_role_arn",
  role_session_name: "ram_session_name",
};
const INI_MODES: Readonly<Record<string, string>> = {
  access_key: "AK",
  sts: "StsToken",
  ecs_ram_role: "EcsRamRole",
  ram_role_arn: "RamRoleArn",
  oidc_role_arn: "OIDC",
};

function readIni(text: string): JsonObject[] {
  const profiles: Record<string, string>[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, section] = /^\s*\[\s*(.+?)\s*\]/.exec(line) ?? [];
    if (section !== undefined) profiles.push({ name: section });
    const [, key = "", value = ""] = /^\s*([^#;=[\s]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    const field = INI_FIELDS[key] ?? key;
    const profile = profiles.at(-1);
    if (profile && field) profile[field] = field === "mode" ? (INI_MODES[value] ?? value) : value;
  }
  return profiles;
}

/**
 * The session of a profile.
 * @param name default: the one that the file chooses
 * @throws Trouble
 */
export async function fromProfile(setting: Setting, file: ProfileFile, name = file.current): Promise<Session> {
  const fields = file.profiles.find((profile) => profile.name === name);
  if (fields === undefined) {
    const names = file.profiles.map((profile) => `"${profile.name}"`).join(", ");
    throw new Trouble(`there is no profile "${name}" in ${file.path}; it has ${names || "none"}`);
  }
  return sessionOf(setting, file, name, fields);
}

/** Fields that say nothing of who somebody is. */
const SETTINGS = /^(name|mode|output_format|language|site|region_id)$/;

/**
 * Whether a file is set up. `aliyun configure` leaves an empty profile when it is stopped; a profile that is chosen and missing is a
 * mistake, which has to be told.
 */
export function isSetUp({ current, profiles }: ProfileFile): boolean {
  const chosen = profiles.find(({ name }) => name === current);
  if (chosen === undefined) return profiles.length > 0;
  return Object.entries(chosen).some(([key, value]) => value && !SETTINGS.test(key));
}

async function sessionOf(setting: Setting, file: ProfileFile, name: string, fields: JsonObject): Promise<Session> {
  const field = (key: string) => String(fields[key] ?? "").trim();
  const mode = field("mode") || (field("sts_token") ? "StsToken" : "AK");
  const get = Object.entries(MODES).find(([known]) => known.toLowerCase() === mode.toLowerCase())?.[1];
  const supported = `It is one of ${Object.keys(MODES).join(", ")}.`;
  if (get === undefined) throw new Trouble(`its mode "${mode}" is not supported`, "refused", supported);
  const need = (key: string) => {
    const value = field(key);
    if (value) return value;
    const again = `aliyun configure --profile ${name} --mode ${mode}`;
    throw new Trouble(`its ${key} is empty (mode ${mode})`, "refused", `Set it: "${again}".`);
  };
  return get({ file, name, field, need, fields }, setting);
}

/** How each mode of a profile gives a session (Alibaba Cloud CLI, config/profile.go). */
const MODES: Readonly<Record<string, (profile: Profile, setting: Setting) => Promise<Session>>> = {
  AK: async ({ fields: { sts_token: _, security_token: __, ...keys }, need }, { secrets }) => {
    need("access_key_id");
    need("access_key_secret");
    return { ...sessionIn(keys, secrets, false), ends: undefined };
  },
  StsToken: async (profile, setting) => pair(profile, setting, "sts_token"),
  RamRoleArn: (profile, setting) => assumed(profile, setting, () => pair(profile, setting)),
  EcsRamRole: instance,
  RamRoleArnWithRoleName: (profile, setting) => assumed(profile, setting, () => instance(profile, setting)),
  ChainableRamRoleArn: (profile, setting) => {
    const { file, name } = profile;
    const source = profile.need("source_profile");
    // Each step leaves one profile out, so that profiles that name each other come to an end.
    const rest = { ...file, profiles: file.profiles.filter((other) => other.name !== name) };
    return assumed(profile, setting, () => fromProfile(setting, rest, source));
  },
  OIDC: async (profile, setting) => {
    const tokenFile = profile.need("oidc_token_file");
    const oidc = { providerArn: profile.need("oidc_provider_arn"), tokenFile, role: roleOf(profile) };
    return assumeRoleWithOidc(within(profile, setting), oidc, await readToken(tokenFile));
  },
  CredentialsURI: ({ need }, setting) => fromUri(need("credentials_uri"), setting),
  CloudSSO: async ({ name, field, need }, setting) => {
    const advice = signInAgain(name, "CloudSSO");
    if (isOver(setting, field("cloud_sso_access_token_expire")))
      throw new Trouble("its CloudSSO sign-in has expired", "refused", advice);
    const chosen = { AccountId: need("cloud_sso_account_id"), AccessConfigurationId: need("cloud_sso_access_config") };
    return fromCloudSso(
      { url: need("cloud_sso_sign_in_url"), accessToken: need("access_token"), advice },
      chosen,
      setting,
    );
  },
  OAuth: oauth,
  External: async ({ file, name, need }, setting) => {
    const printed = await fromCommand(need("process_command"));
    if (/^external$/i.test(String(printed.mode))) throw new Trouble("its command prints another External profile");
    const session = await sessionOf(setting, file, name, printed);
    return { ...session, ends: session.ends ?? sessionIn(printed, setting.secrets, false).ends };
  },
};

/** @param tokenField the field of a token that has to be there */
async function pair({ fields, need }: Profile, { secrets }: Setting, tokenField?: string): Promise<Session> {
  for (const key of ["access_key_id", "access_key_secret", tokenField]) if (key) need(key);
  return sessionIn(fields, secrets, false);
}

function instance({ field }: Profile, setting: Setting): Promise<Session> {
  return fromInstance(field("ram_role_name") || undefined, setting);
}

function assumed(profile: Profile, setting: Setting, base: () => Promise<Session>): Promise<Session> {
  return assumeRole(within(profile, setting), base, roleOf(profile));
}

function roleOf({ field, need }: Profile): Role {
  return {
    arn: need("ram_role_arn"),
    sessionName: field("ram_session_name") || undefined,
    durationSeconds: Number(field("expired_seconds")) || undefined,
    externalId: field("external_id") || undefined,
    policy: field("policy") || undefined,
  };
}

/** The setting with the STS that the profile names, unless the configuration does. */
function within({ field }: Profile, { config, ...setting }: Setting): Setting {
  const { stsEndpoint = field("sts_endpoint") || undefined, region } = config;
  return { ...setting, config: { ...config, stsEndpoint, region: field("sts_region") || region } };
}

/** Reads an OpenID Connect token. */
export async function readToken(path: string): Promise<string> {
  const token = await readFile(path, "utf8").catch(({ code }: NodeJS.ErrnoException) => {
    throw new Trouble(`the OpenID Connect token ${path} cannot be read (${code})`);
  });
  if (token.trim()) return token.trim();
  throw new Trouble(`the OpenID Connect token ${path} is empty`);
}

/** Hosts and client ids of the CLI (Alibaba Cloud SDK for Node.js, credentials, cli_profile). */
const OAUTH_SITES: Readonly<Record<string, { readonly url: string; readonly clientId: string }>> = {
  CN: { url: "https://oauth.aliyun.com", clientId: "4038181954557748008" },
  INTL: { url: "https://oauth.alibabacloud.com", clientId: "4103531455503354461" },
};

/** Whatever is left of an access token, in seconds, when it is exchanged for a new one. */
const OAUTH_MARGIN = 1_200;

async function oauth({ file, name, field, need }: Profile, setting: Setting): Promise<Session> {
  const advice = signInAgain(name, "OAuth");
  const site = OAUTH_SITES[need("oauth_site_type").toUpperCase()];
  if (site === undefined) throw new Trouble("its oauth_site_type is neither CN nor INTL");
  const { url, clientId } = site;
  if (!isOver(setting, field("oauth_access_token_expire"), OAUTH_MARGIN)) {
    return fromOauth({ url, accessToken: need("oauth_access_token"), advice }, setting);
  }
  const { accessToken, refreshToken, seconds } = await refreshOauth(
    { url, advice },
    clientId,
    need("oauth_refresh_token"),
    setting,
  );
  await remember(file.path, name, {
    oauth_access_token: accessToken,
    oauth_refresh_token: refreshToken,
    oauth_access_token_expire: Math.floor(setting.clock.now() / 1_000) + seconds,
  });
  return fromOauth({ url, accessToken, advice }, setting);
}

/** @param left seconds that have to be left */
function isOver({ clock }: Setting, seconds: string, left = 0): boolean {
  return !(Number(seconds) - left > clock.now() / 1_000);
}

/**
 * Writes new fields of a profile into the file as it is now, in one step: other fields and other profiles stay as they are.
 * @throws Trouble when it cannot be written: what it holds is of no more use
 */
async function remember(path: string, name: string, fields: JsonObject): Promise<void> {
  try {
    const now = JSON.parse(textIn(await readFile(path)));
    const profiles = now.profiles.map((profile: JsonObject) =>
      profile.name === name ? { ...profile, ...fields } : profile,
    );
    await replaceFile(path, JSON.stringify({ ...now, profiles }, null, "\t"), 0o600);
  } catch (error) {
    const { code, name: kind } = error as NodeJS.ErrnoException;
    throw new Trouble(
      `its new tokens cannot be written to ${path} (${code ?? kind})`,
      "refused",
      signInAgain(name, "OAuth"),
    );
  }
}

function signInAgain(name: string, mode: string): string {
  return `Sign in again: "aliyun configure --profile ${name} --mode ${mode}".`;
}
