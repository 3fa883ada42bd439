import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The texts of all files in a folder; links are not followed. The logs of the engine, with `-v=9`, are its own: it writes there what
 * it sends to a provider.
 */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.endsWith("/logs"));
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")));
}
