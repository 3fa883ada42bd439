import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Credentials } from "../../../provider/api/calls/credentials";
import type { Config } from "../../../provider/api/configuration/config";

const limits = { maxCallsPerSecond: 10, readTimeout: 1_000 };

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "home-"));
  vi.stubEnv("HOME", home);
  for (const name of Object.keys(process.env)) if (name.startsWith("ALIBABA_CLOUD_")) vi.stubEnv(name, undefined);
  vi.stubEnv("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

function writeProfiles(text: string): void {
  mkdirSync(join(home, ".aliyun"));
  writeFileSync(join(home, ".aliyun", "config.json"), text);
}

const profiles = JSON.stringify({
  current: "default",
  profiles: [
    { name: "default", mode: "AK", access_key_id: "default-id", access_key_secret: "default-secret" },
    {
      name: "work",
      mode: "StsToken",
      access_key_id: "work-id",
      access_key_secret: "work-secret",
      sts_token: "work-token",
    },
  ],
});

const find = (config: Partial<Config>) => new Credentials({ ...limits, ...config }).getCredentials();

describe("Credentials", () => {
  test("those of the configuration come first", async () => {
    writeProfiles(profiles);
    vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_ID", "env-id");
    vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "env-secret");
    const keys = { accessKeyId: "id", accessKeySecret: "secret" };
    expect(await find({ ...keys, profile: "work" })).toMatchObject(keys);
    expect(await find({ ...keys, securityToken: "token" })).toMatchObject({
      ...keys,
      securityToken: "token",
    });
  });

  test("then the profile, then the environment, then the current profile", async () => {
    writeProfiles(profiles);
    expect(await find({})).toMatchObject({ accessKeyId: "default-id" });
    vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_ID", "env-id");
    vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "env-secret");
    expect(await find({ profile: "work" })).toMatchObject({
      accessKeyId: "work-id",
      securityToken: "work-token",
    });
    expect(await find({})).toMatchObject({ accessKeyId: "env-id" });
  });

  test("callers at the same time all get what the chain finds at a later link", async () => {
    writeProfiles(profiles);
    const credentials = new Credentials(limits);
    const found = await Promise.all([1, 2, 3].map(() => credentials.getCredentials()));
    expect(found.map(({ accessKeyId }) => accessKeyId)).toEqual(["default-id", "default-id", "default-id"]);
    expect([...credentials.secrets]).toEqual(["default-secret"]);
  });

  test("none: an error that names the ways to set them", async () => {
    const error = await find({}).catch((error: unknown) => error);
    expect(error).toMatchObject({
      code: "NoCredentials",
      advice: expect.stringMatching(/alicloud-soar:accessKeyId.*alicloud-soar:profile.*ALIBABA_CLOUD_ACCESS_KEY_ID/),
    });
  });

  test("a failure is not remembered", async () => {
    const credentials = new Credentials(limits);
    await expect(credentials.getCredentials()).rejects.toThrow("no credentials were found");
    writeProfiles(profiles);
    expect(await credentials.getCredentials()).toMatchObject({ accessKeyId: "default-id" });
  });

  test("an unknown profile is named", async () => {
    writeProfiles(profiles);
    await expect(find({ profile: "home" })).rejects.toThrow("'home'");
  });

  test("a damaged profile file is not shown", async () => {
    writeProfiles(`{"profiles":[{"access_key_secret":"default-secret"`);
    const error = await find({ profile: "default" }).catch((error: unknown) => error);
    expect(String(error)).toContain("config.json");
    expect(String(error)).not.toContain("default-secret");
  });

  test("a role that cannot be assumed is named, without the secret of who tried", async () => {
    // The host becomes sts.<region>.aliyuncs.com: this one is a closed port of this machine.
    vi.stubEnv("ALIBABA_CLOUD_STS_REGION", "@127.0.0.1:1/");
    const roleArn = "acs:ram::1234567890123456:role/deployer";
    const error = await find({ accessKeyId: "id", accessKeySecret: "hush-hush", roleArn }).catch((error) => error);
    expect(error).toMatchObject({ code: "AssumeRoleFailed" });
    expect(error.message).toContain(roleArn);
    expect(`${error.message}${error.stack}`).not.toContain("hush-hush");
  });
});
