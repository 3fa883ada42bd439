import { appendFileSync } from "node:fs";

/** One attempt of a call. Parameters and credentials are never logged. */
export interface CallLogLine {
  /** When it was sent, ISO 8601. */
  readonly time: string;
  readonly operation: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** HTTP status, absent without an answer. */
  readonly status?: number;
  /** Code of the failure, absent after a success. */
  readonly code?: string;
  readonly requestId?: string;
  /** Milliseconds until the answer. */
  readonly ms: number;
}

/** Appends lines to `file`. The first line that cannot be written is reported to `complain` and ends the log. */
export function openCallLog(file: string, complain: (line: string) => void): (line: CallLogLine) => void {
  let open = true;
  return (line) => {
    if (!open) return;
    try {
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    } catch (error) {
      // A log that fails must not fail a call that may have created something.
      open = false;
      complain(`ALICLOUD_SOAR_CALL_LOG: ${file} cannot be written: ${String(error)}`);
    }
  };
}
