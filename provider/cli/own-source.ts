import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { manifestIn } from "../doctor/program";
import { isObject, readJson } from "../json";

const NAME = "pulumi-alicloud-soar";

/** From this file, the package finds itself. (Node.js, self-referencing a package using its name) */
const manifest = createRequire(__filename).resolve(`${NAME}/package.json`);
const { version } = createRequire(__filename)(manifest);

/** Where another project has this package from. */
export interface OwnSource {
  /** What stands in its package.json: `^1.2.3`, or `file:` and a path. */
  readonly range: string;
  /** The command that makes the file, where it is not there yet. */
  readonly before?: string;
  /** The file, where it is outside the project: a clone of the project has none. */
  readonly elsewhere?: string;
}

/**
 * Where the project in a folder can have this package from: as this one came, from a registry, a file or a clone.
 * @param program the folder of its program, whose package.json may say it
 */
export function ownSource(folder: string, program: string): OwnSource {
  const own = dirname(manifest);
  if (basename(dirname(own)) !== "node_modules") {
    const packed = `${NAME}-${version}.tgz`;
    return { range: `file:${packed}`, before: `npm pack --silent "${own}"` };
  }
  const from = namedIn(program) ?? installedFrom(dirname(own));
  if (from === undefined) return { range: `^${version}` };
  const path = relative(folder, from);
  return { range: `file:${path}`, ...(path.startsWith("..") ? { elsewhere: path } : {}) };
}

/** The file that a package.json says. */
function namedIn(program: string): string | undefined {
  const { dependencies } = manifestIn(program);
  const [, path] = (isObject(dependencies) && /^(?:file:)?(.+\.tgz)$/.exec(String(dependencies[NAME]))) || [];
  return path && resolve(program, path);
}

/** The file that npm installed this package from. (npm, folders: the hidden lockfile) */
function installedFrom(modules: string): string | undefined {
  const lock = join(modules, ".package-lock.json");
  const read = existsSync(lock) ? readJson(readFileSync(lock, "utf8")) : undefined;
  const packages = isObject(read) && isObject(read.packages) ? read.packages : {};
  const entry = packages[`node_modules/${NAME}`];
  const [, path] = (isObject(entry) && /^file:(.+\.tgz)$/.exec(String(entry.resolved))) || [];
  return path && resolve(dirname(modules), path);
}
