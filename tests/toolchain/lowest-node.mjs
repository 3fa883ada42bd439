// The oldest Node.js that the package is declared to run on.
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { once } from "./lock.mjs";
import { root, userCache } from "./paths.mjs";
import { run } from "./run.mjs";

/** @type {typeof import("./lowest-node.mjs").ensureLowestNode} */
export async function ensureLowestNode() {
  const { engines } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const version = engines.node.replace(/^>=/, "");
  const folder = join(userCache, `node-${version}-${process.platform}-${process.arch}`);
  const program = join(folder, "node_modules/.bin/node");
  const look = async () => ((await isThere(program)) ? program : undefined);
  return once(`${folder}.lock`, look, async () => {
    await mkdir(userCache, { recursive: true });
    const made = await mkdtemp(`${folder}-`);
    try {
      // npm runs no install script that is not allowed; this one fetches the program.
      const manifest = { dependencies: { node: version }, allowScripts: { node: true } };
      await writeFile(join(made, "package.json"), JSON.stringify(manifest));
      await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: made });
      await rename(made, folder);
    } finally {
      await rm(made, { recursive: true, force: true });
    }
    return program;
  });
}

/** @type {(path: string) => Promise<boolean>} */
async function isThere(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}
