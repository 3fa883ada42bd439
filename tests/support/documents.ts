import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { checkout } from "./project";

/** What readers of the package read: the paths of its pages in the checkout. */
export const documents: readonly string[] = [
  "README.md",
  "CHANGELOG.md",
  "provider/emulator/README.md",
  ...["docs", "sdk/reference"].flatMap((folder) =>
    readdirSync(join(checkout, folder))
      .filter((file) => file.endsWith(".md"))
      .map((file) => posix.join(folder, file)),
  ),
].toSorted();

/** What pages may lead to: pages, and pictures. */
export const shipped: readonly string[] = [...documents, "docs/tour.svg"];

/** The text of a page. */
export function textOf(document: string): string {
  return readFileSync(join(checkout, document), "utf8");
}

/** A block of code in a page. */
export interface Block {
  readonly document: string;
  /** Its line in the page. */
  readonly line: number;
  readonly code: string;
}

/** The blocks of code in a page that are marked with a language. */
export function blocksOf(document: string, language: string): Block[] {
  const text = textOf(document);
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter(([, marked]) => marked === language)
    .map((found) => ({ document, line: text.slice(0, found.index).split("\n").length, code: found[2] ?? "" }));
}

/** The blocks of code in a page, whatever their language. */
export function codeOf(document: string): string {
  return (textOf(document).match(/^```.*?^```$/gms) ?? []).join("\n");
}

/** A page without its blocks of code. */
export function proseOf(document: string): string {
  return textOf(document).replace(/^```.*?^```$/gms, "");
}

/** What the headings of a page can be linked by (GitHub's rule). */
export function anchorsOf(document: string): string[] {
  return [...proseOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** The files that a page shows: blocks that begin with their names, such as `// program.ts`. */
export function filesOf(document: string): Readonly<Record<string, string>> {
  const named = blocksOf(document, "ts").map(({ code }) => [/^\/\/ ([\w.]+\.ts)\n/.exec(code)?.[1], code] as const);
  return Object.fromEntries(named.filter(([name]) => name !== undefined));
}
