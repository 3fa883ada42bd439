import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { command } from "../support/command";

const NONE =
  'There is no Pulumi.yaml in this folder or above it: change to the folder of your program, or make one with "npx';
const PROJECT = { "Pulumi.yaml": "name: rules\nruntime: nodejs\n", "tsconfig.json": "{}", "index.ts": "export {};\n" };

test("below a project, init says whose folder it writes to, and in the folder of the project nothing of it", async () => {
  const { folder, start } = await command();
  for (const [name, text] of Object.entries(PROJECT)) await writeFile(join(folder, name), text);
  const below = join(folder, "below");
  await mkdir(below);
  const init = (at: string) =>
    start(["init", "--pipeline", "none"], {
      node: ["--import", `data:text/javascript,process.chdir(${encodeURIComponent(JSON.stringify(at))})`],
    });
  const { exitCode, stdout } = await init(below);
  const said = `This folder is in the Pulumi project of ${join(folder, "Pulumi.yaml")}: the rule and its test go to ${folder}.\n`;
  expect([exitCode, stdout.slice(0, said.length)]).toEqual([0, said]);
  expect(await readdir(folder)).toEqual(expect.arrayContaining(["rules.ts", "rules.test.ts"]));
  expect(await readdir(below)).toEqual([]);
  expect((await init(folder)).stdout).not.toContain("This folder is in");
});

test("where no project is around, what is missing is told with that, and a stack that is named is not looked for", async () => {
  const { folder, startEach } = await command({ state: { rules: [{ RuleName: "a" }] } });
  const found = await startEach([["import"]]);
  expect(found.map(({ stderr }) => stderr)).toEqual([expect.stringContaining(NONE)]);
  await writeFile(join(folder, "pulumi"), "#!/bin/sh\nexit 255\n");
  const ended = await startEach([
    ["import", "--stack", "prod"],
    ["run", "wait", "--task", "1"],
  ]);
  expect(ended.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual([
    [1, expect.stringMatching(NONE)],
    [1, expect.stringMatching(`^warning: ${NONE}.*\\nNo region is configured`)],
  ]);
  await writeFile(join(folder, "Pulumi.yaml"), PROJECT["Pulumi.yaml"]);
  const [inProject] = await startEach([["run", "wait", "--task", "1"]]);
  expect(inProject?.stderr).toMatch(/^The configuration of the stack could not be read/);
});
