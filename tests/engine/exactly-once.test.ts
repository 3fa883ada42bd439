import { expect, it, vi } from "vitest";
import { declared, webshell } from "./declared";
import { localCloud, takeCalls, takeWrites } from "./local-cloud";
import { Stack } from "./stack";

/** Milliseconds; for what never comes. */
const PATIENCE = { timeout: 300_000 };

const POST = "PostAutomateResponseConfig";
const STATUS = "UpdateAutomateResponseConfigStatus";

it("makes one rule although the engine is killed while the request is in flight", async () => {
  const arrived = Promise.withResolvers<void>();
  const killed = Promise.withResolvers<void>();
  const emulator = await localCloud({
    onRequest: async (operation, count) => {
      if (operation !== POST || count > 1) return;
      arrived.resolve();
      await killed.promise;
    },
  });
  const stack = await Stack.ofFiles(declared({ rule: webshell }), { emulator });

  const deployment = stack.start("up", "--yes", "--skip-preview");
  await arrived.promise;
  await deployment.kill();
  expect(await deployment.ended).toMatchObject({ exitCode: undefined });
  killed.resolve();
  await vi.waitFor(() => expect(emulator.state.rules).toHaveLength(1), PATIENCE);
  expect(await stack.recorded()).toEqual({});

  expect(await stack.pulumi("cancel", "--yes")).toMatchObject({ exitCode: 0 });
  const again = await stack.up();
  expect(again).toMatchObject({ exitCode: 0, steps: ["create rule"] });
  const [rule] = emulator.state.rules;
  expect(again.messages).toContainEqual(expect.stringContaining(`Took over rule ${rule?.Id} "${rule?.RuleName}"`));
  expect(emulator.state.rules).toMatchObject([{ RuleName: expect.stringMatching(/^rule-/), Status: 100 }]);
  expect(takeWrites(emulator).filter((write) => write.startsWith(POST))).toEqual([POST]);
  expect(await stack.recorded()).toMatchObject({ rule: { id: rule?.Id } });
  expect(await stack.preview("--expect-no-changes")).toMatchObject({ exitCode: 0, steps: [] });
});

it("makes one rule although the answer is lost; of a rule half done, the next up does the rest", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(declared({ rule: webshell }), { emulator });
  emulator.addFault({ operation: POST, fault: "drop-after" });
  emulator.addFault({ operation: STATUS, fault: "refuse" });
  const failed = await stack.up();
  expect(failed.exitCode).not.toBe(0);
  expect(failed.messages).toContainEqual(expect.stringContaining(`${STATUS} failed`));
  expect(takeWrites(emulator)).toEqual([POST, STATUS]);
  const [rule] = emulator.state.rules;
  expect(rule?.Status).toBe(0);
  expect(await stack.recorded()).toMatchObject({
    rule: { id: rule?.Id, initErrors: [expect.stringContaining(`${STATUS} failed`)] },
  });

  expect(await stack.preview()).toMatchObject({ exitCode: 0, steps: ["update rule"] });
  expect(takeCalls(emulator)).toEqual([]);
  const owed = `AutomateResponseConfig ${rule?.Id}: an update goes on where an earlier deployment stopped, with enabled.`;
  expect(await stack.up()).toMatchObject({ exitCode: 0, messages: [owed], steps: ["update rule"] });
  expect(takeWrites(emulator)).toEqual([STATUS]);
  expect(emulator.state.rules).toMatchObject([{ Id: rule?.Id, Status: 100 }]);
  expect(await stack.preview("--expect-no-changes")).toMatchObject({ exitCode: 0, steps: [] });
  const recorded = await stack.recorded();
  expect(recorded.rule?.initErrors ?? []).toEqual([]);
  expect(recorded.rule?.outputs).toMatchObject({ enabled: true });
});
