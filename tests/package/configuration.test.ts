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
}
const rows = Object.entries<Row>(keys);
const read = (file: string) => readFileSync(join(checkout, file), "utf8");

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
