import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { packageManagers } from "../compatibility/package-managers";
import { CompatibilityProject, packInto } from "../compatibility/project";
import { ensureLowestNode } from "../toolchain/lowest-node.mjs";
import { localCloud } from "./local-cloud";

/** The package manager that puts nothing but what is asked for within reach; `npm run compatibility` tries all, in their newest versions. */
const [pnpm] = packageManagers.filter(({ title }) => title === "pnpm");
const PNPM = "12.21.0";

test("a fresh project of pnpm is type-checked, loads and previews on the oldest Node.js and on this one", async () => {
  if (pnpm === undefined) throw new Error("pnpm is not among the package managers");
  const folder = await mkdtemp(join(tmpdir(), "pulumi-alicloud-soar-packed-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const project = await CompatibilityProject.install(pnpm, PNPM, "CommonJS", await packInto(folder));
  onTestFinished(() => project.remove());
  const emulator = await localCloud();
  expect(await project.typeCheck(process.execPath)).toBe("ok");
  for (const node of [await ensureLowestNode(), process.execPath]) {
    expect(await project.try(node, emulator)).toEqual({ program: "ok", preview: "ok" });
  }
});
