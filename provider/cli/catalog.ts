import { existsSync, readFileSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import { allPlaybooks } from "../api/collections/playbooks";
import { configuredView } from "../api/collections/rules";
import { dataManagementCentre } from "../api/configuration/endpoints";
import type { Context } from "../api/context";
import { describeAutomateResponseConfigFeature } from "../api/operations/DescribeAutomateResponseConfigFeature";
import {
  type AccountCatalogue,
  accountIn,
  CATALOGUE_FILE,
  type CatalogueView,
  textOfCatalogue,
  withAccount,
} from "../catalogue/catalogue";
import { DECLARATION_MARK, declarationOf, declarationPath } from "../catalogue/declaration";
import { differencesOf } from "../catalogue/differences";
import { replaceFile } from "../file-writing";
import { fieldOf } from "../resources/automate-response-config/names-in-account";
import { properties } from "../resources/automate-response-config/properties";
import { counted, messageOf } from "../wording";
import { cloudCommand, EXIT, flag, parsed, print, text } from "./command";
import { catalogueIn } from "./given-files";
import type { CatalogueResult } from "./printed";

const HELP = `
${CATALOGUE_FILE} has the fields, operators, values and playbooks that the account lists, sorted, with the day as the only time. A
preview refuses what it does not have, and makes no call for it. Of other accounts, regions and views the same file keeps what it has:
run the command once a stack. The declaration beside it makes a wrong name an error in the editor.
Both are found beside the program: in the folder of Pulumi.yaml, or that of its "main".`;

/** `alicloud-soar catalog`: what the account lists, in a file to commit, against which previews and editors look. */
export const catalogCommand = cloudCommand({
  name: "catalog",
  description:
    "write the fields, operators and playbooks of the account to a file, against which previews and editors look",
  example: `alicloud-soar catalog           # beside the program; commit both files
alicloud-soar catalog --check   # every night, in a pipeline: exit code 1 when the account or the declaration has changed`,
  options: {
    file: parsed("--file <path>", "file to write, *.json", jsonPath, CATALOGUE_FILE),
    check: flag(
      "--check",
      "write nothing; exit code 1 when the account is not what the file says, or the declaration beside it",
    ),
    json: flag("--json", "print what was found as JSON"),
  },
  run: async (context, { file, check, json }) => {
    const declaration = declarationPath(file);
    const committed = existsSync(file) ? await catalogueIn(file) : undefined;
    if (check && committed === undefined) throw new InvalidArgumentError(`There is no ${file} to compare with.`);
    const declared = existsSync(declaration) ? readFileSync(declaration, "utf8").replaceAll("\r\n", "\n") : undefined;
    if (declared !== undefined && !declared.startsWith(DECLARATION_MARK)) {
      throw new InvalidArgumentError(
        `${declaration} was not written by this command: move it, or name another --file.`,
      );
    }
    const found = await listsOf(context);
    const before = committed && accountIn(committed, found);
    const differences = before === undefined ? [] : differencesOf(before, found);
    if (!check) {
      const catalogue = withAccount(committed ?? { accounts: [] }, found);
      await write(file, textOfCatalogue(catalogue));
      await write(declaration, declarationOf(catalogue));
    }
    const result: CatalogueResult = {
      file,
      declaration,
      written: !check,
      ...viewOf(found),
      fields: Object.fromEntries(Object.entries(found.fields).map(([type, list]) => [type, list.length])),
      playbooks: found.playbooks.length,
      isNew: before === undefined,
      differences,
      isDeclared: !check || (committed !== undefined && declared === declarationOf(committed)),
    };
    return () => {
      print(json, result, linesOf(result));
      const isCurrent = !result.isNew && differences.length === 0 && result.isDeclared;
      return check && !isCurrent ? EXIT.failed : EXIT.succeeded;
    };
  },
}).addHelpText("after", HELP);

/** What the service lists for the configured view. */
async function listsOf(context: Context): Promise<AccountCatalogue> {
  const view = configuredView(context.config);
  const accountId = await context.collections.account.id(context);
  const { accountId: wanted } = context.config;
  if (wanted !== undefined && wanted !== accountId) {
    throw new Error(`The credentials are of account ${accountId}, but alicloud-soar:accountId is ${wanted}.`);
  }
  const fields: Record<string, AccountCatalogue["fields"][string]> = {};
  for (const AutoResponseType of properties.rows.autoResponseType.known ?? []) {
    const { Data } = await context.call(describeAutomateResponseConfigFeature, { AutoResponseType, ...view });
    fields[AutoResponseType] = Data.map(fieldOf);
  }
  // DescribePlaybooks takes no view.
  const playbooks = view.RoleFor === undefined ? await allPlaybooks(context, view) : [];
  return {
    accountId,
    regionId: dataManagementCentre(context.config),
    roleType: view.RoleType,
    roleFor: view.RoleFor,
    asOf: new Date(context.clock.now()).toISOString().slice(0, "2026-01-31".length),
    fields,
    playbooks: playbooks.map(({ PlaybookUuid: uuid, DisplayName: name, ParamType: paramType }) => {
      return { uuid, name, paramType };
    }),
  };
}

function viewOf({ accountId, regionId, roleType, roleFor }: CatalogueView): CatalogueView {
  return { accountId, regionId, roleType, roleFor };
}

function linesOf(result: CatalogueResult) {
  const { file, declaration, written, fields, playbooks, isNew, differences, isDeclared, ...view } = result;
  const where = `account ${view.accountId} in ${view.regionId}${view.roleFor ? ` (view of ${view.roleFor})` : ""}`;
  const many = (count: number, what: string) => (count === 0 ? `no known ${what}s` : counted(count, what));
  const counts = Object.entries(fields).map(([type, count]) => `${many(count, "field")} of ${type} rules`);
  const has = `${[...counts, many(playbooks, "playbook")].join(", ")}: ${where}`;
  const what = written ? `${file} and ${declaration} have ${has}.` : `The account has ${has}.`;
  const news = isNew
    ? written
      ? []
      : [`${file} has nothing of this account, region and view: run the command without --check.`]
    : [differences.length === 0 ? `Nothing has changed since ${file} was written.` : "Since it was written last:"];
  const other = `${declaration} is not what ${file} makes of it: run the command without --check.`;
  return [
    what,
    ...news,
    ...differences.map(({ change, what }) => `  ${change}: ${what}`),
    ...(isDeclared ? [] : [other]),
  ];
}

async function write(path: string, content: string): Promise<void> {
  await replaceFile(path, content).catch((error: unknown) => {
    throw new InvalidArgumentError(`${path} cannot be written: ${messageOf(error)}`);
  });
}

function jsonPath(given: string): string {
  const path = text(given);
  if (path.endsWith(".json") && path !== ".json") return path;
  throw new InvalidArgumentError("It must be the name of a .json file.");
}
