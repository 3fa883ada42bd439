import { describe, expect, test } from "vitest";
import type { CallContext } from "../../provider/api/calls/call-context";
import type { Context } from "../../provider/api/context";
import { emulated, failureOf } from "../support/emulated";
import { SimulatedClock } from "../support/simulated-clock";

const view = { RegionId: "cn-hangzhou" } as const;
const rules = [{ Id: "1", Status: 0 }];
const wait = { title: "wait", resume: "Wait again.", judge: () => ({ pending: "still" }) };

/** What shares a call: work on it, the operation, and the error of one who has 30 seconds. */
const SHARED: Readonly<
  Record<string, readonly [(context: Context) => Promise<unknown>, operation: string, message: string]>
> = {
  "a listing of rules": [
    (context) => context.collections.rules(view).all(context),
    "ListAutomateResponseConfigs",
    "The list of rules was not read within 30 s. Give the resource more time in `timeouts`.",
  ],
  "a listing of strategy tasks": [
    (context) => context.collections.strategyTasks.byId(context, "1"),
    "DescribeSoarStrategyTasks",
    "The list of strategy tasks was not read within 30 s. Give the resource more time in `timeouts`.",
  ],
  "a listing of operation tasks": [
    (context) => context.collections.operationTasks.run(context, "1"),
    "ListOperationTask",
    "The list of operation tasks was not read within 30 s. Give the resource more time in `timeouts`.",
  ],
  "a listing of once tasks": [
    (context) => context.collections.onceTasks("CLIENT_PROBLEM_CHECK").all(context),
    "DescribeOnceTask",
    "The list of tasks of type CLIENT_PROBLEM_CHECK was not read within 30 s. Give the resource more time in `timeouts`.",
  ],
  "a change of status": [
    (context) => context.collections.rules(view).setStatus(context, "1", true),
    "UpdateAutomateResponseConfigStatus",
    "Rule 1 was not enabled within 30 s; the request may still take effect. Give the resource more time in `timeouts`.",
  ],
  "a wait for a repair": [
    (context) => context.collections.operationTasks.untilEnded(context, { ...wait, id: "1", checkId: "132" }),
    "ListOperationTask",
    "The wait did not end within 30 s: its state is not known yet. Wait again.",
  ],
  "a wait for a strategy task": [
    (context) => context.collections.strategyTasks.wait(context, "1", wait),
    "DescribeSoarStrategyTasks",
    "The wait did not end within 30 s: its state is not known yet. Wait again.",
  ],
  "a wait for a once task": [
    (context) =>
      context.collections.onceTasks("CLIENT_PROBLEM_CHECK").wait(context, { TaskId: "1", TaskName: "scan" }, wait),
    "DescribeOnceTask",
    "The wait did not end within 30 s: its state is not known yet. Wait again.",
  ],
};

describe.each(Object.entries(SHARED))("%s that is throttled for long", (_name, [work, operation, message]) => {
  test("ends for each at its own deadline", async () => {
    const clock = new SimulatedClock();
    const onRequest = () => clock.advance(20_000);
    const { emulator, context } = await emulated({ clock, emulator: { state: { rules }, onRequest } });
    emulator.addFault({ operation, fault: "throttle", times: 100 });
    const patient = failureOf(work(context.within(300_000)));
    expect(await failureOf(work(context.within(30_000)))).toMatchObject({ message });
    expect(await patient).toMatchObject({ message: message.replace("30 s", "300 s") });
  });
});

describe("what one has left at its deadline", () => {
  test("goes on for those who have more time: a listing", async () => {
    const { emulator, context } = await emulated({ emulator: { state: { rules } } });
    emulator.addFault({ operation: "ListAutomateResponseConfigs", fault: "throttle", times: 10 });
    const all = (within: CallContext) => context.collections.rules(view).all(within);
    const patient = all(context.within(600_000));
    await expect(all(context.within(1_000))).rejects.toThrow("was not read within 1 s");
    expect(await patient).toMatchObject([{ Id: "1" }]);
    expect(emulator.journal).toHaveLength(11);
  });

  test("goes on for those who have more time: a change of status", async () => {
    const { emulator, context } = await emulated({
      emulator: { state: { rules: [...rules, { Id: "2", Status: 0 }] } },
    });
    emulator.addFault({ operation: "UpdateAutomateResponseConfigStatus", fault: "throttle", times: 10 });
    const enable = (id: string, within: number) =>
      context.collections.rules(view).setStatus(context.within(within), id, true);
    const patient = enable("1", 600_000);
    await expect(enable("2", 1_000)).rejects.toThrow("Rule 2 was not enabled within 1 s");
    await patient;
    expect(emulator.journal.map(({ params }) => params.Ids)).toEqual(Array.from({ length: 11 }, () => "[1,2]"));
    expect(emulator.state.rules.map(({ Status }) => Status)).toEqual([100, 100]);
  });
});

test("a listing has ten minutes, however many pages there are", async () => {
  const clock = new SimulatedClock();
  const { emulator, context } = await emulated({
    clock,
    emulator: {
      state: { rules: Array.from({ length: 250 }, () => ({})) },
      onRequest: () => clock.advance(350_000),
    },
  });
  await expect(context.collections.rules(view).all(context)).rejects.toThrow(
    "ListAutomateResponseConfigs failed: the deadline passed before it was sent",
  );
  expect(emulator.journal.map(({ params }) => params.CurrentPage)).toEqual(["1", "2"]);
});
