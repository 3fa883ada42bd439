import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Emulator } from "../../provider/emulator";
import { nodeStart } from "../support/node-start";
import { engineEnvironment, ensureEngine } from "../toolchain/engine.mjs";
import { type Outcome, readOutcome } from "./outcome";
import { descendants, kill } from "./process-tree";

const checkout = join(__dirname, "../..");

/** The name of every stack. */
const NAME = "test";

/** What `pulumi stack init` makes of the passphrase in `engineEnvironment`. Deriving a new one takes a quarter of a second. */
const ENCRYPTION_SALT = "v1:QQhaLx74Id0=:v1:yZoANw/taCxMchOH:sLLTJ3QuiQ0N1uJslNF0DvIrKUq8jw==";

/** What a stack is a stack of, and where it runs. */
export interface StackOptions {
  /** The cloud that the stack calls, by the stack's configuration, with credentials in the environment. */
  readonly emulator: Emulator;
  /** More configuration, e.g. `alicloud-soar:roleFor`. */
  readonly config?: Readonly<Record<string, string>>;
  /** More configuration that is encrypted. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** More environment variables of every command; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What its state holds from the beginning, as the engine records it. */
  readonly resources?: readonly object[];
}

/** A resource in the state of a stack. */
export interface Recorded {
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
}

/**
 * A stack on the real engine. It has a folder of its own that looks like a checkout, with a state backend and a home for
 * Pulumi beside it; at the end of the test the folder goes, and with it every process that was started.
 */
export class Stack {
  readonly #running = new Set<ChildProcess>();
  /** Processes that survive a killed CLI. */
  readonly #orphans: number[] = [];

  private constructor(
    /** The folder of everything that the stack has and writes. */
    readonly folder: string,
    /** The folder of Pulumi.yaml. */
    readonly project: string,
    /** The environment of every command. */
    readonly env: NodeJS.ProcessEnv,
    /** The configuration that is not encrypted. */
    private config: Readonly<Record<string, string | undefined>>,
  ) {}

