import Client, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { afterEach, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../../provider/emulator";
import { ruleParams } from "./signed-call";

type Runtime = Parameters<Client["callApi"]>[2];

let emulator: Emulator;
afterEach(() => emulator.close());

function callApi(action: string, place: "query" | "body", values: Record<string, string>, method = "POST") {
  const client = new Client(
    new Config({
      accessKeyId: emulator.accessKeyId,
      accessKeySecret: emulator.accessKeySecret,
      endpoint: emulator.url.replace("http://", ""),
      protocol: "HTTP",
    }),
  );
  const params = new Params({
    action,
    version: place === "body" ? "2022-06-16" : "2018-12-03",
    protocol: "HTTP",
    pathname: "/",
    method,
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  });
  return client.callApi(params, new OpenApiRequest({ [place]: values }), {} as Runtime);
}

test("the official client's signature of a form body is accepted", async () => {
  emulator = await startEmulator();
  const answer = await callApi("PostAutomateResponseConfig", "body", {
    ...ruleParams,
    RuleName: "it's (a) *rule*~!",
  });
  expect(answer.statusCode).toBe(200);
  expect(emulator.state.rules[0]?.RuleName).toBe("it's (a) *rule*~!");
});

test("the official client's signature of a query string is accepted", async () => {
  emulator = await startEmulator();
  const answer = await callApi("ListOperationTask", "query", { TaskId: "a b*c~(d)'!", "Statuses.1": "INIT" }, "GET");
  expect(answer.statusCode).toBe(200);
  expect(emulator.journal[0]).toMatchObject({
    status: 200,
    params: { TaskId: "a b*c~(d)'!", "Statuses.1": "INIT" },
  });
});

test("the official client reads the error body and the time to wait", async () => {
  emulator = await startEmulator();
  emulator.addFault({ operation: "PostAutomateResponseConfig", fault: "throttle" });
  await expect(callApi("PostAutomateResponseConfig", "body", ruleParams)).rejects.toMatchObject({
    code: "Throttling.User",
    statusCode: 400,
  });
});
