// Child processes, and the one error of the set-up.
import { spawn } from "node:child_process";
import { delimiter } from "node:path";
import { installedTools, root, systemPath } from "./paths.mjs";

export class SetupError extends Error {}

export const toolEnvironment = { ...process.env, PATH: [installedTools, ...systemPath].join(delimiter) };

/** @type {typeof import("./run.mjs").run} */
export async function run(command, args, { cwd = root, env = toolEnvironment } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let everything = "";
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    everything += text;
  });
  child.stdout.setEncoding("utf8").on("data", (text) => {
    everything += text;
    output += text;
  });
  // npm outlives a polite signal for as long as its install scripts run, and would write into what the next run installs.
  const { code, signal } = await ending(command, child, () => process.kill(-Number(child.pid), "SIGKILL"));
  if (code === 0) return output.trim();
  const how = signal ? `was ended by ${signal}` : `failed with exit code ${code}`;
  throw new SetupError(`${command} ${args.join(" ")} ${how}\n${everything.trimEnd()}`);
}

/** @type {typeof import("./run.mjs").show} */
export async function show(command, args, { cwd = root, env = toolEnvironment } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
  return (await ending(command, child, () => child.kill())).code ?? 1;
}

/**
 * @param {string} command
 * @param {import("node:child_process").ChildProcess} child
 * @param {() => void} kill how to end it when this process ends first
 * @returns {Promise<{ code: number | null, signal: string | null }>}
 */
function ending(command, child, kill) {
  const end = () => {
    try {
      kill();
    } catch {} // it has ended just now
  };
  process.once("exit", end);
  /** @type {Promise<{ code: number | null, signal: string | null }>} */
  const ended = new Promise((resolve, reject) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) => {
      const missing = "code" in error && error.code === "ENOENT";
      reject(new SetupError(missing ? `${command} was not found` : `${command}: ${error.message}`));
    });
  });
  return ended.finally(() => process.off("exit", end));
}
