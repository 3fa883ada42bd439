import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { listAutomateResponseConfigs } from "../../provider/api/operations/ListAutomateResponseConfigs";
import { postAutomateResponseConfig } from "../../provider/api/operations/PostAutomateResponseConfig";
import { emulated, failureOf } from "../support/emulated";
import { type CannedAnswer, cannedSts } from "./canned-server";

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

/** What STS answers; credentials that end within 15 minutes are fetched anew whenever they are needed. */
const credentials = (minutes: number): CannedAnswer => {
  const { accessKeyId, accessKeySecret, securityToken } = assumed;
  const Expiration = new Date(Date.now() + minutes * 60_000).toISOString();
  return {
    body: {
      Credentials: {
        AccessKeyId: accessKeyId,
        AccessKeySecret: accessKeySecret,
        SecurityToken: securityToken,
        Expiration,
      },
    },
  };
};

const refusal = (status: number, Code: string): CannedAnswer => ({
  status,
  headers: { "content-type": "application/json;charset=utf-8" },
  body: { Code, Message: `no, ${own.securityToken}`, RequestId: "r" },
});

const deployer = () => emulated({ config: { ...own, roleArn }, emulator: { accessKeys: [assumed] } });

describe("a hiccup of STS ends no call", () => {
  test.each<[string, CannedAnswer | undefined]>([
    ["a dropped connection", undefined],
    ["a service that is not available", refusal(503, "ServiceUnavailable")],
    ["a gateway with HTML", { status: 503, headers: { "content-type": "text/html" }, body: "<html>503</html>" }],
    ["throttling", refusal(400, "Throttling.User")],
  ])("%s", async (_what, hiccup) => {
    const { received } = await cannedSts(hiccup, credentials(60));
    const { emulator, context } = await deployer();
    // What must not be sent twice has not been sent yet.
    await context.call(postAutomateResponseConfig, rule).catch(() => {});
    await context.call(listAutomateResponseConfigs, page);
    expect(received).toHaveLength(2);
    expect(emulator.journal.map(({ operation, accessKeyId }) => [operation, accessKeyId])).toEqual([
      ["PostAutomateResponseConfig", assumed.accessKeyId],
      ["ListAutomateResponseConfigs", assumed.accessKeyId],
    ]);
  });

  test("throttling is waited for until the deadline, other failures a few times", async () => {
    const throttled = await cannedSts(refusal(400, "Throttling.User"));
    const { context, clock, emulator } = await deployer();
    const before = clock.now();
    const error = await failureOf(context.within(300_000).call(listAutomateResponseConfigs, page));
    expect(error).toMatchObject({ code: "AssumeRoleFailed", outcome: "unsent" });
    expect(String(error)).toContain("The deadline ended the retries.");
    expect(clock.now() - before).toBeGreaterThan(200_000);
    expect(throttled.received.length).toBeGreaterThan(8);
    const down = await cannedSts(undefined);
    expect(String(await failureOf(context.call(listAutomateResponseConfigs, page)))).toContain(
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
    const { received } = await cannedSts(refusal(status, code));
    const { emulator, context } = await deployer();
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
  await cannedSts(answer);
  const { context } = await deployer();
  const error = await failureOf(context.call(listAutomateResponseConfigs, page));
  expect(inspect(error, { depth: null, showHidden: true, maxStringLength: null })).not.toMatch(/hush|Signature=\w/);
});

test("a call asks for credentials once", async () => {
  const { received } = await cannedSts(credentials(10));
  const { context } = await deployer();
  await context.call(listAutomateResponseConfigs, page);
  expect(received).toHaveLength(1);
});
