import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from "node:child_process";
import { openSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import type { Refusal } from "../../provider/cli/printed";
import { previewText, ruleInputs } from "../support/planned";
import { checkout } from "../support/project";

const preview = previewText([{ name: "block", before: ruleInputs("webshell_online"), after: ruleInputs("webshell") }]);
const alert = { AlertUuid: "sas_1", AlertName: "webshell_upload", OccurTime: "2026-11-01 10:00:00" };
const history = [
  { kind: "history", version: 1, since: 1_793_000_000_000, until: 1_793_600_000_000, kinds: ["alert"] },
  { kind: "alert", entry: alert },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join("");

/** Whatever would leave this machine, or start another program, ends the command. */
const ALONE = `data:text/javascript,${encodeURIComponent(`
import net from "node:net"; import dns from "node:dns"; import dgram from "node:dgram"; import { syncBuiltinESMExports } from "node:module";
import processes from "node:child_process";
const refuse = () => { process.stderr.write("It is not alone."); process.exit(97); };
net.Socket.prototype.connect = dns.lookup = dgram.createSocket = processes.spawn = processes.execFile = refuse;
syncBuiltinESMExports();`)}`;

/** A folder as standard input, which a shell makes of `< folder`. */
const FOLDER = Symbol("folder");

/** The command without a variable of the environment, a home, a network, and a program beside it. */
async function alone() {
  const folder = await mkdtemp(join(tmpdir(), "alicloud-soar-alone-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "preview.json"), preview);
  await writeFile(join(folder, "history.jsonl.gz"), gzipSync(history));
  const main = join(checkout, "dist/provider/cli/main.js");
  return (args: string, input: string | Buffer | typeof FOLDER = "") => {
    const options: SpawnSyncOptionsWithStringEncoding = {
      cwd: folder,
      env: {},
      encoding: "utf8",
      stdio: [input === FOLDER ? openSync(folder, "r") : "pipe", "pipe", "pipe"],
      ...(input !== FOLDER && { input }),
    };
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", ALONE, main, ...args.split(" ")],
      options,
    );
    return { status, stdout, stderr };
  };
}

test("rules are judged without credentials, a network and Pulumi", async () => {
  const run = await alone();
  const simulated = run("simulate --preview preview.json --history history.jsonl.gz --fail-on new-matches>0 --json");
  expect(simulated).toMatchObject({ status: 1, stderr: "", stdout: expect.stringContaining('"found": 1') });
  const linted = run("lint --preview preview.json --history history.jsonl.gz --sarif lint.sarif --json");
  expect(linted).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining('"rules": 1') });
  const reported = run("report --preview preview.json --html report.html");
  expect(reported).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining("1 acts differently") });
  // So that it is seen that it would be seen.
  expect(run("lint --account")).toMatchObject({ status: 97, stderr: "It is not alone." });
});

test.each([
  ["report -", preview, "1 acts differently"],
  ["report --preview -", preview, "1 acts differently"],
  ["lint -", preview, "1 rule, 0 findings"],
  ["simulate --preview preview.json --history -", history, "1 alert and 0 events"],
  ["simulate --preview preview.json --history -", gzipSync(history), ", in standard input."],
  ["simulate - --history history.jsonl.gz", `\ufeff${preview}`, '"block" (update)'],
])("%s reads standard input", async (args, input, said) => {
  const run = await alone();
  expect(run(args, input)).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining(said) });
});

test.each(["report -", "lint", "simulate --preview preview.json --history -"])(
  "%s refuses a folder on standard input, of which nothing can be read",
  async (args) => {
    const run = await alone();
    const said = expect.stringContaining("tandard input is a folder.");
    expect(run(args, FOLDER)).toMatchObject({ status: 2, stdout: "", stderr: said });
  },
);

test("--json says in JSON what is wrong with an option, too, wherever it stands", async () => {
  const run = await alone();
  for (const args of ["simulate --fail-on x --json", "simulate --json --fail-on x", "run wait --json"]) {
    const { status, stdout, stderr } = run(args);
    const { error, version } = JSON.parse(stdout) as Refusal;
    expect([status, version, stderr.includes(error)]).toEqual([2, expect.any(String), true]);
  }
});

test.each([
  ["simulate --history -", "Standard input can be one thing only: name a file for the other."],
  ["report - --preview preview.json", "--preview names it already."],
  ["report preview.json", "A file is named with its option, e.g. --preview preview.json"],
  ["report --html -", 'It must be a file: "-" is standard input, for what is only read.'],
  ["lint --sarif -", 'It must be a file: "-" is standard input, for what is only read.'],
  ["history --file -", "It must be a file: after an interruption, the same command goes on from it."],
  ["report --preview .", "error: . is a folder."],
  ["lint --preview preview.json --ignore history.jsonl.gz", "It must be a JSON list of"],
])("%s is refused", async (args, said) => {
  const run = await alone();
  expect(run(args, preview)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(said) });
});
