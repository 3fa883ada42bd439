import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { command } from "../support/command";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

test("what `alicloud-soar init` writes into an empty folder is a stack of one rule, which is previewed without a credential", async () => {
  const { folder, start } = await command();
  const before = await readdir(folder);
  const { exitCode, output } = await start(["init", "--pipeline", "none"]);
  expect(exitCode, output).toBe(0);
  const names = (await readdir(folder)).filter((name) => !before.includes(name));
  const texts = await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")]));
  // As a user has it: compiled with the settings that were written.
  const nobody = { ALIBABA_CLOUD_ACCESS_KEY_ID: undefined, ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined };
  const env = { PULUMI_NODEJS_TRANSPILE_ONLY: undefined, ...nobody };
  const stack = await Stack.ofFiles(Object.fromEntries(texts), { emulator: await localCloud(), env });
  const preview = await stack.preview();
  expect(preview.exitCode, preview.output).toBe(0);
  expect(preview.steps).toEqual(["create first-rule"]);
});
