import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { type EmulatorOptions, startEmulator } from "../../provider/emulator";
import { checkout, packageName } from "./project";

/** How Node.js is started. */
export interface Launch {
  /** Its own options. */
  readonly node?: readonly string[];
  /** More environment variables. */
  readonly more?: Readonly<Record<string, string>>;
}

/** How a command ended. */
export interface Ended {
  /** Or the signal that ended it. */
  readonly exitCode: number | string;
  readonly stdout: string;
  readonly stderr: string;
  /** Both. */
  readonly output: string;
}

/** Standard error is taken for a terminal of this width. */
export const onTerminal = (columns: number): Launch => ({
  node: ["--import", `data:text/javascript,Object.assign(process.stderr,{isTTY:true,columns:${columns}})`],
});

/** Milliseconds after which a command that does not end by itself is killed. */
const PATIENCE = 60_000;

/** Carries out one list of arguments after the other, as main.ts does with its own, and tells how each ended. */
const EACH = `
(async () => {
  const ended = [];
  const print = process.stdout.write.bind(process.stdout);
  for (const args of JSON.parse(process.argv[1])) {
    const written = { stdout: "", stderr: "", output: "" };
    for (const stream of ["stdout", "stderr"])
      process[stream].write = (text) => {
        written[stream] += text;
        written.output += text;
        return true;
      };
    process.exitCode = 0;
    // An option remembers that it was given.
    for (const file of Object.keys(require.cache)) if (file.includes("/provider/cli/")) delete require.cache[file];
    const { program } = require("./dist/provider/cli/program.js");
    const { endedBy } = require("./dist/provider/cli/command.js");
    await program().parseAsync(args, { from: "user" }).catch((error) => {
      process.exitCode = endedBy(error);
    });
    ended.push({ ...written, exitCode: process.exitCode });
  }
  process.exitCode = 0;
  print(JSON.stringify(ended));
})();
`;

/**
 * The command in a folder of its own, against an emulator. A script stands for Pulumi's CLI, of which the command asks nothing
 * but the configuration of the stack, and its state, which is in `stack.json`.
 */
export async function command(options?: EmulatorOptions) {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  const folder = await mkdtemp(join(tmpdir(), `${packageName}-command-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const configuration = {
    region: "cn-hangzhou",
    sasEndpoint: emulator.url,
    cloudSiemEndpoint: emulator.url,
    accessKeyId: emulator.accessKeyId,
    accessKeySecret: emulator.accessKeySecret,
  };
  const values = Object.entries(configuration).map(([key, value]) => {
    return [`alicloud-soar:${key}`, { value, secret: key === "accessKeySecret" }];
  });
  await writeFile(join(folder, "config.json"), JSON.stringify(Object.fromEntries(values)));
  await writeFile(join(folder, "stack.json"), "{}");
  await writeFile(join(folder, "pulumi"), '#!/bin/sh\ncat "$(dirname "$0")/$1.json"\n');
  await chmod(join(folder, "pulumi"), 0o755);
  const main = join(checkout, "dist/provider/cli/main.js");
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  const launch = (args: readonly string[], { node = [], more = {} }: Launch = {}) => {
    const child = spawn(process.execPath, [...node, main, ...args], {
      cwd: folder,
      env: { ...env, ...more },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: PATIENCE,
      killSignal: "SIGKILL",
    });
    const written = { stdout: "", stderr: "", output: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        written[stream] += text;
        written.output += text;
      });
    }
    const ended = once(child, "close").then(([code, signal]): Ended => ({ ...written, exitCode: code ?? signal }));
    return { child, written, ended };
  };
  const start = (args: readonly string[], options?: Launch) => launch(args, options).ended;
  /** Starts one process for several commands, which are to end by themselves. */
  const startEach = async (commands: readonly (readonly string[])[]): Promise<readonly Ended[]> => {
    const args = ["-e", EACH.replaceAll("./dist", join(checkout, "dist")), JSON.stringify(commands)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env });
    return JSON.parse(stdout);
  };
  return { emulator, folder, launch, start, startEach, run: (...args: string[]) => start(["run", ...args]) };
}
