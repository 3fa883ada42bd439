import type { ProgressResult } from "@clack/prompts";
import type { Progress } from "../api/calls/call-context";

/**
 * A progress bar on standard error, which leaves standard output to the receipt. The first report starts it, and loads the
 * drawing library; a bar that runs keeps the process alive until it is stopped.
 */
export class ProgressBar {
  #bar: Promise<ProgressResult> | undefined;
  #percent = 0;

  /** Shows how far a task is. */
  async show({ title, text, done = 0, total, seconds }: Progress): Promise<void> {
    this.#bar ??= start(title);
    const reached = total ? Math.floor((100 * done) / total) : this.#percent;
    const step = Math.max(0, reached - this.#percent);
    this.#percent += step;
    (await this.#bar).advance(step, `${title}: ${text} (${seconds} s)`);
  }

  /** Takes the bar away, if there is one. */
  async stop(): Promise<void> {
    (await this.#bar)?.clear();
  }
}

async function start(title: string): Promise<ProgressResult> {
  const { progress } = await import("@clack/prompts");
  const bar = progress({ max: 100, output: process.stderr });
  bar.start(title);
  return bar;
}
