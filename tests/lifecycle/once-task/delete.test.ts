import { describe, expect, test } from "vitest";
import type { EmulatorOptions } from "../../../provider/emulator";
import { calls } from "../../support/deployment";
import { CANCEL, DESCRIBE, diagnosis, RESULT, tasks, unlisted } from "./task";

const TYPE = diagnosis.taskType;
const _defaults = { wait: true, onFailure: "fail", cancelOnDelete: false };
const _failing = (TaskStatusText: "FAIL" | "TIMEOUT", ResultInfo = ""): EmulatorOptions => ({
  state: { onceTaskOutcomes: { [TYPE]: { TaskStatusText, ResultInfo } } },
});

describe("delete", () => {
  test("forgets, whatever the task does", async () => {
    const { emulator, deployment } = await tasks();
    const record = await deployment().create({ ...diagnosis, wait: false });
    calls(emulator);
    await deployment().delete(record);
    expect(calls(emulator)).toEqual([]);
    expect(emulator.state.onceTasks).toMatchObject([{ TaskStatusText: "START" }]);
  });

  test.each([
    [diagnosis, [DESCRIBE, CANCEL]],
    [unlisted, [RESULT, CANCEL]],
  ])("cancels an unfinished $taskType with cancelOnDelete", async (program, expected) => {
    const { emulator, deployment } = await tasks();
    const record = await deployment().create({ ...program, wait: false, cancelOnDelete: true });
    calls(emulator);
    await deployment().delete(record);
    expect(calls(emulator)).toEqual(expected);
    expect(emulator.state.onceTasks).toMatchObject([{ ResultInfo: "cancelled" }]);
  });

  test.each([
    [diagnosis, [DESCRIBE]],
    [unlisted, [RESULT]],
  ])("leaves a finished $taskType alone", async (program, expected) => {
    const { emulator, clock, deployment } = await tasks();
    const record = await deployment().create({ ...program, wait: false, cancelOnDelete: true });
    clock.advance(5_000);
    calls(emulator);
    await deployment().delete(record);
    expect(calls(emulator)).toEqual(expected);
  });

  test("of a record with an end makes no call", async () => {
    const { emulator, deployment } = await tasks();
    const record = await deployment().create({ ...diagnosis, cancelOnDelete: true });
    calls(emulator);
    await deployment().delete(record);
    expect(calls(emulator)).toEqual([]);
  });

  test("succeeds when the task is absent, or ends meanwhile", async () => {
    const { emulator, deployment } = await tasks();
    const record = await deployment().create({ ...diagnosis, wait: false, cancelOnDelete: true });
    emulator.addFault({ operation: CANCEL, fault: "drop-after" });
    await deployment().delete(record);
    expect(emulator.state.onceTasks).toMatchObject([{ ResultInfo: "cancelled" }]);
    emulator.seed({ onceTasks: [] });
    calls(emulator);
    await deployment().delete(record);
    expect(calls(emulator)).toEqual([DESCRIBE]);
  });

  test("fails when the task cannot be cancelled and goes on", async () => {
    const { emulator, deployment } = await tasks();
    const record = await deployment().create({ ...diagnosis, wait: false, cancelOnDelete: true });
    emulator.addFault({ operation: CANCEL, fault: "permission" });
    await expect(deployment().delete(record)).rejects.toThrow("Grant the RAM action yundun-sas:CancelOnceTask");
  });

  test("fails when nobody can tell whether a task still runs", async () => {
    const { emulator, deployment } = await tasks();
    const record = await deployment().create({ ...unlisted, wait: false, cancelOnDelete: true });
    emulator.seed({ onceTasks: [] });
    await expect(deployment().delete(record)).rejects.toThrow("CancelOnceTask failed");
  });
});
