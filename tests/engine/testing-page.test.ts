import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { filesOf } from "../support/documents";
import { nodeStart } from "../support/node-start";
import { checkout, userProject } from "../support/project";
import { engineEnvironment, ensureEngine } from "../toolchain/engine.mjs";

const run = promisify(execFile);

it("the tests of docs/testing.md pass in a user's project", async () => {
  const { dir } = await ensureEngine();
  const project = await userProject();
  onTestFinished(() => project.remove());
  const [home, backend] = [join(project.folder, "home"), join(project.folder, "state")];
  await Promise.all([mkdir(home), mkdir(backend)]);
  await symlink(join(checkout, "node_modules/vitest"), join(project.folder, "node_modules/vitest"));
  const files = filesOf("docs/testing.md");
  expect(Object.keys(files)).toEqual(["program.ts", "declared.test.ts", "deployed.test.ts"]);
  for (const [name, text] of Object.entries(files)) await writeFile(join(project.folder, name), text);
  const vitest = join(checkout, "node_modules/vitest/vitest.mjs");
  const { stdout } = await run(process.execPath, [vitest, "run"], {
    cwd: project.folder,
    env: { ...engineEnvironment(dir, { home, backend }), ...nodeStart, NO_COLOR: "1" },
  });
  expect(stdout).toMatch(/Tests +2 passed \(2\)/);
});
