import { afterEach, beforeEach, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../../provider/emulator";
import { ruleParams, signedCall, type TestCall } from "./signed-call";

const read: TestCall = { action: "DescribeSoarStrategyTasks", params: { PageNumber: "1", PageSize: "10" } };
const post: TestCall = { action: "PostAutomateResponseConfig", params: ruleParams };

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({
    accessKeys: [
      { accessKeyId: "key", accessKeySecret: "top-secret" },
      { accessKeyId: "temporary", accessKeySecret: "top-secret", securityToken: "token" },
    ],
  });
});
afterEach(() => emulator.close());

const minutes = (count: number) => new Date(Date.now() + count * 60_000);

test("a correct call is answered and recorded", async () => {
  const answer = await signedCall(emulator, post);
  expect(answer.status).toBe(200);
  expect(emulator.journal).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      operation: "PostAutomateResponseConfig",
      version: "2022-06-16",
      host: new URL(emulator.url).host,
      params: ruleParams,
      status: 200,
      requestId: answer.body.RequestId,
      accessKeyId: "key",
    },
  ]);
});

test("a connection that rests is kept, as a request that meets its end looks like one whose answer is lost", async () => {
  const { headers } = await fetch(emulator.url);
  expect([headers.get("connection"), headers.get("keep-alive")]).toEqual(["keep-alive", null]);
});

const refusals: [string, number, string, TestCall][] = [
  ["unknown version", 400, "InvalidVersion", { ...read, version: "2014-05-26" }],
  ["unknown action", 404, "InvalidApi.NotFound", { ...read, action: "DescribeNothing" }],
  ["action of another version", 404, "InvalidApi.NotFound", { ...read, version: "2022-06-16" }],
  ["no date", 400, "MissingTimestamp", { ...read, headers: { "x-acs-date": "" } }],
  ["no nonce", 400, "MissingSignatureNonce", { ...read, headers: { "x-acs-signature-nonce": "" } }],
  ["no hash", 400, "MissingContentSha256", { ...read, headers: { "x-acs-content-sha256": "" } }],
  ["no signature", 400, "MissingAuthorization", { ...read, headers: { authorization: "" } }],
  [
    "date with milliseconds",
    400,
    "InvalidTimeStamp.Format",
    { ...read, headers: { "x-acs-date": new Date().toISOString() } },
  ],
  ["date in words", 400, "InvalidTimeStamp.Format", { ...read, headers: { "x-acs-date": "today" } }],
  ["slow clock", 400, "InvalidTimeStamp.Expired", { ...read, date: minutes(-16) }],
  ["fast clock", 400, "InvalidTimeStamp.Expired", { ...read, date: minutes(16) }],
  ["another scheme", 400, "IncompleteSignature", { ...read, headers: { authorization: "Basic YTpi" } }],
  ["unknown key", 404, "InvalidAccessKeyId.NotFound", { ...read, accessKeyId: "nobody" }],
  ["no token", 400, "MissingSecurityToken", { ...read, accessKeyId: "temporary" }],
  [
    "wrong token",
    400,
    "InvalidSecurityToken.MismatchWithAccessKey",
    { ...read, accessKeyId: "temporary", signedExtra: { "x-acs-security-token": "other" } },
  ],
  [
    "token of nobody",
    400,
    "InvalidSecurityToken.MismatchWithAccessKey",
    { ...read, signedExtra: { "x-acs-security-token": "token" } },
  ],
  ["wrong secret", 400, "SignatureDoesNotMatch", { ...read, accessKeySecret: "guess" }],
  [
    "version header changed after signing",
    400,
    "SignatureDoesNotMatch",
    { ...read, version: "2014-05-26", headers: { "x-acs-version": "2018-12-03" } },
  ],
  ["header not signed", 400, "IncompleteSignature", { ...read, headers: { "x-acs-extra": "1" } }],
  [
    "wrong hash of the body",
    400,
    "InvalidContentSha256",
    { ...read, signedExtra: { "x-acs-content-sha256": "0".repeat(64) } },
  ],
  ["wrong verb", 400, "UnsupportedHTTPMethod", { ...read, method: "GET" }],
  ["Sas parameters in the body", 400, "MisplacedParameter", { ...read, parametersIn: "body" }],
  ["cloud-siem parameters in the query", 400, "MisplacedParameter", { ...post, parametersIn: "query" }],
  ["undocumented parameter", 400, "UndocumentedParameter", { ...post, params: { ...ruleParams, Status: "100" } }],
  ["list without index", 400, "UndocumentedParameter", { action: "ListOperationProcess", params: { TaskIds: "a" } }],
  [
    "unknown field of a list",
    400,
    "UndocumentedParameter",
    {
      action: "SubmitOperationTask",
      params: { CheckId: "1", Type: "REPAIR", "OperationTaskInstances.1.Name": "a" },
    },
  ],
  ["list with a gap", 400, "InvalidParameter", { action: "ListOperationProcess", params: { "TaskIds.2": "a" } }],
  ["missing parameter", 400, "MissingPageSize", { ...read, params: { PageNumber: "1" } }],
  ["empty parameter", 400, "MissingPageSize", { ...read, params: { PageNumber: "1", PageSize: "" } }],
  ["page too large", 400, "InvalidParameter", { ...read, params: { PageNumber: "1", PageSize: "101" } }],
  ["page zero", 400, "InvalidParameter", { ...read, params: { PageNumber: "0", PageSize: "1" } }],
  ["not a number", 400, "InvalidParameter", { ...read, params: { PageNumber: "1e2", PageSize: "1" } }],
  [
    "not a boolean",
    400,
    "InvalidParameter",
    { action: "UpdateAutomateResponseConfigStatus", params: { Ids: "[1]", InUse: "1" } },
  ],
  [
    "more than 64 bits",
    400,
    "InvalidParameter",
    { action: "DeleteAutomateResponseConfig", params: { Id: "9223372036854775808" } },
  ],
  [
    "endpoint region as centre",
    400,
    "InvalidParameter",
    { ...post, params: { ...ruleParams, RegionId: "cn-shanghai" } },
  ],
  [
    "state as action",
    400,
    "InvalidParameter",
    { action: "ProcessSoarStrategyTask", params: { StrategyTaskId: "1", TaskAction: "RUNNING" } },
  ],
];

