import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Config } from "../../../provider/api/configuration/config";
import { check } from "../../../provider/lifecycle/check";
import { diff } from "../../../provider/lifecycle/diff";
import type { OnceTaskState } from "../../../provider/resources/once-task/properties";
import { onceTask as kind } from "../../../provider/resources/once-task/verbs";
import { UNKNOWN } from "../../../provider/unknown";
import { anyName } from "./json-values";

const config: Config = { maxCallsPerSecond: 10, readTimeout: 60_000 };
const written = {
  taskType: "CLIENT_PROBLEM_CHECK",
  param: { mode: 1, problemType: "offline", uuids: "inet-1,inet-2" },
};

const checked = (news: Record<string, unknown>) => check(kind, config, news);
const stored = (news: Record<string, unknown>) => {
  const { inputs, failures } = checked(news);
  expect(failures).toEqual([]);
  return inputs as OnceTaskState;
};
const same = { updates: [], replaces: [], remembers: [] };

describe("check", () => {
  it("fills in what is not written", () => {
    expect(checked(written).inputs).toEqual({
      ...written,
      wait: true,
      onFailure: "fail",
      cancelOnDelete: false,
      summary: 'Runs CLIENT_PROBLEM_CHECK once on inet-1 and inet-2 with mode 1 and problemType "offline".',
    });
  });

  it("stores the object of a JSON text", () => {
    const text = `\uFEFF\r\n${JSON.stringify(written.param, null, 2)}\n`;
    expect(stored({ ...written, param: text })).toEqual(stored(written));
  });

  const PARAM =
    'param: must be an object such as { mode: 1, problemType: "offline", uuids: "inet-1,inet-2" }, or its JSON text; got';
  const NO_SERVERS =
    "param: must name a server in uuids, which would mean all of them if it were empty; leave it out for that; got";
  const NUMBER = "must be written as a string: a number above 2^53 loses digits; got";

  it.each<[string, Record<string, unknown>, string]>([
    [
      "no type",
      { taskType: undefined },
      'taskType: must be the type of a task, e.g. "CLIENT_PROBLEM_CHECK"; got nothing',
    ],
    ["an empty name", { taskName: "" }, 'taskName: must be the name of the task; got ""'],
    ["no parameters", { param: undefined }, `${PARAM} nothing`],
    ["parameters that are a list", { param: [1] }, `${PARAM} [1]`],
    ["a text that is not JSON", { param: "mode=1" }, `${PARAM} "mode=1"`],
    [
      "a text that is JSON with a mistake",
      { param: "{mode: 1}" },
      "param: must be JSON text that can be read: Quoted object key expected but got 'm' at position 1; got \"{mode: 1}\"",
    ],
    [
      "a key twice",
      { param: '{"mode":1,"mode":2}' },
      'param: must be JSON text that can be read: Duplicate key \'mode\' encountered at position 11; got "{\\"mode\\":1,\\"mode\\":2}"',
    ],
    ["the JSON text of a list", { param: "[1]" }, `${PARAM} [1]`],
    ["an empty text", { param: "" }, `${PARAM} ""`],
    ["a number that lost digits", { param: { ids: [1, 2 ** 60] } }, `param.ids[1]: ${NUMBER} 1152921504606847000`],
    [
      "a key that would be lost",
      { param: JSON.parse('{"a":{"__proto__":1}}') },
      'param.a: must not have the key "__proto__": it would be lost; got {"__proto__":1}',
    ],
    [
      "a key that would be lost, in JSON text",
      { param: '{"constructor":1}' },
      'param: must not have the key "constructor": it would be lost; got {"constructor":1}',
    ],
    [
      "such a key of triggers",
      { triggers: { prototype: "a" } },
      'triggers: must not have the key "prototype": it would be lost; got {"prototype":"a"}',
    ],
    ["no number", { param: { mode: Number.NaN } }, "param.mode: must be a number that JSON can hold; got null"],
    ["servers that are null", { param: { uuids: null } }, `${NO_SERVERS} {"uuids":null}`],
    ["servers that are an empty object", { param: '{"uuids":{}}' }, `${NO_SERVERS} {"uuids":{}}`],
    ["servers that are false", { param: { uuids: false } }, `${NO_SERVERS} {"uuids":false}`],
    ["a blank type", { taskType: " " }, 'taskType: must be the type of a task, e.g. "CLIENT_PROBLEM_CHECK"; got " "'],
    ["a source of another kind", { source: 5 }, 'source: must be the source of the task, e.g. "Manual"; got 5'],
    [
      "triggers that are none",
      { triggers: "x" },
      'triggers: must be an object of strings such as { release: "2026-11" }; got "x"',
    ],
    ["a switch as text", { cancelOnDelete: "yes" }, 'cancelOnDelete: must be true or false; got "yes"'],
    ["an unknown onFailure", { onFailure: "retry" }, 'onFailure: must be one of "fail", "warn"; got "retry"'],
    [
      "a property that does not exist",
      { uuids: "inet-1" },
      "uuids: OnceTask has no such property; it has taskType, taskName, param, source, triggers, wait, onFailure, timeouts, " +
        "cancelOnDelete",
    ],
  ])("refuses %s, with path and remedy", (_case, wrong, failure) => {
    const { failures } = checked({ ...written, ...wrong });
    expect(failures.map(({ property, reason }) => `${property}: ${reason}`)).toEqual([failure]);
  });

  it("keeps every digit of a number in JSON text", () => {
    const { inputs } = checked({ ...written, param: '{"id":204859012345678901}' });
    expect(inputs.param).toEqual({ id: "204859012345678901" });
  });

  it("lets a type pass that the documents do not name, with a warning", () => {
    const { failures, warnings } = checked({ ...written, taskType: "ASSET_REFRESH_HOST" });
    expect(failures).toEqual([]);
    expect(warnings).toEqual([
      {
        property: "taskType",
        reason: expect.stringMatching(/^"ASSET_REFRESH_HOST" is not a documented value \("CLIENT_/),
      },
    ]);
  });

  describe("a key of param that is like a documented one", () => {
    const warnings = (param: unknown, more = {}, secret?: string[]) =>
      check(kind, config, { ...written, param, ...more }, { olds: {}, ...(secret && { secret }) }).warnings;

    it.each([
      ["uuid", "uuids"],
      ["UUIDs", "uuids"],
      ["problem", "problemType"],
      ["modes", "mode"],
    ])("%s is a warning that names %s", (key, meant) => {
      const said = `"${key}" is no documented key of CLIENT_PROBLEM_CHECK: did you mean "${meant}"? It is sent as written.`;
      expect(warnings({ [key]: "inet-1" })).toEqual([{ property: `param.${key}`, reason: said }]);
      expect(warnings(JSON.stringify({ [key]: "inet-1" }))).toHaveLength(1);
      expect(warnings({ [key]: "inet-1" }, {}, ["param"])).toEqual([
        { property: "param", reason: "a secret value looks mistyped" },
      ]);
    });

    it("is none beside that one, in a task of a type that no document describes, or where it is like none", () => {
      expect(warnings({ uuid: "inet-1", uuids: "inet-1" })).toEqual([]);
      expect(warnings({ uuid: "inet-1" }, { taskType: "CLIENT_DEV_OPS" })).toEqual([]);
      expect(warnings({ targets: ["inet-1"] })).toEqual([]);
    });
  });

  it("accepts what is not known yet at every depth", () => {
    const unknowns = [
      { taskType: UNKNOWN, taskName: UNKNOWN, source: UNKNOWN },
      { param: UNKNOWN },
      { param: { uuids: UNKNOWN } },
      { param: { targets: [{ type: "uuid", target: UNKNOWN }, UNKNOWN] } },
      { triggers: UNKNOWN },
      { triggers: { release: UNKNOWN } },
      { wait: UNKNOWN, onFailure: UNKNOWN, cancelOnDelete: UNKNOWN, timeouts: UNKNOWN },
    ];
    for (const part of unknowns) {
      const { inputs, failures, warnings } = checked({ ...written, ...part });
      expect(failures).toEqual([]);
      expect(warnings).toEqual([]);
      expect(inputs.summary).toBe(UNKNOWN);
      expect(inputs).toMatchObject(part);
    }
  });

  it("says in one sentence what runs, shortened where it is long", () => {
    const summaryOf = (edit: object) => stored({ ...written, ...edit }).summary;
    expect(summaryOf({ param: {}, wait: false })).toBe("Runs CLIENT_PROBLEM_CHECK once, without waiting for its end.");
    expect(summaryOf({ param: { uuids: Array.from({ length: 50 }, (_, index) => `inet-${index}`).join() } })).toBe(
      "Runs CLIENT_PROBLEM_CHECK once on inet-0, inet-1, inet-10, inet-11, inet-12 and 45 more.",
    );
  });
});

const anyTask = fc.record(
  {
    taskType: fc.constantFrom("CLIENT_PROBLEM_CHECK", "ASSETS_COLLECTION", "FUTURE_SCAN"),
    taskName: anyName,
    param: fc.dictionary(
      fc.stringMatching(/^[a-zA-Z]{1,8}$/),
      fc.oneof(
        fc.string(),
        fc.boolean(),
        fc.maxSafeNat(),
        fc.array(fc.record({ target: fc.string() }, { noNullPrototype: true })),
      ),
      { noNullPrototype: true },
    ),
    source: anyName,
    triggers: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string(), { noNullPrototype: true }),
    wait: fc.boolean(),
    onFailure: fc.constantFrom("fail", "warn"),
    cancelOnDelete: fc.boolean(),
    timeouts: fc.record({ create: fc.constantFrom("90s", "1h30m") }, { requiredKeys: [] }),
  },
  { requiredKeys: ["taskType", "param"] },
);

describe("check and diff together", () => {
  it("checking what was checked changes nothing", () => {
    fc.assert(
      fc.property(anyTask, (news) => {
        expect(stored({ ...stored(news) })).toEqual(stored(news));
      }),
    );
  });

  it("the same program twice is no change, whether param is an object or text", () => {
    fc.assert(
      fc.property(anyTask, (news) => {
        const state = JSON.parse(JSON.stringify(stored(news))) as OnceTaskState;
        const reversed = Object.fromEntries(Object.entries(news.param).reverse());
        const again = stored({ ...news, param: JSON.stringify(reversed) });
        expect(diff(kind, config, state, again)).toEqual(same);
      }),
    );
  });

  it.each<[string, Record<string, unknown>, object]>([
    ["the type", { taskType: "CLIENT_DEV_OPS" }, { replaces: ["taskType"] }],
    ["the name", { taskName: "nightly" }, { replaces: ["taskName"] }],
    ["the parameters", { param: { ...written.param, mode: 2 } }, { replaces: ["param"] }],
    ["the source", { source: "Manual" }, { replaces: ["source"] }],
    ["the triggers", { triggers: { release: "2" } }, { replaces: ["triggers"] }],
    [
      "what does not describe the run",
      { wait: false, onFailure: "warn", cancelOnDelete: true, timeouts: { create: "1h" } },
      { remembers: ["wait", "onFailure", "timeouts", "cancelOnDelete"] },
    ],
  ])("a change of %s", (_case, edit, difference) => {
    const [before, after] = [stored(written), stored({ ...written, ...edit })];
    expect(diff(kind, config, before, after)).toEqual({ ...same, ...difference });
  });
});
