import { whyLost } from "../../unknown";
import { ConfigError, Problems } from "./config-error";
import { checkRegion } from "./endpoints";
import { type Key, type KeyName, keys } from "./keys";
import { type Lookup, lookup, type ReadValue } from "./lookup";
import { type Oidc, readOidc } from "./oidc";

type DefaultedKeyName = {
  [Name in KeyName]: (typeof keys)[Name] extends { readonly default: string } ? Name : never;
}[KeyName];

type Values<Name extends KeyName> = { readonly [Key in Name]: ReturnType<(typeof keys)[Key]["read"]> };

/** Effective configuration of one provider, `readTimeout` in milliseconds. Credentials are resolved at the first call. */
export interface Config extends Values<DefaultedKeyName>, Partial<Values<Exclude<KeyName, DefaultedKeyName>>> {
  /** The role of an OpenID Connect token, where no credentials are set up that come before it. */
  readonly oidc?: Oidc;
  /** For each value, the name under which it was found. */
  readonly setBy?: { readonly [Name in KeyName]?: string };
  /** What the environment switches off (`ALIBABA_CLOUD_CLI_PROFILE_DISABLED`, `ALIBABA_CLOUD_ECS_METADATA_DISABLED`, …). */
  readonly off?: { readonly profiles: boolean; readonly metadata: boolean; readonly metadataV1: boolean };
  /** File that receives one JSON line a call (`ALICLOUD_SOAR_CALL_LOG`). */
  readonly callLog?: string;
}

/** Values that belong together. */
const PAIR = ["accessKeyId", "accessKeySecret", "securityToken"] as const satisfies KeyName[];

/** Where credentials come from: with one of these in `alicloud-soar`, nothing of this kind is taken from elsewhere. */
const SOURCES: readonly KeyName[] = [...PAIR, "profile", "sharedCredentialsFile", "credentialsUri", "ecsRoleName"];

/** What `alicloud:assumeRole` says is not mixed with a role or with credentials of ours. */
const ROLE: readonly KeyName[] = ["roleArn", "roleSessionName", "roleDurationSeconds", "roleExternalId", "rolePolicy"];

/** Where resources are, and whose: what is set here and empty is not the same as not set, such as a variable that nobody gave. */
const PLACE: readonly KeyName[] = ["region", "roleType", "roleFor", "accountId"];

/**
 * Reads the configuration: the namespace `alicloud-soar`, then where else each key is looked for.
 * @throws ConfigError that names each value that cannot be used
 */
export function readConfig(get: ReadValue, env: NodeJS.ProcessEnv = process.env): Config {
  const { config, problems } = examineConfig(get, env);
  const [first, ...others] = problems;
  if (first === undefined) return config;
  throw others.length === 0 ? first : new ConfigError(first.key, problems.map(({ message }) => message).join("\n"));
}

