import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ARN, credentialsOf, errorOf, homeWith, PROFILES, profiles, session } from "../support/credentials";
import { cannedHost, cannedServer } from "./canned-server";

const work = { "alicloud-soar:profile": "work" };

/** The error of the profile "work" with these fields. */
async function errorOfProfile(fields: object) {
  homeWith({ [PROFILES]: profiles({ name: "work", ...fields }) });
  return errorOf(work);
}

describe("the file of profiles", () => {
  const filled = { name: "work", mode: "AK", access_key_id: "id", access_key_secret: "hush-secret" };

  test.each([
    ["with a byte order mark", `\uFEFF${JSON.stringify(profiles(filled))}`],
    ["in UTF-16, as PowerShell writes it", Buffer.from(`\uFEFF${JSON.stringify(profiles(filled))}`, "utf16le")],
    [
      "as INI text",
      "[default]\ntype = access_key\n\n[work] ; ours\ntype = access_key\naccess_key_id=id\naccess_key_secret = hush-secret\n",
    ],
  ])("is read %s", async (_what, content) => {
    const home = homeWith({ [PROFILES]: "" });
    writeFileSync(`${home}/${PROFILES}`, content);
    expect(await credentialsOf(work).getCredentials()).toMatchObject({
      accessKeyId: "id",
      accessKeySecret: "hush-secret",
    });
  });

  test.each<[string, string | undefined, RegExp]>([
    [
      "that is not there",
      undefined,
      /from the profile "work" of .*config\.json \(alicloud-soar:profile\): there is no such file/,
    ],
    ["with comments", `{ // hush\n "profiles": [] }`, /config\.json is not valid JSON/],
    ["that is damaged", `{"profiles":[{"access_key_secret":"hush-secret"`, /is not valid JSON/],
    [
      "without the profile",
      JSON.stringify(profiles({ ...filled, name: "prod" }, { ...filled, name: "test" })),
      /there is no profile "work" in .*; it has "prod", "test"/,
    ],
  ])("%s", async (_what, content, message) => {
    homeWith(content === undefined ? {} : { [PROFILES]: content });
    expect((await errorOf(work)).message).toMatch(message);
  });

  test("whoever named the profile is named", async () => {
    homeWith({ [PROFILES]: profiles(filled) });
    const { message } = await errorOf({}, { ALIBABA_CLOUD_PROFILE: "wrok" });
    expect(message).toMatch(/the profile "wrok" of .* \(ALIBABA_CLOUD_PROFILE\): there is no profile "wrok"/);
  });

  test("no other source is asked when the current profile does not work", async () => {
    homeWith({ [PROFILES]: profiles({ name: "work", mode: "RsaKeyPair", key_pair_name: "k" }) });
    const { received } = await cannedHost("100.100.100.200", { body: session });
    const { message } = await errorOf({}, { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "" });
    expect(message).toContain('its mode "RsaKeyPair" is not supported');
    expect(received).toEqual([]);
  });
});

test("a profile that a file chooses and does not have is told, and nobody else is asked", async () => {
  homeWith({
    [PROFILES]: { current: "prod", profiles: [{ name: "test", access_key_id: "id", access_key_secret: "s" }] },
  });
  const { received } = await cannedHost("100.100.100.200", { body: session });
  const { message } = await errorOf({}, { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "" });
  expect(message).toContain('there is no profile "prod"');
  expect(received).toEqual([]);
});

