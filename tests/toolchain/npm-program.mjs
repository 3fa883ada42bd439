// Programs that npm packages bring: Node.js itself, other package managers.
import { access, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { once } from "./lock.mjs";
import { userCache } from "./paths.mjs";
import { run } from "./run.mjs";

/** @type {typeof import("./npm-program.mjs").ensureNpmProgram} */
export async function ensureNpmProgram(name, version, program) {
  const slug = name.replace(/^@/, "").replace("/", "-");
  const folder = join(userCache, `${slug}-${version}-${process.platform}-${process.arch}`);
  const path = join(folder, "node_modules/.bin", program);
  const look = async () => ((await isThere(path)) ? path : undefined);
  return once(`${folder}.lock`, look, async () => {
    await mkdir(userCache, { recursive: true });
    const made = await mkdtemp(`${folder}-`);
    try {
      // npm runs no install script that is not allowed; the one of Node.js or pnpm fetches the program.
      const manifest = { dependencies: { [name]: version }, allowScripts: { [name]: true } };
      await writeFile(join(made, "package.json"), JSON.stringify(manifest));
      await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: made });
      await rename(made, folder);
    } finally {
      await rm(made, { recursive: true, force: true });
    }
    return path;
  });
}

/** @type {(path: string) => Promise<boolean>} */
async function isThere(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}
