import { clearLine, cursorTo } from "node:readline";
import type { Progress } from "../api/calls/call-context";

/** Characters of the bar. */
const WIDTH = 20;

/**
 * One line on standard error, drawn again at every report, which leaves standard output to the record. It reads no key: what
 * does takes Ctrl+C for itself.
 */
export class ProgressBar {
  #reached = 0;

  /** Shows how far a task is. */
  show({ title, text, done = 0, total, seconds }: Progress): void {
    if (total) this.#reached = Math.max(this.#reached, done / total);
    const full = Math.floor(WIDTH * this.#reached);
    const line = `${"━".repeat(full)}${"─".repeat(WIDTH - full)} ${title}: ${text} (${seconds} s)`;
    this.clear();
    process.stderr.write(line.slice(0, process.stderr.columns - 1));
  }

  /** Takes the line away. */
  clear(): void {
    cursorTo(process.stderr, 0);
    clearLine(process.stderr, 0);
  }
}
