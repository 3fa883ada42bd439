import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { manifestIn } from "./program";

/** The commands of a package manager. */
export interface PackageManager {
  /** Installs what package.json says. */
  readonly install: string;
  /** Adds packages. @param packages each quoted, with its range */
  readonly add: (packages: string, isDev?: boolean) => string;
  /** What a command of an installed package begins with. */
  readonly exec: string;
  /** What a pipeline does first, where the machine has the package manager of Node.js only, and then installs what the lock file says. */
  readonly inPipeline: readonly string[];
  /** Packages that other package managers install by themselves, as what a project names needs them. */
  readonly peers: readonly string[];
  /** Files that a new project needs for this package manager only; none inside a workspace, which has its own. */
  readonly files: Readonly<Record<string, string>>;
}

const adding = (program: string, dev: string) => (packages: string, isDev?: boolean) =>
  `${program} ${isDev ? `${dev} ` : ""}${packages}`;

const npm: PackageManager = {
  install: "npm install",
  add: adding("npm install", "--save-dev"),
  exec: "npx",
  inPipeline: ["npm ci"],
  peers: [],
  files: {},
};

const pnpm: PackageManager = {
  install: "pnpm install",
  add: adding("pnpm add", "--save-dev"),
  exec: "pnpm exec",
  inPipeline: ["corepack enable", "pnpm install --frozen-lockfile"],
  peers: [],
  // A dependency of @pulumi/pulumi has an install script, which it does not need; pnpm fails until it is told what to do with it.
  files: { "pnpm-workspace.yaml": "allowBuilds:\n  protobufjs: false\n" },
};

const yarn1: PackageManager = {
  install: "yarn install",
  add: adding("yarn add", "--dev"),
  exec: "yarn",
  inPipeline: ["corepack enable", "yarn install --frozen-lockfile"],
  peers: ["vite"],
  files: {},
};

const yarn: PackageManager = { ...yarn1, inPipeline: ["corepack enable", "yarn install --immutable"] };

const bun: PackageManager = {
  install: "bun install",
  add: adding("bun add", "--dev"),
  exec: "bunx",
  inPipeline: ["npm install --global bun", "bun install --frozen-lockfile"],
  peers: [],
  files: {},
};

/**
 * The package manager of the project in a folder: the one that `packageManager` in package.json names, else the one that wrote the
 * lock file; of this folder, or of those above it in the same repository, as in a workspace. npm where nothing tells.
 */
export function packageManagerOf(folder: string): PackageManager {
  for (let at = folder; ; at = dirname(at)) {
    const found = namedIn(at) ?? lockedIn(at);
    if (found !== undefined) return at === folder ? found : { ...found, files: {} };
    if (dirname(at) === at || existsSync(join(at, ".git"))) return npm;
  }
}

function namedIn(folder: string): PackageManager | undefined {
  const [, name, major] = /^(npm|pnpm|yarn|bun)@(\d+)/.exec(String(manifestIn(folder).packageManager)) ?? [];
  if (name === undefined) return undefined;
  if (name === "yarn") return major === "1" ? yarn1 : yarn;
  return { npm, pnpm, bun }[name as "npm" | "pnpm" | "bun"];
}

function lockedIn(folder: string): PackageManager | undefined {
  const has = (name: string) => existsSync(join(folder, name));
  if (has("pnpm-lock.yaml")) return pnpm;
  if (has("bun.lock") || has("bun.lockb")) return bun;
  if (has("package-lock.json")) return npm;
  if (!has("yarn.lock")) return undefined;
  // Yarn 1 writes none of it. (Yarn, lockfile v2 and later)
  return has(".yarnrc.yml") || /^__metadata:/m.test(readFileSync(join(folder, "yarn.lock"), "utf8")) ? yarn : yarn1;
}
