/**
 * `npm run official-sdks`: calls every operation of the emulator with the newest official Python SDKs, and compares what
 * they say of each with operations.json. Needs python3 with venv, and PyPI.
 */
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const environment = join(folder, "../../node_modules/.cache/official-sdks");
const python = join(environment, "bin/python");
const packages = [
  "alibabacloud_cloud_siem20220616",
  "alibabacloud_sas20181203",
  "alibabacloud_sophonsoar20220728",
  "alibabacloud_sts20150401",
];

/** @param {string} command @param {string[]} args */
function run(command, ...args) {
  execFileSync(command, args, { stdio: "inherit" });
}

run("python3", "-m", "venv", environment);
run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade", ...packages);
const { startEmulator } = createRequire(import.meta.url)("../../dist/provider/emulator/index.js");
// Tasks stay as they are, however long the calls take.
const start = Date.now();
const state = JSON.parse(readFileSync(join(folder, "seed.json"), "utf8"));
const emulator = await startEmulator({ state, clock: { now: () => start } });
const calls = spawn(python, [join(folder, "call.py"), folder, emulator.url], { stdio: "inherit" });
calls.once("exit", async (code) => {
  await emulator.close();
  process.exitCode = code ?? 1;
});
