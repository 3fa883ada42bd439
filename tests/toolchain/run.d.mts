/** The set-up cannot go on. The message is written for the person who ran the command; no stack is shown. */
export class SetupError extends Error {}

/** The environment of every child: Node 24 and the project's tools come first on PATH. */
export const toolEnvironment: NodeJS.ProcessEnv;

/** Where and with what a command runs: by default the checkout, and `toolEnvironment`. */
interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/**
 * Runs a command silently.
 *
 * @returns what it wrote to standard output, trimmed
 * @throws SetupError with the whole output when it fails, or when there is no such command
 */
export function run(command: string, args: string[], options?: RunOptions): Promise<string>;

/**
 * Runs a command that speaks for itself: its output goes where ours goes.
 *
 * @returns its exit code; 1 when a signal ended it
 * @throws SetupError when there is no such command
 */
export function show(command: string, args: string[], options?: RunOptions): Promise<number>;
