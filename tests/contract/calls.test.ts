import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { describe, expect, onTestFinished, test } from "vitest";
import { createContext } from "../../provider/api/context";
import { deleteAutomateResponseConfig } from "../../provider/api/operations/DeleteAutomateResponseConfig";
import { describeAutomateResponseConfigFeature } from "../../provider/api/operations/DescribeAutomateResponseConfigFeature";
import { listAutomateResponseConfigs } from "../../provider/api/operations/ListAutomateResponseConfigs";
import { postAutomateResponseConfig } from "../../provider/api/operations/PostAutomateResponseConfig";
import { updateAutomateResponseConfigStatus } from "../../provider/api/operations/UpdateAutomateResponseConfigStatus";
import { configFor, emulated, failureOf, hangsAreShort } from "../support/emulated";
import { SimulatedClock } from "../support/simulated-clock";
import { cannedServer } from "./canned-server";

const view = { RegionId: "ap-southeast-1", RoleType: 1, RoleFor: "1130916744880001" } as const;
const rule = {
  RuleName: "it's a (test) of *all* ~marks! & ünïcode 规则",
  AutoResponseType: "alert",
  ExecutionCondition: '[{"left":{"value":"alert_name"},"operator":"containsString","right":{"value":"a+b=c%20"}}]',
  ActionType: "doPlaybook",
  ActionConfig:
    '[{"actionType":"doPlaybook","playbookName":"WafBlockIP","playbookUuid":"bdad6220-6584-41b2-9704-fc6584568758"}]',
};

describe("the five operations of a rule", () => {
  test("arrive exactly as meant, with ids beyond 2^53 intact", async () => {
    const { emulator, context } = await emulated({
      emulator: { state: { nextRuleId: "204859012345678901" } },
    });
    const { Data: Id } = await context.call(postAutomateResponseConfig, { ...rule, ...view });
    await context.call(updateAutomateResponseConfigStatus, { Ids: `[${Id}]`, InUse: true, ...view });
    const { ResponseData, PageInfo } = await context.call(listAutomateResponseConfigs, {
      CurrentPage: 1,
      PageSize: 100,
      Id,
      ...view,
    });
    const { Data: features } = await context.call(describeAutomateResponseConfigFeature, {
      AutoResponseType: "alert",
      ...view,
    });
    await context.call(deleteAutomateResponseConfig, { Id, ...view });

    expect(Id).toBe("204859012345678901");
    expect(PageInfo.TotalCount).toBe(1);
    expect(ResponseData).toMatchObject([
      {
        Id,
        RuleName: rule.RuleName,
        Status: 100,
        ResponseRuleType: "custom",
        SubUserId: "204859012345678901",
      },
    ]);
    expect(features.map(({ Feature }) => Feature)).toContain("alert_name");
    expect(emulator.state.rules).toEqual([]);
    const wireView = { RegionId: "ap-southeast-1", RoleType: "1", RoleFor: "1130916744880001" };
    expect(
      emulator.journal.map(({ operation, version, params, status }) => ({
        operation,
        version,
        params,
        status,
      })),
    ).toEqual(
      [
        { operation: "PostAutomateResponseConfig", params: { ...rule, ...wireView } },
        {
          operation: "UpdateAutomateResponseConfigStatus",
          params: { Ids: `[${Id}]`, InUse: "true", ...wireView },
        },
        {
          operation: "ListAutomateResponseConfigs",
          params: { CurrentPage: "1", PageSize: "100", Id, ...wireView },
        },
        {
          operation: "DescribeAutomateResponseConfigFeature",
          params: { AutoResponseType: "alert", ...wireView },
        },
        { operation: "DeleteAutomateResponseConfig", params: { Id, ...wireView } },
      ].map((call) => ({ ...call, version: "2022-06-16", status: 200 })),
    );
  });

  test("temporary credentials are signed with their token", async () => {
    const keys = { accessKeyId: "STS.id", accessKeySecret: "sts-secret", securityToken: "CAIS+token/==" };
    const { emulator, context } = await emulated({ config: keys, emulator: { accessKeys: [keys] } });
    await context.call(postAutomateResponseConfig, rule);
    expect(emulator.journal).toMatchObject([{ status: 200, accessKeyId: "STS.id" }]);
  });
});

test("every attempt has a nonce of its own", async () => {
  const busy = {
    status: 400,
    body: { Code: "Throttling", Message: "slow" },
  };
  const { url, received } = await cannedServer(busy, busy, { body: { Success: true, Code: 200, Data: "1" } });
  const context = createContext({ config: configFor(url), clock: new SimulatedClock() });
  await context.call(postAutomateResponseConfig, rule);
  const nonces = received.map(({ headers }) => headers["x-acs-signature-nonce"]);
  expect(new Set(nonces).size).toBe(3);
  expect(received[0]?.headers["user-agent"]).toMatch(/pulumi-alicloud-soar\/\d+\.\d+\.\d+$/);
});

test("concurrent calls do not mix up their answers", async () => {
  const { emulator, context } = await emulated({ config: hangsAreShort });
  emulator.addFault({ operation: "PostAutomateResponseConfig", fault: "hang" });
  const hanging = failureOf(context.call(postAutomateResponseConfig, rule));
  await context.call(listAutomateResponseConfigs, { CurrentPage: 1, PageSize: 1 });
  const error = await hanging;
  expect(error).toMatchObject({ code: "RequestTimeout" });
  expect(error).toMatchObject({ statusCode: undefined, requestId: undefined });
});

test("a silent connection is given as long as readTimeout says", async () => {
  const { context } = await emulated({ config: { readTimeout: 45_000 } });
  const timeouts: unknown[] = [];
  const listener = (message: unknown) => {
    timeouts.push((message as { request: { timeout?: number } }).request.timeout);
  };
  subscribe("http.client.request.start", listener);
  onTestFinished(() => void unsubscribe("http.client.request.start", listener));
  await context.call(listAutomateResponseConfigs, { CurrentPage: 1, PageSize: 1 });
  expect(timeouts).toEqual([45_000]);
});

test("a rule operation that names its centre needs no region", async () => {
  const config = configFor("http://127.0.0.1:1", { region: undefined, cloudSiemEndpoint: undefined });
  const context = createContext({ config, signal: AbortSignal.abort(new Error("nothing is sent")) });
  const page = { CurrentPage: 1, PageSize: 1 };
  const named = failureOf(context.call(listAutomateResponseConfigs, { ...page, RegionId: "ap-southeast-1" }));
  expect(await named).toEqual(new Error("nothing is sent"));
  const unnamed = failureOf(context.call(listAutomateResponseConfigs, { ...page, RegionId: undefined }));
  expect(await unnamed).toMatchObject({
    key: "alicloud-soar:region",
  });
});