test.each(refusals)("%s: %i %s", async (_case, status, code, call) => {
  const answer = await signedCall(emulator, call);
  expect({ status: answer.status, code: answer.body.Code }).toEqual({ status, code });
  expect(Object.keys(answer.body)).toEqual(["RequestId", "HostId", "Code", "Message", "Recommend"]);
  expect(answer.text).not.toContain("top-secret");
  expect(emulator.journal[0]).toMatchObject({ status, code, requestId: answer.body.RequestId });
  expect(emulator.state.rules).toEqual([]);
});

test("a temporary key works with its token", async () => {
  const signedExtra = { "x-acs-security-token": "token", "x-acs-accesskey-id": "temporary" };
  const answer = await signedCall(emulator, { ...read, accessKeyId: "temporary", signedExtra });
  expect(answer.status).toBe(200);
});

test("a nonce is good for one call", async () => {
  expect((await signedCall(emulator, { ...read, nonce: "once" })).status).toBe(200);
  expect((await signedCall(emulator, { ...read, nonce: "once" })).body.Code).toBe("SignatureNonceUsed");
});

test("the message of a wrong signature tells the hash of the canonical request", async () => {
  const { body } = await signedCall(emulator, { ...read, accessKeySecret: "guess" });
  expect(body.Message).toMatch(/canonical request: [0-9a-f]{64}$/);
});

test("advancing the clock does not spoil signatures", async () => {
  emulator.advance(86_400_000);
  expect((await signedCall(emulator, read)).status).toBe(200);
});

test("the largest 64-bit integer is accepted", async () => {
  const answer = await signedCall(emulator, {
    action: "DeleteAutomateResponseConfig",
    params: { Id: "9223372036854775807" },
  });
  expect(answer.body).toMatchObject({ Success: false, Message: "no rule 9223372036854775807 in this view" });
});
