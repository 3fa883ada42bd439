import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../provider/api/calls/clock";
import { readConfig } from "../../provider/api/configuration/config";
import { createContext } from "../../provider/api/context";
import { Credentials } from "../../provider/api/credentials/credentials";
import { listAutomateResponseConfigs } from "../../provider/api/operations/ListAutomateResponseConfigs";
import { ARN, credentialsOf, errorOf, homeWith, PROFILES, profiles, session } from "../support/credentials";
import { failureOf, localEmulator } from "../support/emulated";
import { SimulatedClock } from "../support/simulated-clock";
import { bareServer, type CannedAnswer, cannedHost, cannedServer } from "./canned-server";

const work = { "alicloud-soar:profile": "work" };

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
    expect(error.advice).toContain("An explicit Provider takes nothing from the stack: give it accessKeyId and");
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

  test.each([
    ["of the region", {}, "sts.ap-southeast-5.aliyuncs.com"],
    ["that a profile names", { sts_region: "eu-central-1" }, "sts.eu-central-1.aliyuncs.com"],
  ])("STS is asked at the host %s", async (_what, fields, host) => {
    const keys = { access_key_id: "id", access_key_secret: "hush" };
    homeWith({ [PROFILES]: profiles({ name: "work", mode: "RamRoleArn", ram_role_arn: ARN, ...keys, ...fields }) });
    // Found, but with the certificate of another host.
    await cannedHost(host, { body: {} });
    const error = await errorOf({ ...work, "alicloud-soar:region": "ap-southeast-5" });
    expect(error.message).toContain("ERR_TLS_CERT_ALTNAME_INVALID");
    expect(error.advice).toContain(`No TLS connection to ${host}`);
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

test("what a source gave is hidden where the service repeats it", async () => {
  homeWith();
  const source = await cannedServer({ body: session });
  const service = await cannedServer({
    status: 400,
    body: { Code: "Invalid", Message: `${session.SecurityToken} ${session.AccessKeySecret}` },
  });
  const values: Record<string, string> = {
    "alicloud:region": "cn-hangzhou",
    "alicloud:credentialsUri": source.url,
    "alicloud-soar:cloudSiemEndpoint": service.url,
  };
  const context = createContext({ config: readConfig((key) => values[key], {}), clock: new SimulatedClock() });
  const error = await failureOf(context.call(listAutomateResponseConfigs, { CurrentPage: 1, PageSize: 1 }));
  expect(String(error)).toContain("[hidden] [hidden]");
  expect(inspect(error, { depth: null, showHidden: true, maxStringLength: null })).not.toMatch(/hush/);
});
