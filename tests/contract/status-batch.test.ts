import { describe, expect, test } from "vitest";
import { StatusBatch } from "../../provider/api/collections/status-batch";
import { emulated } from "../support/emulated";

const view = { RegionId: "cn-hangzhou" } as const;

async function rules(...ids: string[]) {
  const { emulator, context } = await emulated({
    emulator: { state: { rules: ids.map((Id) => ({ Id, Status: 0 })) } },
  });
  const status = (id: string) => emulator.state.rule(id).Status;
  const batch = new StatusBatch(context, view);
  const set = (id: string, inUse: boolean, within = 600_000) => batch.set(context.within(within), id, inUse);
  return { emulator, set, status };
}

describe("StatusBatch", () => {
  test("changes of one window go out as one call, ids intact", async () => {
    const { emulator, set, status } = await rules("1", "204859012345678901", "3");
    await Promise.all([set("1", true), set("204859012345678901", true), set("1", true)]);
    expect(emulator.journal.map(({ params }) => params)).toEqual([
      { RegionId: "cn-hangzhou", Ids: "[1,204859012345678901]", InUse: "true" },
    ]);
    expect(["1", "204859012345678901", "3"].map(status)).toEqual([100, 100, 0]);
  });

  test("what is enabled and what is disabled go out apart", async () => {
    const { emulator, set, status } = await rules("1", "2");
    await Promise.all([set("1", true), set("2", false)]);
    expect(emulator.journal.map(({ params }) => [params.Ids, params.InUse])).toEqual([
      ["[1]", "true"],
      ["[2]", "false"],
    ]);
    expect([status("1"), status("2")]).toEqual([100, 0]);
  });

  test("a call has 100 ids at most", async () => {
    const ids = Array.from({ length: 150 }, (_, index) => `${index + 1}`);
    const { emulator, set, status } = await rules(...ids);
    await Promise.all(ids.map((id) => set(id, true)));
    const sent = emulator.journal.map(({ params }) => JSON.parse(`${params.Ids}`).map(String));
    expect(sent).toEqual([ids.slice(0, 100), ids.slice(100)]);
    expect(new Set(ids.map(status))).toEqual(new Set([100]));
  });

  test("a later change is sent by itself", async () => {
    const { emulator, set, status } = await rules("1");
    await set("1", true);
    await set("1", false);
    expect(emulator.journal).toHaveLength(2);
    expect(status("1")).toBe(0);
  });

  test("a refusal lands on the rule that it is meant for", async () => {
    const { emulator, set, status } = await rules("1", "2");
    const results = await Promise.allSettled([set("1", true), set("999", true), set("2", true)]);
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect([status("1"), status("2")]).toEqual([100, 100]);
    expect(emulator.journal[0]?.params.Ids).toBe("[1,999,2]");
  });

  test("without an answer all fail together", async () => {
    const { emulator, set } = await rules("1", "2");
    emulator.addFault({ operation: "UpdateAutomateResponseConfigStatus", fault: "drop-before", times: 99 });
    const results = await Promise.allSettled([set("1", true), set("2", true)]);
    expect(results.map((result) => result.status)).toEqual(["rejected", "rejected"]);
    expect(new Set(emulator.journal.map(({ params }) => params.Ids))).toEqual(new Set(["[1,2]"]));
  });
});
