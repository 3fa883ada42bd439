// Where things are.
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's top folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** The tools that npm installs, Node 24 among them (the devDependency `node`). */
export const installedTools = join(root, "node_modules", ".bin");

// A relative one is ignored (XDG base directory specification).
const { XDG_CACHE_HOME = "" } = process.env;
const caches = isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), ".cache");
/** What is kept for the user, outside every checkout. */
export const userCache = join(caches, "pulumi-alicloud-soar");

/** The folders of PATH without this checkout's own tools, which `npm ci` deletes while it runs. */
export const systemPath = (process.env.PATH ?? "")
  .split(delimiter)
  .filter((folder) => folder !== "" && folder !== installedTools);
