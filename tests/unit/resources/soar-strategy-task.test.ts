import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Config } from "../../../provider/api/configuration/config";
import { check } from "../../../provider/lifecycle/check";
import { diff } from "../../../provider/lifecycle/diff";
import { meaningOf } from "../../../provider/resources/soar-strategy-task/values";
import { soarStrategyTask as kind } from "../../../provider/resources/soar-strategy-task/verbs";
import { UNKNOWN } from "../../../provider/unknown";
import { anyName, exactJson } from "./json-values";

const config: Config = { region: "cn-beijing", maxCallsPerSecond: 10, readTimeout: 60_000 };
const vulList = {
  name: "vulList",
  associationProperty: "sasAllVul",
  value: [{ instanceId: "i-1", vulId: 7 }],
};
const snapshot = { name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl: 1 } };
const written = {
  strategyId: "8000",
  strategyName: "Batch fix",
  strategyTaskName: "patch-tuesday",
  strategyTaskParams: [vulList, snapshot],
};

const failuresOf = (news: Record<string, unknown>) =>
  check(kind, config, news).failures.map(({ property, reason }) => `${property}: ${reason}`);
const stored = (news: Record<string, unknown>) => {
  const { inputs, failures } = check(kind, config, news);
  expect(failures).toEqual([]);
  return inputs;
};

const A_LIST =
  'must be a list of objects like { name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl: 1 } }';
const A_TIME =
  'must be a time: milliseconds since 1970 such as 1796061600000, or ISO 8601 with its zone such as "2026-11-30T18:00:00Z"';

describe("check", () => {
  it("fills in what is not written, and says what the task does", () => {
    expect(stored(written)).toEqual({
      ...written,
      onFinished: "ignore",
      onDelete: "error",
      summary:
        'Runs strategy "Batch fix" with vulList (1 item: {"instanceId":"i-1","vulId":7}) and snapshotConfig {"ttl":1}.',
    });
    const planned = { ...written, strategyTaskPlanExeTime: 1893456000000, taskAction: "PAUSE" };
    expect(stored(planned).summary).toBe(
      'Runs strategy "Batch fix" at 2030-01-01T00:00:00.000Z with vulList (1 item: {"instanceId":"i-1","vulId":7}) and snapshotConfig {"ttl":1}, and pauses it.',
    );
  });

  it("takes the JSON text of the parameters for the parameters, in their order, and keeps every digit", () => {
    const text = JSON.stringify(written.strategyTaskParams, null, 2).replace(": 7", ": 204859012345678901");
    const { strategyTaskParams } = stored({ ...written, strategyTaskParams: text });
    const digits = { instanceId: "i-1", vulId: "204859012345678901" };
    expect(strategyTaskParams).toEqual([{ ...vulList, value: [digits] }, snapshot]);
  });

  it.each([
    ["milliseconds", 1893456000000],
    ["their digits", "1893456000000"],
    ["UTC", "2030-01-01T00:00Z"],
    ["a zone", "2030-01-01T08:00:00+08:00"],
    ["fractions", "2030-01-01T00:00:00.000Z"],
  ])("stores a time in %s as milliseconds", (_form, strategyTaskPlanExeTime) => {
    const { strategyTaskPlanExeTime: ms } = stored({ ...written, strategyTaskPlanExeTime });
    expect(ms).toBe(1893456000000);
  });

  it.each([
    ["seconds", 1893456000, "1893456000"],
    ["microseconds", 1893456000000000, "1893456000000000"],
    ["a time that no calendar has", 9e15, "9000000000000000"],
    ["no zone", "2030-01-01T00:00:00", '"2030-01-01T00:00:00"'],
    ["a day that does not exist", "2030-02-30T00:00:00Z", '"2030-02-30T00:00:00Z"'],
    ["a month that does not exist", "2030-13-01T00:00:00Z", '"2030-13-01T00:00:00Z"'],
    ["an hour that does not exist", "2030-01-01T25:00:00Z", '"2030-01-01T25:00:00Z"'],
    ["a fraction of a millisecond", 1893456000000.5, "1893456000000.5"],
    ["words", "tomorrow", '"tomorrow"'],
    ["a switch", true, "true"],
  ])("refuses %s as a time", (_case, strategyTaskPlanExeTime, given) => {
    const failures = failuresOf({ ...written, strategyTaskPlanExeTime });
    expect(failures).toEqual([`strategyTaskPlanExeTime: ${A_TIME}; got ${given}`]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      "a strategy by its name",
      { strategyId: "Batch fix" },
      'strategyId: must be the id of a strategy: a string of digits (a number above 2^53 loses digits); got "Batch fix"',
    ],
    ["no strategy name", { strategyName: undefined }, "strategyName: must be the name of the strategy; got nothing"],
    ["an empty name", { strategyTaskName: "" }, 'strategyTaskName: must be the name of the task; got ""'],
    [
      "parameters that are a map",
      { strategyTaskParams: { vulList: [] } },
      `strategyTaskParams: ${A_LIST}, or the JSON text of one; got {"vulList":[]}`,
    ],
    [
      "parameters that are no JSON",
      { strategyTaskParams: "[{]" },
      "strategyTaskParams: must be JSON text that can be read: Quoted object key expected but got ']' at position 2; got \"[{]\"",
    ],
    [
      "a parameter that is no object",
      { strategyTaskParams: ["vulList"] },
      `strategyTaskParams[0]: ${A_LIST}; got "vulList"`,
    ],
    [
      "a parameter without name",
      { strategyTaskParams: [vulList, { ...snapshot, name: undefined }] },
      "strategyTaskParams[1].name: must be the name of a parameter; got nothing",
    ],
    [
      "a parameter twice",
      { strategyTaskParams: [snapshot, { ...snapshot, value: 2 }] },
      expect.stringMatching(/^strategyTaskParams: must name each parameter once; got \[/),
    ],
    [
      "a parameter that does not say what it is",
      { strategyTaskParams: [{ name: "vulList", value: [] }] },
      "strategyTaskParams[0].associationProperty: must be what the parameter is, its associationProperty; got nothing",
    ],
    [
      "a parameter without value",
      { strategyTaskParams: [{ name: "vulList", associationProperty: "sasAllVul" }] },
      "strategyTaskParams[0].value: must be the value of the parameter; got nothing",
    ],
    [
      "a state for an action",
      { taskAction: "RUNNING" },
      'taskAction: must be "SCHEDULE" or "PAUSE": this is a state that a task reaches by itself, not an action; got "RUNNING"',
    ],
    [
      "an unknown onDelete",
      { onDelete: "delete" },
      'onDelete: must be one of "error", "pause", "forget"; got "delete"',
    ],
  ])("refuses %s, with path and remedy", (_case, wrong, failure) => {
    expect(failuresOf({ ...written, ...wrong })).toEqual([failure]);
  });

  it("accepts what is not known yet at every depth", () => {
    const unknowns = [
      { strategyId: UNKNOWN, strategyName: UNKNOWN, strategyTaskName: UNKNOWN },
      { strategyTaskPlanExeTime: UNKNOWN, taskAction: UNKNOWN, onDelete: UNKNOWN, timeouts: UNKNOWN },
      { strategyTaskParams: UNKNOWN },
      { strategyTaskParams: [UNKNOWN, snapshot] },
      { strategyTaskParams: [{ name: UNKNOWN, associationProperty: UNKNOWN, value: UNKNOWN }] },
      { strategyTaskParams: [{ ...vulList, value: [UNKNOWN, { instanceId: UNKNOWN }] }] },
    ];
    for (const part of unknowns) {
      expect(stored({ ...written, ...part }).summary).toBe(UNKNOWN);
    }
  });
});

const anyParam = fc.record({
  name: fc.constantFrom("vulList", "snapshotConfig", "notifyConfig", "other"),
  associationProperty: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ""),
  value: exactJson,
});
const params = fc.uniqueArray(anyParam, { selector: ({ name }) => name });
const anyTask = fc.record(
  {
    strategyId: fc.oneof(fc.maxSafeNat(), fc.bigInt(0n, 10n ** 18n).map(String)),
    strategyName: anyName,
    strategyTaskName: anyName,
    strategyTaskParams: fc.oneof(
      params,
      params.map((list) => JSON.stringify(list)),
    ),
    strategyTaskPlanExeTime: fc
      .date({ min: new Date(1e12), max: new Date(8e12), noInvalidDate: true })
      .chain((date) => fc.constantFrom(date.getTime(), String(date.getTime()), date.toISOString())),
    taskAction: fc.constantFrom("SCHEDULE", "PAUSE"),
    onFinished: fc.constantFrom("ignore", "error"),
    onDelete: fc.constantFrom("error", "pause", "forget"),
  },
  { requiredKeys: ["strategyId", "strategyName", "strategyTaskName", "strategyTaskParams"] },
);

