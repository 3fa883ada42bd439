import { describe, expect, test } from "vitest";
import type { OperationTaskState } from "../../../provider/resources/operation-task/properties";
import { calls, type Recorded } from "../../support/deployment";
import { LIST, repair, rollbackOf, tasks } from "./task";

/** The state as the engine has it. */
const read = async (state: Promise<OperationTaskState | undefined>) => JSON.parse(JSON.stringify(await state));

/** Puts all tasks into a status. */
const put = (status: string) => (task: { Status: string }) => void Object.assign(task, { Status: status });

test("of a run that nobody waited for fills in how far it is, then how it ended", async () => {
  const { emulator, deployment } = await tasks();
  const created = await deployment().create({ ...repair, wait: false });
  const running = await read(deployment().read(created));
  expect(running).toMatchObject({ outcome: "running", results: [{ status: "INIT" }, { status: "INIT" }] });
  emulator.advance(60_000);
  const ended = await read(deployment().read({ id: created.id, state: running }));
  expect(ended).toMatchObject({ outcome: "succeeded", results: [{ status: "REPAIR_SUCCESS_VERIFIED" }, {}] });
  expect(ended.rollbackPlan).toHaveLength(2);
});

test("of 1,000 records shares one listing", async () => {
  const operationTasks = Array.from({ length: 1_000 }, (_, index) => ({
    RootTaskId: `r-${index}`,
    InstanceId: `i-${index}`,
    Status: "REPAIR_SUCCESS_VERIFIED",
  }));
  const { emulator, deployment } = await tasks();
  const { state } = await deployment().create({ ...repair, wait: false });
  emulator.seed({ operationTasks });
  calls(emulator);
  const refresh = deployment();
  const found = await Promise.all(operationTasks.map(({ RootTaskId }) => refresh.read({ id: RootTaskId, state })));
  expect(found.map((record) => record?.results[0]?.instanceId)).toEqual(
    operationTasks.map(({ InstanceId }) => InstanceId),
  );
  expect(calls(emulator)).toEqual(Array(10).fill(LIST));
});

describe("a record that says how the run ended", () => {
  test.each<[string, (cloud: Awaited<ReturnType<typeof tasks>>, repaired: Recorded<OperationTaskState>) => unknown]>([
    ["verifying began", ({ emulator }) => emulator.state.operationTasks.forEach(put("REPAIR_SUCCESS_VERIFYING"))],
    ["it was verified", ({ emulator }) => emulator.state.operationTasks.forEach(put("REPAIR_SUCCESS_VERIFIED"))],
    [
      "it was put into a status that no document names",
      ({ emulator }) => emulator.state.operationTasks.forEach(put("X")),
    ],
    ["the service has forgotten it", ({ emulator }) => emulator.seed({ operationTasks: [] })],
    ["the service has forgotten one instance of it", ({ emulator }) => emulator.state.operationTasks.pop()],
    ["it was rolled back", ({ deployment }, repaired) => deployment().create(rollbackOf(repaired))],
    [
      "it was rolled back, and cannot be again",
      ({ emulator }) => {
        for (const task of emulator.state.operationTasks)
          Object.assign(task, { Status: "ROLL_BACKED", SupportRollBack: false });
      },
    ],
  ])("stays as it is after %s", async (_what, change) => {
    const cloud = await tasks();
    const repaired = await cloud.deployment().create(repair);
    await change(cloud, repaired);
    expect(await read(cloud.deployment().read(repaired))).toEqual(repaired.state);
  });

  test("changes when the service says the opposite", async () => {
    const { emulator, deployment } = await tasks();
    const repaired = await deployment().create(repair);
    Object.assign(emulator.state.operationTask("i-1"), { Status: "REPAIR_FAIL", ErrorCode: "Late" });
    const state = await read(deployment().read(repaired));
    expect(state.outcome).toBe("failed");
    expect(
      state.results.map(({ status, errorCode }: { status: string; errorCode?: string }) => [status, errorCode]),
    ).toEqual([
      ["REPAIR_FAIL", "Late"],
      ["REPAIR_SUCCESS", undefined],
    ]);
  });
});

test("fails when the list cannot be had: that is not gone", async () => {
  const { emulator, deployment } = await tasks();
  const repaired = await deployment().create(repair);
  emulator.addFault({ operation: LIST, fault: "permission" });
  await expect(deployment().read(repaired)).rejects.toThrow("yundun-sas:ListOperatedTask");
});
