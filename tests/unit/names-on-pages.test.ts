import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { program } from "../../provider/cli/program";
import { KEYS } from "../../sdk/stack-keys";
import { documents, textOf } from "../support/documents";
import { checkout } from "../support/project";

const files = ["provider", "sdk", "docs", "tests", "examples"].flatMap((folder) =>
  readdirSync(join(checkout, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => !file.includes("node_modules"))
    .map((file) => join(folder, file)),
);
const sources = files.filter((file) => /^(provider|sdk)\/.*\.ts$/.test(file));
const source = sources.map((file) => readFileSync(join(checkout, file), "utf8")).join("\n");
const words = new Set(source.match(/\w+/g));

/** What stands in code marks on a page, in sentences and tables. */
function marked(page: string): string[] {
  const prose = textOf(page).replace(/^```.*?^```$/gms, "");
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, text = ""]) => text);
}

const pages = documents.filter((page) => !page.startsWith("sdk/reference/"));
const onPages = (pattern: RegExp) => [...new Set(pages.flatMap(textOf).flatMap((text) => text.match(pattern) ?? []))];

/** Options of other commands than ours: of pulumi, npm and tsc. */
const OTHERS = [
  "--diff",
  "--expect-no-changes",
  "--generate-code",
  "--json",
  "--local",
  "--noEmit",
  "--plan",
  "--protect",
  "--refresh",
  "--replace",
  "--run-program",
  "--save-dev",
  "--save-plan",
  "--secret",
  "--show-full-output",
  "--show-sames",
  "--show-secrets",
  "--skip-preview",
  "--target",
  "--yes",
];

function optionsOf(command: Command): string[] {
  return [...command.options.map(({ long }) => long ?? ""), ...command.commands.flatMap(optionsOf)];
}

test("an option that a page names is one of a command", () => {
  const known = new Set([...optionsOf(program()), ...OTHERS, "--help"]);
  expect(onPages(/(?<![\w-])--[a-z][\w-]*/g).filter((option) => !known.has(option))).toEqual([]);
});

test("an environment variable of Alibaba Cloud that a page names is read", () => {
  const named = onPages(/\b(?:ALIBABA_?CLOUD|ALICLOUD)_[A-Z_]+\b/g);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((variable) => !words.has(variable))).toEqual([]);
});

test("a key of the configuration that a page names is one", () => {
  const known = [...Object.keys(KEYS), "summary"];
  const named = onPages(/(?<=alicloud-soar:)[a-z]\w+/gi);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((key) => !known.includes(key) && key !== "index")).toEqual([]);
});

/** Names of Pulumi, of Node.js and of package managers. */
const FOREIGN = [
  "BearerToken",
  "RsaKeyPair",
  "additionalSecretOutputs",
  "allowBuilds",
  "deletedWith",
  "moduleResolution",
  "nodeLinker",
  "publicHoistPattern",
  "replaceOnChanges",
  "replacementTrigger",
  "retainOnDelete",
  "validateResourceOfType",
];

test("a property, a type or a function that a page names is in the sources", () => {
  const named = [...new Set(pages.flatMap(marked).flatMap((text) => text.match(/\b[a-zA-Z][a-z]+[A-Z]\w+\b/g) ?? []))];
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((name) => !words.has(name) && !FOREIGN.includes(name))).toEqual([]);
});

test("a file that CONTRIBUTING names is there", () => {
  const named = marked("CONTRIBUTING.md").flatMap((text) => text.match(/[\w./-]*\w\.(?:ts|md|mjs|json)\b/g) ?? []);
  expect(named.length).toBeGreaterThan(30);
  const isThere = (name: string) => files.some((file) => file === name || file.endsWith(`/${name}`));
  expect([...new Set(named)].filter((name) => !isThere(name))).toEqual([]);
});
