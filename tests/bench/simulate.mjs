// `npm run bench:simulate`: what a simulation costs, beside asking every rule of every alert.
import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createGunzip, createGzip } from "node:zlib";
import { alertLine, rulesOf } from "./history.mjs";

const load = createRequire(import.meta.url);
const { answers, readyRule } = load("../../dist/provider/evaluation/evaluate.js");
const { judgedRule } = load("../../dist/provider/judged-rules/properties.js");
const { readLines } = load("../../dist/provider/simulation/lines.js");
const { Simulation } = load("../../dist/provider/simulation/simulation.js");

/** One way of going through a history; each runs in a process of its own. */
const WAYS = {
  /** Reads the lines, as JSON.parse does, and nothing else. */
  async parse(lines) {
    for await (const line of textLines(lines)) JSON.parse(line);
  },
  /** Asks every rule of every alert. */
  async plain(lines, rules) {
    const ready = rules.map((rule) => readyRule(rule));
    let matches = 0;
    for await (const line of textLines(lines)) {
      const entry = new Map(Object.entries(JSON.parse(line).entry));
      for (const rule of ready) if (answers(rule, entry) === true) matches++;
    }
    return matches;
  },
  async index(lines, rules) {
    const simulation = new Simulation(rules.map((after) => ({ after })));
    await readLines(lines, simulation.keys, (entry, kind) => simulation.add(entry, kind));
    return simulation.result().outcomes.reduce((sum, { after }) => sum + after.matches, 0);
  },
};

async function* textLines(chunks) {
  let rest = "";
  for await (const chunk of chunks) {
    const parts = (rest + chunk.toString("latin1")).split("\n");
    rest = parts.pop();
    yield* parts;
  }
}

const [, , way, file, count] = process.argv;
if (way === undefined) await main();
else await measure();

async function measure() {
  const rules = rulesOf(Number(count)).map((rule) => judgedRule({ name: rule.ruleName }, rule));
  const lines = createReadStream(file, { highWaterMark: 2 ** 20 }).pipe(createGunzip({ chunkSize: 2 ** 18 }));
  const before = process.cpuUsage();
  const matches = await WAYS[way](lines, rules);
  const { user, system } = process.cpuUsage(before);
  console.log(
    JSON.stringify({ matches, seconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 }),
  );
}

async function main() {
  const folder = await mkdtemp(join(tmpdir(), "simulate-bench-"));
  try {
    const files = new Map();
    for (const alerts of [10_000, 100_000, 1_000_000]) {
      files.set(alerts, join(folder, `${alerts}.jsonl.gz`));
      await pipeline(Readable.from(chunks(alerts)), createGzip({ level: 1 }), createWriteStream(files.get(alerts)));
    }
    const run = (how, alerts, rules) => {
      const { stdout, stderr } = spawnSync(process.execPath, [
        fileURLToPath(import.meta.url),
        how,
        files.get(alerts),
        String(rules),
      ]);
      if (stdout.length === 0) throw new Error(stderr.toString());
      const measured = JSON.parse(stdout.toString());
      const { seconds, megabytes, matches = "-" } = measured;
      const rate = Math.round(alerts / seconds).toLocaleString("en");
      console.log(
        `${how.padEnd(6)} ${alerts} alerts, ${rules} rules: ${seconds.toFixed(2)} s of process time, ${rate} alerts a second, ${Math.round(megabytes)} MB, ${matches} matches`,
      );
      return measured;
    };
    const [plain, index] = [run("plain", 10_000, 500), run("index", 10_000, 500)];
    if (plain.matches !== index.matches) throw new Error("The index finds something else.");
    // The least of three: what else the machine does only adds.
    const least = (rules) => Math.min(...[1, 2, 3].map(() => run("index", 100_000, rules).seconds));
    const [few, some, many] = [125, 500, 2_000].map(least);
    const exponent = (more, fewer) => (Math.log(more / fewer) / Math.log(4)).toFixed(2);
    console.log(
      `growth with rules: exponent ${exponent(some, few)} from 125 to 500, ${exponent(many, some)} from 500 to 2000`,
    );
    run("parse", 1_000_000, 0);
    run("index", 1_000_000, 500);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function* chunks(alerts) {
  for (let at = 0; at < alerts; at += 1_000) {
    yield Array.from({ length: Math.min(1_000, alerts - at) }, (_, index) => `${alertLine(at + index)}\n`).join("");
  }
}
