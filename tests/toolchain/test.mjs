// `npm test`: everything that is needed, the static checks, the tests. Arguments go to the test runner; the name of a
// tier stands for its tests.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPackage, installPackages } from "./checkout.mjs";
import { count } from "./count.mjs";
import { ensureEngine } from "./engine.mjs";
import { main, step } from "./main.mjs";
import { run, SetupError, show } from "./run.mjs";

const tiers = ["unit", "contract", "lifecycle", "host", "package", "engine"];

await main(async () => {
  const chosen = process.argv.slice(2);
  const filters = chosen.filter((argument) => !argument.startsWith("-"));
  const needsEngine = filters.length === 0 || filters.some((filter) => filter.includes("engine"));
  await installPackages();
  /** @type {(script: string) => Promise<string>} */
  const check = (script) => step(script, () => run("npm", ["run", "--silent", script]));
  const steps = await Promise.allSettled([
    ...(needsEngine ? [step("Pulumi engine", ensureEngine)] : []),
    buildPackage().then(() => check("typecheck")), // the examples see the package as it is built
    check("lint"),
    check("unused"),
  ]);
  const failures = steps.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  // Each is told whole, and the tests run all the same: those that need what is missing fail.
  for (const failure of failures) {
    if (!(failure instanceof SetupError)) throw failure;
    console.error(`\n${failure.message}`);
  }
  const { exitCode, summary } = await runTests(chosen);
  if (failures.length > 0) console.log(`\n${failures.length} of the steps before the tests failed, see above.`);
  else if (exitCode !== 0) console.log(`\nThe test runner ended with exit code ${exitCode}.`);
  console.log(summary);
  return failures.length > 0 ? 1 : exitCode;
});

/** @type {(chosen: string[]) => Promise<{ exitCode: number, summary: string }>} */
async function runTests(chosen) {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-alicloud-soar-"));
  try {
    const report = join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const args = chosen.map((argument) => (tiers.includes(argument) ? `--project=${argument}` : argument));
    const exitCode = await show("vitest", ["run", ...reporters, ...args]);
    return { exitCode, summary: count(JSON.parse(await readFile(report, "utf8"))) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