/** Reads the configuration, and tells what is wrong with it; a value that cannot be used is absent. */
export function examineConfig(
  get: ReadValue,
  env: NodeJS.ProcessEnv = process.env,
): { readonly config: Config; readonly problems: readonly ConfigError[] } {
  const problems = new Problems();
  const find = lookup(get, env);
  const look: Lookup = (name) => problems.keep(() => find(name));
  const isOurs = SOURCES.some((key) => look(ownName(key)) !== undefined);
  const isOurRole = isOurs || look(ownName("roleArn")) !== undefined;
  const hasRole = look(isOurRole ? ownName("roleArn") : keys.roleArn.elsewhere[0]) !== undefined;
  const pair = pairNames(look, isOurs);
  const namesOf = (key: KeyName): readonly string[] => {
    const { elsewhere = [] } = keys[key] as Key;
    if (key in pair) return [pair[key as keyof typeof pair]];
    if (isOurs && (SOURCES.includes(key) || key === "accountId")) return [ownName(key)];
    if (!ROLE.includes(key)) return [ownName(key), ...elsewhere];
    return [ownName(key), ...elsewhere.filter((name) => (name.startsWith("alicloud:") ? !isOurRole : hasRole))];
  };
  const values: Record<string, unknown> = {};
  const setBy: { [Name in KeyName]?: string } = {};
  for (const [key, { read, default: otherwise }] of Object.entries<Key>(keys) as [KeyName, Key][]) {
    const name = namesOf(key).find((candidate) => look(candidate) !== undefined);
    const text = name === undefined ? otherwise : look(name);
    if (name !== undefined) setBy[key] = name;
    if (text !== undefined) values[key] = problems.keep(() => read(arrived(text, name ?? key), name ?? ownName(key)));
  }
  for (const key of PLACE) problems.keep(() => refuseBlank(ownName(key), get(ownName(key))));
  const config = values as unknown as Config;
  // What is set counts as set, whether or not it can be used: one mistake is told once.
  problems.keep(() => checkPair(setBy, pair));
  problems.keep(() => checkRole(setBy));
  problems.keep(() => checkRegion({ ...setBy, region: config.region }));
  const { accessKeyId, profile, credentialsUri, ecsRoleName } = setBy;
  const isChosen = isOurs || (accessKeyId ?? profile ?? credentialsUri ?? ecsRoleName) !== undefined;
  const isOn = (name: string) => look(name)?.toLowerCase() === "true";
  const read: Config = {
    ...config,
    setBy,
    oidc: isChosen ? undefined : readOidc(look, problems),
    off: {
      profiles: isOn("ALIBABA_CLOUD_CLI_PROFILE_DISABLED"),
      metadata: isOn("ALIBABA_CLOUD_ECS_METADATA_DISABLED"),
      metadataV1: isOn("ALIBABA_CLOUD_IMDSV1_DISABLED"),
    },
    callLog: look("ALICLOUD_SOAR_CALL_LOG"),
  };
  return { config: read, problems: problems.all };
}

/** @throws ConfigError when the program gave something that would not have arrived */
function arrived(text: string, name: string): string {
  const lost = whyLost(text);
  if (lost === undefined) return text;
  throw new ConfigError(name, `${name} ${lost}.`);
}

/** @throws ConfigError for a value of nothing but blanks */
function refuseBlank(name: string, value: string | undefined): void {
  if (value === undefined || value.trim() !== "") return;
  throw new ConfigError(name, `${name} is set, and empty: give it a value, or take it away.`);
}

function ownName(key: KeyName): string {
  return `alicloud-soar:${key}`;
}

type PairNames = { readonly [Name in (typeof PAIR)[number]]: string };

/** The names of the key pair: of one place, so that an id never meets the secret of another. */
function pairNames(look: Lookup, isOurs: boolean): PairNames {
  const ours = namesAt(0);
  const elsewhere = keys.accessKeyId.elsewhere.map((_name, index) => namesAt(index + 1));
  const isSet = (names: PairNames) => Object.values(names).some((name) => look(name) !== undefined);
  return (isOurs ? undefined : elsewhere.find(isSet)) ?? ours;
}

function namesAt(place: number): PairNames {
  const entries = PAIR.map((key) => [key, [ownName(key), ...keys[key].elsewhere][place]]);
  return Object.fromEntries(entries) as PairNames;
}

type SetBy = NonNullable<Config["setBy"]>;

function checkPair({ accessKeyId, accessKeySecret, securityToken }: SetBy, names: PairNames): void {
  const refuse = (missing: keyof PairNames, set: keyof PairNames): never => {
    throw new ConfigError(names[missing], `${names[missing]} is missing, but ${names[set]} is set.`);
  };
  if (accessKeyId && !accessKeySecret) refuse("accessKeySecret", "accessKeyId");
  if (accessKeySecret && !accessKeyId) refuse("accessKeyId", "accessKeySecret");
  if (securityToken && !accessKeyId) refuse("accessKeyId", "securityToken");
}

function checkRole(setBy: SetBy): void {
  const set = ROLE.map((key) => setBy[key]).find((name) => name?.includes(":"));
  if (setBy.roleArn !== undefined || set === undefined) return;
  const missing = set.startsWith("alicloud:") ? keys.roleArn.elsewhere[0] : ownName("roleArn");
  throw new ConfigError(missing, `${missing} is missing, but ${set} is set.`);
}
