import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shipped } from "../support/documents";
import { checkout, type UserProject, userProject } from "../support/project";

const BUILT = /^dist\/((?:sdk|provider)\/.*)\.(?:js|d\.ts)$/;
const MAX_PACKED_BYTES = 480 * 1024;

let project: UserProject;
let files: readonly string[];
let manifest: {
  readonly exports: object;
  readonly bin: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
};
beforeAll(async () => {
  project = await userProject();
  const entries = await readdir(project.installed, { recursive: true, withFileTypes: true });
  files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(project.installed.length + 1));
  manifest = JSON.parse(await readFile(join(project.installed, "package.json"), "utf8"));
});
afterAll(() => project.remove());

describe("the tarball", () => {
  test("holds the pages that README leads to", () => {
    const others = files.filter((file) => !BUILT.test(file)).sort();
    expect(others).toEqual(["LICENSE", "package.json", ...shipped].sort());
  });

  test("holds what the sources build, and nothing that has no source", () => {
    const built = files.flatMap((file) => BUILT.exec(file)?.[1] ?? []);
    expect(built.filter((name) => !existsSync(join(checkout, `${name}.ts`)))).toEqual([]);
    expect(built.filter((name) => name.includes(".test"))).toEqual([]);
  });

  test("holds every declaration that a program's types are made of", async () => {
    const isThere = (file: string) => files.includes(file);
    const missing: string[] = [];
    const seen = new Set<string>();
    const follow = async (file: string): Promise<void> => {
      if (seen.has(file)) return;
      seen.add(file);
      const text = await readFile(join(project.installed, file), "utf8");
      // Without comments, whose examples import, too.
      const imports = text.replace(/\/\*.*?\*\//gs, "").matchAll(/(?:from|import\() ?"(\.[^"]+)"/g);
      for (const [, specifier = ""] of imports) {
        const path = join(dirname(file), specifier);
        const found = [`${path}.d.ts`, join(path, "index.d.ts")].find(isThere);
        if (found === undefined) missing.push(`${file}: ${specifier}`);
        else await follow(found);
      }
    };
    for (const entry of strings(manifest.exports)) if (entry.endsWith(".d.ts")) await follow(entry.slice(2));
    expect(seen.size).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });

  test("is small", async () => {
    expect((await stat(project.tarball)).size).toBeLessThan(MAX_PACKED_BYTES);
  });

  test("tells nothing about where it was built", async () => {
    const texts = await Promise.all(files.map((file) => readFile(join(project.installed, file), "utf8")));
    expect(files.filter((_file, index) => texts[index]?.includes(checkout))).toEqual([]);
  });
});

describe("package.json", () => {
  test("names files that are there", () => {
    const targets = [manifest.main, manifest.types, ...strings(manifest.exports), ...strings(manifest.bin)];
    const missing = targets.filter((target) => !files.includes(String(target).replace(/^\.\//, "")));
    expect(missing).toEqual([]);
  });

  test("names commands that a shell can start", async () => {
    for (const command of Object.values(manifest.bin)) {
      expect(await readFile(join(project.installed, command), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    }
  });

  test("runs nothing at installation", () => {
    expect(
      Object.keys(manifest.scripts as object).filter((name) => /^(pre|post)?(install|prepare|pack)/.test(name)),
    ).toEqual([]);
  });
});

function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
}
