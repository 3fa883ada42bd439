import { expect, test } from "vitest";
import { emulated } from "../../support/emulated";

test("an emulator is empty, and with the sample has what can be adopted, paused and repaired, which stays so for days", async () => {
  const { emulator: empty } = await emulated();
  const { rules, strategyTasks, checkInstances } = empty.state;
  expect([rules, strategyTasks, checkInstances]).toEqual([[], [], {}]);
  const { emulator } = await emulated({ emulator: { sample: true, state: { rules: [{ RuleName: "mine" }] } } });
  emulator.advance(3 * 24 * 3_600_000);
  // What a test puts in replaces the part.
  expect(emulator.state.rules).toMatchObject([{ RuleName: "mine" }]);
  expect(emulator.state.strategyTasks.map(({ Name, Status }) => [Name, Status])).toEqual([
    ["weekly fix", "-1"],
    ["kernel fix", "4"],
  ]);
  expect(emulator.state.checkInstances["132"]).toHaveLength(3);
});
