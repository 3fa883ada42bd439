// `npm run bench`: a preview of 1,000 rules that nobody changed, beside the same program with plain dynamic resources.
import { createRequire } from "node:module";
import { main } from "../toolchain/main.mjs";
import { ruleArgs, ruleProgram, withStacks } from "./stack.mjs";

/** @type {typeof import("../../provider/emulator/index.js")} */
const { startEmulator } = createRequire(import.meta.url)("../../dist/provider/emulator/index.js");

const RULES = 1_000;
const RUNS = 5;
/** The share of the floor's time that the project promises to stay under. */
const PROMISE = 0.82;

const programs = {
  soar: ruleProgram(RULES),
  plain: `const pulumi = require("@pulumi/pulumi");
const provider = { async create(inputs) { return { id: inputs.ruleName, outs: inputs }; } };
for (let n = 0; n < ${RULES}; n++) {
  new pulumi.dynamic.Resource(provider, "rule-" + n, ${ruleArgs});
}`,
};

await main(async () => {
  const emulator = await startEmulator();
  try {
    return await withStacks(emulator, async ({ version, add, pulumi }) => {
      const config = { "alicloud-soar:maxCallsPerSecond": 10_000 };
      const projects = await Promise.all(
        Object.entries(programs).map(async ([name, program]) => ({
          name,
          path: await add(name, program, config),
          /** @type {number[]} */
          seconds: [],
        })),
      );
      console.log(`${RULES} rules, Pulumi ${version}, Node.js ${process.versions.node}. Creating them, once each:`);
      for (const { name, path } of projects) {
        await pulumi(path, "stack", "init", "bench");
        const took = await pulumi(path, "up", "--yes", "--skip-preview");
        console.log(`  ${name.padEnd(6)} ${took.toFixed(1)} s`);
      }
      console.log(`pulumi preview without a change, in turn, ${RUNS} times after one to warm up:`);
      const before = emulator.journal.length;
      for (let run = 0; run <= RUNS; run++) {
        for (const { path, seconds } of projects) {
          const took = await pulumi(path, "preview", "--expect-no-changes");
          if (run > 0) seconds.push(took);
        }
      }
      for (const { name, seconds } of projects) {
        const [least, most] = [Math.min(...seconds), Math.max(...seconds)];
        console.log(`  ${name.padEnd(6)} ${median(seconds).toFixed(2)} s (${least.toFixed(2)} to ${most.toFixed(2)})`);
      }
      const [ours = [], floor = []] = projects.map(({ seconds }) => seconds);
      const ratio = median(ours.map((took, run) => took / (floor[run] ?? Number.NaN)));
      console.log(`ratio soar / plain, run by run, median: ${ratio.toFixed(2)} (promised: ${PROMISE} or less)`);
      console.log(`calls of the cloud during the previews: ${emulator.journal.length - before}`);
      return ratio <= PROMISE ? 0 : 1;
    });
  } finally {
    await emulator.close();
  }
});

/** @type {(values: readonly number[]) => number} */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
