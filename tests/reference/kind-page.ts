import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "../../provider/lifecycle/rows";
import { type KindName, kinds } from "../../provider/resources";
import { type Documented, documented, type Member, membersOf, type NamedType, typesIn } from "./declarations";
import { adviceTable } from "./errors-page";
import { block, code, item, page, prose, table, wrapped } from "./markdown";
import { type AnyOperation, operationsIn, ramActions, verbTable } from "./operations";

/** The codes that only operations of a kind answer with. */
const CODES: Partial<Record<KindName, readonly string[]>> = {
  OperationTask: [
    "AuthorizationExhaust",
    "ActionTrialUnauthorized",
    "RepairedParamNotCustomized.*",
    "ErrorParamFormat.*",
  ],
};

const ON_CHANGE = {
  update: "a change updates it",
  replace: "a change replaces the resource",
  none: "a change is recorded",
} as const;

/** The page of a kind of resource. */
export function kindPage(name: KindName, slug: string, operations: readonly AnyOperation[]): string {
  const { text, example } = documented(name);
  const args = membersOf(`${name}Args`);
  const rows = kinds[name].properties as Readonly<Record<string, Row>>;
  const required = args.filter(({ isOptional }) => !isOptional);
  const optional = args.filter(({ isOptional }) => isOptional);
  const given = new Set(args.map((arg) => arg.name));
  const outputs = membersOf(name).filter((output) => !given.has(output.name));
  const explained = explainedFor([...args, ...outputs]);
  const verbs = verbTable(slug);
  const granted = ramActions(operationsIn(verbs.flat().join(" "), operations));
  const chapters = chaptersOf(slug);
  return page(
    name,
    ["", prose(text)],
    ["Example", exampleOf(example)],
    ["Properties", [...required, ...optional].map((arg) => propertyItem(arg, rows[arg.name], explained)).join("\n")],
    ["Outputs", outputsOf(outputs)],
    ["Types", typesOf([...args, ...outputs], explained)],
    ["What each verb calls", table(["verb", "calls"], verbs)],
    ["Permissions", permissionsOf(granted)],
    ["Errors", errorsOf(name, chapters.Errors ?? "")],
    ["Import", chapters.Import ?? ""],
    ["Limits", chapters.Limits ?? ""],
  );
}

/** The program of an `@example`, as it can be pasted. */
export function exampleOf(example: string): string {
  return block(`import * as soar from "pulumi-alicloud-soar";\n\n${example}`);
}

/** What to grant to the identity that deploys: a policy that can be pasted. */
export function permissionsOf(granted: readonly string[]): string {
  const Statement = [{ Effect: "Allow", Action: granted, Resource: "*" }];
  const policy = JSON.stringify({ Version: "1", Statement }, null, 2);
  return `${wrapped("The identity that deploys needs this RAM policy:")}\n\n${block(policy, "json")}`;
}

/** Where types are explained: a heading of this page or another one, by the name of the type. */
export type Explained = Readonly<Record<string, string>>;

/** The types of our own that members are made of: where they are explained, if not elsewhere, then on this page. */
export function explainedFor(members: readonly Member[], elsewhere: Explained = {}): Explained {
  return Object.fromEntries(typesIn(members).map(({ name }) => [name, elsewhere[name] ?? anchorOf(name)]));
}

/** The types of our own that members are made of and that this page explains. */
export function typesOf(members: readonly Member[], explained: Explained): string {
  const here = typesIn(members).filter(({ name }) => explained[name] === anchorOf(name));
  return here.map((type) => typeChapter(type, explained)).join("\n\n");
}

/** What a type on a page is linked by. */
export function anchorOf(type: string): string {
  return `#${type.toLowerCase()}`;
}

function typeChapter({ name, text, members, definition }: NamedType, explained: Explained): string {
  const parts = definition === undefined ? fieldItems(members, explained) : block(definition, "typescript");
  return `### ${name}\n\n${prose(text)}\n\n${parts}`;
}

/** The types that the page of a kind explains. */
export function typesOfKind(name: KindName): string[] {
  return typesIn([...membersOf(`${name}Args`), ...membersOf(name)]).map((type) => type.name);
}

/** The fields of a result or of a part of a property. */
export function fieldItems(fields: readonly Member[], explained: Explained): string {
  const items = fields.map(({ name, text, type, isOptional }) => {
    const head = `**${code(name)}** ${typeIn(type, explained)}${isOptional ? ", optional" : ""}`;
    return item(text === "" ? head : `${head}: ${sentenceOf(text)}`);
  });
  return items.join("\n");
}

/** A type, with a link to the first of our own that it is made of. */
function typeIn(type: string, explained: Explained): string {
  const [target] = (type.match(/\w+/g) ?? []).flatMap((name) => explained[name] ?? []);
  return target === undefined ? code(type) : `[${code(type)}](${target})`;
}

/** A doc comment without what a page says of a property in another place. */
function sentenceOf(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(DEFAULT, "")
    .replace(/A change replaces the [a-z]+\./, "")
    .replace(/\(API: .*?\)/, "");
}

const DEFAULT = /Default: (.*?)\.(?= |$)/;

function propertyItem({ name, text, type, isOptional }: Member, row: Row | undefined, explained: Explained): string {
  if (row === undefined) throw new Error(`the property table has no ${name}`);
  const [, byDefault] = DEFAULT.exec(text.replace(/\s+/g, " ")) ?? [];
  const literal = ["string", "number", "boolean"].includes(typeof row.default) ? String(row.default) : undefined;
  if (literal !== undefined && !byDefault?.includes(literal)) {
    throw new Error(`${name}: its sentence lacks "Default: ${literal}."`);
  }
  const facts = [
    `${isOptional ? "Optional" : "Required"} ${typeIn(type, explained)}`,
    ...(type === "string" && row.known ? [`one of ${row.known.map(code).join(", ")}, or another one`] : []),
    ...(byDefault === undefined ? [] : [`default: ${byDefault}`]),
    ON_CHANGE[row.onChange],
    sentAs(row),
  ];
  return item(`**${code(name)}**: ${sentenceOf(text)}`, `${facts.join("; ")}.`);
}

function sentAs({ wire }: Row): string {
  if (wire.own) return `set by ${wire.own.action}`;
  const parameter = wire.field ?? wire.view;
  return parameter === undefined ? "never sent" : `sent as ${code(parameter)}`;
}

function outputsOf(outputs: readonly Documented[]): string {
  const lines = outputs.map(({ name, text }) => item(`**${code(name)}**: ${sentenceOf(text)}`));
  return [wrapped("Every property, as it is after the check, and:"), ["", ...lines].join("\n")].join("\n");
}

function errorsOf(name: KindName, ours: string): string {
  const codes = CODES[name];
  const common = "Codes that any operation can answer with are [on a page of their own](errors.md).";
  return [ours, codes ? adviceTable(codes) : "", common].filter(Boolean).join("\n\n");
}

/** The chapters that nothing can tell but a person. */
function chaptersOf(slug: string): Partial<Record<string, string>> {
  const text = readFileSync(join(__dirname, "chapters", `${slug}.md`), "utf8");
  const chapters = text.split(/^## /m).slice(1);
  return Object.fromEntries(
    chapters.map((chapter) => {
      const [heading = "", ...lines] = chapter.split("\n");
      return [heading, lines.join("\n").trim()];
    }),
  );
}
