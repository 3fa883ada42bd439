import { ApiError } from "../api/calls/errors";
import { readConfig } from "../api/configuration/config";
import { type Context, createContext } from "../api/context";
import { durationMs } from "../duration";
import { check } from "../lifecycle/check";
import { PartialFailure } from "../lifecycle/partial-failure";
import { withoutUndefined } from "../lifecycle/state";
import type { AnyKind } from "../resources";
import { progressBar } from "./progress-bar";
import { stackConfiguration } from "./stack-configuration";

/** Options that every `alicloud-soar run …` has. */
export interface RunOptions {
  readonly stack?: string;
  readonly timeout: string;
  readonly json?: true;
}

/** What a run leaves behind, as far as the command shows it. */
interface Receipt {
  readonly outcome?: string;
  readonly results?: readonly object[];
}

/** Exit codes of `alicloud-soar run …`. */
const EXIT = { succeeded: 0, failed: 1, refused: 2, running: 3 } as const;

/**
 * Submits one run with the code that stacks use, waits, and prints the receipt.
 * @param argsOf what a program would pass to the resource; may ask the cloud
 * @returns the exit code
 */
export async function runOnce(
  kind: AnyKind,
  title: string,
  options: RunOptions,
  argsOf: (context: Context) => Promise<Record<string, unknown>> | Record<string, unknown>,
): Promise<number> {
  const config = readConfig(await stackConfiguration(options.stack));
  const log = (line: string) => console.error(line);
  const bar = process.stderr.isTTY ? await progressBar(title) : undefined;
  try {
    const context = createContext({ config, log, progress: bar?.show }).within(durationMs(options.timeout));
    const { inputs, failures, warnings } = check(kind, config, await argsOf(context));
    for (const { property, reason } of warnings) log(`warning: ${property}: ${reason}`);
    for (const { property, reason } of failures) log(`${property}: ${reason}`);
    if (failures.length > 0) return EXIT.refused;
    const { id, state } = await kind.create(context, inputs);
    bar?.stop();
    return print(title, id, state as Receipt, options);
  } catch (error) {
    bar?.stop();
    log(error instanceof Error ? error.message : String(error));
    if (error instanceof PartialFailure) return print(title, error.id, error.state, options);
    return error instanceof ApiError && error.outcome === "refused" ? EXIT.refused : EXIT.failed;
  }
}

function print(title: string, id: string, receipt: Receipt, { json }: RunOptions): number {
  const { outcome = "running", results = [] } = receipt;
  if (json) console.log(JSON.stringify({ id, ...receipt }, null, 2));
  else {
    console.log(`${title}, task ${id}: ${outcome}`);
    if (results.length > 0) console.table(withoutUndefined(results));
  }
  if (outcome === "succeeded") return EXIT.succeeded;
  return outcome === "running" ? EXIT.running : EXIT.failed;
}
