import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Config } from "../../../provider/api/configuration/config";
import { check } from "../../../provider/lifecycle/check";
import { diff } from "../../../provider/lifecycle/diff";
import type { SoarStrategyTaskStateState as State } from "../../../provider/resources/soar-strategy-task-state/properties";
import { soarStrategyTaskState as kind } from "../../../provider/resources/soar-strategy-task-state/verbs";
import { statusInWords, taskAction } from "../../../provider/resources/task-action";
import { UNKNOWN } from "../../../provider/unknown";

const config: Config = { region: "cn-beijing", maxCallsPerSecond: 10, readTimeout: 60_000 };
const written = { strategyTaskId: "100", taskAction: "PAUSE" };

const failuresOf = (news: Record<string, unknown>) =>
  check(kind, config, news).failures.map(({ property, reason }) => `${property}: ${reason}`);
const stored = (news: Record<string, unknown>) => {
  const { inputs, failures } = check(kind, config, news);
  expect(failures).toEqual([]);
  return inputs as State;
};

describe("check", () => {
  it("fills in what is not written, and says what the resource does", () => {
    expect(stored(written)).toEqual({
      ...written,
      onFinished: "ignore",
      onDelete: "none",
      summary: "Keeps strategy task 100 paused.",
    });
    expect(stored({ ...written, taskAction: "SCHEDULE" }).summary).toBe("Keeps strategy task 100 scheduled.");
    expect(stored({ ...written, onDelete: "SCHEDULE" }).summary).toBe(
      "Keeps strategy task 100 paused, and schedules it when the resource goes.",
    );
    expect(stored({ ...written, taskAction: "SCHEDULE", onDelete: "PAUSE" }).summary).toBe(
      "Keeps strategy task 100 scheduled, and pauses it when the resource goes.",
    );
  });

  it.each<[string, Record<string, unknown>, string]>([
    ...["WAITING", "STARTING", "RUNNING", "FINISHED"].map((state): [string, Record<string, unknown>, string] => [
      `the state ${state}`,
      { taskAction: state },
      `taskAction: must be "SCHEDULE" or "PAUSE": this is a state that a task reaches by itself, not an action; got "${state}"`,
    ]),
    [
      "an action that does not exist",
      { taskAction: "pause" },
      'taskAction: must be "SCHEDULE" or "PAUSE"; got "pause"',
    ],
    ["no action", { taskAction: undefined }, 'taskAction: must be "SCHEDULE" or "PAUSE"; got nothing'],
    [
      "an id that is none",
      { strategyTaskId: "task-100" },
      'strategyTaskId: must be the id of a strategy task: a string of digits (a number above 2^53 loses digits); got "task-100"',
    ],
    [
      "an id that lost digits",
      { strategyTaskId: 2 ** 60 },
      "strategyTaskId: must be the id of a strategy task: a string of digits (a number above 2^53 loses digits); got 1152921504606847000",
    ],
    [
      "a state on deletion",
      { onDelete: "FINISHED" },
      'onDelete: must be one of "none", "PAUSE", "SCHEDULE"; got "FINISHED"',
    ],
    ["an unknown onFinished", { onFinished: "warn" }, 'onFinished: must be one of "ignore", "error"; got "warn"'],
    [
      "a property that does not exist",
      { action: "PAUSE" },
      "action: SoarStrategyTaskState has no such property; it has strategyTaskId, taskAction, onFinished, onDelete, timeouts",
    ],
  ])("refuses %s, with path and remedy", (_case, wrong, failure) => {
    expect(failuresOf({ ...written, ...wrong })).toEqual([failure]);
  });

  it.each(["strategyTaskId", "taskAction", "onFinished", "onDelete", "timeouts"])(
    "accepts a %s that is not known yet",
    (property) => {
      expect(stored({ ...written, [property]: UNKNOWN }).summary).toBe(UNKNOWN);
    },
  );
});

const anyState = fc.record(
  {
    strategyTaskId: fc.oneof(fc.maxSafeNat(), fc.bigInt(0n, 10n ** 18n).map(String)),
    taskAction: fc.constantFrom("SCHEDULE", "PAUSE"),
    onFinished: fc.constantFrom("ignore", "error"),
    onDelete: fc.constantFrom("none", "PAUSE", "SCHEDULE"),
    timeouts: fc.record({ create: fc.constantFrom("90s", "1h30m") }, { requiredKeys: [] }),
  },
  { requiredKeys: ["strategyTaskId", "taskAction"] },
);

describe("check and diff together", () => {
  it("checking what was checked changes nothing, and the same program twice is no change", () => {
    fc.assert(
      fc.property(anyState, (news) => {
        const first = stored(news);
        expect(stored({ ...first })).toEqual(first);
        const outputs = { taskName: "weekly fix", strategyId: "8000" };
        const state = JSON.parse(JSON.stringify({ ...first, ...outputs })) as State;
        const none = { updates: [], replaces: [], remembers: [] };
        expect(diff(kind, config, state, stored(news))).toEqual(none);
      }),
    );
  });

  it.each<[string, Record<string, unknown>, object]>([
    ["the action", { taskAction: "SCHEDULE" }, { updates: ["taskAction"] }],
    ["the task", { strategyTaskId: "101" }, { replaces: ["strategyTaskId"] }],
    [
      "what is only remembered",
      { onFinished: "error", onDelete: "PAUSE", timeouts: { create: "1m" } },
      { remembers: ["onFinished", "onDelete", "timeouts"] },
    ],
    ["a number for its digits", { strategyTaskId: 100 }, {}],
  ])("a change of %s", (_case, edit, difference) => {
    const none = { updates: [], replaces: [], remembers: [] };
    const edited = stored({ ...written, ...edit });
    expect(diff(kind, config, stored(written), edited)).toEqual({ ...none, ...difference });
  });
});

// Status, its word, and what drift shows where SCHEDULE and where PAUSE is wanted.
it.each([
  ["-1", "waiting", "SCHEDULE", "SCHEDULE"],
  ["0", "starting", "SCHEDULE", "SCHEDULE"],
  ["1", "running", "SCHEDULE", "SCHEDULE"],
  ["2", "finished", "SCHEDULE", "PAUSE"],
  ["3", "scheduled", "SCHEDULE", "SCHEDULE"],
  ["4", "paused", "PAUSE", "PAUSE"],
  ["5", "5", "SCHEDULE", "PAUSE"],
])("a task of status %s is %s and shows as %s and %s", (Status, word, scheduled, paused) => {
  const task = {
    Id: "100",
    Name: "weekly fix",
    StrategyId: "8000",
    Status,
    RunMode: "",
    TotalNum: 0,
    SuccessNum: 0,
    FailedNum: 0,
    GmtCreate: 0,
    GmtModified: 0,
    GmtFinish: 0,
  };
  expect(statusInWords(Status)).toBe(word);
  expect(taskAction.read(task.Status, "SCHEDULE", {})).toBe(scheduled);
  expect(taskAction.read(task.Status, "PAUSE", {})).toBe(paused);
});
