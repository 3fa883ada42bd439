import { describe, expect, test } from "vitest";
import { readConfig } from "../../provider/api/configuration/config";
import { ARN, credentialsOf, homeWith, PROFILES, profiles } from "../support/credentials";
import { cannedHost, cannedServer } from "./canned-server";

const temporary = (name: string) => ({
  AccessKeyId: `STS.${name}`,
  AccessKeySecret: `${name}-secret`,
  SecurityToken: `${name}-token`,
  Expiration: "2026-01-01T01:00:00Z",
});

const env = (family: "ALICLOUD" | "ALIBABA_CLOUD" | "ALIBABACLOUD") => {
  const [id, secret] = family === "ALICLOUD" ? ["ACCESS_KEY", "SECRET_KEY"] : ["ACCESS_KEY_ID", "ACCESS_KEY_SECRET"];
  return { [`${family}_${id}`]: `${family}-id`, [`${family}_${secret}`]: `${family}-secret` };
};

const alicloudKey = { "alicloud:accessKey": "alicloud-id", "alicloud:secretKey": "alicloud-secret" };

const filled = [
  { name: "default", mode: "AK", access_key_id: "default-id", access_key_secret: "default-secret" },
  { name: "work", mode: "AK", access_key_id: "work-id", access_key_secret: "work-secret" },
];

interface Case {
  readonly config?: Record<string, string>;
  readonly env?: NodeJS.ProcessEnv;
  readonly finds: string;
}

