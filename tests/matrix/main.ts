// `npm run matrix`: whatever stands beside a deployment and wherever it stops, nothing is lost, doubled or taken.
import { execFileSync } from "node:child_process";
import { Command, InvalidArgumentError } from "commander";
import { draw, random } from "../support/random.ts";
import { ensureEngine } from "../toolchain/engine.mjs";
import { main } from "../toolchain/main.mjs";
import { root } from "../toolchain/paths.mjs";
import { distinct, inWords, type Row, rows, runRow } from "./cases.ts";
import { EngineWorld } from "./engine-world.ts";
import { Results } from "./results.ts";
import { problems, table } from "./table.ts";
import type { Interruption } from "./world.ts";

interface Options {
  readonly only: readonly string[];
  readonly sample?: number;
  readonly seed: number;
  readonly jobs: number;
  readonly results?: string;
  readonly rows?: number;
  readonly json?: boolean;
}

const command = new Command("matrix")
  .description(
    "Every scenario with every kind on the real engine, interrupted at every write and between. The table goes to stdout.",
  )
  .option("--only <words...>", 'rows that contain one of these, as in "rename / rule", or "no refresh"', [])
  .option("--sample <n>", "this many interruptions, drawn from all of the rows", whole)
  .option("--seed <n>", "what the sample is drawn by", whole, Date.now() % 2 ** 31)
  .option("--jobs <n>", "deployments at a time", whole, 1)
  .option(
    "--results <file>",
    "where the rows that are done are kept; the next start leaves them out and prints them, too",
  )
  .option("--rows <n>", "stop after this many rows; 0 prints what is done", whole)
  .option("--json", "results as JSON instead of a table");

main(async () => {
  const { only, sample, seed, jobs, results: file, rows: most, json } = command.parse().opts<Options>();
  const all = rows(only);
  // A sample takes one interruption of each row that is drawn, and comes round again when every row has one.
  const drawn = sample === undefined ? all : draw(all, sample, random(seed));
  const each = Math.ceil((sample ?? 0) / Math.max(1, all.length));
  // What is drawn for a row must not depend on the rows before it, as there may be several jobs.
  const choose = (row: Row) => (interruptions: readonly Interruption[]) =>
    sample === undefined ? distinct(interruptions) : draw(interruptions, each, random(seed + 1 + all.indexOf(row)));
  const { version } = await ensureEngine();
  const commit = execFileSync("git", ["log", "-1", "--format=%s (%as)"], { cwd: root, encoding: "utf8" }).trim();
  const results = new Results(file);
  const queue = drawn.filter((row) => !results.has(row)).slice(0, most);
  const work = async () => {
    const world = await EngineWorld.open();
    try {
      for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
        const [start, before] = [performance.now(), world.commands];
        const result = await runRow(world, row, choose(row));
        const seconds = Math.round((performance.now() - start) / 1_000);
        results.add({ result, commit, commands: world.commands - before, seconds });
        console.error(`${results.of(drawn).length}/${drawn.length} ${inWords(row)}: ${result.runs} runs, ${seconds} s`);
        for (const problem of problems([result])) console.error(`  ${problem}`);
      }
    } finally {
      await world.close();
    }
  };
  await Promise.all(Array.from({ length: queue.length === 0 ? 0 : jobs }, work));
  const done = results.of(drawn);
  const ordered = done.map(({ result }) => result);
  const found = problems(ordered);
  const sum = (of: "commands" | "seconds") => done.reduce((total, one) => total + one[of], 0);
  const arguments_ = ["npm run -s matrix --", ...process.argv.slice(2).map(quoted)].join(" ");
  const commits = [...new Set(done.map((one) => `"${one.commit}"`))].join(", ");
  const head = [
    `Printed by \`${arguments_}\`, seed ${seed}, engine ${version}, at ${commits}.`,
    `${done.length} of ${drawn.length} rows: ${sum("commands")} commands of the CLI in ${Math.round(sum("seconds") / 60)} minutes.`,
  ];
  console.log(
    json ? JSON.stringify({ seed, engine: version, results: done }) : [...head, "", table(ordered)].join("\n"),
  );
  if (!json && found.length > 0) console.log(["", ...found.map((problem) => `- ${problem}`)].join("\n"));
  return found.length === 0 ? 0 : 1;
});

function quoted(argument: string): string {
  return /\s/.test(argument) ? `"${argument}"` : argument;
}

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("a whole number is needed");
  return Number(text);
}