describe("check and diff together", () => {
  it("checking what was checked changes nothing, and the same program twice is no change", () => {
    fc.assert(
      fc.property(anyTask, (news) => {
        const first = stored(news);
        expect(stored({ ...first })).toEqual(first);
        const state = JSON.parse(JSON.stringify(first));
        const again = JSON.parse(JSON.stringify(stored(news)));
        const none = { updates: [], replaces: [], remembers: [] };
        expect(diff(kind, config, state, again)).toEqual(none);
      }),
    );
  });

  it.each<[string, Record<string, unknown>, object]>([
    ["the strategy", { strategyId: "8001" }, { replaces: ["strategyId"] }],
    ["the name of the strategy", { strategyName: "x" }, { replaces: ["strategyName"] }],
    ["the name", { strategyTaskName: "x" }, { replaces: ["strategyTaskName"] }],
    ["the parameters", { strategyTaskParams: [vulList] }, { replaces: ["strategyTaskParams"] }],
    ["nothing but the order of parameters", { strategyTaskParams: [snapshot, vulList] }, {}],
    ["the time", { strategyTaskPlanExeTime: 1893456000000 }, { replaces: ["strategyTaskPlanExeTime"] }],
    ["the action", { taskAction: "PAUSE" }, { updates: ["taskAction"] }],
    [
      "what is only remembered",
      { onFinished: "error", onDelete: "pause", timeouts: { create: "1m" } },
      { remembers: ["onFinished", "onDelete", "timeouts"] },
    ],
    ["JSON text for the parameters", { strategyTaskParams: JSON.stringify([vulList, snapshot]) }, {}],
  ])("a change of %s", (_case, edit, difference) => {
    const none = { updates: [], replaces: [], remembers: [] };
    const edited = stored({ ...written, ...edit });
    expect(diff(kind, config, stored(written), edited)).toEqual({ ...none, ...difference });
  });
});

describe("the meaning of parameters", () => {
  it.each<[string, readonly object[], boolean]>([
    ["another order", [snapshot, vulList], true],
    ["another order of keys", [Object.fromEntries(Object.entries(vulList).reverse()), snapshot], true],
    ["a number for its digits", [{ ...vulList, value: [{ instanceId: "i-1", vulId: "7" }] }, snapshot], true],
    ["another value", [vulList, { ...snapshot, value: { ttl: 2 } }], false],
    ["one more", [vulList, snapshot, snapshot], false],
  ])("%s", (_case, list, same) => {
    expect(meaningOf(list) === meaningOf([vulList, snapshot])).toBe(same);
  });
});
