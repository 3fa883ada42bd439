import { describe, expect, test } from "vitest";
import {
  type ApiError,
  isAmbiguous,
  ServiceError,
  serviceAnswered,
  TransportError,
} from "../../provider/api/calls/errors";
import type { Context } from "../../provider/api/context";
import { listAutomateResponseConfigs } from "../../provider/api/operations/ListAutomateResponseConfigs";
import { postAutomateResponseConfig } from "../../provider/api/operations/PostAutomateResponseConfig";
import type { Fault } from "../../provider/emulator";
import { emulated, failureOf, hangsAreShort } from "../support/emulated";
import { rule } from "./posted-rule";

const post = (context: Context) => context.call(postAutomateResponseConfig, rule);
const list = (context: Context) => context.call(listAutomateResponseConfigs, { CurrentPage: 1, PageSize: 100 });

const POST = "PostAutomateResponseConfig";
const LIST = "ListAutomateResponseConfigs";

type FaultName = Fault["fault"];

/** Faults after which nobody but the service knows whether it acted. `acted`: whether it did. `over`: whether it said so. */
const doubtful: readonly [FaultName, { readonly code: string; readonly acted: boolean; readonly over: boolean }][] = [
  ["http500", { code: "InternalError", acted: false, over: true }],
  ["http503-html", { code: "MalformedResponse", acted: false, over: false }],
  ["drop-before", { code: "ConnectionClosed", acted: false, over: false }],
  ["drop-after", { code: "ConnectionClosed", acted: true, over: false }],
  ["truncate", { code: "ConnectionClosed", acted: true, over: false }],
  ["hang", { code: "RequestTimeout", acted: true, over: false }],
];

describe.each(doubtful)("%s", (fault, { code, acted, over }) => {
  const config = fault === "hang" ? hangsAreShort : {};

  test("a request that must not be repeated is sent once and leaves doubt", async () => {
    const { emulator, context } = await emulated({ config });
    emulator.addFault({ operation: POST, fault });
    const error = await failureOf(post(context));
    expect(error).toMatchObject({ code, outcome: "unknown", operation: POST });
    expect([isAmbiguous(error), serviceAnswered(error)]).toEqual([true, over]);
    expect(error).toBeInstanceOf(over ? ServiceError : TransportError);
    expect(emulator.journal).toHaveLength(1);
    expect(emulator.state.rules).toHaveLength(acted ? 1 : 0);
  });

  test("a request that is safe to repeat is sent again", async () => {
    const { emulator, context } = await emulated({ config });
    emulator.addFault({ operation: LIST, fault });
    expect((await list(context)).PageInfo.TotalCount).toBe(0);
    expect(emulator.journal.map((call) => call.operation)).toEqual([LIST, LIST]);
  });

  test("a Post with Id is safe to repeat", async () => {
    const { emulator, context } = await emulated({ config, emulator: { state: { rules: [{ Id: "7" }] } } });
    emulator.addFault({ operation: POST, fault });
    await context.call(postAutomateResponseConfig, { Id: "7", ...rule });
    expect(emulator.journal).toHaveLength(2);
    expect(emulator.state.rules.map(({ RuleName }) => RuleName)).toEqual([rule.RuleName]);
  });

  test("five attempts are enough", async () => {
    const { emulator, context } = await emulated({ config });
    emulator.addFault({ operation: LIST, fault, times: 9 });
    expect(await failureOf(list(context))).toMatchObject({ code });
    expect(emulator.journal).toHaveLength(5);
  });
});

describe("throttle", () => {
  test.each([
    ["safe", list, LIST],
    ["unsafe", post, POST],
  ])(
    "a request that is %s to repeat waits at least as long as the service asks, then is sent again",
    async (_repeat, call, operation) => {
      const { emulator, context, clock } = await emulated();
      emulator.addFault({ operation, fault: "throttle", times: 8 });
      const before = clock.now();
      await call(context);
      expect(emulator.journal.map((call) => call.code)).toEqual([...Array(8).fill("Throttling.User"), undefined]);
      expect(clock.now() - before).toBeGreaterThanOrEqual(800);
      expect(emulator.state.rules).toHaveLength(operation === POST ? 1 : 0);
    },
  );

  test("the deadline of the verb ends it", async () => {
    const { emulator, context } = await emulated();
    emulator.addFault({ operation: POST, fault: "throttle", times: 100_000 });
    const error = await failureOf(post(context.within(2_000)));
    expect(error).toMatchObject({ code: "Throttling.User", outcome: "refused", retryAfterMs: 100 });
    expect((error as ApiError).message).toContain("The deadline ended the retries.");
    expect(emulator.journal.length).toBeLessThan(25);
  });
});

describe("an answer that means no is final", () => {
  test.each([
    ["permission", 403, "NoPermission"],
    ["refuse", 200, "500"],
  ] as const)("%s", async (fault, statusCode, code) => {
    const { emulator, context } = await emulated();
    emulator.addFault({ operation: POST, fault });
    const error = await failureOf(post(context));
    expect(error).toMatchObject({
      code,
      statusCode,
      outcome: "refused",
      requestId: emulator.journal[0]?.requestId,
    });
    expect(serviceAnswered(error)).toBe(true);
    expect(emulator.journal).toHaveLength(1);
    expect(emulator.state.rules).toHaveLength(0);
  });
});

test("once the engine has gone nothing is sent", async () => {
  const { emulator, context } = await emulated({
    signal: AbortSignal.abort(new Error("the engine has gone")),
  });
  expect(await failureOf(post(context))).toEqual(new Error("the engine has gone"));
  expect(emulator.journal).toHaveLength(0);
});

test("an answer that hangs after another one on the same connection ends too", async () => {
  const { emulator, context } = await emulated({ config: hangsAreShort });
  await list(context);
  emulator.addFault({ operation: POST, fault: "hang" });
  expect(await failureOf(post(context))).toMatchObject({ code: "RequestTimeout" });
});
