import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { keys } from "../../provider/api/configuration/keys";
import { checkout } from "../support/project";

interface Row {
  readonly sentence: string;
  readonly secret: boolean;
  readonly default?: string;
  readonly elsewhere?: readonly string[];
}
const rows = Object.entries<Row>(keys);
const read = (file: string) => readFileSync(join(checkout, file), "utf8");

test("README's table has a line for every key, with its sentence and default, and for nothing else", () => {
  const [, section = ""] = /^## Configuration$(.*?)^## /ms.exec(read("README.md")) ?? [];
  const table = section.split("\n").filter((line) => line.startsWith("| `"));
  const lines = rows.map(([key, { sentence, default: value, elsewhere = [] }]) => {
    const sources = [...elsewhere, ...(value === undefined ? [] : [value])];
    const last = sources.map((source) => `\`${source}\``).join(", ") || "–";
    return `| \`${key}\` | ${sentence.replace(/\.$/, "")} | ${last} |`;
  });
  expect(table).toEqual(lines);
});

test("ProviderArgs says the same of every key, in the same order", () => {
  const source = ts.createSourceFile("provider.ts", read("sdk/provider.ts"), ts.ScriptTarget.Latest, true);
  const args = source.statements.filter(ts.isInterfaceDeclaration).find(({ name }) => name.text === "ProviderArgs");
  const told = args?.members.map((member) => [
    member.name?.getText(),
    ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(member)[0]?.comment)?.replace(/ \(API: \w+\)$/, ""),
  ]);
  const wanted = rows.map(([key, { sentence, secret, default: value }]) => [
    key,
    [sentence, ...(secret ? ["Encrypted in state."] : []), ...(value ? [`Default: ${value}.`] : [])].join(" "),
  ]);
  expect(told).toEqual(wanted);
});
