import { isObject, parseFast, readJson } from "../../json";
import { ConfigError } from "./config-error";

/** Reads a configuration value by its full key, e.g. `alicloud-soar:region`. */
export type ReadValue = (key: string) => string | undefined;

/**
 * Finds a value by its name: a configuration key with its namespace, a field of one (`alicloud:assumeRole.roleArn`), or an
 * environment variable. White space around a value is no part of it, and a blank one is none.
 * @throws ConfigError when a key with fields is no object
 */
export type Lookup = (name: string) => string | undefined;

/** The look-up in a configuration and an environment. */
export function lookup(get: ReadValue, env: NodeJS.ProcessEnv): Lookup {
  return (name) => {
    if (!name.includes(":")) return env[name]?.trim() || undefined;
    const [key = name, field] = name.split(".");
    const value = get(key)?.trim() || undefined;
    return field === undefined || value === undefined ? value : fieldOf(key, value, field);
  };
}

/** Pulumi hands on a structured value as its JSON text; blocks of a Terraform provider may be a list (`alicloud:endpoints`). */
function fieldOf(key: string, text: string, field: string): string | undefined {
  const blocks = [readJson(text, parseFast)].flat();
  if (!blocks.every(isObject)) {
    throw new ConfigError(
      key,
      `${key} is not an object: set its fields, e.g. "pulumi config set --path ${key}.${field}".`,
    );
  }
  const found = blocks.map((block) => block[field]);
  return found.map((value) => String(value ?? "").trim()).find(Boolean);
}
