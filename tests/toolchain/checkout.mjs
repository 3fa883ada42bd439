// What a checkout needs before anything runs in it: the packages of the lock file, and dist/ built from the sources.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { once } from "./lock.mjs";
import { installedTools, root, systemPath, userCache } from "./paths.mjs";
import { run, SetupError } from "./run.mjs";

const lock = join(userCache, `checkout-${createHash("sha256").update(root).digest("hex").slice(0, 16)}.lock`);

/**
 * Installs the packages of package-lock.json, unless they are installed.
 *
 * @param {import("./log.mjs").Log} log
 * @throws {SetupError} with npm's output
 */
export async function installPackages(log) {
  await log.step("Node packages", (say) => {
    return once(
      lock,
      () => upToDate("packages", lockedPackages, say),
      async () => {
        say("npm ci");
        // npm itself must not run on the Node that it is about to delete. NODE_ENV=production and npm's own settings,
        // which `npm --silent` or `npm --omit` hand down, must change neither what is installed nor what is told.
        await run("npm", ["ci", "--include=dev", "--loglevel=error", "--no-audit", "--no-fund"], {
          env: { ...process.env, PATH: systemPath.join(delimiter) },
        });
        say(`installed, Node ${await installedNode()}`);
        return stamp("packages", lockedPackages);
      },
      () => say("another process is installing them"),
    );
  });
}

/**
 * Builds dist/, unless it is what the sources build.
 *
 * @param {import("./log.mjs").Log} log
 * @throws {SetupError} with the compiler's output
 */
export async function buildPackage(log) {
  await log.step("Build", (say) => {
    return once(
      lock,
      () => upToDate("build", sourcesAndBuild, say),
      async () => {
        say("tsc");
        await rm(join(root, "dist"), { recursive: true, force: true });
        await run("npm", ["run", "--silent", "build"]);
        say("built");
        return stamp("build", sourcesAndBuild);
      },
      () => say("another process is building"),
    );
  });
}

/** @returns {Promise<string>} the version of the Node that npm installed */
async function installedNode() {
  try {
    return await run(join(installedTools, "node"), ["-p", "process.versions.node"]);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    throw new SetupError(
      `npm did not install the Node that the project runs on (the devDependency "node"): ${error.message}\n` +
        `Its install script must be allowed to run: set npm_config_ignore_scripts=false and run the command again.`,
    );
  }
}

/** @param {import("node:crypto").Hash} hash */
async function lockedPackages(hash) {
  hash
    .update(`${process.platform} ${process.arch}\n`)
    .update(await readFile(join(root, "package-lock.json")));
}

/** @param {import("node:crypto").Hash} hash */
async function sourcesAndBuild(hash) {
  /** @type {{ include: string[] }} */
  const { include } = JSON.parse(await readFile(join(root, "tsconfig.build.json"), "utf8"));
  const settings = ["tsconfig.json", "tsconfig.build.json", "package-lock.json"].map((name) =>
    join(root, name),
  );
  const folders = await Promise.all([...include, "dist"].map((folder) => filesBelow(join(root, folder))));
  for (const file of [...settings, ...folders.flat().sort()]) {
    hash.update(`${file}\n`).update(await readFile(file));
  }
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>} every file in it, none when there is no such folder
 */
async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const files = entries.map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
  return (await Promise.all(files)).flat();
}

/** @typedef {(hash: import("node:crypto").Hash) => Promise<void>} Content feeds what a stamp stands for */

/**
 * @param {string} name
 * @param {Content} content
 * @param {(text: string) => void} say
 * @returns {Promise<true | undefined>} true when nothing has changed since the stamp was written
 */
async function upToDate(name, content, say) {
  const stamped = await readFile(stampFile(name), "utf8").catch((error) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (stamped === undefined || stamped !== (await fingerprint(content))) return undefined;
  say("unchanged");
  return true;
}

/**
 * @param {string} name
 * @param {Content} content
 * @returns {Promise<true>}
 */
async function stamp(name, content) {
  await mkdir(dirname(stampFile(name)), { recursive: true });
  await writeFile(stampFile(name), await fingerprint(content));
  return true;
}

/** @param {string} name */
function stampFile(name) {
  return join(root, "node_modules", ".stamps", name);
}

/** @param {Content} content */
async function fingerprint(content) {
  const hash = createHash("sha256");
  await content(hash);
  return hash.digest("hex");
}
