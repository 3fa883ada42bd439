import type { KeyName, SecretKeyName } from "../provider/api/configuration/keys";
import { closest } from "../provider/closest";

/** Every key of the configuration, and whether its value is a secret. One that the provider has too does not compile otherwise. */
export const KEYS: { readonly [Name in KeyName]: Name extends SecretKeyName ? true : false } = {
  region: false,
  roleType: false,
  roleFor: false,
  accountId: false,
  accessKeyId: false,
  accessKeySecret: true,
  securityToken: true,
  profile: false,
  sharedCredentialsFile: false,
  credentialsUri: false,
  ecsRoleName: false,
  roleArn: false,
  roleSessionName: false,
  roleDurationSeconds: false,
  roleExternalId: false,
  rolePolicy: false,
  sasEndpoint: false,
  cloudSiemEndpoint: false,
  stsEndpoint: false,
  maxCallsPerSecond: false,
  readTimeout: false,
};

const NAMESPACE = "alicloud-soar:";

/** The keys that the classes read themselves. (sdk/secrets.ts) */
const KEYS_OF_CLASSES = ["summary"];

/** What is to be said of the keys of a stack, each with the command that mends it. */
export function warningsOf(names: readonly string[], isSecret: (name: string) => boolean): string[] {
  return names
    .filter((name) => name.startsWith(NAMESPACE))
    .flatMap((name) => {
      const key = name.slice(NAMESPACE.length);
      if (KEYS_OF_CLASSES.includes(key)) return [];
      if (!Object.hasOwn(KEYS, key)) return [unknownKey(name, closestKey(key))];
      if (!KEYS[key as KeyName] || isSecret(name)) return [];
      return [
        `${name} is set in clear: encrypt it with "pulumi config set --secret ${name}", and give it a new value.`,
      ];
    });
}

function unknownKey(name: string, meant: KeyName | undefined): string {
  const remove = `pulumi config rm ${name}`;
  if (meant === undefined) {
    const all = Object.keys(KEYS).join(", ");
    return `${name} is no key of this provider and does nothing: "${remove}". The keys are ${all}.`;
  }
  const set = `pulumi config set ${KEYS[meant] ? "--secret " : ""}${NAMESPACE}${meant} <value>`;
  return `${name} is no key of this provider and does nothing: did you mean ${NAMESPACE}${meant}? "${set}", then "${remove}".`;
}

/** The key that a mistyped one means. */
export function closestKey(typed: string): KeyName | undefined {
  return closest(typed, Object.keys(KEYS)) as KeyName | undefined;
}
