// `npm run bench:report`: what a report over 1,000 changed rules costs, beside the start of the command.
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { previewOf, simulationOf } from "./preview-json.mjs";

const RULES = 1_000;
const ROUNDS = 7;
const main = fileURLToPath(new URL("../../dist/provider/cli/main.js", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "report-bench-"));
try {
  const [preview, simulation, page] = ["preview.json", "simulation.json", "page.html"].map((name) =>
    join(folder, name),
  );
  await writeFile(preview, JSON.stringify(previewOf(RULES)));
  await writeFile(simulation, JSON.stringify(simulationOf(RULES)));
  const rows = [
    ["the start of the command (--help)", ["report", "--help"]],
    ["a comment", ["report", "--preview", preview]],
    ["a comment, with a simulation", ["report", "--preview", preview, "--simulation", simulation]],
    ["a comment and a page", ["report", "--preview", preview, "--simulation", simulation, "--html", page]],
  ];
  const medians = rows.map(([what, args]) => {
    const seconds = Array.from({ length: ROUNDS }, () => measured(args)).sort((a, b) => a - b)[(ROUNDS - 1) / 2];
    console.log(`${what.padEnd(36)} ${seconds.toFixed(2)} s of process time`);
    return seconds;
  });
  console.log(
    `${RULES} changed rules, beyond the start: ${medians
      .slice(1)
      .map((one) => (one - medians[0]).toFixed(2))
      .join(", ")} s`,
  );
} finally {
  await rm(folder, { recursive: true });
}

/** Process time of the command in seconds. */
function measured(args) {
  const last =
    "process.on('exit',()=>{const{user,system}=process.cpuUsage();require('fs').writeSync(2,'\\n'+(user+system)/1e6)})";
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      "--import",
      `data:text/javascript,${encodeURIComponent(last.replace("require('fs')", "process.getBuiltinModule('fs')"))}`,
      main,
      ...args,
    ],
    {
      maxBuffer: 2 ** 28,
    },
  );
  if (status !== 0) throw new Error(stderr.toString());
  return Number(stderr.toString().trim().split("\n").at(-1));
}
