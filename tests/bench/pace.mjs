// `npm run bench:pace`: 200 rules through a service that allows three calls a second, on the real engine, in real time.
import { createRequire } from "node:module";
import { main } from "../toolchain/main.mjs";
import { ruleProgram, withStacks } from "./stack.mjs";

/** @type {typeof import("../../provider/emulator/index.js")} */
const { startEmulator } = createRequire(import.meta.url)("../../dist/provider/emulator/index.js");

const RULES = 200;
const CALLS_PER_SECOND = 3;
/** What the project promises to stay under: the share of calls that are refused, and time beside calls / limit. */
const PROMISE = { refused: 0.05, time: 1.05 };

await main(async () => {
  /** @type {number[]} Times at which calls arrived, milliseconds. */
  const arrivals = [];
  const emulator = await startEmulator({
    callsPerSecond: CALLS_PER_SECOND,
    onRequest: () => void arrivals.push(performance.now()),
  });
  try {
    return await withStacks(emulator, async ({ version, add, pulumi }) => {
      console.log(
        `${RULES} rules at ${CALLS_PER_SECOND} calls a second, Pulumi ${version}, Node.js ${process.versions.node}:`,
      );
      const path = await add("pace", ruleProgram(RULES));
      await pulumi(path, "stack", "init", "bench");
      await pulumi(path, "up", "--yes", "--skip-preview");
      const { journal, state } = emulator;
      const passed = journal.filter(({ status }) => status === 200).length;
      const refused = (journal.length - passed) / journal.length;
      const seconds = ((arrivals.at(-1) ?? Number.NaN) - (arrivals[0] ?? Number.NaN)) / 1_000;
      const time = seconds / (passed / CALLS_PER_SECOND);
      console.log(`  rules created: ${state.rules.length}`);
      console.log(`  calls: ${journal.length}, refused ${journal.length - passed} (${(100 * refused).toFixed(1)} %)`);
      console.log(`  first to last call: ${seconds.toFixed(1)} s, ${time.toFixed(3)} of calls / limit`);
      console.log(`promised: under ${100 * PROMISE.refused} % and ${PROMISE.time}`);
      return state.rules.length === RULES && refused < PROMISE.refused && time <= PROMISE.time ? 0 : 1;
    });
  } finally {
    await emulator.close();
  }
});
