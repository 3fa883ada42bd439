// `npm test`: everything that is needed, the static checks, the tests. Arguments go to the test runner; the name of a
// tier stands for its tests.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPackage, installPackages } from "./checkout.mjs";
import { count } from "./count.mjs";
import { ensureEngine } from "./engine.mjs";
import { createLog } from "./log.mjs";
import { main } from "./main.mjs";
import { run, SetupError, show } from "./run.mjs";

const tiers = ["unit", "contract", "lifecycle", "host", "package", "engine"];

await main(async () => {
  const log = createLog(process.stdout);
  const chosen = process.argv.slice(2);
  const ready = installPackages(log);
  const built = ready.then(() => buildPackage(log));
  /** @type {(script: string) => Promise<string>} */
  const check = (script) => log.step(script, () => run("npm", ["run", "--silent", script]));
  const steps = Promise.allSettled([
    ...(needsEngine(chosen) ? [ensureEngine({ log })] : []),
    built,
    ready.then(() => check("lint")),
    ready.then(() => check("unused")),
    built.then(() => check("typecheck")), // the examples see the package as it is built
  ]);
  await ready; // without the packages there is nothing to wait for
  const failures = (await steps).flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  // Each is told whole, and the tests run all the same: those that need what is missing fail.
  for (const failure of failures) {
    if (!(failure instanceof SetupError)) throw failure;
    console.error(`\n${failure.message}`);
  }
  const { exitCode, summary } = await runTests(chosen);
  if (failures.length > 0)
    console.log(`\n${failures.length} of the steps before the tests failed, see above.`);
  else if (exitCode !== 0) console.log(`\nThe test runner ended with exit code ${exitCode}.`);
  console.log(summary);
  return failures.length > 0 ? 1 : exitCode;
});

/** @param {string[]} chosen */
function needsEngine(chosen) {
  const filters = chosen.filter((argument) => !argument.startsWith("-"));
  return filters.length === 0 || filters.some((filter) => filter.includes("engine"));
}

/**
 * @param {string[]} chosen
 * @returns {Promise<{ exitCode: number, summary: string }>}
 */
async function runTests(chosen) {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-alicloud-soar-"));
  try {
    const report = join(folder, "report.json");
    const exitCode = await show("vitest", [
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...chosen.map((argument) => (tiers.includes(argument) ? `--project=${argument}` : argument)),
    ]);
    return { exitCode, summary: count(JSON.parse(await readFile(report, "utf8"))) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
