import { onTestFinished } from "vitest";
import type { Clock } from "../../provider/api/calls/clock";
import type { Config } from "../../provider/api/configuration/config";
import { type Context, createContext } from "../../provider/api/context";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../provider/emulator";
import { SimulatedClock } from "./simulated-clock";

/** What a test of the client changes of the usual setting. */
export interface Setting {
  readonly config?: Partial<Config>;
  readonly emulator?: EmulatorOptions;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** Milliseconds; no answer of an emulator that is well takes so long. */
const READ_TIMEOUT_MS = 10_000;

/** For answers that hang: every attempt costs a test this much of real time, and the emulator must be quicker. */
export const impatient: Setting = { config: { readTimeout: 500 } };

/** A configuration whose calls all go to `url`. */
export function configFor(url: string, more: Partial<Config> = {}): Config {
  return {
    region: "cn-hangzhou",
    sasEndpoint: url,
    cloudSiemEndpoint: url,
    accessKeyId: "emulator",
    accessKeySecret: "emulator-secret",
    maxCallsPerSecond: 10,
    readTimeout: READ_TIMEOUT_MS,
    ...more,
  };
}

/** An emulator of the test's own, and a context that calls it on a clock that moves by itself. */
export async function emulated(setting: Setting = {}): Promise<{
  emulator: Emulator;
  context: Context;
  clock: Clock;
  lines: string[];
}> {
  const emulator = await startEmulator(setting.emulator);
  onTestFinished(() => emulator.close());
  const { clock = new SimulatedClock(), signal } = setting;
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const config = configFor(emulator.url, setting.config);
  return { emulator, context: createContext({ config, clock, log, signal }), clock, lines };
}

/** The error of a call that has to fail. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error("the call succeeded");
    },
    (error: unknown) => error,
  );
}
