import { constants } from "node:os";

/**
 * Until what it returns is called, Ctrl+C and SIGTERM end the process after a last sentence, with 128 and the number of the
 * signal, as a shell has it: 130 and 143.
 */
export function beforeInterruption(sentence: () => string): () => void {
  const end = (signal: NodeJS.Signals) => {
    console.error(`\n${sentence()}`);
    process.exit(128 + constants.signals[signal]);
  };
  process.on("SIGINT", end).on("SIGTERM", end);
  return () => void process.off("SIGINT", end).off("SIGTERM", end);
}
