import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Operation } from "../../provider/api/calls/operation";
import type { Context } from "../../provider/api/context";
import { askService, type Report } from "../../provider/conformance";
import type { EmulatorOptions, Settings } from "../../provider/emulator";
import { characterNames, settingsOf } from "../../provider/emulator/characters";
import { answersOf, defaultSettings, questions, settingNames } from "../../provider/emulator/settings";
import { emulated } from "../support/emulated";
import { SimulatedClock } from "../support/simulated-clock";

const WRITES = ["PostAutomateResponseConfig", "UpdateAutomateResponseConfigStatus", "DeleteAutomateResponseConfig"];

const SOMEBODYS = "quarantine finance hosts";

/** An account that has something of everything. */
const account: EmulatorOptions["state"] = {
  rules: [
    { Id: "440917", RuleName: SOMEBODYS, Status: 100, GmtCreate: "2026-01-01 00:00:00" },
    { Id: "440918", RuleName: "pulumi-alicloud-soar-conformance-of-somebody", GmtCreate: "2026-01-02 00:00:00" },
  ],
  operationTasks: [{ InstanceId: "i-1", Status: "REPAIR_SUCCESS_VERIFIED", LastCheckTime: 0 }],
  past: { alerts: 2, events: 2, soarRecords: 2 },
  playbooks: Array.from({ length: 101 }, (_, index) => ({ Name: `playbook ${index}` })),
};

async function service(settings: Settings, onRequest?: EmulatorOptions["onRequest"]) {
  const clock = new SimulatedClock();
  const { emulator, context } = await emulated({
    clock,
    emulator: { clock, onRequest, state: { ...account, settings } },
  });
  const there = structuredClone(emulator.state.rules);
  return { emulator, context, there };
}

/** What was found out, by name of setting. */
function answersIn({ findings }: Report): Partial<Settings> {
  const told = findings.flatMap(({ setting }) => (setting === undefined ? [] : [setting.split("=")]));
  return Object.fromEntries(told);
}

/** The settings that can be seen from outside, where they can: some show only beside another answer. */
function visible(settings: Settings, seen: readonly ("read" | "write")[]): Partial<Settings> {
  const { statusAfterPost, postWithId, ruleNames, deleteOfMissing, statusOfMissing, postToMissing, unlistedNames } =
    settings;
  const isRefused = [deleteOfMissing, statusOfMissing, postToMissing, unlistedNames].includes("refused");
  const hidden = {
    // A rule that is never enabled does not show that it is disabled.
    statusAfterPost: statusAfterPost !== "switched-on",
    // Nothing is refused that could show how a refusal comes.
    refusals: !isRefused && postWithId === "patches" && ruleNames === "repeatable",
  };
  const names = settingNames.filter((name) => (seen as readonly string[]).includes(questions[name].seen));
  return Object.fromEntries(
    names
      .filter((name) => !Object.entries(hidden).some(([key, is]) => is && key === name))
      .map((name) => [name, settings[name]]),
  );
}

const mixture = fc.record(
  Object.fromEntries(settingNames.map((name) => [name, fc.constantFrom(...answersOf(name))])),
) as fc.Arbitrary<Settings>;

const characters = ["default", ...characterNames] as const;
const settingsFor = (name: (typeof characters)[number]) => (name === "default" ? defaultSettings() : settingsOf(name));

describe.each(characters)("a service that is %s", (name) => {
  test("is recognised by reading, and nothing is written", async () => {
    const { emulator, context, there } = await service(settingsFor(name));
    const report = await askService(context, { writes: false });
    expect(answersIn(report)).toEqual(visible(settingsFor(name), ["read"]));
    expect(emulator.journal.filter(({ operation }) => WRITES.includes(operation))).toEqual([]);
    expect(emulator.state.rules).toEqual(there);
  });

  test("is recognised by a rule that is made and deleted", async () => {
    const { emulator, context, there } = await service(settingsFor(name));
    const report = await askService(context, { writes: true });
    expect(answersIn(report)).toEqual(visible(settingsFor(name), ["read", "write"]));
    expect(report).toMatchObject({ removed: [], left: [] });
    expect(report.stopped).toBeUndefined();
    expect(emulator.state.rules).toEqual(there);
  });
});

test("any mixture of answers is recognised, and nothing is left behind", async () => {
  await fc.assert(
    fc.asyncProperty(mixture, async (settings) => {
      const { emulator, context, there } = await service(settings);
      const report = await askService(context, { writes: true });
      expect(answersIn(report)).toEqual(visible(settings, ["read", "write"]));
      expect(report).toMatchObject({ removed: [], left: [] });
      expect(emulator.state.rules).toEqual(there);
    }),
    { numRuns: 50 },
  );
});

