import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { proseOf } from "../support/documents";
import { checkout } from "../support/project";
import { maySay, textsIn } from "../support/said";

const texts = ["provider", "sdk"].flatMap(textsIn);

/** The messages in the tables of errors that the reference takes as they are. */
const chapters = join(checkout, "tests/reference/chapters");
const rows = readdirSync(chapters).flatMap((file) => {
  const text = readFileSync(join(chapters, file), "utf8");
  return [...text.matchAll(/^\| `([^`]+)`[^|]*\|/gm)].map(([, quoted = ""]) => quoted);
});

/** Messages of Node.js and pnpm. Those of Pulumi have a chapter of their own. */
const OTHERS = /^(Cannot find module|ERR_PNPM_)/;

/** The messages that pages have in bold. */
const told = ["docs/troubleshooting.md", "docs/package-managers.md"].flatMap((page) => {
  const [ours = ""] = proseOf(page).split("## What Pulumi prints");
  const quotes = [...ours.matchAll(/\*\*`([^`]+)`\*\*/g)].map(([, quoted = ""]) => quoted);
  return quotes.filter((quoted) => !OTHERS.test(quoted));
});

test.each([...rows, ...told])("the provider says what a page quotes: %s", (quoted) => {
  expect(texts.some((text) => maySay(text, quoted))).toBe(true);
});

test("pages quote messages, and a message that nobody says is found", () => {
  expect([rows.length, told.length].every((count) => count > 0)).toBe(true);
  expect(texts.some((text) => maySay(text, "A rule called … is there already"))).toBe(false);
});
