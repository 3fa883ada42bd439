// What a checkout needs before anything runs in it: the packages of the lock file, and dist/ built from the sources.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, dirname, extname, join } from "node:path";
import { once } from "./lock.mjs";
import { step } from "./main.mjs";
import { installedTools, root, systemPath, userCache } from "./paths.mjs";
import { run, SetupError } from "./run.mjs";

const lock = join(userCache, `checkout-${createHash("sha256").update(root).digest("hex").slice(0, 16)}.lock`);

/**
 * Installs the packages of package-lock.json, unless they are installed.
 *
 * @throws {SetupError} with npm's output
 */
export function installPackages() {
  const files = async () => ["package-lock.json"];
  return unlessDone("Node packages", "packages", files, async (say) => {
    say("npm ci");
    // npm itself must not run on the Node that it is about to delete. NODE_ENV=production and npm's own settings,
    // which `npm --silent` or `npm --omit` hand down, must change neither what is installed nor what is told.
    await run("npm", ["ci", "--include=dev", "--loglevel=error", "--no-audit", "--no-fund"], {
      env: { ...process.env, PATH: systemPath.join(delimiter) },
    });
    await run(join(installedTools, "node"), ["--version"]).catch((error) => {
      throw new SetupError(
        `npm did not install the Node that the project runs on (the devDependency "node"): ${error.message}\n` +
          "Its install script must be allowed to run: set npm_config_ignore_scripts=false and run the command again.",
      );
    });
  });
}

/**
 * Builds dist/, unless it is what the sources build.
 *
 * @throws {SetupError} with the compiler's output
 */
export function buildPackage() {
  return unlessDone("Build", "build", sourcesAndBuild, async (say) => {
    say("tsc");
    await rm(join(root, "dist"), { recursive: true, force: true });
    await run("npm", ["run", "--silent", "build"]);
  });
}

async function sourcesAndBuild() {
  /** @type {{ include: string[] }} */
  const { include } = JSON.parse(await readFile(join(root, "tsconfig.build.json"), "utf8"));
  const folders = [...include, "dist"].map(async (folder) => {
    const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
    return names.filter((name) => extname(name) !== "").map((name) => join(folder, name));
  });
  const files = (await Promise.all(folders)).flat().sort();
  return ["tsconfig.json", "tsconfig.build.json", "package-lock.json", "tests/toolchain/declarations.mjs", ...files];
}

/**
 * @param {string} title
 * @param {string} name of the stamp, which holds what the files were when the work was done
 * @param {() => Promise<string[]>} files
 * @param {(say: (text: string) => void) => Promise<void>} work
 */
function unlessDone(title, name, files, work) {
  const stamp = join(root, "node_modules/.stamps", name);
  const fingerprint = async () => {
    const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
    for (const file of await files()) hash.update(`${file}\n`).update(await readFile(join(root, file)));
    return hash.digest("hex");
  };
  const look = async () => {
    const stamped = await readFile(stamp, "utf8").catch(() => undefined);
    return stamped !== undefined && stamped === (await fingerprint()) ? true : undefined;
  };
  return step(title, (say) =>
    once(
      lock,
      look,
      async () => {
        await work(say);
        await mkdir(dirname(stamp), { recursive: true });
        await writeFile(stamp, await fingerprint());
        return true;
      },
      () => say("another process is at it"),
    ),
  );
}
