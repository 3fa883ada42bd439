import { readFileSync, writeFileSync } from "node:fs";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../provider/api/calls/clock";
import { readConfig } from "../../provider/api/configuration/config";
import { createContext } from "../../provider/api/context";
import { Credentials } from "../../provider/api/credentials/credentials";
import { listAutomateResponseConfigs } from "../../provider/api/operations/ListAutomateResponseConfigs";
import { credentialsOf, homeWith, PROFILES, profiles } from "../support/credentials";
import { failureOf, localEmulator } from "../support/emulated";
import { SimulatedClock } from "../support/simulated-clock";
import { bareServer, type CannedAnswer, cannedHost, cannedServer } from "./canned-server";

const ARN = "acs:ram::1234567890123456:role/deployer";
const session = {
  AccessKeyId: "STS.found",
  AccessKeySecret: "hush-secret",
  SecurityToken: "hush-token",
  Expiration: "2026-01-01T01:00:00Z",
};

/** The error of a look-up in which nothing shows a secret. */
async function errorOf(values: Record<string, string>, env: NodeJS.ProcessEnv = {}) {
  const error = await failureOf(credentialsOf(values, env).getCredentials());
  expect(inspect(error, { depth: null, showHidden: true, maxStringLength: null })).not.toMatch(/hush/);
  return error as Error & { readonly advice: string; readonly code: string; readonly meaning: string };
}

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

