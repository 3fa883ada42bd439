import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refusal } from "../../../provider/api/calls/errors";
import type { Operation } from "../../../provider/api/calls/operation";
import { canonicalText, isObject, type JsonObject, readJson } from "../../../provider/json";

/** For every operation the sample of the API's documents, as text. */
const samples: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(__dirname, "replies.json"), "utf8"));

/**
 * Fields without which a reply is not understood; any other one may be absent or null. Of Success and Code of cloud-siem,
 * one says yes.
 */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  ListAutomateResponseConfigs: ["Data", "PageInfo", "TotalCount", "Id", "Status"],
  DescribeAutomateResponseConfigPlayBooks: ["Uuid"],
  DescribePlaybooks: ["Page", "TotalCount", "PlaybookUuid"],
  DescribeSoarStrategyTasks: ["TotalCount", "Id", "StrategyId"],
  DescribeSoarStrategyTaskDetail: ["TaskDetail"],
  CreateSoarStrategyTask: ["StrategyTaskId"],
  DeleteSoarStrategyTask: ["RequestId"],
  ProcessSoarStrategyTask: ["RequestId"],
  CancelOnceTask: ["RequestId"],
  SubmitOperationTask: ["RootTaskId"],
  ListOperationTask: ["PageInfo", "TotalCount", "TaskId"],
  ListCheckInstanceResult: ["PageInfo", "TotalCount", "InstanceId"],
  GetCheckDetail: ["RequestId"],
  ListOperationCheck: ["RequestId", "InstanceId"],
  ListOperationProcess: ["PageInfo", "TotalCount", "TaskId", "StatusCode"],
  GenerateOnceTask: ["TaskId"],
  DescribeOnceTask: ["PageInfo", "TotalCount", "TaskId"],
  GetOnceTaskResultInfo: ["TaskInfo"],
  ListUnfinishedOnceTask: ["RequestId", "TaskId"],
  GetCallerIdentity: ["AccountId"],
};

async function decoderOf(action: string): Promise<(body: JsonObject) => unknown> {
  const file: Readonly<Record<string, unknown>> = await import(`../../../provider/api/operations/${action}.ts`);
  const { decode } = file[`${action[0]?.toLowerCase()}${action.slice(1)}`] as Operation<never, unknown>;
  return decode;
}

/** The sample of the API's documents; that of SubmitOperationTask shows a refusal beside the result, here without it. */
function sampleOf(action: string, text: string): JsonObject {
  const sample = readJson(text);
  if (!isObject(sample)) throw new Error(`the sample of ${action} is no object`);
  return action === "SubmitOperationTask" ? { ...sample, OperateCode: "" } : sample;
}

/** Changes every value, the inner ones first. */
function changed(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return change(value.map((item: unknown) => changed(item, change)));
  if (!isObject(value)) return change(value);
  return change(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, changed(item, change)])));
}

const parsed = (value: unknown) => {
  const structure = typeof value === "string" ? readJson(value) : undefined;
  return typeof structure === "object" ? structure : value;
};

/** One text for replies that mean the same, however the JSON texts in them are written. */
const meaning = (reply: unknown) => canonicalText(changed(reply, parsed));

type Shape = readonly [string, (value: unknown) => unknown];

const scalars: readonly Shape[] = [
  ["numbers as text", (value) => (typeof value === "number" ? String(value) : value)],
  ["digits as numbers", (value) => (typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value)],
  ["booleans as words", (value) => (typeof value === "boolean" ? String(value) : value)],
  ["booleans as capitalised words", (value) => ({ true: "True", false: "False" })[String(value)] ?? value],
  ["fields that nobody knows", (value) => (isObject(value) ? { ...value, Extra: { Deep: [1] } } : value)],
];

const structures: readonly Shape[] = [
  ["structures where the documents have JSON text", parsed],
  [
    "JSON text where the documents have structures",
    (value) => (typeof value === "object" && value !== null ? JSON.stringify(value) : value),
  ],
];

