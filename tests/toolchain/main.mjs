// What every command of the toolchain starts with, and how it tells what it does.
import { SetupError } from "./run.mjs";

/**
 * Runs a command; its result is the exit code. Ends with 1 and a message when the set-up cannot go on.
 *
 * @param {() => Promise<number>} command
 */
export async function main(command) {
  for (const [signal, number] of /** @type {const} */ ([
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ])) {
    process.once(signal, () => process.exit(128 + number));
  }
  try {
    if (process.platform === "win32")
      throw new SetupError(
        "This does not run on Windows itself: use the Windows Subsystem for Linux (`wsl --install`).",
      );
    if (Number.parseInt(process.versions.node, 10) < 20)
      throw new SetupError(`Node.js 20 or newer is needed, this is ${process.versions.node}: https://nodejs.org/`);
    process.exitCode = await command();
  } catch (error) {
    // Of what the system refuses (a full disk, a folder that may not be written) its message says enough.
    const known = error instanceof SetupError || (error instanceof Error && "syscall" in error);
    console.error(known ? `\n${error.message}` : error);
    process.exit(1); // what still runs beside the step that failed is of no use any more
  }
}

/**
 * Runs one step and tells how long it took.
 *
 * @template T
 * @param {string} title
 * @param {(say: (text: string) => void) => Promise<T>} work may say what it is doing
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const start = performance.now();
  const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
  try {
    const result = await work((text) => console.log(`  ${title}: ${text}`));
    console.log(`✓ ${title}, ${seconds()} s`);
    return result;
  } catch (error) {
    console.log(`✗ ${title}, ${seconds()} s`);
    throw error;
  }
}
