import type { CommonArgs } from "./kind";
import { PartialFailure } from "./partial-failure";
import { local } from "./rows";
import { flag, oneOf, timeouts, triggers } from "./value";

/** What every one-shot kind can be declared with, besides what it runs. */
export interface ReceiptArgs extends CommonArgs {
  /** Any words; a change runs it again, as a replacement. */
  triggers?: { [name: string]: string };
  /** Whether the deployment waits for the end. Default: true. */
  wait?: boolean;
  /** What a run that failed does to the deployment: `fail` it or `warn`. Default: `fail`. */
  onFailure?: "fail" | "warn";
}

/** Names of `ReceiptArgs` that have a default. */
export type ReceiptDefaults = "wait" | "onFailure";

/** The rows of a one-shot kind's property table that all of them share. */
export const receiptRows = {
  triggers: { type: triggers, wire: local, onChange: "replace", optional: true },
  wait: { type: flag, wire: local, onChange: "none", default: true },
  onFailure: { type: oneOf("fail", "warn"), wire: local, onChange: "none", default: "fail" },
  timeouts: { type: timeouts, wire: local, onChange: "none", optional: true },
} as const;

/** The inputs of a run with one way to write its triggers: none is not given. */
export function withoutEmptyTriggers<Inputs extends ReceiptArgs>(inputs: Inputs): Inputs {
  const isEmpty = Object.keys(inputs.triggers ?? {}).length === 0;
  return isEmpty ? { ...inputs, triggers: undefined } : inputs;
}

/** What is said of a run that the service does not show any more. */
export function forgotten(title: string, id: string): string {
  return (
    `The service does not list the ${title} (task ${id}) any more, so how it ended is not known: look at the console. ` +
    'A change of `triggers` runs it again; onFailure "warn" goes on without it.'
  );
}

/**
 * Hands out the receipt of a run that ended.
 * @param failure one sentence that says what failed; undefined for a run that went well
 * @throws PartialFailure that keeps the receipt, when the run failed and `onFailure` says so
 */
export function conclude<State extends ReceiptArgs>(
  context: { log(line: string): void },
  id: string,
  receipt: State,
  failure: string | undefined,
): State {
  if (failure === undefined) return receipt;
  if (receipt.onFailure === "fail") throw new PartialFailure(id, receipt, new Error(failure));
  context.log(`warning: ${failure}`);
  return receipt;
}
