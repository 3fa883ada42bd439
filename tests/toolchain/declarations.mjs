// The second half of `npm run build`: of the declarations that the compiler wrote, those stay that a program's types are made of.
import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import ts from "typescript";
import { root } from "./paths.mjs";

/** The declarations that a program imports by name. */
const { exports } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
/** @type {string[]} */
const entries = Object.values(exports).flatMap(({ types }) => types ?? []);

/** @type {Set<string>} */
const reached = new Set();
for (const queue = entries.map((entry) => join(root, entry)); queue.length > 0; ) {
  const file = /** @type {string} */ (queue.pop());
  if (reached.has(file)) continue;
  reached.add(file);
  for (const { fileName } of ts.preProcessFile(await readFile(file, "utf8"), true, true).importedFiles) {
    if (!fileName.startsWith(".")) continue;
    const path = join(dirname(file), fileName);
    queue.push(existsSync(`${path}.d.ts`) ? `${path}.d.ts` : join(path, "index.d.ts"));
  }
}

for (const name of await readdir(join(root, "dist"), { recursive: true })) {
  const file = join(root, "dist", name);
  if (file.endsWith(".d.ts") && !reached.has(file)) await rm(file);
}
