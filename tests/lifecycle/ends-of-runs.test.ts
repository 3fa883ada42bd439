import { describe, expect, test } from "vitest";
import { exitCodeOf } from "../../provider/cli/run";
import type { EmulatorOptions } from "../../provider/emulator";
import type { Program } from "../support/deployment";
import { diagnosis, tasks as scans, unlisted } from "./once-task/task";
import { repair, tasks as repairs, wholeCheck } from "./operation-task/task";

/** What happens in the cloud, what is run, and how that ends: verdict, what is said, exit code of the command. */
type Row = readonly [
  what: string,
  cloud: EmulatorOptions,
  program: Program,
  verdict: string,
  said: RegExp,
  exit: number,
];

const failed = { Status: "REPAIR_FAIL", ErrorCode: "ScriptError", ErrorMsg: "no disk" };
const repairing = (...instances: string[]): EmulatorOptions => ({
  state: { instanceOutcomes: Object.fromEntries(instances.map((instance) => [instance, failed])) },
});
const slow: EmulatorOptions = { state: { durations: { operationTaskStep: 3_600_000, onceTaskRunning: 3_600_000 } } };
const ofNothing: EmulatorOptions = { state: { checkInstances: { "132": [] } } };
const unverified: EmulatorOptions = {
  state: {
    instanceOutcomes: { "i-2": { Status: "REPAIR_SUCCESS_UNVERIFIED" } },
    durations: { operationTaskStep: 400 },
  },
};

const endsOfRepairs: readonly Row[] = [
  ["none failed", {}, repair, "succeeded", /^repair of check 132: ended/, 0],
  [
    "some failed",
    repairing("i-1"),
    repair,
    "failed",
    /failed on 1 of 2 instances: i-1 .*REPAIR_FAIL, ScriptError: no disk/,
    1,
  ],
  ["all failed", repairing("i-1", "i-2"), repair, "failed", /failed on 2 of 2 instances: i-1 .*; i-2 /, 1],
  ["one was not seen to pass", unverified, repair, "succeeded", /^warning: not verified after .*: i-2 /, 0],
  ["nothing to do", ofNothing, wholeCheck, "succeeded", /had nothing to do: no instance was listed for 2 minutes/, 0],
  ["all of a whole check item", {}, wholeCheck, "succeeded", /^repair of check 132: ended/, 0],
  [
    "no end in time",
    slow,
    repair,
    "running",
    /did not end within 600 s: 0 of 2 instances done\. Task \w+ is still running/,
    3,
  ],
];

const scanning = (TaskStatusText: "SUCCESS" | "FAIL" | "TIMEOUT", FailCount?: number): EmulatorOptions => ({
  state: { onceTaskOutcomes: { CLIENT_PROBLEM_CHECK: { TaskStatusText, ResultInfo: "its reason", FailCount } } },
});
const ofTwo = { ...diagnosis, param: { ...diagnosis.param, uuids: "inet-1,inet-2" } };

const endsOfScans: readonly Row[] = [
  ["none failed", {}, ofTwo, "succeeded", /^scan CLIENT_PROBLEM_CHECK of 2 servers: ended/, 0],
  ["some failed", scanning("FAIL", 1), ofTwo, "failed", / failed on 1 of 2 servers: its reason \(task /, 1],
  ["all failed", scanning("FAIL"), ofTwo, "failed", / failed on 2 of 2 servers: its reason \(task /, 1],
  [
    "some failed, and the word says it went well",
    scanning("SUCCESS", 1),
    ofTwo,
    "failed",
    / failed on 1 of 2 servers: /,
    1,
  ],
  [
    "none failed, and the word says it did not go well",
    scanning("FAIL", 0),
    ofTwo,
    "failed",
    / failed: its reason /,
    1,
  ],
  [
    "it timed out at the service",
    scanning("TIMEOUT", 1),
    ofTwo,
    "timedOut",
    / timed out at the service on 1 of 2 servers: /,
    1,
  ],
  ["no counts are told", {}, unlisted, "succeeded", /^scan ASSETS_COLLECTION: /, 0],
  ["no end in time", slow, ofTwo, "running", /did not end within 600 s: .* Task \w+ is still running/, 3],
];

describe("how a repair ends", () => {
  test.each(endsOfRepairs)("%s", async (_what, cloud, program, verdict, said, exit) => {
    const up = (await repairs(cloud)).deployment();
    const { recorded, error } = await up.apply(undefined, program);
    expect([recorded?.state.outcome, exitCodeOf(recorded?.state.outcome ?? "")]).toEqual([verdict, exit]);
    expect(error?.message ?? up.lines.at(-1)).toMatch(said);
    expect(error === undefined).toBe(verdict === "succeeded");
  });

  test("an instance that is never listed is no end", async () => {
    const cloud = await repairs({ onRequest: () => void cloud.emulator.state.operationTasks.splice(1) });
    const { recorded, error } = await cloud.deployment().apply(undefined, repair);
    expect([recorded?.state.outcome, exitCodeOf(recorded?.state.outcome ?? "")]).toEqual(["running", 3]);
    expect(error?.message).toContain("did not end within 600 s: 1 of 2 instances done. Task ");
  });
});

describe("how a scan ends", () => {
  test.each(endsOfScans)("%s", async (_what, cloud, program, verdict, said, exit) => {
    const up = (await scans(cloud)).deployment({ withinMs: 600_000 });
    const { recorded, error } = await up.apply(undefined, program);
    expect([recorded?.state.outcome, exitCodeOf(recorded?.state.outcome ?? "")]).toEqual([verdict, exit]);
    expect(error?.message ?? up.lines.at(-1)).toMatch(said);
    expect(error === undefined).toBe(verdict === "succeeded");
  });

  test("one that is never listed is no end", async () => {
    const cloud = await scans({ onRequest: () => void cloud.emulator.state.onceTasks.splice(0) });
    const { recorded, error } = await cloud.deployment({ withinMs: 600_000 }).apply(undefined, ofTwo);
    expect([recorded?.state.outcome, exitCodeOf(recorded?.state.outcome ?? "")]).toEqual(["running", 3]);
    expect(error?.message).toContain("did not end within 600 s: not listed yet.");
  });
});

test.each([
  ["repair", () => repairs(repairing("i-1")), repair, "failed on 1 of 2 instances"],
  ["scan", () => scans(scanning("FAIL")), diagnosis, "failed on 1 of 1 servers"],
] as const)("a %s that failed fails the next deployment, too, also where that waits for nothing", async (...row) => {
  const [, cloud, program, said] = row;
  const { deployment } = await cloud();
  const first = await deployment().apply(undefined, program);
  const next = await deployment().apply(first.recorded as never, { ...program, wait: false });
  expect([first.error?.message, next.error?.message]).toEqual([
    expect.stringContaining(said),
    expect.stringContaining(said),
  ]);
});