describe("whose key is used", () => {
  test.each<[string, Case]>([
    ["alicloud:accessKey", { config: alicloudKey, env: env("ALICLOUD"), finds: "alicloud-id" }],
    ["ALICLOUD_ACCESS_KEY", { env: { ...env("ALICLOUD"), ...env("ALIBABA_CLOUD") }, finds: "ALICLOUD-id" }],
    [
      "ALIBABA_CLOUD_ACCESS_KEY_ID",
      { env: { ...env("ALIBABA_CLOUD"), ...env("ALIBABACLOUD") }, finds: "ALIBABA_CLOUD-id" },
    ],
    ["ALIBABACLOUD_ACCESS_KEY_ID", { env: env("ALIBABACLOUD"), finds: "ALIBABACLOUD-id" }],
    [
      "a key before alicloud:profile",
      { config: { "alicloud:profile": "work" }, env: env("ALICLOUD"), finds: "ALICLOUD-id" },
    ],
    ["alicloud:profile", { config: { "alicloud:profile": "work" }, finds: "work-id" }],
    ["ALICLOUD_PROFILE", { env: { ALICLOUD_PROFILE: "work" }, finds: "work-id" }],
    ["ALIBABA_CLOUD_PROFILE", { env: { ALIBABA_CLOUD_PROFILE: "work" }, finds: "work-id" }],
    ["ALIBABACLOUD_PROFILE", { env: { ALIBABACLOUD_PROFILE: "work" }, finds: "work-id" }],
    [
      "a profile of ours before the environment",
      { config: { "alicloud-soar:profile": "work" }, env: env("ALICLOUD"), finds: "work-id" },
    ],
    [
      "a profile of ours before alicloud:accessKey",
      { config: { ...alicloudKey, "alicloud-soar:profile": "work" }, finds: "work-id" },
    ],
    ["the profile that is current", { finds: "default-id" }],
    [
      "a line feed after a value",
      { env: { ALICLOUD_ACCESS_KEY: "id\n", ALICLOUD_SECRET_KEY: " secret \r\n" }, finds: "id" },
    ],
    [
      "a blank variable hides no good one",
      { env: { ALICLOUD_ACCESS_KEY: " ", ALICLOUD_SECRET_KEY: "", ...env("ALIBABACLOUD") }, finds: "ALIBABACLOUD-id" },
    ],
    [
      "a blank variable before a profile",
      { env: { ALICLOUD_PROFILE: "\n", ALIBABA_CLOUD_PROFILE: "work\n" }, finds: "work-id" },
    ],
  ])("%s", async (_what, { config = {}, env, finds }) => {
    homeWith({ [PROFILES]: profiles(...filled) });
    const { accessKeyId, accessKeySecret } = await credentialsOf(config, env).getCredentials();
    expect(accessKeyId).toBe(finds);
    expect(accessKeySecret).toBe(finds === "id" ? "secret" : finds.replace(/id$/, "secret"));
  });

  test.each(["alicloud:sharedCredentialsFile", "ALICLOUD_SHARED_CREDENTIALS_FILE", "ALIBABA_CLOUD_CREDENTIALS_FILE"])(
    "of the profile in the file that %s names",
    async (name) => {
      const home = homeWith({ "team.json": profiles(...filled) });
      const values = { [name]: `${home}/team.json`, "alicloud:profile": "work" };
      expect(await credentialsOf(values, values).getCredentials()).toMatchObject({ accessKeyId: "work-id" });
      expect(
        await credentialsOf({ ...values, [name]: "~/team.json" }, { [name]: "~/team.json" }).getCredentials(),
      ).toMatchObject({
        accessKeyId: "work-id",
      });
    },
  );

  test.each(["alicloud:credentialsUri", "ALICLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_CREDENTIALS_URI"])(
    "of the URL in %s",
    async (name) => {
      homeWith();
      const { url } = await cannedServer({ body: { Code: "Success", ...temporary("uri") } });
      const values = { [name]: `${url}/keys` };
      expect(await credentialsOf(values, values).getCredentials()).toMatchObject({
        accessKeyId: "STS.uri",
        securityToken: "uri-token",
      });
    },
  );

  test.each(["alicloud:ecsRoleName", "ALICLOUD_ECS_ROLE_NAME", "ALIBABA_CLOUD_ECS_METADATA"])(
    "of the instance whose role is in %s",
    async (name) => {
      homeWith({ [PROFILES]: profiles(...filled) });
      const { received } = await cannedHost(
        "100.100.100.200",
        { body: "t" },
        { body: { Code: "Success", ...temporary("ecs") } },
      );
      const values = { [name]: "deployer" };
      expect(await credentialsOf(values, values).getCredentials()).toMatchObject({ accessKeyId: "STS.ecs" });
      expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual([
        "PUT /latest/api/token",
        "GET /latest/meta-data/ram/security-credentials/deployer",
      ]);
      expect(received[1]?.headers).toMatchObject({ "x-aliyun-ecs-metadata-token": "t" });
    },
  );

  test("of the instance's role where nothing else is set up, by the older metadata too", async () => {
    homeWith({ [PROFILES]: { current: "default", profiles: [{ name: "default", mode: "AK", language: "en" }] } });
    const { received } = await cannedHost(
      "100.100.100.200",
      { status: 404 },
      { body: "deployer\n" },
      {
        body: { Code: "Success", ...temporary("ecs") },
      },
    );
    const credentials = credentialsOf({}, { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" });
    expect(await credentials.getCredentials()).toMatchObject({ accessKeyId: "STS.ecs" });
    expect(received.map(({ url }) => url).slice(1)).toEqual([
      "/latest/meta-data/ram/security-credentials/",
      "/latest/meta-data/ram/security-credentials/deployer",
    ]);
  });
});

test("variables of a pod that are not complete do not matter where a key is set", () => {
  const pod = { ALIBABA_CLOUD_OIDC_TOKEN_FILE: "/token" };
  expect(readConfig(() => undefined, { ...pod, ...env("ALIBABA_CLOUD") })).toMatchObject({
    accessKeyId: "ALIBABA_CLOUD-id",
  });
});

describe("what is assumed", () => {
  const block = {
    roleArn: ARN,
    sessionName: "nightly",
    sessionExpiration: 900,
    externalId: "x-1",
    policy: '{"Version":"1"}',
  };

  test("the role of alicloud:assumeRole, with the key of alicloud:accessKey", async () => {
    homeWith();
    const { url, received } = await cannedServer({ body: { Credentials: temporary("role") } });
    const config = { ...alicloudKey, "alicloud:assumeRole": JSON.stringify(block), "alicloud-soar:stsEndpoint": url };
    expect(await credentialsOf(config).getCredentials()).toMatchObject({ accessKeyId: "STS.role" });
    const [request] = received;
    expect(request?.headers.authorization).toContain("Credential=alicloud-id");
    expect(Object.fromEntries(new URL(request?.url ?? "", url).searchParams)).toEqual({
      RoleArn: ARN,
      RoleSessionName: "nightly",
      DurationSeconds: "900",
      ExternalId: "x-1",
      Policy: '{"Version":"1"}',
    });
  });

  test("the role of our own keys, and nothing of alicloud:assumeRole with it", async () => {
    homeWith();
    const { url, received } = await cannedServer({ body: { Credentials: temporary("role") } });
    const own = {
      roleArn: ARN.replace("deployer", "ours"),
      roleSessionName: "ci",
      roleDurationSeconds: "1800",
      roleExternalId: "y",
    };
    const ours = Object.fromEntries(Object.entries(own).map(([key, value]) => [`alicloud-soar:${key}`, value]));
    const config = {
      ...alicloudKey,
      "alicloud:assumeRole": JSON.stringify(block),
      "alicloud-soar:stsEndpoint": url,
      ...ours,
    };
    await credentialsOf(config).getCredentials();
    expect(Object.fromEntries(new URL(received[0]?.url ?? "", url).searchParams)).toEqual({
      RoleArn: own.roleArn,
      RoleSessionName: "ci",
      DurationSeconds: "1800",
      ExternalId: "y",
    });
  });

  test("a session name of the environment counts for a role only", () => {
    const env = { ALIBABA_CLOUD_ROLE_SESSION_NAME: "system:serviceaccount:ci" };
    expect(readConfig(() => undefined, env).roleSessionName).toBeUndefined();
    const values: Record<string, string> = { "alicloud-soar:roleArn": ARN };
    expect(() => readConfig((key) => values[key], env)).toThrow(/^ALIBABA_CLOUD_ROLE_SESSION_NAME: /);
  });

  test("no role of alicloud:assumeRole with keys of ours", () => {
    const ours = { "alicloud-soar:accessKeyId": "id", "alicloud-soar:accessKeySecret": "secret" };
    const read = (values: Record<string, string>) => readConfig((key) => values[key], {});
    expect(read({ ...ours, "alicloud:assumeRole": JSON.stringify(block) }).roleArn).toBeUndefined();
  });

  test.each<[string, (file: string) => { config?: Record<string, string>; env?: NodeJS.ProcessEnv }]>([
    [
      "alicloud:assumeRoleWithOidc",
      (oidcTokenFile) => ({
        config: {
          "alicloud:assumeRoleWithOidc": JSON.stringify({
            oidcProviderArn: "acs:ram::1:oidc-provider/k8s",
            oidcTokenFile,
            roleArn: ARN,
          }),
        },
      }),
    ],
    [
      "alicloud:assumeRoleWithOidc with the token itself",
      () => ({
        config: {
          "alicloud:assumeRoleWithOidc": JSON.stringify({
            oidcProviderArn: "acs:ram::1:oidc-provider/k8s",
            oidcToken: "jwt",
            roleArn: ARN,
          }),
        },
      }),
    ],
    [
      "the variables of a pod",
      (file) => ({
        env: {
          ALIBABA_CLOUD_ROLE_ARN: ARN,
          ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::1:oidc-provider/k8s",
          ALIBABA_CLOUD_OIDC_TOKEN_FILE: file,
        },
      }),
    ],
  ])("a role with an OpenID Connect token: %s", async (_what, setUp) => {
    const home = homeWith({ token: "jwt\n", [PROFILES]: profiles(...filled) });
    const { url, received } = await cannedServer({ body: { Credentials: temporary("oidc") } });
    const { config, env } = setUp(`${home}/token`);
    const credentials = credentialsOf({ ...config, "alicloud-soar:stsEndpoint": url }, env);
    expect(await credentials.getCredentials()).toMatchObject({ accessKeyId: "STS.oidc" });
    const [request] = received;
    expect(request?.headers).toMatchObject({ "x-acs-action": "AssumeRoleWithOIDC" });
    expect(request?.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URL(request?.url ?? "", url).searchParams)).toMatchObject({
      OIDCProviderArn: "acs:ram::1:oidc-provider/k8s",
      OIDCToken: "jwt",
      RoleArn: ARN,
    });
  });
});
