import { describe, expect, test } from "vitest";
import {
  ApiError,
  isAmbiguous,
  Refusal,
  ServiceError,
  serviceAnswered,
  TransportError,
} from "../../../provider/api/calls/errors";
import { type CallFacts, readReply } from "../../../provider/api/calls/reply";
import type { Answer } from "../../../provider/api/calls/transport";
import type { JsonObject } from "../../../provider/json";

const facts: CallFacts = {
  operation: "SubmitOperationTask",
  ramAction: "yundun-sas:OperateCheck",
  host: "tds.cn-shanghai.aliyuncs.com",
  key: "alicloud-soar:sasEndpoint",
  readTimeout: 60_000,
  secrets: ["s3cret-key", "t0ken+value=="],
};

function failed(answer: Answer, decode: (body: JsonObject) => unknown = (body) => body): ApiError {
  try {
    readReply(answer, decode, facts);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("the answer was taken for a success");
}

/** What the SDK throws for an error body. */
const errorBody = (statusCode: number, body: object): Answer => ({
  statusCode,
  error: Object.assign(new Error("SDK"), { data: { ...body, statusCode } }),
});

const nodeError = (properties: object) => ({ error: Object.assign(new Error("failed"), properties) });

describe("a missing permission", () => {
  const denied = (detail: unknown) => {
    const body = { Code: "Forbidden.RAM", Message: "no", RequestId: "r", AccessDeniedDetail: detail };
    return failed(errorBody(403, body)).advice ?? "";
  };
  const AuthAction = "yundun-sas:SubmitOperationTask";
  const PolicyType = "AccountLevelIdentityBasedPolicy";

  test.each([
    ["an object", (detail: object) => detail],
    ["JSON text", JSON.stringify],
  ])("names the action that the service asked for, told as %s", (_how, shape) => {
    const advice = denied(shape({ AuthAction, NoPermissionType: "ImplicitDeny", PolicyType }));
    expect(advice).toContain(`Grant the RAM action ${AuthAction} (${PolicyType}) to the identity that deploys;`);
  });

  test("that a policy denies is not mended by a grant", () => {
    expect(denied({ AuthAction, NoPermissionType: "ExplicitDeny", PolicyType: "ControlPolicy" })).toBe(
      `A policy (ControlPolicy) denies the RAM action ${AuthAction} to the identity that deploys: a grant does not mend ` +
        "that, the Deny statement has to change.",
    );
    expect(denied({ NoPermissionType: "ExplicitDeny" })).toMatch(/^A policy denies .*yundun-sas:OperateCheck /);
  });

  test.each([undefined, null, "", "no details", 7, {}, []])(
    "told without details (%j) names the operation's",
    (detail) => {
      expect(denied(detail)).toContain("Grant the RAM action yundun-sas:OperateCheck to the identity");
    },
  );

  test("shows no credential", () => {
    expect(denied({ AuthAction: "s3cret-key", NoPermissionType: "ExplicitDeny" })).not.toContain("s3cret-key");
  });
});

describe("a reply", () => {
  test("keeps every digit of a number", () => {
    const text = '{"Id":204859012345678901,"Small":-12,"Part":0.5,"Big":1e3,"Text":"\\n","RequestId":"r"}';
    expect(readReply({ text, statusCode: 200 }, (body) => body, facts)).toEqual({
      response: { Id: "204859012345678901", Small: -12, Part: 0.5, Big: 1000, Text: "\n", RequestId: "r" },
      requestId: "r",
    });
  });

  test("of another shape says what the service says", () => {
    const error = failed({ text: '{"Message":"later","RequestId":"r1"}', statusCode: 200 }, () => {
      throw new TypeError("RootTaskId is missing");
    });
    expect(error).toMatchObject({ code: "MalformedResponse", outcome: "unknown", requestId: "r1" });
    expect(error.message).toContain('an unexpected shape: RootTaskId is missing; it says "later"');
  });

  test("with a code that leaves doubt leaves doubt inside HTTP 200, too", () => {
    const error = failed({ text: "{}", statusCode: 200 }, () => {
      throw new Refusal("InternalError", "broken");
    });
    expect(error).toMatchObject({ name: "ServiceError", outcome: "unknown" });
  });

  test("that refuses inside HTTP 200 is an answer of the service", () => {
    const error = failed({ text: '{"RequestId":"r1"}', statusCode: 200 }, () => {
      throw new Refusal("AuthorizationExhaust", "no quota left");
    });
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({
      code: "AuthorizationExhaust",
      outcome: "refused",
      requestId: "r1",
      statusCode: 200,
    });
    expect(error.message).toBe(
      "SubmitOperationTask failed: no quota left (code AuthorizationExhaust, HTTP 200, request id r1). The quota of repairs " +
        "is used up: buy more in the console of Security Center, or authorise the assets.",
    );
  });

  test.each([
    ["HTML", "<html></html>"],
    ["half a text", '{"Data":'],
    ["nothing", ""],
    ["a list", "[]"],
    ["null", "null"],
  ])("that is %s leaves doubt", (_what, text) => {
    const error = failed({ text, statusCode: 200 });
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ code: "MalformedResponse", outcome: "unknown", statusCode: 200 });
  });

  test("of an unexpected shape leaves doubt, and says what is missing", () => {
    const error = failed({ text: "{}", statusCode: 200 }, () => {
      throw new TypeError("PageInfo is not an object");
    });
    expect(error).toMatchObject({ code: "MalformedResponse", outcome: "unknown" });
    expect(error.message).toContain("PageInfo is not an object");
  });
});

