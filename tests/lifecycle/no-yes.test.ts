import { describe, expect, test } from "vitest";
import { answering } from "../support/other-answers";
import { PAUSED, RUNNING } from "../support/strategy-task-status";
import { CANCEL, diagnosis, GENERATE, tasks as onceTasks } from "./once-task/task";
import { CREATE, DELETE, PROCESS, patchTuesday, tasks as strategyTasks } from "./soar-strategy-task/task";
import { tasks as states } from "./soar-strategy-task-state/task";

/** Replies with HTTP 200 that are no success. */
const NO_YES: readonly (readonly [string, object])[] = [
  ["nothing", {}],
  ["success false", { RequestId: "r", success: false }],
];

/** So that nothing ends while it is looked at. */
const LONG_MS = 36_000_000;

describe.each(NO_YES)("a reply of %s", (_what, reply) => {
  test("to the creation of a strategy task is looked into: one task", async () => {
    const { emulator, deployment, there } = await strategyTasks();
    const config = await answering(emulator, { [CREATE]: () => reply });
    const { id } = await deployment({ config }).create(patchTuesday);
    expect(there().map(({ Id }) => Id)).toEqual([id]);
  });

  test("to its deletion counts where it is gone, and not where it is listed", async () => {
    const { emulator, deployment, there } = await strategyTasks();
    const created = await deployment().create(patchTuesday);
    const [task] = structuredClone(there());
    const config = await answering(emulator, {
      [DELETE]: () => {
        if (task) there().push(task);
        return reply;
      },
    });
    await expect(deployment({ config }).delete(created)).rejects.toThrow(`${DELETE} failed`);
    await deployment({ config: await answering(emulator, { [DELETE]: () => reply }) }).delete(created);
    expect(there()).toEqual([]);
  });

  test("to a pause that did not happen is an error, and the next update pauses", async () => {
    const { emulator, deployment, statusOf } = await states({ 7: RUNNING });
    emulator.seed({ durations: { strategyTaskRunning: LONG_MS } });
    const config = await answering(emulator, {
      [PROCESS]: () => {
        emulator.state.strategyTask("7").Status = RUNNING;
        return reply;
      },
    });
    const freeze = { strategyTaskId: "7", taskAction: "PAUSE" };
    await expect(deployment({ config }).create(freeze)).rejects.toThrow("does not show the effect of PAUSE yet");
    await deployment().create(freeze);
    expect(statusOf("7")).toBe(PAUSED);
  });

  test("to a pause that happened is looked into", async () => {
    const { emulator, deployment } = await states({ 7: RUNNING });
    const config = await answering(emulator, { [PROCESS]: () => reply });
    await deployment({ config }).create({ strategyTaskId: "7", taskAction: "PAUSE" });
    expect(emulator.journal.filter(({ operation }) => operation === PROCESS)).toHaveLength(1);
  });

  test("to the start of a scan is looked into: one scan", async () => {
    const { emulator, deployment } = await onceTasks();
    const config = await answering(emulator, { [GENERATE]: () => reply });
    const { id } = await deployment({ config }).create({ ...diagnosis, wait: false });
    expect(emulator.state.onceTasks.map(({ TaskId }) => TaskId)).toEqual([id]);
  });

  test("to a cancellation that did not happen is an error", async () => {
    const { emulator, deployment } = await onceTasks();
    emulator.seed({ durations: { onceTaskRunning: LONG_MS } });
    const started = await deployment().create({ ...diagnosis, wait: false, cancelOnDelete: true });
    const running = structuredClone(emulator.state.onceTask(started.id));
    const config = await answering(emulator, {
      [CANCEL]: () => {
        Object.assign(emulator.state.onceTask(started.id), running);
        return reply;
      },
    });
    await expect(deployment({ config }).delete(started)).rejects.toThrow(`${CANCEL} failed`);
  });
});

test("what a task was created with is told by its detail, whatever its strategy's form says: no second repair", async () => {
  const { emulator, deployment, there } = await strategyTasks();
  emulator.addFault({ operation: CREATE, fault: "drop-after" });
  const { id } = await deployment().create(patchTuesday);
  expect(there().map(({ Id }) => Id)).toEqual([id]);
  expect(emulator.journal.map(({ operation }) => operation)).not.toContain("DescribeSoarStrategyTaskParams");
});
