import { type KindName, kinds } from "../../provider/resources";
import { documented } from "./declarations";
import { errorsPage } from "./errors-page";
import { functionNames, functionPage } from "./function-page";
import { anchorOf, kindPage, typesOfKind } from "./kind-page";
import { page, table, wrapped } from "./markdown";
import { allOperations, slugOf } from "./operations";
import { providerPage } from "./provider-page";

/** Every page of the reference: its text by the name of its file. */
export async function pages(): Promise<Readonly<Record<string, string>>> {
  const operations = await allOperations();
  const kindNames = Object.keys(kinds) as KindName[];
  const explained = Object.fromEntries(
    kindNames.flatMap((name) => typesOfKind(name).map((type) => [type, `${fileOf(name)}${anchorOf(type)}`])),
  );
  return {
    "README.md": indexPage(kindNames),
    "errors.md": errorsPage(),
    [fileOf("Provider")]: providerPage(),
    ...Object.fromEntries(kindNames.map((name) => [fileOf(name), kindPage(name, slugOf(name), operations)])),
    ...Object.fromEntries(functionNames.map((name) => [fileOf(name), functionPage(name, operations, explained)])),
  };
}

function indexPage(kindNames: readonly string[]): string {
  const rows = (names: readonly string[]) =>
    names.map((name) => [`[${name}](${fileOf(name)})`, firstSentence(documented(name).text)]);
  return page(
    "Reference",
    ["", wrapped("Written by `npm run reference` from the doc comments, the property tables and the tables of codes.")],
    ["Resources", table(["resource", "what it is"], rows([...kindNames, "Provider"]))],
    ["Functions", table(["function", "what it does"], rows(functionNames))],
    ["Errors", wrapped("[What each code means](errors.md), and what to do about it.")],
  );
}

function firstSentence(text: string): string {
  return /^.*?[.](?= |$)/.exec(text.replace(/\s+/g, " "))?.[0] ?? text;
}

function fileOf(name: string): string {
  return `${slugOf(name)}.md`;
}
