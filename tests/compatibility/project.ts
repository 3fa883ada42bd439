import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Emulator } from "../../provider/emulator/index.ts";
import { engineEnvironment, ensureEngine } from "../toolchain/engine.mjs";
import { root } from "../toolchain/paths.mjs";
import { run } from "../toolchain/run.mjs";
import { installWith, type PackageManager } from "./package-managers.ts";
import { compilations, type ModuleKind, projectFiles } from "./program.ts";

/** Packs the package as a release does, into a folder; the path of the tarball. */
export async function packInto(folder: string): Promise<string> {
  return join(folder, await run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder]));
}

/** What was tried in a project with one Node.js: "ok", or what went wrong. */
export interface Trial {
  readonly program: string;
  readonly preview: string;
}

/** A fresh project whose packages a package manager installed from the registry, ours from the tarball. */
export class CompatibilityProject {
  private readonly folder: string;
  private readonly manager: PackageManager;
  private readonly kind: ModuleKind;

  // Node.js runs this file as it is, and knows no parameter properties.
  private constructor(folder: string, manager: PackageManager, kind: ModuleKind) {
    this.folder = folder;
    this.manager = manager;
    this.kind = kind;
  }

  /** @throws SetupError with the output of the package manager that could not install */
  static async install(
    manager: PackageManager,
    version: string,
    kind: ModuleKind,
    tarball: string,
  ): Promise<CompatibilityProject> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "pulumi-alicloud-soar-compatibility-")));
    const project = new CompatibilityProject(folder, manager, kind);
    try {
      const { devDependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
      const names = ["@pulumi/pulumi", "@types/node", "typescript"];
      const versions = Object.fromEntries(names.map((name) => [name, devDependencies[name]]));
      const files = { ...projectFiles(kind, tarball, versions), ...manager.files };
      for (const name of ["program", "home", "state"]) await mkdir(join(folder, name));
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, "program", name), text);
      await installWith(manager, version, project.#program);
    } catch (error) {
      await project.remove();
      throw error;
    }
    return project;
  }

  /** Type-checks the program in every way that it may be resolved: "ok", or what is wrong. */
  async typeCheck(node: string): Promise<string> {
    return told(async () => {
      const compiler = await this.#node(node, "-p", 'require.resolve("typescript/lib/tsc.js")');
      for (const options of compilations(this.kind)) await this.#node(node, compiler, ...options);
    });
  }

  /**
   * Loads the package, and previews on the real engine.
   *
   * @param node path of the Node.js that runs both
   */
  async try(node: string, emulator: Emulator): Promise<Trial> {
    const load = this.kind === "CommonJS" ? "require" : "await import";
    const text = `const { AutomateResponseConfig } = ${load}("pulumi-alicloud-soar"); console.log(typeof AutomateResponseConfig)`;
    const type = this.kind === "CommonJS" ? "commonjs" : "module";
    const program = await told(async () => {
      expectText(await this.#node(node, `--input-type=${type}`, "-e", text), "function");
    });
    return { program, preview: await told(() => this.#preview(node, emulator)) };
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  get #program(): string {
    return join(this.folder, "program");
  }

  async #environment(node: string): Promise<Record<string, string>> {
    const { dir } = await ensureEngine();
    const places = { home: join(this.folder, "home"), backend: join(this.folder, "state") };
    const environment = engineEnvironment(dir, places);
    const options = this.manager.nodeOptions?.(this.#program);
    return {
      ...environment,
      PATH: [dirname(node), environment.PATH].join(delimiter),
      ...(options && { NODE_OPTIONS: options }),
    };
  }

  async #node(node: string, ...args: string[]): Promise<string> {
    return run(node, args, { cwd: this.#program, env: await this.#environment(node) });
  }

  /** A preview makes no call for the rule, and one for the function. */
  async #preview(node: string, emulator: Emulator): Promise<void> {
    const env = {
      ...(await this.#environment(node)),
      ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.accessKeySecret,
    };
    const pulumi = (...args: string[]) => run("pulumi", args, { cwd: this.#program, env });
    await pulumi("stack", "select", "--create", "test");
    const config = { region: "cn-hangzhou", cloudSiemEndpoint: emulator.url };
    for (const [key, value] of Object.entries(config)) await pulumi("config", "set", `alicloud-soar:${key}`, value);
    const text = await pulumi("preview", "--non-interactive", "--color=never", "--diff");
    expectText(text, `${await this.#node(node, "-p", "process.version")},true,true`);
  }
}

function expectText(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`${text}\n"${part}" is missing`);
}

async function told(work: () => Promise<void>): Promise<string> {
  try {
    await work();
    return "ok";
  } catch (error) {
    return String((error as Error).message);
  }
}
