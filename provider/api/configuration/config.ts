import { UNDEFINED } from "../../unknown";
import { ConfigError } from "./config-error";
import { checkRegion } from "./endpoints";
import { type Key, type KeyName, keys } from "./keys";

type DefaultedKeyName = {
  [Name in KeyName]: (typeof keys)[Name] extends { readonly default: string } ? Name : never;
}[KeyName];

type Values<Name extends KeyName> = { readonly [Key in Name]: ReturnType<(typeof keys)[Key]["read"]> };

/** Effective configuration of one provider, `readTimeout` in milliseconds. Credentials are resolved at the first call. */
export interface Config extends Values<DefaultedKeyName>, Partial<Values<Exclude<KeyName, DefaultedKeyName>>> {
  /** File that receives one JSON line a call (`ALICLOUD_SOAR_CALL_LOG`). */
  readonly callLog?: string;
}

/** Reads a configuration value by its full key, e.g. `alicloud-soar:region`. */
export type ReadValue = (key: string) => string | undefined;

/** Keys whose values belong together: those of `alicloud-soar` and of `alicloud` are never mixed. */
const CREDENTIALS: string[] = ["accessKeyId", "accessKeySecret", "securityToken", "profile"] satisfies KeyName[];

/**
 * Reads the configuration: the namespace `alicloud-soar`, then where else each key is looked for.
 * @throws ConfigError when a value cannot be used
 */
export function readConfig(get: ReadValue, env: NodeJS.ProcessEnv = process.env): Config {
  const look = (name: string) => (name.includes(":") ? get(name) : env[name])?.trim() || undefined;
  const isOurs = CREDENTIALS.some((key) => look(fullName(key)) !== undefined);
  const values = Object.entries<Key>(keys).map(([key, { read, elsewhere = [], default: otherwise }]) => {
    const own = fullName(key);
    const names = isOurs && CREDENTIALS.includes(key) ? [own] : [own, ...elsewhere];
    const text = names.map(look).find(Boolean) ?? otherwise;
    if (text === UNDEFINED)
      throw new ConfigError(own, `${own} is undefined: the output that the program gives here holds nothing.`);
    return [key, text === undefined ? undefined : read(text, own)];
  });
  const config: Config = { ...Object.fromEntries(values), callLog: env.ALICLOUD_SOAR_CALL_LOG || undefined };
  checkKeyPair(config, isOurs);
  checkRegion(config);
  return config;
}

function fullName(key: string): string {
  return `alicloud-soar:${key}`;
}

function checkKeyPair({ accessKeyId, accessKeySecret, securityToken }: Config, isOurs: boolean): void {
  const idKey = isOurs ? fullName("accessKeyId") : keys.accessKeyId.elsewhere[0];
  const secretKey = isOurs ? fullName("accessKeySecret") : keys.accessKeySecret.elsewhere[0];
  if (Boolean(accessKeyId) !== Boolean(accessKeySecret)) {
    const [set, missing] = accessKeyId ? [idKey, secretKey] : [secretKey, idKey];
    throw new ConfigError(missing, `${missing} is missing, but ${set} is set.`);
  }
  if (securityToken && !accessKeyId) {
    throw new ConfigError(idKey, `${idKey} and ${secretKey} are missing, but a security token is set.`);
  }
}
