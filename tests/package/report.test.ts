import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { command } from "../support/command";
import { previewText, ruleInputs } from "../support/planned";

const preview = previewText([
  { name: "block", before: ruleInputs("webshell_online"), after: ruleInputs("webshell") },
  { name: "new", after: ruleInputs("x") },
]);

/** The command in a folder with files. */
async function withFiles(files: Readonly<Record<string, string>> = {}) {
  const { emulator, folder, launch, start } = await command();
  for (const [name, text] of Object.entries({ "preview.json": preview, ...files }))
    await writeFile(join(folder, name), text);
  const report = (...args: string[]) => start(["report", ...args], { more: { HOME: "/nowhere" } });
  return { emulator, folder, launch, report };
}

test("a comment and a page are written of a preview and of what lint says, without a call", async () => {
  const { emulator, folder, launch, report } = await withFiles();
  const linted = await launch(["lint", "--preview", "preview.json", "--json"]).ended;
  await writeFile(join(folder, "lint.json"), linted.stdout);
  const { exitCode, stdout, stderr } = await report(
    "--preview",
    "preview.json",
    "--lint",
    "lint.json",
    "--html",
    "a.html",
  );
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toContain("## Response automation: 1 becomes live, 1 acts differently\n");
  expect(stdout).toContain('contains ~~"webshell\\_online",~~ **"webshell",** run');
  expect(await readFile(join(folder, "a.html"), "utf8")).toContain("<ins>&quot;webshell&quot;,</ins>");
  const json = await report("--preview", "preview.json", "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({
    changes: [
      { name: "new", kind: "rule", operation: "new", group: "live", isDangerous: true },
      { name: "block", group: "differs", properties: [{ before: '"webshell_online"', after: '"webshell"' }] },
    ],
    unchanged: 0,
    others: 0,
  });
  expect(emulator.journal).toEqual([]);
});

test("a preview that printed nothing, and what failed beside it, is told in the comment", async () => {
  const { folder, report, launch } = await withFiles({ "empty.json": "\n" });
  const failed = await launch(["simulate", "--preview", "preview.json", "--history", "none.gz", "--json"]).ended;
  const lint = await launch(["lint", "--preview", "preview.json", "--ignore", "none.json", "--json"]).ended;
  expect([failed.exitCode, lint.exitCode]).toEqual([2, 2]);
  await writeFile(join(folder, "simulation.json"), failed.stdout);
  await writeFile(join(folder, "lint.json"), lint.stdout);
  const beside = ["--simulation", "simulation.json", "--lint", "lint.json"];
  const { exitCode, stdout } = await report("--preview", "empty.json", ...beside, "--name", "acme/prod");
  expect([exitCode, stdout.split("\n").filter(Boolean)]).toEqual([
    0,
    [
      "<!-- alicloud-soar report acme/prod -->",
      "## Response automation of `acme/prod`: the preview failed",
      "**The simulation was not made:** none.gz does not exist.",
      "**Lint looked at nothing:** none.json does not exist.",
      "The preview printed nothing.",
    ],
  ]);
});

test("what Windows PowerShell wrote to a file is read", async () => {
  const { folder, report } = await withFiles();
  await writeFile(join(folder, "windows.json"), `\ufeff${preview.replaceAll("},", "},\r\n")}\r\n`, "utf16le");
  expect((await report("--preview", "windows.json")).stdout).toContain("1 becomes live, 1 acts differently");
});

test("a preview that failed is told from one that is whole", async () => {
  const failed = JSON.stringify({ ...JSON.parse(preview), diagnostics: [{ severity: "error", message: "x" }] });
  const { report } = await withFiles({ "failed.json": failed });
  expect((await report("--preview", "failed.json")).stdout).toContain("The preview failed, and may leave out rules.");
});

test.each([
  [["--preview", "none.json"], "none.json does not exist."],
  [["--preview", "bad.json"], "bad.json: This is no preview"],
  [
    ["--preview", "preview.json", "--lint", "bad.json"],
    'bad.json: This is not what "alicloud-soar lint --json" prints',
  ],
  [["--preview", "preview.json", "--simulation", "bad.json"], 'bad.json: This is not what "alicloud-soar simulate'],
  [["--preview", "preview.json", "--catalog", "bad.json"], "bad.json is no catalogue"],
  [["--preview", "preview.json", "--name", "a-->b"], 'It must consist of letters, digits and "._/-".'],
  [["--preview", "preview.json", "--html", "none/a.html"], "none/a.html cannot be written (ENOENT)."],
])("%j ends with 2 and a sentence", async (args, said) => {
  const { report } = await withFiles({ "bad.json": "[]" });
  const { exitCode, stdout, stderr } = await report(...args);
  expect([exitCode, stdout, stderr]).toEqual([2, "", expect.stringContaining(said)]);
});

test("--help has an example", async () => {
  const { report } = await withFiles();
  expect((await report("--help")).stdout).toContain("alicloud-soar report --preview preview.json --lint lint.json");
});
