import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { listAutomateResponseConfigs } from "../../provider/api/operations/ListAutomateResponseConfigs";
import { postAutomateResponseConfig } from "../../provider/api/operations/PostAutomateResponseConfig";
import { credentialsOf, homeWith, PROFILES, profiles } from "../support/credentials";
import { emulated, failureOf } from "../support/emulated";
import { SimulatedClock } from "../support/simulated-clock";
import { type CannedAnswer, cannedServer } from "./canned-server";

const own = {
  accessKeyId: "own-id",
  accessKeySecret: "hush-secret-hush",
  securityToken: "CAIS+hush/token==",
};
const assumed = {
  accessKeyId: "STS.assumed",
  accessKeySecret: "assumed-secret",
  securityToken: "assumed-token",
};
const roleArn = "acs:ram::1234567890123456:role/deployer";
const rule = { RuleName: "a", AutoResponseType: "alert" };
const page = { CurrentPage: 1, PageSize: 1 };

/** The time at which the clock of a test starts. */
const START = new SimulatedClock().now();

/** A session that starts with the test. */
const temporary = (minutes: number) => ({
  AccessKeyId: assumed.accessKeyId,
  AccessKeySecret: assumed.accessKeySecret,
  SecurityToken: assumed.securityToken,
  Expiration: new Date(START + minutes * 60_000).toISOString(),
});

const credentials = (minutes: number): CannedAnswer => ({ body: { Credentials: temporary(minutes) } });

const refusal = (status: number, Code: string): CannedAnswer => ({
  status,
  headers: { "content-type": "application/json;charset=utf-8" },
  body: { Code, Message: `no, ${own.securityToken}`, RequestId: "r" },
});

const deployer = (stsEndpoint: string, cloudSiemEndpoint?: string) =>
  emulated({
    config: { ...own, roleArn, stsEndpoint, ...(cloudSiemEndpoint && { cloudSiemEndpoint }) },
    emulator: { accessKeys: [assumed] },
  });

describe("a hiccup of STS ends no call", () => {
  test.each<[string, CannedAnswer | undefined]>([
    ["a dropped connection", undefined],
    ["a service that is not available", refusal(503, "ServiceUnavailable")],
    ["a gateway with HTML", { status: 503, headers: { "content-type": "text/html" }, body: "<html>503</html>" }],
    ["throttling", refusal(400, "Throttling.User")],
  ])("%s", async (_what, hiccup) => {
    const { received, url } = await cannedServer(hiccup, credentials(60));
    const { emulator, context } = await deployer(url);
    // What must not be sent twice has not been sent yet.
    await context.call(postAutomateResponseConfig, rule).catch(() => {});
    await context.call(listAutomateResponseConfigs, page);
    expect(received).toHaveLength(2);
    expect(emulator.journal.map(({ operation, accessKeyId }) => [operation, accessKeyId])).toEqual([
      ["PostAutomateResponseConfig", assumed.accessKeyId],
      ["ListAutomateResponseConfigs", assumed.accessKeyId],
    ]);
  });

  test.each<[string, CannedAnswer | undefined]>([
    ["a dropped connection", undefined],
    ["a service that is not available", { status: 503 }],
    ["throttling", { status: 429 }],
  ])("nor does one of a credentials URI: %s", async (_what, hiccup) => {
    const { AccessKeyId, AccessKeySecret, SecurityToken } = temporary(60);
    const { received, url } = await cannedServer(hiccup, { body: { AccessKeyId, AccessKeySecret, SecurityToken } });
    const none = { accessKeyId: undefined, accessKeySecret: undefined };
    const { emulator, context } = await emulated({
      config: { ...none, credentialsUri: url },
      emulator: { accessKeys: [assumed] },
    });
    await context.call(listAutomateResponseConfigs, page);
    expect([received.length, emulator.journal.length]).toEqual([2, 1]);
  });

  test("throttling is waited for until the deadline, other failures a few times", async () => {
    const throttled = await cannedServer(refusal(400, "Throttling.User"));
    const { context, clock, emulator } = await deployer(throttled.url);
    const before = clock.now();
    const error = await failureOf(context.within(300_000).call(listAutomateResponseConfigs, page));
    expect(error).toMatchObject({ code: "AssumeRoleFailed", outcome: "unsent" });
    expect(String(error)).toContain("The deadline ended the retries.");
    expect(clock.now() - before).toBeGreaterThan(200_000);
    expect(throttled.received.length).toBeGreaterThan(8);
    const down = await cannedServer(undefined);
    const cut = await deployer(down.url);
    expect(String(await failureOf(cut.context.call(listAutomateResponseConfigs, page)))).toContain(
      "Gave up after 4 attempts.",
    );
    expect(down.received).toHaveLength(4);
    expect(emulator.journal).toEqual([]);
  });
});

describe("what STS refuses is final", () => {
  test.each([
    [403, "NoPermission"],
    [404, "EntityNotExist.Role"],
    [400, "InvalidParameter.RoleArn"],
  ])("HTTP %i %s", async (status, code) => {
    const { received, url } = await cannedServer(refusal(status, code));
    const { emulator, context } = await deployer(url);
    const error = await failureOf(context.call(listAutomateResponseConfigs, page));
    expect(error).toMatchObject({ code: "AssumeRoleFailed", outcome: "unsent" });
    expect(String(error)).toContain(`the role ${roleArn} could not be assumed`);
    expect(String(error)).toContain(code);
    expect(received).toHaveLength(1);
    expect(emulator.journal).toEqual([]);
  });
});