test.each(characters)(
  "a rule that is made is disabled before anything else is written, of a service that is %s",
  async (name) => {
    const enabled: string[] = [];
    const { emulator, context } = await service(settingsFor(name), (operation) => {
      if (operation === "UpdateAutomateResponseConfigStatus" || !WRITES.includes(operation)) return;
      const made = emulator.state.rules.slice(2).filter(({ Status }) => Status !== 0);
      enabled.push(...made.map(({ RuleName }) => `${RuleName} before ${operation}`));
    });
    await askService(context, { writes: true });
    expect(enabled).toEqual([]);
  },
);

test("what only a live rule would show is not asked, and the answer says why", async () => {
  const { context } = await service(settingsOf("forgetful"));
  const { findings } = await askService(context, { writes: true });
  const { answer, evidence } = findings.find(({ question }) => question === questions.statusAfterPost.asks) ?? {};
  expect(answer).toBeUndefined();
  expect(evidence).toContain("an enabled one is not tried, as it would be live: the provider looks after every Post");
});

test("a rule that cannot be deleted is named", async () => {
  const { emulator, context } = await service(defaultSettings());
  emulator.addFault({ operation: "DeleteAutomateResponseConfig", fault: "permission", times: 100 });
  const { left, stopped, findings } = await askService(context, { writes: true });
  expect(left).toEqual([emulator.state.rules[2]?.RuleName.trim()]);
  expect(emulator.state.rules[2]?.Status).toBe(0);
  expect(stopped).toContain("a rule is still listed after its deletion (HTTP 403, code NoPermission");
  expect(findings.length).toBeGreaterThan(15);
});

test("keys that may not create a rule leave nothing, and the rest is answered", async () => {
  const { emulator, context, there } = await service(defaultSettings());
  emulator.addFault({ operation: "PostAutomateResponseConfig", fault: "permission" });
  const { stopped, left, findings } = await askService(context, { writes: true });
  expect(stopped).toBe("PostAutomateResponseConfig failed: code NoPermission");
  expect(left).toEqual([]);
  expect(emulator.state.rules).toEqual(there);
  expect(findings).toContainEqual(expect.objectContaining({ setting: "pageCap=none" }));
});

test("keys that may not read say which action to grant", async () => {
  const { emulator, context } = await service(defaultSettings());
  emulator.addFault({ operation: "ListOperationTask", fault: "permission" });
  emulator.addFault({ operation: "DescribeAlerts", fault: "permission" });
  const { findings } = await askService(context, { writes: false });
  const denied = { ListOperationTask: "ListOperatedTask", DescribeAlerts: "DescribeAlerts" };
  for (const [operation, action] of Object.entries(denied)) {
    expect(findings).toContainEqual({
      question: `May these keys call ${operation}?`,
      answer: `no: grant yundun-sas:${action}`,
      evidence: "HTTP 403, code NoPermission",
    });
  }
});

test.each(characters)("nothing of the account is told, of a service that is %s", async (name) => {
  const { emulator, context } = await service(settingsFor(name));
  const report = JSON.stringify(await askService(context, { writes: true }));
  const { state, accessKeyId, accessKeySecret } = emulator;
  const [repair] = state.operationTasks;
  const private_ = [accessKeySecret, SOMEBODYS, "playbook 1", state.accountId, repair?.TaskId, repair?.RootTaskId];
  expect(private_.filter((text) => text !== undefined && report.includes(text))).toEqual([]);
  expect(report).not.toContain(`"${accessKeyId}"`);
  expect(report).not.toMatch(/(?<![0-9a-f])\d{6,}(?![0-9a-f])/);
});

/** A context that tells the names of its calls, and whose run is killed when so many were carried out. */
function killedAfter(context: Context, calls: number): { context: Context; made: string[]; killed: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const made: string[] = [];
  const call = async <Request extends object, Response>(operation: Operation<Request, Response>, request: Request) => {
    const answer = context.call(operation, request);
    await answer.catch(() => {});
    made.push(operation.action);
    if (made.length === calls) resolve();
    if (made.length >= calls) await new Promise(() => {});
    return answer;
  };
  return { context: { ...context, call }, made, killed: promise };
}

test.each(characters)(
  "killed at every call, the next run finds what is left, of a service that is %s",
  async (name) => {
    const whole = await service(settingsFor(name));
    const { context: living, made } = killedAfter(whole.context, Number.POSITIVE_INFINITY);
    await askService(living, { writes: true });
    // What is read changes nothing: a run that is killed at a look leaves what the write before it left.
    const moments = made.flatMap((operation, index) => (WRITES.includes(operation) ? [index + 1] : []));
    expect(moments.length).toBeGreaterThan(8);
    for (const moment of moments) {
      const { emulator, context, there } = await service(settingsFor(name));
      const { context: dying, killed } = killedAfter(context, moment);
      void askService(dying, { writes: true });
      await killed;
      const left = emulator.state.rules.length - there.length;
      const report = await askService(context, { writes: true });
      expect([moment, emulator.state.rules]).toEqual([moment, there]);
      expect(report.left).toEqual([]);
      if (left > 0) expect(report.removed.length).toBeGreaterThan(0);
    }
  },
);
