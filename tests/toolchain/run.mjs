// Child processes, and the one error of the set-up.
import { spawn } from "node:child_process";
import { delimiter } from "node:path";
import { installedTools, root, systemPath } from "./paths.mjs";

/** The set-up cannot go on. The message is written for the person who ran the command; no stack is shown. */
export class SetupError extends Error {}

/**
 * How to end what still runs when this process ends. npm outlives a polite signal for as long as its install scripts run,
 * and would write into what the next run installs.
 *
 * @type {Set<() => void>}
 */
const endings = new Set();
process.on("exit", () => {
  for (const end of endings) end();
});

/** The environment of every child: Node 24 and the project's tools come first on PATH. */
const toolEnvironment = {
  ...process.env,
  PATH: [installedTools, ...systemPath].join(delimiter),
};

/**
 * Runs a command silently.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options] cwd: the checkout by default; env: toolEnvironment by default
 * @returns {Promise<string>} what it wrote to standard output, trimmed
 * @throws {SetupError} with the whole output when it fails, or when there is no such command
 */
export function run(command, args, { cwd = root, env = toolEnvironment } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const end = () => endGroup(child);
    endings.add(end);
    let everything = "";
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      everything += text;
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      everything += text;
    });
    child.once("error", (error) => {
      endings.delete(end);
      const missing = "code" in error && error.code === "ENOENT";
      reject(new SetupError(missing ? `${command} was not found` : `${command}: ${error.message}`));
    });
    child.once("close", (code, signal) => {
      endings.delete(end);
      if (code === 0) return resolve(output.trim());
      const how = signal ? `was ended by ${signal}` : `failed with exit code ${code}`;
      reject(new SetupError(`${command} ${args.join(" ")} ${how}\n${everything.trimEnd()}`));
    });
  });
}

/**
 * Runs a command that speaks for itself: its output goes where ours goes.
 *
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 * @throws {SetupError} when there is no such command
 */
export function show(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: toolEnvironment,
      stdio: ["ignore", "inherit", "inherit"],
    });
    const end = () => child.kill();
    endings.add(end);
    child.once("error", (error) => {
      endings.delete(end);
      reject(new SetupError(`${command}: ${error.message}`));
    });
    child.once("close", (code) => {
      endings.delete(end);
      resolve(code ?? 1);
    });
  });
}

/** @param {import("node:child_process").ChildProcess} leader */
function endGroup({ pid }) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    const gone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!gone) throw error;
  }
}
