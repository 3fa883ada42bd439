import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { program } from "../../provider/cli/program";
import { anchorsOf, codeOf, documents, proseOf, shipped, textOf } from "../support/documents";
import { checkout } from "../support/project";

/** Characters of a line in a terminal. */
const WIDTH = 160;

/** Characters of code that a narrow window shows without scrolling. */
const CODE_WIDTH = 80;

/** The links of a page, without those to other sites. */
function linksIn(document: string): string[] {
  const links = [...proseOf(document).matchAll(/\[[^\]]*\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
  return links.filter((target) => !/^https?:/.test(target));
}

function isBroken(document: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? document : posix.join(posix.dirname(document), path);
  if (!shipped.includes(target) || !existsSync(join(checkout, target))) return true;
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

describe.each(documents.filter((document) => document !== "CHANGELOG.md"))("%s", (document) => {
  test("links to pages of the package and to headings that are there", () => {
    expect(linksIn(document).filter((link) => isBroken(document, link))).toEqual([]);
  });

  test("has one title, and chapters below chapters", () => {
    const levels = [...proseOf(document).matchAll(/^(#+) /gm)].map(([, marks = ""]) => marks.length);
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([]);
  });

  test("has tables whose rows have the cells of their header, with a line before", () => {
    const lines = proseOf(document).split("\n");
    const cells = (line: string) => line.replaceAll("\\|", "").split("|").length;
    const odd = lines.filter((line, at) => {
      const above = lines[at - 1] ?? "";
      if (!line.startsWith("|")) return false;
      return above.startsWith("|") ? cells(line) !== cells(above) : above !== "";
    });
    expect(odd).toEqual([]);
  });

  test("has code that fits the column", () => {
    const long = codeOf(document)
      .split("\n")
      .filter((line) => line.length > CODE_WIDTH);
    expect(long).toEqual([]);
  });

  test("has lines that can be read in a terminal, but for tables, headings and pictures", () => {
    const long = proseOf(document)
      .split("\n")
      .filter((line) => line.length > WIDTH && !/^(\||#|!\[)/.test(line));
    expect(long).toEqual([]);
  });
});

test("the changelog says nothing twice", () => {
  const entries = [...textOf("CHANGELOG.md").matchAll(/^- .{48}/gm)].map(([beginning]) => beginning);
  expect(entries).not.toEqual([]);
  expect(entries.filter((entry, at) => entries.indexOf(entry) < at)).toEqual([]);
});

test("README leads to every page", () => {
  const reached = new Set<string>();
  const walk = (document: string): void => {
    if (reached.has(document) || !documents.includes(document)) return;
    reached.add(document);
    for (const link of linksIn(document)) {
      const [path = ""] = link.split("#");
      if (path !== "") walk(posix.join(posix.dirname(document), path));
    }
  };
  walk("README.md");
  expect(documents.filter((document) => !reached.has(document))).toEqual([]);
});

test("every code of the provider's own stands on a page", () => {
  const folder = join(checkout, "provider/api");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const texts = sources.map((file) => readFileSync(join(folder, file), "utf8"));
  const codes = texts.flatMap((text) => [...text.matchAll(/(?:\bcode: |failure\()"([A-Z][a-z]+[A-Z]\w+)"/g)]);
  const told = ["docs/troubleshooting.md", "sdk/reference/errors.md"].map(textOf).join("\n");
  const names = [...new Set(codes.map(([, code = ""]) => code))];
  expect(names).toContain("IncompleteList");
  expect(names.filter((code) => !told.includes(`\`${code}`))).toEqual([]);
});

test("README has a row for every command", () => {
  const rows = textOf("README.md")
    .split("\n")
    .filter((line) => line.startsWith("|"));
  const names = program().commands.map((command) => command.name());
  expect(names.filter((name) => !rows.some((row) => row.startsWith(`| \`${name}\` |`)))).toEqual([]);
});

test("README is short", () => {
  expect(textOf("README.md").split("\n").length).toBeLessThan(200);
});
