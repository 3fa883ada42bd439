import { expect, test } from "vitest";
import type { Emulator } from "../../provider/emulator";
import { localCloud, takeWrites } from "./local-cloud";
import { Stack } from "./stack";

const quick = { operationTaskStep: 0 };
const repair = ["repair", "--check", "132", "--instance", "i-1@cn-hangzhou", "--instance", "i-2@cn-hangzhou"];

/** `alicloud-soar run …` in the folder of a stack, whose configuration it takes. */
async function command(emulator: Emulator) {
  const config = { "alicloud-soar:sasEndpoint": emulator.url };
  const stack = await Stack.ofFiles({ "index.js": "" }, { emulator, config });
  return (...args: string[]) => stack.node("dist/provider/cli/main.js", "run", ...args);
}

test("a repair that went well is 0, and its rollback takes the instances by itself", async () => {
  const emulator = await localCloud({ state: { durations: quick } });
  const run = await command(emulator);
  const repaired = await run(...repair, "--json");
  expect(repaired.exitCode, repaired.output).toBe(0);
  const record = JSON.parse(/^\{.*^\}/ms.exec(repaired.output)?.[0] ?? "") as {
    id: string;
    outcome: string;
    results: object[];
  };
  expect(record).toMatchObject({
    outcome: "succeeded",
    results: [{ instanceId: "i-1" }, { instanceId: "i-2" }],
  });
  expect(takeWrites(emulator)).toEqual(["SubmitOperationTask"]);

  const rolledBack = await run("rollback", "--repair", record.id);
  expect(rolledBack.exitCode, rolledBack.output).toBe(0);
  expect(rolledBack.output).toMatch(/^rollback of repair \w+, task \w+: succeeded$/m);
  expect(rolledBack.output).toContain("ROLL_BACK_VERIFIED");
  expect(takeWrites(emulator)).toEqual(["SubmitOperationTask"]);
});
