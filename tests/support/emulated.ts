import { onTestFinished } from "vitest";
import type { Clock } from "../../provider/api/calls/clock";
import type { Config } from "../../provider/api/configuration/config";
import { type Context, createContext } from "../../provider/api/context";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../provider/emulator";
import { SimulatedClock } from "./simulated-clock";

/** What a test changes of the usual setting of a context. */
export interface ContextSetting {
  readonly config?: Partial<Config>;
  /** Default: one that moves by itself. */
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** Patience for answers that come: a machine that is slow is no fault. */
const READ_TIMEOUT_MS = 60_000;

/** A configuration for calls that hang: every hanging attempt costs a test this much of real time, in milliseconds. */
export const hangsAreShort: Partial<Config> = { readTimeout: 500 };

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

/** An emulator of the test's own, closed when the test is finished. */
export async function localEmulator(options?: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  return emulator;
}

/** A context that calls an emulator, and the lines that it shows to the person at the terminal. */
export function contextFor(
  { url }: Pick<Emulator, "url">,
  { config, clock = new SimulatedClock(), signal }: ContextSetting,
): { context: Context; clock: Clock; lines: string[] } {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  return { context: createContext({ config: configFor(url, config), clock, log, signal }), clock, lines };
}

/** An emulator of the test's own, and a context that calls it. */
export async function emulated({
  emulator: options,
  ...setting
}: ContextSetting & { readonly emulator?: EmulatorOptions } = {}) {
  const emulator = await localEmulator(options);
  return { emulator, ...contextFor(emulator, setting) };
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
