import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { checkout } from "../support/project";

const index = join(checkout, "sdk/index.ts");
const { config } = ts.readConfigFile(join(checkout, "tsconfig.json"), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, checkout);
const program = ts.createProgram([index], options);
const checker = program.getTypeChecker();

const source = program.getSourceFile(index);
const exported = source ? checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol) : [];

/** What a user can write after a dot, or between braces, and that is not Pulumi's. */
function ownMembers(symbol: ts.Symbol): ts.Symbol[] {
  const declared = symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class | ts.SymbolFlags.TypeAlias);
  if (declared === 0) return [];
  return checker
    .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))
    .filter((member) => member.declarations?.some((node) => !node.getSourceFile().fileName.includes("/node_modules/")));
}

const isUndocumented = (symbol: ts.Symbol) => symbol.getDocumentationComment(checker).length === 0;

test("every exported declaration has a doc comment, and so has each of its members", () => {
  const things = exported.map((symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  );
  expect(things.map(({ name }) => name)).toContain("AutomateResponseConfig");
  const members = things.flatMap((symbol) =>
    ownMembers(symbol).map((member) => ({ name: `${symbol.name}.${member.name}`, member })),
  );
  expect(members.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["AutomateResponseConfigArgs.conditions", "AutomateResponseConfig.enabled"]),
  );
  expect([
    ...things.filter(isUndocumented).map(({ name }) => name),
    ...members.filter(({ member }) => isUndocumented(member)).map(({ name }) => name),
  ]).toEqual([]);
});
