import type { CommonInputs } from "./kind";
import { PartialFailure } from "./partial-failure";
import { flag, oneOf, timeouts, triggers } from "./schemas";

/** What every one-shot kind is declared with, besides what it runs. */
export interface ReceiptInputs extends CommonInputs {
  /** Any words; a change runs it again, as a replacement. */
  triggers?: { [name: string]: string };
  /** Whether the deployment waits for the end. Default: true. */
  wait: boolean;
  /** What a run that failed does to the deployment: `fail` it or `warn`. Default: `fail`. */
  onFailure: "fail" | "warn";
}

/** The rows of a one-shot kind's property table that all of them share. */
export const receiptProperties = {
  triggers: { schema: triggers(), optional: true, onChange: "replace" },
  wait: { schema: flag(), default: true, onChange: "none" },
  onFailure: { schema: oneOf(["fail", "warn"]), default: "fail", onChange: "none" },
  timeouts: { schema: timeouts(), optional: true, onChange: "none" },
} as const;

/**
 * Hands out the receipt of a run that ended.
 * @param failure one sentence that says what failed; undefined for a run that went well
 * @throws PartialFailure that keeps the receipt, when the run failed and `onFailure` says so
 */
export function conclude<State extends ReceiptInputs>(
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
