// The Pulumi engine: found, or made.
import { constants, rmSync } from "node:fs";
import { access, mkdir, mkdtemp, readdir, realpath, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildEngine } from "./engine/build.mjs";
import { downloadEngine } from "./engine/download.mjs";
import { compareVersions, goModule } from "./engine/versions.mjs";
import { once } from "./lock.mjs";
import { silent } from "./log.mjs";
import { systemPath, userCache } from "./paths.mjs";
import { run, SetupError } from "./run.mjs";

/** The first CLI that adopts dynamic resources with `pulumi import --file` from given inputs and outputs. */
const oldest = "3.254.0";

/** What the engine needs beside it, or on PATH, to run a Node.js program with dynamic resources. */
const programs = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** @typedef {import("./engine.mjs").Engine} Engine */

/** @type {typeof import("./engine.mjs").ensureEngine} */
export function ensureEngine({ log = silent } = {}) {
  return log.step("Pulumi engine", async (say) => {
    /** @type {string[]} */
    const refusals = [];
    const installed = await installedEngine(refusals);
    if (installed) {
      say(`${installed.version}, installed in ${installed.dir}`);
      return installed;
    }
    const version = await goModule("cli").then((module) => module.pulumi);
    const name = `engine-${version}-${process.platform}-${process.arch}`;
    const dir = join(userCache, name);
    return once(
      `${dir}.lock`,
      async () => {
        if (!(await holdsPrograms(dir))) return undefined;
        say(`${version}, cached`);
        return { dir, version, source: /** @type {const} */ ("cached") };
      },
      () => acquire(dir, version, refusals, say),
      () => say("another process is getting it"),
    );
  });
}

/** @type {typeof import("./engine.mjs").engineEnvironment} */
export function engineEnvironment(dir, { home, backend }) {
  /** @type {Record<string, string>} */
  const inherited = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(PULUMI|ALIBABA_CLOUD|ALICLOUD)_/.test(name)) inherited[name] = value;
  }
  return {
    ...inherited,
    PATH: [dir, dirname(process.execPath), ...systemPath].join(delimiter),
    HOME: home,
    PULUMI_HOME: home,
    // Without it the backend writes a side file beside each checkpoint, and not in one go: a CLI killed meanwhile leaves it
    // empty, and every later command fails with "failed to load checkpoint: EOF" (gocloud.dev, blob/fileblob, URLOpener).
    PULUMI_BACKEND_URL: `${pathToFileURL(backend).href}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: "not a secret",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/**
 * Looks on PATH, then where the official installer puts the CLI.
 *
 * @param {string[]} refusals receives why there is none
 * @returns {Promise<Engine | undefined>}
 */
async function installedEngine(refusals) {
  const folders = [...systemPath, join(homedir(), ".pulumi", "bin")];
  const folder = await first(folders, (candidate) => isProgram(join(candidate, "pulumi")));
  if (folder === undefined) {
    refusals.push("installed: no pulumi on PATH");
    return undefined;
  }
  const program = join(folder, "pulumi");
  try {
    const version = (
      await run(program, ["version"], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } })
    ).replace(/^v/, "");
    if (compareVersions(version, oldest) < 0) {
      refusals.push(`installed: ${program} is ${version}, older than ${oldest}`);
      return undefined;
    }
    // A package manager may put a link to pulumi alone on PATH.
    const dir = await first([folder, dirname(await realpath(program))], holdsPrograms);
    if (dir) return { dir, version, source: "installed" };
    for (const name of programs) {
      if (!(await first(systemPath, (candidate) => isProgram(join(candidate, name))))) {
        refusals.push(`installed: ${program} is ${version}, but there is no ${name} beside it or on PATH`);
        return undefined;
      }
    }
    return { dir: folder, version, source: "installed" };
  } catch (error) {
    refusals.push(`installed: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

/**
 * Makes the engine in a folder of its own, then gives it its name: what has the name is whole.
 *
 * @param {string} dir
 * @param {string} version
 * @param {string[]} refusals
 * @param {(text: string) => void} say
 * @returns {Promise<Engine>}
 */
async function acquire(dir, version, refusals, say) {
  await removeLeftovers(dir);
  await mkdir(userCache, { recursive: true });
  const fresh = await mkdtemp(`${dir}.new-`);
  const clear = () => rmSync(fresh, { recursive: true, force: true });
  process.once("exit", clear);
  try {
    /** @type {["downloaded" | "built", () => Promise<void>][]} */
    const ways = [
      ["downloaded", () => downloadEngine(fresh, version, say)],
      ["built", () => buildEngine(fresh, say)],
    ];
    for (const [source, make] of ways) {
      try {
        await make();
      } catch (error) {
        if (!(error instanceof SetupError)) throw error;
        refusals.push(error.message);
        continue;
      }
      await rename(fresh, dir);
      say(`${version}, ${source}, kept in ${dir}`);
      return { dir, version, source };
    }
    throw new SetupError(await explain(version, refusals));
  } finally {
    process.off("exit", clear);
    clear();
  }
}

/** @param {string} dir */
async function removeLeftovers(dir) {
  for (const name of await readdir(userCache)) {
    const path = join(userCache, name);
    if (path.startsWith(`${dir}.new-`)) await rm(path, { recursive: true, force: true });
  }
}

/**
 * @param {string} version
 * @param {string[]} refusals
 */
async function explain(version, refusals) {
  const { go } = await goModule("cli");
  return [
    `No Pulumi engine can be had. What was tried:`,
    ...refusals.map((refusal) => `  - ${refusal.replaceAll("\n", "\n    ")}`),
    `Install one of these and run the command again:`,
    `  - the Pulumi CLI, ${oldest} or newer: https://www.pulumi.com/docs/install/`,
    `  - Go, ${go} or newer, to build Pulumi ${version} from its Go modules: https://go.dev/dl/`,
  ].join("\n");
}

/** @param {string} folder */
async function holdsPrograms(folder) {
  const found = await Promise.all(programs.map((name) => isProgram(join(folder, name))));
  return found.every(Boolean);
}

/** @param {string} path */
async function isProgram(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * @template T
 * @param {readonly T[]} candidates
 * @param {(candidate: T) => Promise<boolean>} accept
 * @returns {Promise<T | undefined>}
 */
async function first(candidates, accept) {
  for (const candidate of candidates) if (await accept(candidate)) return candidate;
  return undefined;
}
