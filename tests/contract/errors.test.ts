import type { Socket } from "node:net";
import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { ApiError } from "../../provider/api/calls/errors";
import { type Context, createContext } from "../../provider/api/context";
import { createSoarStrategyTask } from "../../provider/api/operations/CreateSoarStrategyTask";
import { listAutomateResponseConfigs } from "../../provider/api/operations/ListAutomateResponseConfigs";
import { postAutomateResponseConfig } from "../../provider/api/operations/PostAutomateResponseConfig";
import { configFor, emulated, failureOf, hangsAreShort } from "../support/emulated";
import { SimulatedClock } from "../support/simulated-clock";
import { bareServer, type CannedAnswer, cannedServer } from "./canned-server";

const list = (context: Context) => context.call(listAutomateResponseConfigs, { CurrentPage: 1, PageSize: 100 });

async function errorOf(context: Context): Promise<ApiError> {
  const error = await failureOf(list(context));
  if (error instanceof ApiError) return error;
  throw error;
}

async function errorFor(answer: CannedAnswer | undefined): Promise<ApiError> {
  const { url } = await cannedServer(answer);
  return errorOf(createContext({ config: configFor(url), clock: new SimulatedClock() }));
}

describe("an error says what to do next", () => {
  test("a missing permission names the RAM action", async () => {
    const { emulator, context } = await emulated();
    emulator.addFault({ operation: "*", fault: "permission" });
    const error = await errorOf(context);
    expect(error.message).toContain("Grant the RAM action yundun-sas:ListAutomateResponseConfigs");
    expect(error).toMatchObject({
      code: "NoPermission",
      statusCode: 403,
      requestId: emulator.journal[0]?.requestId,
    });
  });

  test("a wrong secret", async () => {
    const { context } = await emulated({ config: { accessKeySecret: "not-the-secret" } });
    const error = await errorOf(context);
    expect(error).toMatchObject({ code: "SignatureDoesNotMatch", outcome: "refused" });
    expect(error.advice).toContain("secret does not belong");
  });

  test("an unknown access key is not taken for an unknown rule", async () => {
    const { context } = await emulated({ config: { accessKeyId: "nobody" } });
    const error = await errorOf(context);
    expect(error).toMatchObject({ code: "InvalidAccessKeyId.NotFound", statusCode: 404 });
    expect(error.advice).toContain("the request was not processed");
  });

  test("a wrong security token", async () => {
    const keys = { accessKeyId: "STS.id", accessKeySecret: "sts-secret", securityToken: "token" };
    const config = { ...keys, securityToken: "another-token" };
    const { context } = await emulated({ config, emulator: { accessKeys: [keys] } });
    const error = await errorOf(context);
    expect(error.code).toMatch(/^InvalidSecurityToken/);
    expect(error.advice).toContain("Get new ones");
  });

  test("a wrong clock", async () => {
    const Message = "Specified time stamp or date value is expired.";
    const error = await errorFor({
      status: 400,
      body: { Code: "InvalidTimeStamp.Expired", Message, RequestId: "r" },
    });
    expect(error.advice).toContain("clock of this machine");
  });

  test("an unreachable endpoint is named, with its key, after a few quick attempts", async () => {
    const clock = new SimulatedClock();
    const before = clock.now();
    // Nothing listens on port 1.
    const error = await errorOf(createContext({ config: configFor("http://127.0.0.1:1"), clock }));
    expect(error).toMatchObject({ code: "ECONNREFUSED", outcome: "unsent" });
    expect(error.message).toContain("127.0.0.1:1");
    expect(error.message).toContain("alicloud-soar:cloudSiemEndpoint");
    expect(clock.now() - before).toBeLessThan(2_000);
  });

  test("an endpoint without TLS that is called with TLS", async () => {
    const { url } = await cannedServer({});
    const config = configFor(url.replace("http:", "https:"));
    const error = await errorOf(createContext({ config, clock: new SimulatedClock() }));
    expect(error.outcome).toBe("unsent");
    expect(error.advice).toContain("TLS");
  });

  test("no region", async () => {
    const { url } = await cannedServer({});
    const config = configFor(url, { region: undefined, cloudSiemEndpoint: undefined });
    const error = await failureOf(list(createContext({ config })));
    expect(String(error)).toContain("pulumi config set alicloud-soar:region <region>");
  });

  test("no credentials", async () => {
    for (const name of Object.keys(process.env)) if (name.startsWith("ALIBABA_CLOUD_")) vi.stubEnv(name, undefined);
    vi.stubEnv("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    vi.stubEnv("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true");
    vi.stubEnv("ALIBABA_CLOUD_CREDENTIALS_FILE", "/nonexistent");
    const { context, emulator } = await emulated({
      config: { accessKeyId: undefined, accessKeySecret: undefined },
    });
    const error = await errorOf(context).finally(() => vi.unstubAllEnvs());
    expect(error).toMatchObject({
      code: "NoCredentials",
      outcome: "unsent",
      operation: "ListAutomateResponseConfigs",
    });
    expect(error.advice).toContain("alicloud-soar:accessKeyId");
    expect(emulator.journal).toHaveLength(0);
  });
});

describe("who answered", () => {
  test.each<[string, CannedAnswer | undefined, object]>([
    [
      "a service with XML",
      {
        status: 500,
        headers: { "content-type": "text/xml;charset=utf-8" },
        body: "<Error><Code>InternalError</Code><Message>broken</Message><RequestId>r</RequestId></Error>",
      },
      { name: "ServiceError", code: "InternalError", statusCode: 500, requestId: "r" },
    ],
    [
      "a gateway with HTML",
      { status: 504, headers: { "x-acs-request-id": "r" }, body: "<html>504</html>" },
      { name: "TransportError", code: "MalformedResponse", statusCode: 504, requestId: "r" },
    ],
    [
      "a gateway with JSON",
      { status: 504, body: { Code: "GatewayTimeout", Message: "late" } },
      { name: "TransportError", code: "GatewayTimeout", statusCode: 504, outcome: "unknown" },
    ],
    [
      "a proxy that sends elsewhere",
      { status: 302, headers: { location: "https://login.example.com/" }, body: "<html>login</html>" },
      { name: "TransportError", code: "MalformedResponse", statusCode: 302 },
    ],
    ["nobody", undefined, { name: "TransportError", code: "ConnectionClosed", outcome: "unknown" }],
    [
      "a service whose reply lacks its data",
      { body: { Success: true, Code: 200, RequestId: "r" } },
      { name: "TransportError", code: "MalformedResponse", requestId: "r" },
    ],
  ])("%s", async (_who, answer, expected) => {
    expect(await errorFor(answer)).toMatchObject(expected);
  });
});

describe("a request that is too large was not processed, whoever says so", () => {
  test.each<[string, CannedAnswer]>([
    ["413 with JSON", { status: 413, body: { Code: "RequestEntityTooLarge", Message: "big", RequestId: "r" } }],
    ["414 with HTML", { status: 414, body: "<html>414</html>" }],
    ["431 with nothing", { status: 431, body: "" }],
  ])("HTTP %s", async (_what, answer) => {
    const error = await errorFor(answer);
    expect(error).toMatchObject({ code: "RequestTooLarge", outcome: "refused", statusCode: answer.status });
    expect(error.advice).toMatch(/^The request was not processed\. Make it smaller/);
  });

  test("such as a parameter of 20 KB in the query", async () => {
    const { context } = await emulated();
    const request = {
      StrategyId: "1",
      StrategyName: "fix",
      StrategyTaskName: "fix",
      StrategyTaskParams: "x".repeat(20_000),
    };
    const error = await failureOf(context.call(createSoarStrategyTask, request));
    expect(error).toMatchObject({ code: "RequestTooLarge", outcome: "refused", statusCode: 431 });
  });
});

test("HTTP 408 leaves doubt: a gateway uses it as well", async () => {
  const { url, received } = await cannedServer({ status: 408, body: { Code: "RequestTimeout", Message: "late" } });
  const context = createContext({ config: configFor(url), clock: new SimulatedClock() });
  const rule = {
    RuleName: "a",
    AutoResponseType: "alert",
    ExecutionCondition: "[]",
    ActionType: "",
    ActionConfig: "[]",
  };
  const request = { ...rule, RegionId: "cn-hangzhou" } as const;
  const error = await failureOf(context.call(postAutomateResponseConfig, request));
  expect(error).toMatchObject({ name: "TransportError", outcome: "unknown", statusCode: 408 });
  expect(received).toHaveLength(1);
});

describe("an error tells what cut the call", () => {
  const head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{";

  test.each<[string, (socket: Socket) => void, string, object]>([
    [
      "our own readTimeout, without an answer",
      () => {},
      "did not answer in time, given up before an answer came",
      { code: "RequestTimeout", outcome: "unknown" },
    ],
    [
      "our own readTimeout, with half an answer",
      (socket) => socket.write(head),
      "did not answer in time, given up in the middle of the answer",
      { code: "RequestTimeout", outcome: "unknown" },
    ],
    [
      "the other side, without an answer",
      (socket) => socket.destroy(),
      "was closed before an answer came",
      { code: "ConnectionClosed", outcome: "unknown" },
    ],
    [
      "the other side, with half an answer",
      (socket) => socket.end(head),
      "was closed in the middle of the answer",
      { code: "ConnectionClosed", outcome: "unknown" },
    ],
  ])("%s", async (_what, answer, words, expected) => {
    const url = await bareServer(answer);
    const error = await errorOf(createContext({ config: configFor(url, hangsAreShort), clock: new SimulatedClock() }));
    expect(error).toMatchObject(expected);
    expect(error.message).toContain(words);
    expect(error.message.includes("readTimeout sets a longer wait")).toBe(error.code === "RequestTimeout");
  });

  test("a connection that never stood: nothing was sent", async () => {
    const url = await bareServer(() => {});
    const config = configFor(url.replace("http:", "https:"), hangsAreShort);
    const error = await errorOf(createContext({ config, clock: new SimulatedClock() }));
    expect(error).toMatchObject({ code: "ConnectTimeout", outcome: "unsent" });
    expect(error.message).toContain("within 0.5 s");
  });
});

describe("an error keeps what it came from", () => {
  test.each<[string, CannedAnswer | undefined, object]>([
    ["the SDK", { status: 400, body: { Code: "Odd", Message: "no" } }, { code: "Odd" }],
    ["Node.js", undefined, { code: "ECONNRESET" }],
  ])("of %s, also after the last attempt", async (_who, answer, cause) => {
    const error = await errorFor(answer);
    expect(error.cause).toBeInstanceOf(Error);
    expect(error.cause).toMatchObject(cause);
  });
});

describe("no error shows a credential", () => {
  const keys = {
    accessKeyId: "STS.id",
    accessKeySecret: "hush-secret-hush",
    securityToken: "CAIS+hush/token==",
  };

  /** The service echoes what it was sent, as it does with SignatureDoesNotMatch. */
  const echo = (form: (text: string) => string): CannedAnswer => {
    const [secret, token] = [form(keys.accessKeySecret), form(keys.securityToken)];
    return {
      status: 400,
      body: {
        Code: "SignatureDoesNotMatch",
        Message: `Specified signature is not matched with our calculation. server CanonicalRequest is [POST\n/\nx-acs-security-token:${token}\n] ${secret} Authorization: ACS3-HMAC-SHA256 Credential=STS.id,Signature=00ff`,
        Recommend: `https://api.aliyun.com/troubleshoot?q=${token}`,
        RequestId: "r",
      },
    };
  };

  test.each<[string, CannedAnswer | undefined]>([
    ["an echo", echo((text) => text)],
    ["an encoded echo", echo(encodeURIComponent)],
    ["a twice encoded echo", echo((text) => encodeURIComponent(encodeURIComponent(text)))],
    ["a closed connection", undefined],
    ["HTML that shows the request", { status: 503, body: `<html>${keys.securityToken}</html>` }],
    [
      "a refusal that shows the request",
      { body: { Success: false, Code: 500, Message: `bad token ${keys.securityToken}`, RequestId: "r" } },
    ],
  ])("%s", async (_what, answer) => {
    const { url } = await cannedServer(answer);
    const error = await errorOf(createContext({ config: configFor(url, keys), clock: new SimulatedClock() }));
    const everything = [error.message, error.stack, JSON.stringify(error), inspectAll(error)].join("\n");
    expect(everything).not.toMatch(/hush|Signature=00ff|Credential=STS/);
  });
});

function inspectAll(error: object): string {
  return inspect(error, { depth: null, showHidden: true, maxStringLength: null });
}