describe("an error body", () => {
  test("is one readable paragraph with the RAM action to grant", () => {
    const error = failed(
      errorBody(403, { Code: "NoPermission", Message: "caller has no permission.", RequestId: "r" }),
    );
    expect(error.message).toMatch(
      /^SubmitOperationTask failed: caller has no permission \(code NoPermission, HTTP 403, request id r\)\. Grant the RAM action yundun-sas:OperateCheck /,
    );
    expect(error.message).not.toContain("\n");
  });

  test.each([
    [400, "RepairTaskConflict", "refused"],
    [404, "InvalidApi.NotFound", "refused"],
    [400, "Throttling.User", "refused"],
    [503, "Throttling", "refused"],
    [500, "InternalError", "unknown"],
    [503, "ServiceUnavailable", "unknown"],
  ])("HTTP %i %s: answered by the service, %s", (status, Code, outcome) => {
    const error = failed(errorBody(status, { Code, Message: "no" }));
    expect(error).toMatchObject({ code: Code, outcome, statusCode: status });
    expect(serviceAnswered(error)).toBe(true);
    expect(isAmbiguous(error)).toBe(outcome === "unknown");
  });

  test.each([
    ["a gateway that waited in vain", 504, { Code: "GatewayTimeout", Message: "late" }, "GatewayTimeout"],
    ["a gateway without a service", 502, { Code: "BadGateway", Message: "bad" }, "BadGateway"],
    ["a proxy with JSON of its own", 503, { error: "overloaded" }, "MalformedResponse"],
    ["a copy made on the way", 400, { Code: "SignatureNonceUsed", Message: "used" }, "SignatureNonceUsed"],
  ])("of %s leaves the request under way", (_who, status, body, code) => {
    const error = failed(errorBody(status, body));
    expect(error).toMatchObject({ code, outcome: "unknown" });
    expect(serviceAnswered(error)).toBe(false);
  });

  test("whose status was not seen has that of the SDK", () => {
    const of = (statusCode: number) => {
      const { error } = errorBody(statusCode, { Code: "GatewayTrouble", Message: "no" });
      return failed({ error });
    };
    expect(of(400)).toMatchObject({ name: "ServiceError", outcome: "refused", statusCode: 400 });
    expect(of(504)).toMatchObject({ name: "TransportError", outcome: "unknown", statusCode: 504 });
  });

  test("of which nobody saw the status leaves the request under way, unless the code says enough", () => {
    const of = (Code: string) => failed(nodeError({ data: { Code, Message: "no" } }));
    expect(of("RepairTaskConflict")).toMatchObject({ name: "TransportError", outcome: "unknown" });
    expect(of("NoPermission")).toMatchObject({ name: "ServiceError", outcome: "refused" });
    expect(of("Throttling.User")).toMatchObject({ name: "ServiceError", outcome: "refused" });
  });

  test("the pause that a header asks for is kept", () => {
    const answer = { ...errorBody(400, { Code: "Throttling", Message: "slow" }), retryAfterMs: 250 };
    expect(failed(answer).retryAfterMs).toBe(250);
  });

  test("a link of the service is passed on where there is no advice of ours", () => {
    const Recommend = "https://api.aliyun.com/troubleshoot?q=RepairTaskConflict";
    const error = failed(errorBody(400, { Code: "RepairTaskConflict", Message: "busy", Recommend }));
    expect(error.advice).toBe(`See ${Recommend}`);
  });

  test.each([
    ["NoPermission", /RAM action yundun-sas:OperateCheck/],
    ["Forbidden.NoPermission", /RAM action yundun-sas:OperateCheck/],
    ["InvalidAccessKeyId.NotFound", /access key itself.*request was not processed/],
    ["SignatureDoesNotMatch", /secret does not belong/],
    ["InvalidTimeStamp.Expired", /clock of this machine/],
    ["InvalidSecurityToken.Expired", /temporary credentials/],
    ["Throttling.Api", /maxCallsPerSecond/],
    ["InvalidApi.NotFound", /request was not processed.*tds\.cn-shanghai.*alicloud-soar:sasEndpoint/],
    ["InternalError", /support/],
  ])("%s says what to do", (Code, advice) => {
    expect(failed(errorBody(400, { Code, Message: "no" })).advice).toMatch(advice);
  });

  test("that echoes the signed request shows no credential", () => {
    const Message =
      "Specified signature is not matched with our calculation. server CanonicalRequest is [POST\n/\n\n" +
      "x-acs-security-token:t0ken+value==\nhost\n] s3cret-key t0ken%2Bvalue%3D%3D";
    const error = failed(
      errorBody(400, { Code: "SignatureDoesNotMatch", Message, Recommend: "https://x/?t=s3cret-key" }),
    );
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toMatch(/t0ken|s3cret/);
    expect(error.message).not.toContain("\n");
  });

  test("whose link holds a credential shows none either", () => {
    const Recommend = "https://api.aliyun.com/troubleshoot?q=s3cret-key";
    const error = failed(errorBody(400, { Code: "Odd", Message: "no", Recommend }));
    expect(error.advice).toBe("See https://api.aliyun.com/troubleshoot?q=[hidden]");
  });
});