describe.each(Object.entries(samples))("%s", (action, text) => {
  const sample = sampleOf(action, text);

  test.each([...scalars, ...structures])("reads %s as it reads the document's sample", async (_shape, change) => {
    const decode = await decoderOf(action);
    // The reply itself is an object always.
    const body = Object.fromEntries(Object.entries(sample).map(([key, value]) => [key, changed(value, change)]));
    expect(meaning(decode(body))).toBe(meaning(decode(sample)));
  });

  test("reads all of these shapes together, whatever is absent that is not needed", async () => {
    const decode = await decoderOf(action);
    const kept = new Set([...(NEEDED[action] ?? []), "Success"]);
    const names = new Set<string>();
    changed(sample, (value) => {
      if (isObject(value)) for (const name of Object.keys(value)) if (!kept.has(name)) names.add(name);
      return value;
    });
    const combined = fc.record({
      chosen: fc.subarray(scalars.map(([, change]) => change)),
      // One of the two: each is the reverse of the other.
      structure: fc.subarray(
        structures.map(([, change]) => change),
        { maxLength: 1 },
      ),
      absent: fc.subarray([...names]),
      nothing: fc.constantFrom(undefined, null),
    });
    fc.assert(
      fc.property(combined, ({ chosen, structure, absent, nothing }) => {
        const isAbsent = (name: string) => absent.includes(name);
        const without = (value: unknown) =>
          isObject(value)
            ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, isAbsent(key) ? nothing : item]))
            : value;
        const body = without(changed(sample, without)) as JsonObject;
        const reshaped = [...chosen, ...structure].reduce(
          (reply, change) =>
            Object.fromEntries(Object.entries(reply).map(([key, value]) => [key, changed(value, change)])),
          body,
        );
        expect(meaning(decode(reshaped))).toBe(meaning(decode(body)));
      }),
    );
  });

  test.each([
    ["absent", undefined],
    ["null", null],
  ])("any field may be %s that is not needed", async (_how, nothing) => {
    const decode = await decoderOf(action);
    const failing = new Set<string>();
    const tryWithout = (name: string) => {
      const without = (value: unknown) => (isObject(value) && name in value ? { ...value, [name]: nothing } : value);
      try {
        decode(changed(sample, without) as JsonObject);
      } catch {
        failing.add(name);
      }
    };
    changed(sample, (value) => {
      if (isObject(value)) for (const name of Object.keys(value)) tryWithout(name);
      return value;
    });
    expect([...failing].sort()).toEqual([...(NEEDED[action] ?? [])].sort());
  });
});

/** Replies with HTTP 200 that no document calls a success. */
const NO_YES: readonly (readonly [string, object])[] = [
  ["nothing", {}],
  ["success false in another spelling", { RequestId: "r", success: false }],
  ["Success false", { RequestId: "r", Success: false }],
  ["Success false as a word", { RequestId: "r", Success: "false" }],
  ["Success false as a capitalised word", { RequestId: "r", Success: "False" }],
  ["Success as another word", { RequestId: "r", Success: "perhaps" }],
  ["a Code that is an error's", { RequestId: "r", Code: "NoPermission", Message: "no" }],
];

describe.each(Object.entries(samples))("%s", (action, text) => {
  test.each(NO_YES)("%s is no success", async (_what, body) => {
    const decode = await decoderOf(action);
    expect(() => decode(body as JsonObject)).toThrow();
    if ("RequestId" in body) expect(() => decode({ ...sampleOf(action, text), Code: null, ...body })).toThrow();
  });
});

describe.each(Object.entries(samples))("%s", (action, text) => {
  test.each(["OK", "Success", "success", 200])(
    "Code %s, with which other products say yes, is a success",
    async (Code) => {
      const decode = await decoderOf(action);
      const sample = sampleOf(action, text);
      expect(meaning(decode({ ...sample, Code }))).toBe(meaning(decode(sample)));
    },
  );
});

test.each(["PostAutomateResponseConfig", "UpdateAutomateResponseConfigStatus", "DeleteAutomateResponseConfig"])(
  "%s: Data and a RequestId alone do not say yes",
  async (action) => {
    const decode = await decoderOf(action);
    expect(() => decode({ RequestId: "r", Data: "123456" })).toThrow(TypeError);
  },
);

test("the sample of SubmitOperationTask, which names a refusal beside a run, is a refusal", async () => {
  const decode = await decoderOf("SubmitOperationTask");
  expect(() => decode(readJson(samples.SubmitOperationTask ?? "") as JsonObject)).toThrow(Refusal);
});

test("a structure where JSON text is documented keeps every digit", async () => {
  const decode = await decoderOf("ListAutomateResponseConfigs");
  const text =
    '{"Success":true,"Data":{"PageInfo":{"TotalCount":1},"ResponseData":[{"Id":1,"Status":0,"ActionConfig":[{"id":204859012345678901}]}]}}';
  expect(decode(readJson(text) as JsonObject)).toMatchObject({
    ResponseData: [{ ActionConfig: '[{"id":"204859012345678901"}]' }],
  });
});
