import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { checkout, packageName } from "../support/project";

const text = (file: string) => readFileSync(join(checkout, file), "utf8");
const { exports } = JSON.parse(text("package.json")) as {
  exports: Record<string, string | { default: string }>;
};

/** The chains of file names in CONTRIBUTING.md: what stands in backquotes with an arrow between. */
const chains = (text("CONTRIBUTING.md").match(/`[\w./-]+`(?:\s+→\s+`[\w./-]+`)+/g) ?? []).map((chain) =>
  chain.split(/\s+→\s+/).map((file) => file.slice(1, -1)),
);

/** The source files that a file imports or requires, also in a program text that it writes. */
function imports(file: string): string[] {
  const found = text(file).matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*"([^"]+)"/g);
  return [...found].flatMap(([, specifier = ""]) => sourceOf(specifier, dirname(file)) ?? []);
}

function sourceOf(specifier: string, folder: string): string | undefined {
  if (specifier.startsWith(packageName)) {
    const entry = exports[`.${specifier.slice(packageName.length)}`];
    const built = typeof entry === "object" ? entry.default : entry;
    return built?.replace(/^\.\/dist\/(.*)\.js$/, "$1.ts");
  }
  if (!specifier.startsWith(".")) return undefined;
  const path = join(folder, specifier).replace(/\.js$/, "");
  return [`${path}.ts`, `${path}/index.ts`].find((source) => existsSync(join(checkout, source)));
}

test("a chain of 16 files leads from the example to the HTTP call", () => {
  const files = chains.flat();
  expect(files[0]).toBe("examples/quickstart/index.ts");
  expect(files.at(-1)).toBe("provider/api/calls/transport.ts");
  expect(new Set(files).size).toBe(16);
  expect(files.filter((file) => !existsSync(join(checkout, file)))).toEqual([]);
});

test.each(chains.flatMap((chain) => chain.slice(1).map((next, index) => [chain[index] ?? "", next])))(
  "%s imports %s",
  (file, next) => {
    expect(imports(file)).toContain(next);
  },
);
