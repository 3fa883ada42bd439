import type { Progress } from "../api/calls/call-context";

/** A progress bar on a terminal. */
export interface ProgressBar {
  show(progress: Progress): void;
  stop(): void;
}

/** Draws a bar on standard error, which leaves standard output to the receipt. Loads the drawing library. */
export async function progressBar(title: string): Promise<ProgressBar> {
  const { progress } = await import("@clack/prompts");
  const bar = progress({ max: 100, output: process.stderr });
  bar.start(title);
  let percent = 0;
  return {
    show({ text, done = 0, total, seconds }) {
      const reached = total ? Math.floor((100 * done) / total) : percent;
      bar.advance(Math.max(0, reached - percent), `${title}: ${text} (${seconds} s)`);
      percent = Math.max(percent, reached);
    },
    stop: () => bar.clear(),
  };
}
