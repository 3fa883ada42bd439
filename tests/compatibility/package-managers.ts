import { delimiter, dirname } from "node:path";
import { ensureNpmProgram } from "../toolchain/npm-program.mjs";
import { run, toolEnvironment } from "../toolchain/run.mjs";

/** One way to install packages. */
export interface PackageManager {
  /** What it is called in the table. */
  readonly title: string;
  /** The npm package that has it. */
  readonly from: string;
  readonly program: string;
  /** Arguments of a first installation. */
  readonly install: readonly string[];
  /** Files of the project that only this package manager needs. */
  readonly files: Readonly<Record<string, string>>;
  /** Node.js arguments without which nothing in the project is found. */
  readonly nodeOptions?: (folder: string) => string;
}

const YARN = { from: "@yarnpkg/cli-dist", program: "yarn", install: ["install", "--no-immutable"] };
// An empty lock file says where the project begins, whatever stands in the folders above.
const yarnFiles = (...settings: string[]) => ({
  ".yarnrc.yml": ["enableTelemetry: false", ...settings, ""].join("\n"),
  "yarn.lock": "",
});

/** The package managers that a Pulumi project may have, and what each is told. */
export const packageManagers: readonly PackageManager[] = [
  { title: "npm", from: "npm", program: "npm", install: ["install", "--no-audit"], files: {} },
  {
    title: "pnpm",
    from: "pnpm",
    program: "pnpm",
    install: ["install"],
    // A dependency of @pulumi/pulumi has an install script, which it does not need; pnpm asks what to do with it.
    files: { "pnpm-workspace.yaml": "allowBuilds:\n  protobufjs: false\n" },
  },
  { title: "yarn 1", from: "yarn", program: "yarn", install: ["install", "--non-interactive"], files: {} },
  { title: "yarn 4 (node-modules)", ...YARN, files: yarnFiles("nodeLinker: node-modules") },
  { title: "bun", from: "bun", program: "bun", install: ["install"], files: {} },
];

/**
 * Yarn's own linker, which has no node_modules, with the settings that it takes. `yarn exec pulumi` sets the same arguments of
 * Node.js.
 */
export const plugAndPlay: PackageManager = {
  title: "yarn 4 (PnP)",
  ...YARN,
  files: yarnFiles(
    "nodeLinker: pnp",
    // The API half is loaded by `import()`.
    "pnpEnableEsmLoader: true",
    // It requires a package that it does not declare.
    'packageExtensions: { "@alicloud/credentials@*": { dependencies: { debug: "4" } } }',
  ),
  nodeOptions: (folder) => `--require=${folder}/.pnp.cjs --experimental-loader=${folder}/.pnp.loader.mjs`,
};

/** The newest version that the registry has. */
export async function newestVersion(name: string): Promise<string> {
  return run("npm", ["view", name, "version"]);
}

/** Installs what package.json of a folder says. */
export async function installWith(
  { from, program, install }: PackageManager,
  version: string,
  folder: string,
): Promise<void> {
  const path = await ensureNpmProgram(from, version, program);
  const env = { ...toolEnvironment, PATH: [dirname(path), toolEnvironment.PATH].join(delimiter), CI: "true" };
  await run(path, [...install], { cwd: folder, env });
}
