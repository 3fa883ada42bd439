import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder in which the first test that needs the package packs it. */
    readonly packed: string;
  }
}

/** Once, before the tests of a tier: the folder of the packed package, which goes after them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-alicloud-soar-packed-"));
  project.provide("packed", folder);
  return () => rm(folder, { recursive: true, force: true });
}
