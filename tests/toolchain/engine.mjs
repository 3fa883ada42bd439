// The Pulumi engine: found, or made.
import { constants, rmSync } from "node:fs";
import { access, mkdir, mkdtemp, readdir, realpath, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildEngine } from "./engine/build.mjs";
import { compareVersions, goModule } from "./engine/versions.mjs";
import { once } from "./lock.mjs";
import { systemPath, userCache } from "./paths.mjs";
import { run, SetupError } from "./run.mjs";

/** The first CLI that adopts dynamic resources with `pulumi import --file` from given inputs and outputs. */
const oldest = "3.254.0";

/** What the engine needs beside it to run a Node.js program with dynamic resources. */
const programs = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** @typedef {import("./engine.mjs").Engine} Engine */

/** @type {typeof import("./engine.mjs").ensureEngine} */
export async function ensureEngine(say = () => {}) {
  const { pulumi: version } = await goModule("cli");
  const cached = join(userCache, `engine-${version}-${process.platform}-${process.arch}`);
  return once(
    `${cached}.lock`,
    async () => {
      const found = (await installedEngine(version)) ?? ((await isWhole(cached)) && { dir: cached, version });
      if (!found) return undefined;
      say(`${found.version} in ${found.dir}`);
      return found;
    },
    () => acquire(cached, version, say),
    () => say("another process is getting it"),
  );
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
 * Looks on PATH, where a package manager may have put a link to `pulumi` alone, then where the official installer and the
 * npm package `pulumi` put a CLI.
 *
 * @type {(version: string) => Promise<Engine | undefined>}
 */
async function installedEngine(version) {
  const official = join(homedir(), ".pulumi");
  const folders = [...systemPath, join(official, "bin"), join(official, "versions", version, "bin")];
  for (const folder of folders) {
    const program = await realpath(join(folder, "pulumi")).catch(() => undefined);
    if (!program) continue;
    for (const dir of [folder, dirname(program)]) {
      if (!(await isWhole(dir))) continue;
      const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
      const found = (await run(program, ["version"], { env }).catch(() => "0.0.0")).replace(/^v/, "");
      if (compareVersions(found, oldest) >= 0) return { dir, version: found };
    }
  }
  return undefined;
}

/**
 * Makes the engine in a folder of its own, then gives it its name: what has the name is whole.
 *
 * @type {(dir: string, version: string, say: (text: string) => void) => Promise<Engine>}
 */
async function acquire(dir, version, say) {
  for (const name of await readdir(userCache)) {
    const path = join(userCache, name);
    if (path.startsWith(`${dir}.new-`)) await rm(path, { recursive: true, force: true });
  }
  const fresh = await mkdtemp(`${dir}.new-`);
  const clear = () => rmSync(fresh, { recursive: true, force: true });
  process.once("exit", clear);
  try {
    const bin = join(fresh, "bin");
    await mkdir(bin);
    say(`asking get.pulumi.com for ${version}`);
    const install = ["tests/toolchain/engine/install.mjs", fresh, version];
    await run("node", install).catch(async (downloadError) => {
      await buildEngine(bin, say).catch((buildError) => {
        throw new SetupError(
          [
            "No Pulumi engine can be had.",
            `There is no ${programs.join(", ")} of ${oldest} or newer on PATH or in ~/.pulumi.`,
            `The official release: ${downloadError.message}`,
            `A build from Go modules: ${buildError.message}`,
            "Install the Pulumi CLI (https://www.pulumi.com/docs/install/) or Go (https://go.dev/dl/) and run it again.",
          ].join("\n- "),
        );
      });
    });
    await rename(bin, dir);
    say(`${version}, kept in ${dir}`);
    return { dir, version };
  } finally {
    process.off("exit", clear);
    clear();
  }
}

/** @type {(folder: string) => Promise<boolean>} */
async function isWhole(folder) {
  const found = await Promise.allSettled(programs.map((name) => access(join(folder, name), constants.X_OK)));
  return found.every(({ status }) => status === "fulfilled");
}