describe("another source", () => {
  const uri = (url: string) => ({ "alicloud:credentialsUri": `${url}/keys?token=hush` });

  test.each<[string, CannedAnswer | undefined, string, string]>([
    ["answers with 404", { status: 404, body: "hush" }, "answered with HTTP 404", "refused"],
    ["is broken down", { status: 503, body: "hush" }, "answered with HTTP 503", "unsent"],
    ["asks for patience", { status: 429, body: "hush" }, "answered with HTTP 429", "throttled"],
    ["does not answer", undefined, "cannot be reached (ECONNRESET)", "unsent"],
    ["answers with HTML", { body: "<html>hush</html>" }, "something that is no JSON object", "refused"],
    [
      "leaves the secret out",
      { body: { ...session, AccessKeySecret: "" } },
      "no access key id or no secret",
      "refused",
    ],
    ["leaves the token out", { body: { ...session, SecurityToken: undefined } }, "no security token", "refused"],
  ])("a credentials URI %s", async (_what, answer, message, meaning) => {
    homeWith();
    const error = await errorOf(uri((await cannedServer(answer)).url));
    expect(error.message).toContain("from the credentials URI (alicloud:credentialsUri)");
    expect(error.message).toContain(message);
    expect(error.meaning).toBe(meaning);
  });

  test("a credentials URI that is silent is given up after ten seconds", async () => {
    homeWith();
    const clock = new SimulatedClock();
    const url = await bareServer(() => clock.advance(10_000));
    const error = await failureOf(credentialsOf(uri(url), {}, clock).getCredentials());
    expect(error).toMatchObject({ message: expect.stringContaining("no answer within 10 s"), meaning: "unsent" });
  });

  test("a machine without a role", async () => {
    homeWith();
    await cannedHost("100.100.100.200", { body: "t" }, { status: 404, body: "<html>" });
    const { message } = await errorOf({}, { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "" });
    expect(message).toContain("this instance has no RAM role");
    expect(message).toMatch(/\.aliyun\/config\.json: no such file/);
  });

  test("a machine whose metadata is broken down is asked again", async () => {
    homeWith();
    await cannedHost("100.100.100.200", { body: "t" }, { status: 503 });
    const { message, meaning } = await errorOf({}, { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "" });
    expect([message, meaning]).toEqual([
      expect.stringContaining("the instance metadata answered with HTTP 503"),
      "unsent",
    ]);
  });

  test("a machine that is no instance is not asked again", async () => {
    homeWith();
    await cannedHost("100.100.100.200", undefined);
    const { message, meaning } = await errorOf({}, { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "" });
    expect([message, meaning]).toEqual([expect.stringContaining("the instance metadata cannot be reached"), "refused"]);
  });

  test("a role that the machine does not have", async () => {
    homeWith();
    await cannedHost("100.100.100.200", { body: "t" }, { status: 404, body: "<html>" });
    const error = await errorOf({ "alicloud:ecsRoleName": "deployer" });
    expect(error.message).toContain('the RAM role "deployer" of the instance (alicloud:ecsRoleName)');
    expect(error.advice).toContain("Attach the RAM role deployer");
  });

  test("metadata without tokens, where these are required", async () => {
    homeWith();
    await cannedHost("100.100.100.200", { status: 404 });
    const { message } = await errorOf({ "alicloud:ecsRoleName": "x" }, { ALIBABA_CLOUD_IMDSV1_DISABLED: "true" });
    expect(message).toContain("the instance metadata gave no token (HTTP 404)");
  });

  test("none: what was looked at, and the ways to set one up", async () => {
    homeWith();
    const error = await errorOf({});
    expect(error.message).toMatch(
      /no credentials were found: nothing is set up \(.*config\.json: no such file; .*ALIBABA_CLOUD_ECS_METADATA_DISABLED is set/,
    );
    expect(error.advice).toMatch(/alicloud-soar:accessKeyId.*alicloud-soar:profile.*ALIBABA_CLOUD_ACCESS_KEY_ID/);
  });

  test("a failure is not kept", async () => {
    const home = homeWith();
    const config = readConfig(() => undefined, { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" });
    const credentials = new Credentials(config, systemClock);
    await expect(credentials.getCredentials()).rejects.toThrow("no credentials were found");
    homeWith({ [PROFILES]: profiles({ name: "a", access_key_id: "id", access_key_secret: "s" }) });
    expect(home).toBeDefined();
    expect(await credentials.getCredentials()).toMatchObject({ accessKeyId: "id" });
  });
});

describe("STS refuses: the advice follows the cause", () => {
  test.each([
    [403, "NoPermission", "Let the role trust this identity"],
    [404, "EntityNotExist.Role", "There is no such role"],
    [404, "InvalidAccessKeyId.NotFound", "The credentials are those of alicloud:accessKey."],
    [400, "SignatureDoesNotMatch", "The access key secret does not belong"],
    [400, "InvalidTimeStamp.Expired", "The clock of this machine"],
    [400, "InvalidParameter.DurationSeconds", "longer than the role allows"],
    [400, "InvalidParameter.RoleSessionName", "STS does not take this value"],
  ])("HTTP %i %s", async (status, Code, advice) => {
    homeWith();
    const { url } = await cannedServer({
      status,
      headers: { "content-type": "application/json" },
      body: { Code, Message: "no, hush-secret", RequestId: "R-1" },
    });
    const keys = { "alicloud:accessKey": "id", "alicloud:secretKey": "hush-secret" };
    const error = await errorOf({ ...keys, "alicloud-soar:roleArn": ARN, "alicloud-soar:stsEndpoint": url });
    expect(error.code).toBe("AssumeRoleFailed");
    expect(error.message).toBe(`the role ${ARN} could not be assumed (${Code}, HTTP ${status}, request id R-1)`);
    expect(error.advice).toContain(advice);
  });

  test("the service refuses a key: whose it is, is said", async () => {
    homeWith();
    const emulator = await localEmulator();
    const context = (env: NodeJS.ProcessEnv) => {
      const config = readConfig((key) => (key === "alicloud-soar:cloudSiemEndpoint" ? emulator.url : undefined), env);
      return createContext({ config: { ...config, region: "cn-hangzhou" }, clock: new SimulatedClock() });
    };
    const page = { CurrentPage: 1, PageSize: 1 };
    const unknown = { ALICLOUD_ACCESS_KEY: "another", ALICLOUD_SECRET_KEY: "hush" };
    const refused = await failureOf(context(unknown).call(listAutomateResponseConfigs, page));
    expect(String(refused)).toContain("The credentials are those of ALICLOUD_ACCESS_KEY.");
    const mixed = { ALIBABACLOUD_ACCESS_KEY_ID: emulator.accessKeyId, ALIBABACLOUD_ACCESS_KEY_SECRET: "hush" };
    const wrong = await failureOf(context(mixed).call(listAutomateResponseConfigs, page));
    expect(String(wrong)).toContain("The credentials are those of ALIBABACLOUD_ACCESS_KEY_ID.");
  });

  test("a token that has expired", async () => {
    const home = homeWith({ token: "hush-jwt" });
    const { url } = await cannedServer({
      status: 400,
      headers: { "content-type": "application/json" },
      body: { Code: "AuthenticationFail.OIDCToken.Expired" },
    });
    const env = {
      ALIBABA_CLOUD_ROLE_ARN: ARN,
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "p",
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: `${home}/token`,
    };
    const error = await errorOf({ "alicloud-soar:stsEndpoint": url }, env);
    expect(error.message).toContain(
      `from the OpenID Connect token ${home}/token: the role ${ARN} could not be assumed`,
    );
    expect(error.advice).toContain("has expired");
  });

  test("unreachable: the host is named, and nothing of the request", async () => {
    homeWith();
    const keys = { "alicloud:accessKey": "the-key-id", "alicloud:secretKey": "hush-secret" };
    const error = await errorOf({
      ...keys,
      "alicloud-soar:roleArn": ARN,
      "alicloud-soar:stsEndpoint": "http://127.0.0.1:1",
    });
    expect(error.message).toContain("(ECONNREFUSED)");
    expect(error.advice).toContain("127.0.0.1:1 cannot be reached");
    expect(inspect(error)).not.toMatch(/the-key-id|Signature/);
  });
});
