import { onTestFinished } from "vitest";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../provider/emulator";

/** An emulator for one test. */
export async function localCloud(options?: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  return emulator;
}

/** What the first Post of a deployment may need to know. */
const BEFORE_POST = ["DescribeAutomateResponseConfigFeature", "DescribePlaybooks"];

/**
 * The operations called since the last look, sorted, without whose the keys are and what rules that are sent can name. A Post
 * that updates is told from one that creates.
 */
export function takeCalls({ journal }: Emulator): string[] {
  const calls = journal.splice(0);
  const without = ["GetCallerIdentity", ...(calls.some(({ operation }) => isPost(operation)) ? BEFORE_POST : [])];
  return calls
    .filter(({ operation }) => !without.includes(operation))
    .map(({ operation, params }) => (params.Id && isPost(operation) ? `${operation} with Id` : operation))
    .sort();
}

/** `takeCalls` without the operations that only read. */
export function takeWrites(emulator: Emulator): string[] {
  return takeCalls(emulator).filter((operation) => !/^(List|Describe)/.test(operation));
}

function isPost(operation: string): boolean {
  return operation === "PostAutomateResponseConfig";
}
