import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The checkout's top folder. */
export const checkout = join(__dirname, "../..");

/** Name of the package. */
export const packageName = "pulumi-alicloud-soar";

/** Packs the package as a release does; returns the path of the tarball, which is in `folder`. */
async function pack(folder: string): Promise<string> {
  const { stdout } = await run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], {
    cwd: checkout,
  });
  return join(folder, stdout.trim());
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
  const tarball = await pack(folder);
  await run("tar", ["xzf", tarball, "--strip-components=1", "-C", installed]);
  const { dependencies, peerDependencies } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), "@types/node"]) {
    const link = join(folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(checkout, "node_modules", name), link);
  }
  return { folder, tarball, installed, remove: () => rm(folder, { recursive: true, force: true }) };
}