describe("a profile", () => {
  test.each([
    [
      { mode: "AK", access_key_id: "id" },
      "its access_key_secret is empty (mode AK)",
      "aliyun configure --profile work --mode AK",
    ],
    [{ mode: "StsToken", access_key_id: "id", access_key_secret: "hush" }, "its sts_token is empty", "--mode StsToken"],
    [
      { mode: "RamRoleArn", access_key_id: "id", access_key_secret: "hush" },
      "its ram_role_arn is empty",
      "--mode RamRoleArn",
    ],
    [
      { mode: "BearerToken", bearer_token: "hush" },
      'its mode "BearerToken" is not supported',
      "It is one of AK, StsToken",
    ],
    [{ mode: "OIDC", oidc_token_file: "/t", ram_role_arn: ARN }, "its oidc_provider_arn is empty", "--mode OIDC"],
    [
      { mode: "OIDC", oidc_token_file: "/no/token", oidc_provider_arn: "p", ram_role_arn: ARN },
      "the OpenID Connect token /no/token cannot be read (ENOENT)",
      "",
    ],
    [
      { mode: "CloudSSO", access_token: "hush", cloud_sso_access_token_expire: 1 },
      "its CloudSSO sign-in has expired",
      "aliyun configure --profile work --mode CloudSSO",
    ],
    [{ mode: "ChainableRamRoleArn", source_profile: "work", ram_role_arn: ARN }, 'there is no profile "work"', ""],
    [
      { mode: "RamRoleArn", access_key_id: "id", access_key_secret: "hush", ram_role_arn: ARN, sts_endpoint: "a b" },
      "stsEndpoint is neither a host nor a URL",
      "",
    ],
    [
      {
        mode: "CloudSSO",
        access_token: "hush",
        cloud_sso_access_token_expire: 4e9,
        cloud_sso_sign_in_url: "hush",
        cloud_sso_account_id: "1",
        cloud_sso_access_config: "a",
      },
      "CloudSSO cannot be reached (ERR_INVALID_URL)",
      "",
    ],
    [{ mode: "OAuth", oauth_site_type: "EU" }, "its oauth_site_type is neither CN nor INTL", ""],
    [
      { mode: "External", process_command: "/no/such/program --hush" },
      "its command cannot be run (ENOENT)",
      "process_command",
    ],
    [
      { mode: "External", process_command: `'${process.execPath}' -e "process.exit(3)"` },
      "its command ended with exit code 3",
      "by hand",
    ],
    [
      {
        mode: "External",
        process_command: `'${process.execPath}' -p "'signing in as hush' + String.fromCharCode(10) + '{}'"`,
      },
      "does not print a JSON object alone: there is a line before or after",
      "standard error",
    ],
  ])("%o", async (fields, message, advice) => {
    const error = await errorOfProfile(fields);
    expect(error.code).toBe("NoCredentials");
    expect(error.message).toContain(message);
    expect(error.message).toContain('the profile "work" of');
    expect(error.advice).toContain(advice);
  });

  test("External: the object that its command prints is a profile", async () => {
    const printed = { mode: "StsToken", access_key_id: "STS.ext", access_key_secret: "s", sts_token: "t" };
    const home = homeWith({ "keys.json": printed });
    const command = `"${process.execPath}" -p "fs.readFileSync('${home}/keys.json', 'utf8')"`;
    writeFileSync(
      `${home}/config.json`,
      JSON.stringify(profiles({ name: "work", mode: "External", process_command: command })),
    );
    const file = { "alicloud-soar:sharedCredentialsFile": `${home}/config.json` };
    const before = readFileSync(`${home}/config.json`, "utf8");
    expect(await credentialsOf(file).getCredentials()).toMatchObject({ accessKeyId: "STS.ext", securityToken: "t" });
    expect(readFileSync(`${home}/config.json`, "utf8")).toBe(before);
  });

  test("CloudSSO: the sign-in is exchanged", async () => {
    const { url, received } = await cannedServer({ body: { CloudCredential: session } });
    const fields = {
      cloud_sso_sign_in_url: `${url}/start/login`,
      access_token: "hush-access",
      cloud_sso_access_token_expire: 4e9,
    };
    const chosen = { cloud_sso_account_id: "1234", cloud_sso_access_config: "ac-1" };
    homeWith({ [PROFILES]: profiles({ name: "work", mode: "CloudSSO", ...fields, ...chosen }) });
    expect(await credentialsOf(work).getCredentials()).toMatchObject({ accessKeyId: "STS.found" });
    const [request] = received;
    expect(request).toMatchObject({ method: "POST", url: "/cloud-credentials" });
    expect(JSON.parse(request?.body ?? "")).toEqual({ AccountId: "1234", AccessConfigurationId: "ac-1" });
    expect(request?.headers.authorization).toBe("Bearer hush-access");
  });

  test("CloudSSO: a sign-in that is not accepted", async () => {
    const { url } = await cannedServer({ status: 401, body: { error: "hush-access" } });
    const fields = { cloud_sso_sign_in_url: url, access_token: "hush-access", cloud_sso_access_token_expire: 4e9 };
    const error = await errorOfProfile({
      mode: "CloudSSO",
      ...fields,
      cloud_sso_account_id: "1",
      cloud_sso_access_config: "ac",
    });
    expect(error.message).toContain("CloudSSO answered with HTTP 401");
    expect(error.advice).toContain("Sign in again");
    expect(error.meaning).toBe("refused");
  });

  test("OAuth: new tokens are written where the old ones were, and nothing else", async () => {
    const tokens = { oauth_refresh_token: "hush-old", oauth_access_token: "hush-x", oauth_access_token_expire: 1 };
    const other = {
      name: "other",
      mode: "AK",
      access_key_id: "id",
      access_key_secret: "hush",
      region_id: "cn-hangzhou",
    };
    const home = homeWith({
      [PROFILES]: profiles({ name: "work", mode: "OAuth", oauth_site_type: "CN", ...tokens }, other),
    });
    const { received } = await cannedHost(
      "oauth.aliyun.com",
      { body: { access_token: "hush-new", refresh_token: "hush-next", expires_in: 3600 } },
      {
        body: {
          accessKeyId: "STS.oauth",
          accessKeySecret: "s",
          securityToken: "t",
          expiration: "2026-01-01T01:00:00Z",
        },
      },
    );
    expect(await credentialsOf(work).getCredentials()).toMatchObject({ accessKeyId: "STS.oauth", securityToken: "t" });
    expect(received.map(({ url }) => url)).toEqual(["/v1/token", "/v1/exchange"]);
    expect(received[0]?.body).toContain("refresh_token=hush-old");
    expect(received[1]?.headers.authorization).toBe("Bearer hush-new");
    const written = JSON.parse(readFileSync(`${home}/${PROFILES}`, "utf8"));
    expect(written).toMatchObject({
      current: "work",
      profiles: [{ name: "work", oauth_refresh_token: "hush-next", oauth_access_token: "hush-new" }, other],
    });
  });
});

test("OAuth: tokens that cannot be written are an error, not a sign-in that is lost", async () => {
  const tokens = { oauth_refresh_token: "hush-old", oauth_access_token: "hush-x", oauth_access_token_expire: 1 };
  homeWith({
    [PROFILES]: profiles({ name: "work", mode: "OAuth", oauth_site_type: "INTL", ...tokens }),
    [`${PROFILES}.${process.pid}/taken`]: "",
  });
  await cannedHost("oauth.alibabacloud.com", { body: { access_token: "hush-new", refresh_token: "hush-next" } });
  const error = await errorOf(work);
  expect(error.message).toMatch(/its new tokens cannot be written to .*config\.json \(EISDIR\)/);
  expect(error.advice).toContain("Sign in again");
});
