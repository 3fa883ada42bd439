import { join } from "node:path";
import ts from "typescript";
import { checkout } from "../support/project";

const index = join(checkout, "sdk/index.ts");
const { config } = ts.readConfigFile(join(checkout, "tsconfig.json"), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, checkout);
const program = ts.createProgram([index], options);
const checker = program.getTypeChecker();

/** What the doc comment of a declaration says. */
export interface Documented {
  readonly name: string;
  /** The comment as it is written, without its tags. */
  readonly text: string;
  /** The program after `@example`; empty where there is none. */
  readonly example: string;
}

/** A property of an interface, as it is declared. */
export interface Member extends Documented {
  readonly type: string;
  readonly isOptional: boolean;
  readonly node?: ts.TypeNode;
}

/** A type that a page has to explain. */
export interface NamedType extends Documented {
  /** The properties of an interface; any other type has a `definition`, as it is declared. */
  readonly members: readonly Member[];
  readonly definition?: string;
}

const exported = new Map(
  checker
    .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(index) as ts.SourceFile) as ts.Symbol)
    .map((symbol) => [symbol.name, target(symbol)]),
);

/** Everything that a program can import. */
export const exportedNames: readonly string[] = [...exported.keys()];

/** What is exported under a name. */
export function documented(name: string): Documented {
  return documentedSymbol(exportedAs(name));
}

/** The properties of an exported interface or class, with those that it extends, and without Pulumi's own. */
export function membersOf(name: string): Member[] {
  return membersOfSymbol(exportedAs(name));
}

/** The type that an exported alias stands for; undefined for an interface. */
export function definitionOf(name: string): ts.TypeNode | undefined {
  return exportedAs(name).declarations?.find(ts.isTypeAliasDeclaration)?.type;
}

/** Our own types that some members are made of, and those that these are made of. */
export function typesIn(members: readonly Member[]): NamedType[] {
  const found = new Map<ts.Symbol, NamedType>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) explain(checker.getSymbolAtLocation(node.typeName));
    ts.forEachChild(node, visit);
  };
  const explain = (reference: ts.Symbol | undefined): void => {
    const symbol = reference && target(reference);
    const declaration = symbol?.declarations?.find((node) => isOurs(node) && !ts.isTypeParameterDeclaration(node));
    if (symbol === undefined || declaration === undefined || found.has(symbol)) return;
    const alias = ts.isTypeAliasDeclaration(declaration) ? meantBy(declaration) : undefined;
    const known = alias ? [] : membersOfSymbol(symbol);
    const parameters = ts.isTypeAliasDeclaration(declaration) ? (declaration.typeParameters ?? []) : [];
    const names = parameters.length === 0 ? "" : `<${parameters.map((parameter) => parameter.getText()).join(", ")}>`;
    const definition =
      alias && `type ${symbol.name}${names} =${typeof alias === "string" ? ` ${alias}` : linesOf(alias)};`;
    found.set(symbol, { ...documentedSymbol(symbol), members: known, definition });
    if (alias && typeof alias !== "string") visit(alias);
    for (const { node } of known) if (node) visit(node);
  };
  for (const { node } of members) if (node) visit(node);
  return [...found.values()];
}

/** What an alias comes to where no `soar-catalog.d.ts` says more: a plain type by its name, else how it is written. */
function meantBy({ name, type }: ts.TypeAliasDeclaration): ts.TypeNode | string {
  if (ts.isConditionalTypeNode(type) && type.checkType.getText() === "SoarCatalog") return type.falseType;
  const meant = checker.getTypeAtLocation(name);
  return meant.flags & ts.TypeFlags.String ? "string" : type;
}

function exportedAs(name: string): ts.Symbol {
  const symbol = exported.get(name);
  if (symbol === undefined) throw new Error(`sdk/index.ts exports no ${name}`);
  return symbol;
}

function target(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isOurs(node: ts.Node): boolean {
  return !node.getSourceFile().fileName.includes("/node_modules/");
}

function documentedSymbol(symbol: ts.Symbol): Documented {
  const example = symbol.getJsDocTags(checker).find(({ name }) => name === "example");
  return {
    name: symbol.name,
    text: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    example: ts.displayPartsToString(example?.text),
  };
}

function membersOfSymbol(symbol: ts.Symbol): Member[] {
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).flatMap((member) => {
    const node = member.declarations?.find((node) => ts.isPropertySignature(node) && isOurs(node));
    if (node === undefined || !ts.isPropertySignature(node)) return [];
    const type = node.type ? textOf(node.type) : "";
    return [{ ...documentedSymbol(member), type, isOptional: node.questionToken !== undefined, node: node.type }];
  });
}

/** A type as it is written: in one line, or what it consists of in a line each. */
function linesOf(node: ts.TypeNode): string {
  const text = textOf(node);
  if (text.length < 60 || !(ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node))) return ` ${text}`;
  const sign = ts.isUnionTypeNode(node) ? "|" : "&";
  return node.types.map((part) => `\n  ${sign} ${textOf(part)}`).join("");
}

/** A type as it is written, in one line. One of a list of words that is open, and stands elsewhere, is a `string`. */
function textOf(node: ts.TypeNode): string {
  const text = node.getText();
  if (text.startsWith("(typeof ") && text.endsWith("(string & {})")) return "string";
  return text
    .replaceAll(/\(string & {}\)|^string & {}$/g, "string")
    .replace(/^\| /, "")
    .replace(/\s+/g, " ");
}
