import { describe, expect, test } from "vitest";
import { rollbackOf as rollbackById } from "../../../provider/resources/operation-task/rollback";
import { calls } from "../../support/deployment";
import { LIST, repair, rollbackOf, runs, SUBMIT, tasks, wholeCheck } from "./task";

describe("create", () => {
  test("looks, submits what the program says, and waits for the end", async () => {
    const { emulator, deployment } = await tasks();
    const up = deployment();
    const { id, state } = await up.create({
      ...repair,
      operationTaskInstances: [{ instanceId: "i-1", regionId: "cn-beijing", vendor: 0 }],
      repairTempParam: [{ name: "IPPort", value: "192.168.1.1/24" }],
    });
    const [task] = emulator.state.operationTasks;
    expect(id).toBe(task?.RootTaskId);
    expect(state).toMatchObject({
      outcome: "succeeded",
      results: [{ instanceId: "i-1", regionId: "cn-beijing", taskId: task?.TaskId, status: "REPAIR_SUCCESS" }],
      rollbackPlan: [
        {
          vendor: "0",
          instanceId: "i-1",
          regionId: "cn-beijing",
          taskId: task?.TaskId,
          supportRollBack: true,
        },
      ],
    });
    expect(up.lines).toEqual([
      "repair of check 132: 0 of 1 instances done (2 s)",
      expect.stringMatching(/^repair of check 132: ended \(/),
    ]);
    expect(emulator.journal[1]?.params).toEqual({
      CheckId: "132",
      Type: "REPAIR",
      DimensionType: "INSTANCE",
      "OperationTaskInstances.1.Vendor": "0",
      "OperationTaskInstances.1.RegionId": "cn-beijing",
      "OperationTaskInstances.1.InstanceId": "i-1",
      "RepairTempParam.1.Name": "IPPort",
      "RepairTempParam.1.Value": "192.168.1.1/24",
    });
    expect(calls(emulator)).toEqual([LIST, SUBMIT, LIST, LIST]);
  });

  test("of a whole check item waits for every instance that is listed", async () => {
    const checkInstances = {
      "132": [
        { InstanceId: "i-8", RegionId: "cn-beijing" },
        { InstanceId: "i-9", RegionId: "cn-hangzhou" },
      ],
    };
    const { emulator, deployment } = await tasks({ state: { checkInstances } });
    const { state } = await deployment().create({
      ...wholeCheck,
      relationKey: "CSPM_OPERATION_RELATION_KEY_1",
    });
    expect(state.outcome).toBe("succeeded");
    expect(state.results.map(({ instanceId }) => instanceId)).toEqual(["i-8", "i-9"]);
    expect(emulator.journal[1]?.params).toEqual({
      CheckId: "132",
      Type: "REPAIR",
      DimensionType: "CHECK_ID",
      RelationKey: "CSPM_OPERATION_RELATION_KEY_1",
    });
  });

  test("without wait ends with the submission", async () => {
    const { emulator, deployment } = await tasks();
    const up = deployment();
    const { state } = await up.create({ ...repair, wait: false });
    expect(state).toMatchObject({ outcome: "running", results: [], rollbackPlan: [] });
    expect([calls(emulator), up.lines]).toEqual([[LIST, SUBMIT], []]);
  });

  test.each([
    ["refuse", "AuthorizationExhaust", "The quota of repairs is used up"],
    ["permission", "NoPermission", "Grant the RAM action yundun-sas:OperateCheck"],
  ] as const)("leaves no resource when it is refused: %s", async (fault, code, advice) => {
    const { emulator, deployment } = await tasks();
    emulator.addFault({ operation: SUBMIT, fault });
    const { recorded, error } = await deployment().apply(undefined, repair);
    expect(recorded).toBeUndefined();
    expect(error?.message).toMatch(new RegExp(`^SubmitOperationTask failed: .*\\(code ${code}, .*${advice}`));
    expect([calls(emulator), runs(emulator)]).toEqual([[LIST, SUBMIT], []]);
  });

  test("says which parameter is wrong", async () => {
    const { deployment } = await tasks();
    const wrong = { ...repair, operationTaskInstances: [{ instanceId: "i-1", vendor: "6" }] };
    await expect(deployment().create(wrong)).rejects.toThrow("Correct the parameter Vendor of the resource.");
  });
});

describe("a repair that fails on one of its instances", () => {
  const instanceOutcomes = {
    "i-3": { Status: "REPAIR_FAIL", ErrorCode: "ScriptError", ErrorMsg: "no disk" },
  };
  const five = {
    ...repair,
    operationTaskInstances: [1, 2, 3, 4, 5].map((number) => ({
      instanceId: `i-${number}`,
      regionId: "cn-beijing",
    })),
  };
  const sentence =
    /^The repair of check 132 \(task \w{32}\) failed on 1 of 5 instances: i-3 \(cn-beijing\): REPAIR_FAIL, ScriptError: no disk\. Once the cause is removed, a change of `triggers` runs it again\.( onFailure "warn" goes on without it\.)?$/;

  test("fails, with its reason, and the record says so", async () => {
    const { emulator, deployment } = await tasks({ state: { instanceOutcomes } });
    const { recorded, error } = await deployment().apply(undefined, five);
    expect(error?.message).toMatch(sentence);
    expect(error?.message).toContain('onFailure "warn"');
    expect(recorded?.id).toBe(runs(emulator)[0]);
    expect(recorded?.state).toMatchObject({ outcome: "failed" });
    expect(recorded?.state.results[2]).toEqual({
      instanceId: "i-3",
      regionId: "cn-beijing",
      taskId: expect.any(String),
      status: "REPAIR_FAIL",
      errorCode: "ScriptError",
      errorMsg: "no disk",
    });
    calls(emulator);
    const again = await deployment().apply(recorded, five);
    expect([again.error?.message, calls(emulator)]).toEqual([error?.message, []]);
    expect((await deployment().apply(recorded, { ...five, onFailure: "warn" })).error).toBeUndefined();
    expect(calls(emulator)).toEqual([]);
  });

  test("warns with onFailure warn", async () => {
    const { deployment } = await tasks({ state: { instanceOutcomes } });
    const up = deployment();
    const { state } = await up.create({ ...five, onFailure: "warn" });
    expect(state.outcome).toBe("failed");
    expect(up.lines.at(-1)?.replace(/^warning: /, "")).toMatch(sentence);
    expect(up.lines.at(-1)).not.toContain("onFailure");
  });

  test("warns of one that went well but was not seen to pass", async () => {
    const { deployment } = await tasks({
      state: {
        instanceOutcomes: { "i-2": { Status: "REPAIR_SUCCESS_UNVERIFIED" } },
        durations: { operationTaskStep: 400 },
      },
    });
    const up = deployment();
    const { id, state } = await up.create(repair);
    expect(state.outcome).toBe("succeeded");
    expect(up.lines).toEqual([
      `warning: not verified after the repair of check 132 (task ${id}): i-2 (cn-hangzhou): REPAIR_SUCCESS_UNVERIFIED`,
    ]);
  });
});

test("a rollback takes the plan of the repair as it is", async () => {
  const { emulator, deployment } = await tasks();
  const repaired = await deployment().create(repair);
  emulator.advance(60_000);
  calls(emulator);
  const rolledBack = await deployment().create(rollbackOf(repaired));
  expect(emulator.journal[1]?.params).toMatchObject({
    Type: "ROLLBACK",
    "OperationTaskInstances.1.TaskId": repaired.state.results[0]?.taskId,
    "OperationTaskInstances.2.TaskId": repaired.state.results[1]?.taskId,
  });
  expect(rolledBack.state).toMatchObject({ outcome: "succeeded", rollbackPlan: [] });
  expect(rolledBack.state.results.map(({ status }) => status)).toEqual(["ROLL_BACKED", "ROLL_BACKED"]);
});

describe("what a rollback names", () => {
  const instanceOutcomes = { "i-1": { Status: "REPAIR_FAIL" } };

  test("is where the repair did not fail, by its plan and by its id", async () => {
    const { emulator, deployment } = await tasks({ state: { instanceOutcomes } });
    const repaired = await deployment().create({ ...repair, onFailure: "warn" });
    expect(repaired.state.rollbackPlan.map(({ instanceId }) => instanceId)).toEqual(["i-2"]);
    emulator.advance(60_000);
    const byId = deployment();
    expect(await rollbackById(byId.context, repaired.id)).toEqual(rollbackOf(repaired));
    expect(byId.lines).toEqual(["Not rolled back on i-1: it failed there."]);
    await deployment().create(rollbackOf(repaired));
    const { params } = emulator.journal.findLast(({ operation }) => operation === SUBMIT) ?? {};
    expect(params).toMatchObject({ "OperationTaskInstances.1.InstanceId": "i-2" });
    expect(params).not.toHaveProperty("OperationTaskInstances.2.InstanceId");
  });

  test("is nothing where the repair failed everywhere", async () => {
    const { deployment } = await tasks({
      state: { instanceOutcomes: { ...instanceOutcomes, "i-2": { Status: "FAIL" } } },
    });
    const { id, state } = await deployment().create({ ...repair, onFailure: "warn" });
    expect(state.rollbackPlan).toEqual([]);
    await expect(rollbackById(deployment().context, id)).rejects.toThrow("can be rolled back");
  });

  test("is chosen when the repair has ended, and not before", async () => {
    const { emulator, deployment } = await tasks({ state: { durations: { operationTaskStep: 60_000 } } });
    const started = await deployment().create({ ...repair, wait: false });
    const running = await deployment().read(started);
    expect(running).toMatchObject({ outcome: "running", rollbackPlan: [] });
    emulator.advance(600_000);
    const ended = await deployment().read({ id: started.id, state: running ?? started.state });
    expect(ended?.rollbackPlan).toHaveLength(2);
  });

  test.each([
    ["runs", 0, "REPAIR_SUCCESS"],
    ["is being verified", 200_000, "REPAIR_SUCCESS_VERIFIED"],
  ])("is chosen by the id of a repair that %s when that has ended", async (_, since, end) => {
    const { emulator, deployment } = await tasks({ state: { durations: { operationTaskStep: 60_000 } } });
    const started = await deployment().create({ ...repair, wait: false });
    emulator.advance(since);
    const byId = deployment();
    const { operationTaskInstances } = await rollbackById(byId.context, started.id);
    expect(operationTaskInstances).toHaveLength(2);
    expect(emulator.state.operationTasks.map(({ Status }) => Status)).toEqual([end, end]);
    expect(byId.lines[0]).toBe(
      `The repair of check 132 (task ${started.id}) is still running or being verified: waiting for its end.`,
    );
  });

  test("is not chosen while a repair does not end in time: nothing is rolled back", async () => {
    const { deployment } = await tasks({ state: { durations: { operationTaskStep: 3_600_000 } } });
    const { id } = await deployment().create({ ...repair, wait: false });
    await expect(rollbackById(deployment().context, id)).rejects.toThrow(
      /repair of check 132 did not end within 600 s: 0 of 2 instances done\. Nothing was rolled back\. Run .* again when it has ended\.$/,
    );
  });

  test("is what an earlier release has recorded, also of an instance that failed", async () => {
    const { deployment } = await tasks({ state: { instanceOutcomes } });
    const { id, state } = await deployment().create({ ...repair, onFailure: "warn" });
    const failed = {
      instanceId: "i-1",
      regionId: "cn-beijing",
      taskId: state.results[0]?.taskId ?? "",
      supportRollBack: false,
    };
    const recorded = { ...state, rollbackPlan: [failed, ...state.rollbackPlan] };
    expect(JSON.parse(JSON.stringify(await deployment().read({ id, state: recorded })))).toEqual(recorded);
  });
});

test("a delete forgets: no call", async () => {
  const { emulator, deployment } = await tasks();
  const created = await deployment().create(repair);
  calls(emulator);
  await deployment().delete(created);
  expect(calls(emulator)).toEqual([]);
});

test("a repair that is known by its id alone has the same plan", async () => {
  const { emulator, deployment } = await tasks();
  const repaired = await deployment().create(repair);
  emulator.advance(60_000);
  const rolledBack = await deployment().create(rollbackOf(repaired));
  const { context } = deployment();
  expect(await rollbackById(context, repaired.id)).toEqual(rollbackOf(repaired));
  await expect(rollbackById(context, rolledBack.id)).rejects.toThrow(`No repair ${rolledBack.id} is listed.`);
});
