import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Outcome, readOutcome } from "../engine/outcome.ts";
import { descendants, kill } from "../engine/process-tree.ts";
import { nodeStart } from "../support/node-start.ts";
import { engineEnvironment, ensureEngine } from "../toolchain/engine.mjs";
import { root } from "../toolchain/paths.mjs";
import { Clouds } from "./clouds.ts";
import { type Program, stackConfiguration, text, written } from "./program.ts";
import { type Interruption, type Recorded, type StackName, type Step, stacks, type World } from "./world.ts";

/** What the passphrase in `engineEnvironment` makes. */
const ENCRYPTION_SALT = "v1:QQhaLx74Id0=:v1:yZoANw/taCxMchOH:sLLTJ3QuiQ0N1uJslNF0DvIrKUq8jw==";
const BACKENDS = ["here", "elsewhere"];
const MANIFEST = { time: "2026-11-22T03:04:58Z", magic: "", version: "" };

/** The real engine. */
export class EngineWorld implements World {
  readonly #programs = new Map<StackName, Program>();
  #copies = 0;
  #running: ChildProcess | undefined;
  commands = 0;

  readonly clouds: Clouds;
  private readonly folder: string;
  private readonly engine: string;

  private constructor(clouds: Clouds, folder: string, engine: string) {
    this.clouds = clouds;
    this.folder = folder;
    this.engine = engine;
  }