  /** A stack of a program in files of its own; `index.js` is what runs. */
  static ofFiles(files: Readonly<Record<string, string>>, options: StackOptions): Promise<Stack> {
    return Stack.#open("project", options, async (project) => {
      await mkdir(project);
      const all = { "Pulumi.yaml": "name: rules\nruntime: nodejs\n", "package.json": "{}\n", ...files };
      for (const [name, text] of Object.entries(all)) await writeFile(join(project, name), text);
    });
  }

  /** A stack of an example: a copy, which the test may edit. The quickstart's project is the checkout's own. */
  static ofExample(name: string, options: StackOptions): Promise<Stack> {
    const project = name === "quickstart" ? "." : `examples/${name}`;
    return Stack.#open(project, options, async (_project, folder) => {
      const copy = join(folder, "examples", name);
      await cp(join(checkout, "examples", name), copy, { recursive: true });
      await cp(join(checkout, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    });
  }

  static async #open(
    place: string,
    { emulator, config, secrets, env, resources = [] }: StackOptions,
    write: (project: string, folder: string) => Promise<void>,
  ): Promise<Stack> {
    const { dir } = await ensureEngine();
    const folder = await realpath(await mkdtemp(join(tmpdir(), "pulumi-alicloud-soar-engine-")));
    const project = join(folder, place);
    const [home, backend] = [join(folder, "home"), join(folder, "state")];
    const environment = {
      ...engineEnvironment(dir, { home, backend }),
      PULUMI_STACK: NAME,
      ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.accessKeySecret,
      // The compiler checks the examples with everything else (tsconfig.json).
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
      ...nodeStart,
      // No command lives long enough for the CLI's garbage to matter.
      GOGC: "off",
      ...env,
    };
    const stack = new Stack(folder, project, environment, {
      "alicloud-soar:region": "cn-hangzhou",
      "alicloud-soar:cloudSiemEndpoint": emulator.url,
      ...config,
    });
    onTestFinished(() => stack.#close());
    await Promise.all([mkdir(home), mkdir(backend)]);
    await symlink(join(checkout, "node_modules"), join(folder, "node_modules"));
    await write(project, folder);
    await stack.#writeState(resources);
    await stack.configure({});
    if (secrets) {
      const pairs = Object.entries(secrets).flatMap(([key, value]) => ["--secret", `${key}=${value}`]);
      const outcome = await stack.pulumi("config", "set-all", ...pairs);
      if (outcome.exitCode !== 0) throw new Error(`pulumi config set-all: ${outcome.output}`);
    }
    return stack;
  }

  /** Replaces a file of the project. */
  async write(file: string, text: string): Promise<void> {
    await writeFile(join(this.project, file), text);
  }

  /** Sets values of the configuration, or takes one away with undefined. What is encrypted goes, too. */
  async configure(values: Readonly<Record<string, string | undefined>>): Promise<void> {
    this.config = { ...this.config, ...values };
    const file = { encryptionsalt: ENCRYPTION_SALT, config: this.config };
    await this.write(`Pulumi.${NAME}.yaml`, JSON.stringify(file));
  }

  preview(...flags: string[]): Promise<Outcome> {
    return this.pulumi("preview", "--json", ...flags);
  }

  up(...flags: string[]): Promise<Outcome> {
    return this.pulumi("up", "--json", "--yes", "--skip-preview", ...flags);
  }

  refresh(...flags: string[]): Promise<Outcome> {
    return this.pulumi("refresh", "--json", "--yes", "--skip-preview", ...flags);
  }

  destroy(...flags: string[]): Promise<Outcome> {
    return this.pulumi("destroy", "--json", "--yes", "--skip-preview", ...flags);
  }

  /** The recorded resources of this provider, by name. */
  async recorded(): Promise<Readonly<Record<string, Recorded>>> {
    const { checkpoint } = JSON.parse(await readFile(await this.#stateFile(), "utf8")) as {
      checkpoint: { latest?: { resources?: (Recorded & { urn: string; type: string })[] } };
    };
    return Object.fromEntries(
      (checkpoint.latest?.resources ?? [])
        .filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/"))
        .map(({ urn, id, inputs, outputs, initErrors }) => [
          urn.split("::").at(-1),
          { id, inputs, outputs, initErrors },
        ]),
    );
  }

  /** Runs a command of the CLI to its end. */
  pulumi(...args: string[]): Promise<Outcome> {
    return this.start(...args).ended;
  }

  /** Starts a command of the CLI. */
  start(...args: string[]): { readonly ended: Promise<Outcome>; kill(): Promise<void> } {
    return this.#start("pulumi", args);
  }

  /** Starts a script in the folder of the project, as a pipeline does, with more environment variables. */
  script(text: string, env: Readonly<Record<string, string>>) {
    return this.#start("bash", ["-e", "-c", text], env);
  }

  /** Runs a program of the checkout in the folder of the project. */
  async node(...args: string[]): Promise<Outcome> {
    const [file = "", ...rest] = args;
    return this.#start("node", [join(checkout, file), ...rest]).ended;
  }

  #start(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const child = spawn(command, args, {
      cwd: this.project,
      env: { ...this.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#running.add(child);
    const written = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const)
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        written[stream] += text;
      });
    const ended = once(child, "close").then(([code]: (number | null)[]) => {
      this.#running.delete(child);
      return readOutcome(code ?? undefined, written.stdout, written.stderr);
    });
    return { ended, kill: () => this.#kill(child) };
  }

  /** `kill -9` of the command alone: what it started lives on until the test ends. */
  async #kill(child: ChildProcess): Promise<void> {
    if (child.pid === undefined) throw new Error("the command did not start");
    this.#orphans.push(...(await descendants(child.pid)));
    child.kill("SIGKILL");
  }

  /** Where the file backend keeps the state. */
  async #stateFile(): Promise<string> {
    const project = /^name: "?([^"\n]+)"?$/m.exec(await readFile(join(this.project, "Pulumi.yaml"), "utf8"))?.[1];
    return join(this.folder, "state/.pulumi/stacks", String(project), `${NAME}.json`);
  }

  /** Writes what `pulumi stack init` and `pulumi stack import` write; each of them is a start of the CLI. */
  async #writeState(resources: readonly object[]): Promise<void> {
    const file = await this.#stateFile();
    const project = basename(dirname(file));
    const manifest = { time: "2026-11-22T03:04:58Z", magic: "", version: "" };
    const checkpoint = { stack: `organization/${project}/${NAME}`, latest: { manifest, resources } };
    await mkdir(dirname(file), { recursive: true });
    await writeFile(join(this.folder, "state/.pulumi/meta.yaml"), "version: 1\n");
    await writeFile(file, JSON.stringify({ version: 3, checkpoint }));
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#running].map((child) => this.#kill(child)));
    kill(this.#orphans);
    await rm(this.folder, { recursive: true, force: true });
  }
}