test.each<[string, CannedAnswer | undefined]>([
  ["a refusal", refusal(403, "NoPermission")],
  ["a dropped connection", undefined],
  ["a gateway that shows the request", { status: 503, body: `<html>${own.securityToken}</html>` }],
])("no error about %s of STS shows a credential", async (_what, answer) => {
  const { url } = await cannedServer(answer);
  const { context } = await deployer(url);
  const error = await failureOf(context.call(listAutomateResponseConfigs, page));
  expect(inspect(error, { depth: null, showHidden: true, maxStringLength: null })).not.toMatch(/hush|Signature=\w/);
});

describe("a session is used until a minute before its end", () => {
  const assuming = async (stsEndpoint: string) => {
    const [clock, accessKeys] = [new SimulatedClock(), [assumed]];
    const { context } = await emulated({ config: { ...own, roleArn, stsEndpoint }, emulator: { accessKeys }, clock });
    return { context, clock };
  };

  test("of a role, by any number of calls", async () => {
    const { received, url } = await cannedServer(credentials(15), credentials(30));
    const { context, clock } = await assuming(url);
    for (let call = 0; call < 10; call++) await context.call(listAutomateResponseConfigs, page);
    expect(received).toHaveLength(1);
    clock.advance(13 * 60_000);
    await context.call(listAutomateResponseConfigs, page);
    expect(received).toHaveLength(1);
    clock.advance(60_000);
    await Promise.all([1, 2, 3].map(() => context.call(listAutomateResponseConfigs, page)));
    expect(received).toHaveLength(2);
  });

  test("of a role that cannot be renewed: until its end", async () => {
    const { received, url } = await cannedServer(credentials(15), undefined);
    const { context, clock } = await assuming(url);
    await context.call(listAutomateResponseConfigs, page);
    clock.advance(14.5 * 60_000);
    await context.call(listAutomateResponseConfigs, page);
    expect(received).toHaveLength(2);
    clock.advance(60_000);
    expect(await failureOf(context.call(listAutomateResponseConfigs, page))).toMatchObject({
      code: "AssumeRoleFailed",
    });
  });

  test("of a chain of roles, each for itself", async () => {
    const { received, url } = await cannedServer(credentials(60), credentials(15), credentials(30));
    homeWith({
      [PROFILES]: profiles({
        name: "base",
        mode: "RamRoleArn",
        ram_role_arn: roleArn,
        access_key_id: "i",
        access_key_secret: "s",
      }),
    });
    const clock = new SimulatedClock();
    const found = credentialsOf({ "alicloud-soar:roleArn": roleArn, "alicloud-soar:stsEndpoint": url }, {}, clock);
    await found.getCredentials();
    clock.advance(14 * 60_000);
    await found.getCredentials();
    expect(received.map(({ headers }) => /Credential=([\w.]+)/.exec(headers.authorization ?? "")?.[1])).toEqual([
      "i",
      "STS.assumed",
      "STS.assumed",
    ]);
  });

  test.each([
    ["keys without an end: once", {}, 24 * 60, 1],
    ["a token that tells no end: for 14 minutes, since no session is shorter than 15", { sts_token: "t" }, 13, 1],
    ["a token that tells no end: anew after that", { sts_token: "t" }, 14, 2],
    ["a token that tells its end", { sts_token: "t", expiration: "2026-01-01T06:00:00Z" }, 5 * 60, 1],
  ])("of a command that prints %s", async (_what, more, minutes, runs) => {
    const home = homeWith({ log: "", "keys.json": { access_key_id: "i", access_key_secret: "s", ...more } });
    const script = `fs.appendFileSync('${home}/log', '.'), fs.readFileSync('${home}/keys.json', 'utf8')`;
    const process_command = `"${process.execPath}" -p "${script}"`;
    writeFileSync(
      join(home, "config.json"),
      JSON.stringify(profiles({ name: "a", mode: "External", process_command })),
    );
    const clock = new SimulatedClock();
    const found = credentialsOf({ "alicloud-soar:sharedCredentialsFile": join(home, "config.json") }, {}, clock);
    await Promise.all([found.getCredentials(), found.getCredentials()]);
    await found.getCredentials();
    clock.advance(minutes * 60_000);
    await found.getCredentials();
    expect(readFileSync(join(home, "log"), "utf8")).toHaveLength(runs);
  });
});

describe("a session that the service calls expired, though it holds by the clock of this machine", () => {
  const expired: CannedAnswer = refusal(400, "InvalidSecurityToken.Expired");
  const empty: CannedAnswer = {
    body: { Code: 200, Success: true, RequestId: "r", Data: { PageInfo: { TotalCount: 0 }, ResponseData: [] } },
  };
  const renewed: CannedAnswer = { body: { Credentials: { ...temporary(60), SecurityToken: "renewed-token" } } };

  async function asking(...answers: CannedAnswer[]) {
    const [sts, cloud] = [await cannedServer(credentials(60), renewed), await cannedServer(...answers)];
    const { context } = await deployer(sts.url, cloud.url);
    return { sts, cloud, list: () => context.call(listAutomateResponseConfigs, page) };
  }

  test("is renewed, and the call goes on", async () => {
    const { sts, cloud, list } = await asking(expired, empty);
    await list();
    expect(cloud.received.map(({ headers }) => headers["x-acs-security-token"])).toEqual([
      assumed.securityToken,
      "renewed-token",
    ]);
    expect(sts.received).toHaveLength(2);
  });

  test("is renewed once only: where the next one is refused, too, the call fails", async () => {
    const { cloud, list } = await asking(expired);
    expect(await failureOf(list())).toMatchObject({ code: "InvalidSecurityToken.Expired", outcome: "refused" });
    expect(cloud.received).toHaveLength(2);
  });
});
