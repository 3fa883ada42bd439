import { expect, test } from "vitest";
import { listAutomateResponseConfigs } from "../../provider/api/operations/ListAutomateResponseConfigs";
import { emulated } from "../support/emulated";
import { SimulatedClock } from "../support/simulated-clock";

const page = { CurrentPage: 1, PageSize: 1 };

test("a client keeps to its calls a second", async () => {
  const clock = new SimulatedClock();
  const { emulator, context } = await emulated({ clock, config: { maxCallsPerSecond: 5 } });
  const before = clock.now();
  for (let call = 0; call < 25; call++) await context.call(listAutomateResponseConfigs, page);
  expect(emulator.journal).toHaveLength(25);
  expect((clock.now() - before) / 1_000).toBeCloseTo(4, 1);
});

test("it never meets the limit of a service that allows as many", async () => {
  const clock = new SimulatedClock();
  const { emulator, context } = await emulated({
    clock,
    config: { maxCallsPerSecond: 4 },
    emulator: { clock, callsPerSecond: 8 },
  });
  for (let call = 0; call < 30; call++) await context.call(listAutomateResponseConfigs, page);
  expect(emulator.journal.filter(({ status }) => status !== 200)).toEqual([]);
});

test("attempts count, not calls", async () => {
  const clock = new SimulatedClock();
  const { emulator, context } = await emulated({ clock, config: { maxCallsPerSecond: 1 } });
  emulator.addFault({ operation: "*", fault: "throttle", times: 4 });
  const before = clock.now();
  await context.call(listAutomateResponseConfigs, page);
  expect(emulator.journal).toHaveLength(5);
  expect(clock.now() - before).toBeGreaterThanOrEqual(4_000 - 5);
});
