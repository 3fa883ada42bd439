import { access, constants, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/**
 * Writes a file as a whole, or leaves the one that is there: a name changes as a whole or not at all (POSIX, rename). It is on the
 * disk when this returns.
 * @param mode permissions; default: those of any new file
 * @throws an error of Node.js when it cannot be written
 */
export async function replaceFile(path: string, content: string, mode = 0o666): Promise<void> {
  // Another process may write the same file.
  const beside = `${path}.${process.pid}`;
  try {
    await writeFile(beside, content, { flush: true, mode });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
}

/** Why no file can be written here, as the end of a sentence; undefined when one can. */
export async function whyUnwritable(path: string): Promise<string | undefined> {
  try {
    await access(dirname(resolve(path)), constants.W_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? "its folder does not exist" : `its folder cannot be written to (${code})`;
  }
}