  static async open(): Promise<EngineWorld> {
    const [{ dir }, clouds] = await Promise.all([ensureEngine(), Clouds.start()]);
    const folder = await realpath(await mkdtemp(join(tmpdir(), "pulumi-alicloud-soar-matrix-")));
    const world = new EngineWorld(clouds, folder, dir);
    process.once("exit", world.#abandon);
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    for (const part of ["home", "temporary", "copies", "projects"]) await mkdir(join(folder, part));
    for (const stack of Object.keys(stacks) as StackName[]) {
      await mkdir(join(folder, "projects", stack));
      const files = { "Pulumi.yaml": "name: rules\nruntime: nodejs\n", "package.json": "{}", "index.js": text };
      for (const [name, content] of Object.entries(files))
        await writeFile(join(folder, "projects", stack, name), content);
    }
    await world.begin();
    return world;
  }

  async begin(): Promise<void> {
    this.clouds.begin();
    this.#programs.clear();
    for (const backend of BACKENDS) {
      await rm(join(this.folder, backend), { recursive: true, force: true });
      await mkdir(join(this.folder, backend, ".pulumi/stacks/rules"), { recursive: true });
      await writeFile(join(this.folder, backend, ".pulumi/meta.yaml"), "version: 1\n");
    }
  }

  async run(step: Step, flags: readonly string[] = [], interruption?: Interruption): Promise<Outcome> {
    const { stack = "dev", program = this.#programs.get(stack), command = ["up"], cloud = 0 } = step;
    if (program !== undefined) await this.#write(stack, program, cloud);
    const [verb = "up"] = command;
    const usual = { up: ["--yes", "--skip-preview"], destroy: ["--yes", "--skip-preview"], preview: [] }[verb];
    const all = [...command, ...(usual === undefined ? [] : ["--json", ...usual, ...flags])];
    this.clouds.takeCalls();
    const child = this.#spawn(stack, all);
    this.#running = child;
    let stopped: Promise<void> | undefined;
    this.clouds.onCall = async (moment) => {
      const isIt = JSON.stringify(moment) === JSON.stringify(interruption?.at);
      if (isIt && interruption?.how === "fail") this.clouds.refuse(moment);
      if (isIt && interruption?.how === "kill") stopped = killTree(child);
      await stopped;
    };
    const written = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const)
      child[stream]?.setEncoding("utf8").on("data", (more: string) => {
        written[stream] += more;
      });
    const [code]: (number | null)[] = await once(child, "close");
    await stopped;
    this.clouds.onCall = () => {};
    // What `pulumi cancel` does with the lock of a command that was killed.
    await rm(join(this.folder, stacks[stack].backend, ".pulumi/locks"), { recursive: true, force: true });
    return readOutcome(code ?? undefined, written.stdout, written.stderr);
  }

  get deployed(): readonly StackName[] {
    return [...this.#programs.keys()];
  }

  async recorded(stack: StackName): Promise<readonly Recorded[]> {
    const text = await readFile(this.#stateFile(stack), "utf8").catch(() => "{}");
    return JSON.parse(text).checkpoint?.latest?.resources ?? [];
  }

  async copy(): Promise<() => Promise<void>> {
    const folder = join(this.folder, "copies", String(this.#copies++));
    for (const backend of BACKENDS)
      await cp(join(this.folder, backend, ".pulumi/stacks"), join(folder, backend), { recursive: true });
    const [clouds, programs] = [this.clouds.copy(), [...this.#programs]];
    return async () => {
      this.clouds.restore(clouds);
      this.#programs.clear();
      for (const [stack, program] of programs) this.#programs.set(stack, program);
      for (const backend of BACKENDS) {
        const place = join(this.folder, backend, ".pulumi");
        for (const part of await readdir(place))
          if (part !== "meta.yaml") await rm(join(place, part), { recursive: true, force: true });
        await cp(join(folder, backend), join(place, "stacks"), { recursive: true });
      }
    };
  }

  async close(): Promise<void> {
    process.off("exit", this.#abandon);
    await this.clouds.close();
    this.#abandon();
  }

  /** Leaves nothing behind, also where the matrix itself is stopped. */
  readonly #abandon = (): void => {
    this.#running?.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  };

  async #write(stack: StackName, program: Program, cloud: 0 | 1): Promise<void> {
    this.#programs.delete(stack);
    this.#programs.set(stack, program);
    const urls = this.clouds.all.map(({ url }) => url);
    await writeFile(join(this.folder, "projects", stack, "program.json"), written(program, urls));
    const config = stackConfiguration({ cloud }, urls);
    for (const { name } of Object.values(stacks))
      await writeFile(
        join(this.folder, "projects", stack, `Pulumi.${name}.yaml`),
        JSON.stringify({ encryptionsalt: ENCRYPTION_SALT, config }),
      );
    await this.#initialize(stack);
  }

  /** What `pulumi stack init` writes where there is no such stack. */
  async #initialize(stack: StackName): Promise<void> {
    const checkpoint = {
      stack: `organization/rules/${stacks[stack].name}`,
      latest: { manifest: MANIFEST, resources: [] },
    };
    await writeFile(this.#stateFile(stack), JSON.stringify({ version: 3, checkpoint }), { flag: "wx" }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      },
    );
  }

  #stateFile(stack: StackName): string {
    const { backend, name } = stacks[stack];
    return join(this.folder, backend, ".pulumi/stacks/rules", `${name}.json`);
  }

  #spawn(stack: StackName, args: readonly string[]): ChildProcess {
    this.commands++;
    const { backend, name } = stacks[stack];
    const { accessKeyId, accessKeySecret } = this.clouds.newKeys();
    const home = join(this.folder, "home");
    const env = {
      ...engineEnvironment(this.engine, { home, backend: join(this.folder, backend) }),
      PULUMI_STACK: name,
      PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
      PULUMI_DISABLE_CHECKPOINT_BACKUPS: "true",
      ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
      ...nodeStart,
      TMPDIR: join(this.folder, "temporary"),
      GOGC: "off",
    };
    return spawn("pulumi", args, { cwd: join(this.folder, "projects", stack), env, stdio: ["ignore", "pipe", "pipe"] });
  }
}

/** `kill -9` of a command and all that it started; stopped before, so that it starts nothing meanwhile. */
async function killTree(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) throw new Error("the command did not start");
  child.kill("SIGSTOP");
  const started = await descendants(child.pid);
  child.kill("SIGKILL");
  kill(started);
}
