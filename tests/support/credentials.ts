import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inspect } from "node:util";
import { expect, onTestFinished, vi } from "vitest";
import type { CredentialsError } from "../../provider/api/calls/credentials-source";
import { readConfig } from "../../provider/api/configuration/config";
import { Credentials } from "../../provider/api/credentials/credentials";
import { failureOf } from "./emulated";
import { SimulatedClock } from "./simulated-clock";

/** What a home folder has for the Alibaba Cloud CLI. */
export const PROFILES = ".aliyun/config.json";

/** A home folder of the test's own with these files in it; an object is written as JSON. */
export function homeWith(files: Readonly<Record<string, string | object>> = {}): string {
  const home = mkdtempSync(join(tmpdir(), "home-"));
  for (const [name, content] of Object.entries(files)) {
    const path = join(home, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  }
  vi.stubEnv("HOME", home);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });
  return home;
}

/** A file of profiles; the first one is current. */
export function profiles(...profiles: readonly object[]): object {
  const [first] = profiles as readonly { readonly name?: string }[];
  return { current: first?.name, profiles };
}

/** A machine that is no instance. */
const NO_INSTANCE = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" };

/** The credentials of a configuration and an environment, both as a user sets them. Default: no instance. */
export function credentialsOf(
  values: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv = {},
  clock = new SimulatedClock(),
): Credentials {
  return new Credentials(
    readConfig((key) => values[key], { ...NO_INSTANCE, ...env }),
    clock,
  );
}

/** A role. */
export const ARN = "acs:ram::1234567890123456:role/deployer";

/** Temporary credentials as a source answers with them, an hour from the start of a test's clock. */
export const session = {
  AccessKeyId: "STS.found",
  AccessKeySecret: "hush-secret",
  SecurityToken: "hush-token",
  Expiration: "2026-01-01T01:00:00Z",
};

/** The error of a look-up, which shows nothing that begins with "hush". */
export async function errorOf(values: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}) {
  const error = await failureOf(credentialsOf(values, env).getCredentials());
  expect(inspect(error, { depth: null, showHidden: true, maxStringLength: null })).not.toMatch(/hush/);
  return error as CredentialsError;
}
