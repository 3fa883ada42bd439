import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { checkout, packageName } from "../support/project";

const run = promisify(execFile);

const LOADED = `require("${packageName}"); console.log(JSON.stringify(Object.keys(require.cache)));`;

test("a program that imports this package alone loads no reader of package trees, no compiler, and no provider", async () => {
  const { stdout } = await run(process.execPath, ["-e", LOADED], { cwd: checkout });
  const loaded: readonly string[] = JSON.parse(stdout);
  expect(loaded.some((module) => module.includes("@pulumi/pulumi/resource.js"))).toBe(true);
  expect(loaded.filter((module) => /@npmcli|\/typescript\/|\/dist\/provider\/(api|lifecycle)\//.test(module))).toEqual(
    [],
  );
});
