import { describe, expect, test } from "vitest";
import { readReply } from "../../../provider/api/calls/reply";
import { postAutomateResponseConfig } from "../../../provider/api/operations/PostAutomateResponseConfig";
import { submitOperationTask } from "../../../provider/api/operations/SubmitOperationTask";

const post = postAutomateResponseConfig.decode;
const submit = submitOperationTask.decode;
const facts = {
  operation: "SubmitOperationTask",
  ramAction: "yundun-sas:OperateCheck",
  host: "tds.cn-shanghai.aliyuncs.com",
  key: "alicloud-soar:sasEndpoint",
  readTimeout: 60_000,
  secrets: [],
};
const read = (decode: typeof post | typeof submit, body: object) => () => {
  const text = JSON.stringify({ RootTaskId: "7", Data: "7", RequestId: "r", ...body });
  return readReply<unknown>({ text, statusCode: 200 }, decode, facts);
};

describe("a reply with HTTP 200 whose Code is an HTTP status means what that does", () => {
  test.each([
    [submit, { Code: 500 }, "ServiceError", "unknown"],
    [submit, { Code: "503" }, "ServiceError", "unknown"],
    [submit, { Code: 504 }, "TransportError", "unknown"],
    [submit, { Code: 429 }, "ServiceError", "throttled"],
    [submit, { Code: 403 }, "ServiceError", "refused"],
    [post, { Success: true, Code: 500 }, "ServiceError", "unknown"],
    [post, { Success: false, Code: 429 }, "ServiceError", "throttled"],
    [post, { Success: false, Code: 504 }, "TransportError", "unknown"],
    // In these words cloud-siem says no.
    [post, { Success: false, Code: 500 }, "ServiceError", "refused"],
  ] as const)("%o %j: %s, %s", (decode, body, name, meaning) => {
    expect(read(decode, body)).toThrow(expect.objectContaining({ code: String(body.Code), name, meaning }));
  });
});

test("a refusal with HTTP 200 tells a missing permission as an error body does", () => {
  const AccessDeniedDetail = { AuthAction: "yundun-sas:Other", NoPermissionType: "ExplicitDeny" };
  expect(read(post, { Success: false, Code: "NoPermission", AccessDeniedDetail })).toThrow(
    "A policy denies the RAM action yundun-sas:Other ",
  );
});

describe("an error body whose header asks for a pause", () => {
  const failed = (statusCode: number, Code: string, retryAfterMs: number) => () => {
    const error = Object.assign(new Error("SDK"), { data: { Code, Message: "slow down", statusCode } });
    return readReply<unknown>({ statusCode, retryAfterMs, error }, submit, facts);
  };

  test.each([
    ["was not carried out, whatever its code", 400, "FlowControl", 250, "throttled"],
    ["of 0 asks for none", 400, "FlowControl", 0, "refused"],
    ["may have been carried out where the service failed", 500, "FlowControl", 250, "unknown"],
    ["is final where the code says so", 403, "NoPermission", 250, "refused"],
  ] as const)("%s", (_what, statusCode, code, retryAfterMs, meaning) => {
    expect(failed(statusCode, code, retryAfterMs)).toThrow(expect.objectContaining({ code, meaning }));
  });
});
