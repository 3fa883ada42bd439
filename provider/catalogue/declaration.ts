import { compareText } from "../json";
import { visible } from "../wording";
import type { AccountCatalogue, Catalogue, CatalogueField } from "./catalogue";
import { merged } from "./listed";

const PACKAGE = "pulumi-alicloud-soar";

/** How every such file begins: what does not is not overwritten. */
export const DECLARATION_MARK = "// Written by alicloud-soar catalog";

/** The name of the declaration beside a catalogue. */
export function declarationPath(path: string): string {
  return path.replace(/\.json$/, ".d.ts");
}

/**
 * The declaration that narrows the types of conditions and playbooks to what the catalogue lists, of all its accounts
 * together: a program is one for all of them. What one of the accounts does not tell stays open.
 */
export function declarationOf({ accounts }: Catalogue): string {
  const members = [...fieldsMember(accounts), ...playbooksMember(accounts)];
  return `${DECLARATION_MARK}, like the .json beside it: do not edit it, run the command again.
export {};

declare module "${PACKAGE}" {
  interface SoarCatalog {
${members.map((line) => `    ${line}\n`).join("")}  }
}
`;
}

function fieldsMember(accounts: readonly AccountCatalogue[]): string[] {
  const lists = accounts.flatMap(({ fields }) => Object.values(fields));
  if (lists.length === 0 || lists.some((list) => list.length === 0)) return [];
  const typesOf = (name: string) => {
    const having = accounts.flatMap(({ fields }) =>
      Object.entries(fields).flatMap(([type, list]) => (list.some(({ field }) => field === name) ? [type] : [])),
    );
    return [...new Set(having)].sort(compareText);
  };
  const fields = (merged(lists.flat()) ?? []).sort((a, b) => compareText(a.field, b.field));
  const lines = fields.flatMap((field) => [comment(aboutField(field, typesOf(field.field))), lineOf(field)]);
  return ["fields: {", ...lines.map((line) => `  ${line}`), "};"];
}

function aboutField({ dataType }: CatalogueField, types: readonly string[]): string {
  return [...(dataType === "" ? [] : [dataType]), `of ${types.join(" and ")} rules`].join(", ");
}

function lineOf({ field, operators, values }: CatalogueField): string {
  return `${literal(field)}: { operators: ${union(operators, "never")}; values: ${union(values, "string")} };`;
}

function playbooksMember(accounts: readonly AccountCatalogue[]): string[] {
  if (accounts.length === 0 || accounts.some(({ playbooks }) => playbooks.length === 0)) return [];
  const all = accounts.flatMap(({ playbooks }) => playbooks);
  const byUuid = [...Map.groupBy(all, ({ uuid }) => uuid)].sort(([a], [b]) => compareText(a, b));
  const lines = byUuid.map(([uuid, same]) => {
    const names = same.map(({ name }) => name);
    return `  ${literal(uuid)}: ${union(names, "string")};`;
  });
  return ["playbooks: {", ...lines, "};"];
}

function union(texts: readonly string[], none: string): string {
  const sorted = [...new Set(texts)].sort(compareText);
  return sorted.length === 0 ? none : sorted.map(literal).join(" | ");
}

function literal(text: string): string {
  return visible(JSON.stringify(text));
}

function comment(text: string): string {
  return `/** ${visible(text).replaceAll("*/", "*\\/")} */`;
}
