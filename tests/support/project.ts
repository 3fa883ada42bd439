import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";
import { once } from "../toolchain/lock.mjs";

const run = promisify(execFile);

/** The checkout's top folder. */
export const checkout = join(__dirname, "../..");

/** Name of the package. */
export const packageName = "pulumi-alicloud-soar";

/** The tarball of the package, as a release packs it; the first test of a tier that asks makes it. */
async function packed(): Promise<string> {
  const folder = inject("packed");
  const made = join(folder, "made");
  const look = async () => (await readdir(made).catch(() => [])).map((name) => join(made, name))[0];
  return once(join(folder, "lock"), look, async () => {
    const making = await mkdtemp(join(folder, "making-"));
    const pack = ["pack", "--silent", "--ignore-scripts", "--pack-destination", making];
    const { stdout } = await run("npm", pack, { cwd: checkout });
    await rename(making, made);
    return join(made, stdout.trim());
  });
}

/** The folder of a user: the packed package in its node_modules, and beside it what the package depends on. */
export interface UserProject {
  readonly folder: string;
  readonly tarball: string;
  /** The folder of the unpacked package. */
  readonly installed: string;
  remove(): Promise<void>;
}

/** Makes such a folder. What the package depends on is linked from the checkout; nothing is downloaded. */
export async function userProject(): Promise<UserProject> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `${packageName}-user-`)));
  const installed = join(folder, "node_modules", packageName);
  await mkdir(installed, { recursive: true });
  const made = await packed();
  const tarball = join(folder, basename(made));
  await copyFile(made, tarball);
  await run("tar", ["xzf", tarball, "--strip-components=1", "-C", installed]);
  const { dependencies, peerDependencies } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), "@types/node"]) {
    const link = join(folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(checkout, "node_modules", name), link);
  }
  return { folder, tarball, installed, remove: () => rm(folder, { recursive: true, force: true }) };
}
