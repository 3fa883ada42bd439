import { describe, expect, test } from "vitest";
import { operationTask } from "../../provider/resources/operation-task/verbs";
import { soarStrategyTask } from "../../provider/resources/soar-strategy-task/verbs";
import { calls, cloudOf } from "../support/deployment";
import { answering } from "../support/other-answers";
import { blockWebshell, blockWebshellThere, DELETE, LIST, POST, rules } from "./automate-response-config/rule";
import { repair } from "./operation-task/task";
import { patchTuesday, patchTuesdayThere } from "./soar-strategy-task/task";

const RULES = Array.from({ length: 7 }, (_, index) => ({
  ...blockWebshellThere,
  Id: `${index + 1}`,
  RuleName: `rule-${index + 1}`,
}));

/** A list that says that it has items, and shows none. */
const nothingShown = {
  rules: () => ({ Success: true, Data: { PageInfo: { TotalCount: 5 }, ResponseData: [] } }),
  strategyTasks: () => ({ TotalCount: 5, SoarStrategyTasks: null }),
  operationTasks: () => ({ PageInfo: { TotalCount: 5 }, OperationTasks: [] }),
};

const INCOMPLETE = "page 1 shows none of the 5 of 5 still to come";

async function adopted() {
  const cloud = await rules({ state: { rules: [...RULES] } });
  const recorded = await cloud.deployment().create({ ...blockWebshell, ruleName: "rule-2", adopt: true });
  calls(cloud.emulator);
  return { ...cloud, recorded };
}

describe("a list of 5 that shows none", () => {
  test("does not say that a rule is gone", async () => {
    const { emulator, deployment, recorded } = await adopted();
    const config = await answering(emulator, { [LIST]: nothingShown.rules });
    await expect(deployment({ config }).read(recorded)).rejects.toThrow(INCOMPLETE);
  });

  test("does not forget a rule that could not be deleted", async () => {
    const { emulator, deployment, recorded } = await adopted();
    emulator.addFault({ operation: DELETE, fault: "permission" });
    const config = await answering(emulator, { [LIST]: nothingShown.rules });
    await expect(deployment({ config }).delete(recorded)).rejects.toThrow("NoPermission");
  });

  test("does not say that a name is free", async () => {
    const { emulator, deployment } = await adopted();
    const config = await answering(emulator, { [LIST]: nothingShown.rules });
    await expect(deployment({ config }).create({ ...blockWebshell, ruleName: "rule-3" })).rejects.toThrow(INCOMPLETE);
    expect(calls(emulator)).not.toContain(POST);
  });

  test("does not say that a strategy task is gone", async () => {
    const cloud = await cloudOf(soarStrategyTask, { state: { strategyTasks: [{ Id: "7", ...patchTuesdayThere }] } });
    const created = await cloud.deployment().create({ ...patchTuesday, strategyTaskName: "another" });
    const config = await answering(cloud.emulator, { DescribeSoarStrategyTasks: nothingShown.strategyTasks });
    await expect(cloud.deployment({ config }).read(created)).rejects.toThrow(INCOMPLETE);
    await expect(cloud.deployment({ config }).delete(created)).rejects.toThrow(INCOMPLETE);
    expect(cloud.emulator.state.strategyTasks).toHaveLength(2);
  });

  test("does not say that no repair is under way", async () => {
    const cloud = await cloudOf(operationTask);
    const config = await answering(cloud.emulator, { ListOperationTask: nothingShown.operationTasks });
    await expect(cloud.deployment({ config }).create(repair)).rejects.toThrow(INCOMPLETE);
    expect(calls(cloud.emulator)).not.toContain("SubmitOperationTask");
  });
});

type Listing = { readonly Data: { readonly PageInfo: object; readonly ResponseData: readonly object[] } };

test("a list that shows fewer a page than asked for, and skips as many as asked for, is read to the end", async () => {
  const { emulator, deployment, recorded } = await adopted();
  const capped = (reply: object) => {
    const { Data } = reply as Listing;
    return { ...reply, Data: { ...Data, ResponseData: Data.ResponseData.slice(0, 3) } };
  };
  const config = await answering(emulator, { [LIST]: capped });
  const process = deployment({ config });
  expect(await process.context.collections.rules({ RegionId: "cn-hangzhou" }).all(process.context)).toHaveLength(7);
  expect(await process.read(recorded)).toMatchObject({ ruleName: "rule-2" });
});

test("a filter by id that the service does not apply hides no rule", async () => {
  const { emulator, deployment } = await adopted();
  const all = (reply: object) => {
    const { CurrentPage, PageSize } = emulator.journal.at(-1)?.params ?? {};
    const [page, size] = [Number(CurrentPage), Number(PageSize)];
    const shown = RULES.slice((page - 1) * size, page * size).map((rule) => ({ ...rule, Status: 100 }));
    return { ...reply, Data: { PageInfo: { TotalCount: RULES.length }, ResponseData: shown } };
  };
  const config = await answering(emulator, { [LIST]: all });
  const process = deployment({ config });
  const found = await process.context.collections.rules({ RegionId: "cn-hangzhou" }).byId(process.context, "4");
  expect(found).toMatchObject({ Id: "4", RuleName: "rule-4" });
});
