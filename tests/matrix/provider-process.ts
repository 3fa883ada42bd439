import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";
import type { dynamic } from "@pulumi/pulumi";
import { root } from "../toolchain/paths.mjs";

const load = createRequire(join(root, "package.json"));
const DOOR = join(root, "dist/provider/dynamic");
const PARAMETERS = ["exports", "require", "module", "__filename", "__dirname", "process", "console"];

/** What tells one provider process from another. */
export interface ProcessOptions {
  readonly pid: number;
  /** Whether a process of the same deployment lives. */
  isAlive(pid: number): boolean;
  /** Address of the engine. */
  readonly engine: string;
  /** Its temporary folder. */
  readonly temporary: string;
  readonly config: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
}

/**
 * What the plugin host loads, once more, as if in a process of its own: the modules of the adapter have all that a process
 * keeps, and are loaded anew, with their own `process`. Starting Pulumi's host costs a hundred times as much.
 */
export function providerProcess(options: ProcessOptions): (kind: string) => dynamic.ResourceProvider {
  const kinds = freshModules(options)("./v1.js") as Readonly<Record<string, () => dynamic.ResourceProvider>>;
  const configured: dynamic.ConfigureRequest = {
    config: { get: (key) => options.config[key], require: (key) => String(options.config[key]) },
  };
  return (kind) => {
    const provider = kinds[kind]?.();
    if (provider === undefined) throw new Error(`there is no kind ${kind}`);
    void provider.configure?.(configured);
    return provider;
  };
}

function freshModules({ pid, isAlive, engine, temporary, log }: ProcessOptions): (file: string) => unknown {
  const own = Object.create(process, {
    pid: { value: pid },
    argv: { value: [engine] },
    kill: {
      value: (other: number) => {
        if (!isAlive(other)) throw Object.assign(new Error("no such process"), { code: "ESRCH" });
        return true;
      },
    },
  });
  const loaded = new Map<string, { exports: object }>();
  const require = (wanted: string): unknown => {
    if (wanted === "node:os") return { ...load("node:os"), tmpdir: () => temporary };
    // Nobody listens at the address of this engine; `isAlive` tells who has gone.
    if (wanted === "./engine") return { engineSignal: () => new AbortController().signal };
    const file = wanted.startsWith(".") ? join(DOOR, wanted.replace(/(\.js)?$/, ".js")) : wanted;
    if (dirname(file) !== DOOR) return load(wanted.startsWith(".") ? join(DOOR, wanted) : wanted);
    const known = loaded.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const run = compileFunction(readFileSync(file, "utf8"), PARAMETERS, { filename: file });
    run(module.exports, require, module, file, DOOR, own, { ...console, log });
    return module.exports;
  };
  return require;
}
