import { expect, onTestFinished, test } from "vitest";
import { startEmulator } from "../../provider/emulator";
import { configurationFor, InitFailed, installedHosts } from "./plugin-host";

const start = installedHosts("OnceTask");

const diagnosis = { taskType: "CLIENT_PROBLEM_CHECK", param: { problemType: "offline", uuids: "inet-1" } };

test("more time for a creation is more time for the wait that goes on where it stopped", async () => {
  let looks = 0;
  const emulator = await startEmulator({
    state: { durations: { onceTaskRunning: 3_600_000 } },
    // A wait of a second has one look, and this is the third.
    onRequest: () => {
      looks += 1;
      if (looks === 3) emulator.advance(3_600_000);
    },
  });
  onTestFinished(() => emulator.close());
  const host = await start(configurationFor(emulator));
  onTestFinished(() => host.close());

  const short = { create: "1s", update: "1s" };
  const { inputs } = await host.check({}, { ...diagnosis, timeouts: short });
  looks = Number.NEGATIVE_INFINITY;
  const failed = await host.create(inputs).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(InitFailed);
  const { id, properties } = failed as InitFailed;

  const { inputs: edited } = await host.check(inputs, { ...diagnosis, timeouts: { ...short, create: "10m" } });
  looks = 0;
  expect(await host.update(id, properties, edited)).toMatchObject({ outcome: "succeeded" });
  expect(emulator.state.onceTasks).toHaveLength(1);
});