test.each([
  ...["Throttling", "Throttling.User", "Throttling.Api", "Rejected.Throttling", "ThrottlingException"],
  ...["RequestThrottling", "ThrottlingUser", "Throttling_User.Api"],
])("%s asks for patience: nothing was done", (Code) => {
  expect(failed(errorBody(400, { Code, Message: "slow down" }))).toMatchObject({
    name: "ServiceError",
    meaning: "throttled",
    outcome: "refused",
  });
});

describe("no answer", () => {
  test.each([
    ["refused", { code: "ECONNREFUSED", syscall: "connect" }],
    ["unknown host", { code: "ENOTFOUND", syscall: "getaddrinfo" }],
    ["no route", { code: "EHOSTUNREACH", syscall: "connect" }],
    ["a connection that timed out", { code: "ETIMEDOUT", syscall: "connect" }],
    ["a certificate", { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }],
    ["a certificate of another host", { code: "ERR_TLS_CERT_ALTNAME_INVALID" }],
    ["no TLS", { code: "EPROTO", syscall: "write" }],
    ["a header that cannot be written", { code: "ERR_INVALID_CHAR" }],
  ])("%s: unsent", (_what, properties) => {
    const error = failed(nodeError(properties));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ code: properties.code, outcome: "unsent" });
    expect(error.advice).toBeTruthy();
  });

  test("every address refused: unsent", () => {
    const error = Object.assign(new AggregateError([new Error("one"), new Error("two")]), {
      code: "ECONNREFUSED",
    });
    expect(failed({ error })).toMatchObject({ code: "ECONNREFUSED", outcome: "unsent" });
  });

  test("an unreachable endpoint is named, with the key that sets it", () => {
    const { message } = failed(nodeError({ code: "ENOTFOUND", syscall: "getaddrinfo" }));
    expect(message).toContain("tds.cn-shanghai.aliyuncs.com");
    expect(message).toContain("alicloud-soar:sasEndpoint");
  });

  test.each([
    ["a time-out", nodeError({ name: "RequestTimeoutError" }), "RequestTimeout"],
    ["a read that timed out", nodeError({ code: "ETIMEDOUT", syscall: "read" }), "ConnectionLost"],
    ["a reset", nodeError({ code: "ECONNRESET" }), "ConnectionClosed"],
    ["a broken pipe", nodeError({ code: "EPIPE", syscall: "write" }), "ConnectionClosed"],
    ["HTML with an error status", { error: new SyntaxError("<"), statusCode: 503 }, "MalformedResponse"],
    ["HTML whose status was not seen", { error: new SyntaxError("<") }, "MalformedResponse"],
    ["HTML of a refusal", { error: new SyntaxError("<"), statusCode: 403 }, "MalformedResponse"],
    ["something else", nodeError({ code: "ERR_SSL_DECRYPTION_FAILED" }), "ERR_SSL_DECRYPTION_FAILED"],
    ["something without a code", { error: new RangeError("odd") }, "RangeError"],
  ])("%s leaves doubt", (_what, answer, code) => {
    const error = failed(answer);
    expect(error).toMatchObject({ code, outcome: "unknown" });
    expect(serviceAnswered(error)).toBe(false);
  });
});
