/** What accounts list, in a file to commit: its form, how it is written and read. */
import * as v from "valibot";
import { compareText, inOrder, readJson } from "../json";
import type { ListedField, ListedPlaybook } from "../rule-language/names";

/** Name of the file, beside the program. */
export const CATALOGUE_FILE = "soar-catalog.json";

/** A field, with its data type, e.g. `varchar`. */
export interface CatalogueField extends ListedField {
  readonly dataType: string;
}

/** A playbook, with how it is triggered, e.g. `template-ip`. */
interface CataloguePlaybook extends ListedPlaybook {
  readonly paramType: string;
}

/** Whose lists these are, and where. */
export interface CatalogueView {
  /** Account of the credentials, digits. */
  readonly accountId: string;
  /** Data-management centre, e.g. `cn-hangzhou`. */
  readonly regionId: string;
  /** 0: own account; 1: all managed accounts. Default: 0. */
  readonly roleType?: number;
  /** Member account whose view the administrator takes, digits. */
  readonly roleFor?: string;
}

/** What one view lists. An empty list says that the service tells nothing. */
export interface AccountCatalogue extends CatalogueView {
  /** Day on which it was read, UTC, e.g. `2026-01-31`. */
  readonly asOf: string;
  /** The fields of conditions, by what the rules watch: `alert`, `event`. */
  readonly fields: { readonly [autoResponseType: string]: readonly CatalogueField[] };
  readonly playbooks: readonly CataloguePlaybook[];
}

/** All that a file has: one view an account, or several. */
export interface Catalogue {
  readonly accounts: readonly AccountCatalogue[];
}

/** A text that is no catalogue; the message says why, as the end of a sentence that begins with the name of the file. */
export class CatalogueError extends Error {
  override readonly name = "CatalogueError";
}

/** The form of the file; another number is another form. */
const FORM = 1;

const texts = v.array(v.string());
const field = v.object({ field: v.string(), dataType: v.string(), operators: texts, values: texts });
const playbook = v.object({ uuid: v.string(), name: v.string(), paramType: v.string() });
const account = v.object({
  accountId: v.string(),
  regionId: v.string(),
  roleType: v.optional(v.number()),
  roleFor: v.optional(v.string()),
  asOf: v.pipe(v.string(), v.isoDate()),
  fields: v.record(v.string(), v.array(field)),
  playbooks: v.array(playbook),
});
const ours = v.object({ soarCatalog: v.number() });
const file = v.object({ accounts: v.array(account) });

/**
 * Reads the text of a file.
 * @throws CatalogueError when it is none, or of a newer release
 */
export function readCatalogue(text: string): Catalogue {
  const value = readJson(text);
  const marked = v.safeParse(ours, value);
  if (!marked.success) throw new CatalogueError('is no catalogue: "alicloud-soar catalog" writes one.');
  if (marked.output.soarCatalog !== FORM) throw new CatalogueError("was written by another release of this package.");
  const parsed = v.safeParse(file, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new CatalogueError(`cannot be read: ${v.getDotPath(issue)}: ${issue.message}.`);
}

/** The text of a file: the same for the same lists, in whichever order the service has them. */
export function textOfCatalogue({ accounts }: Catalogue): string {
  const sorted = accounts.map(sortedLists).sort(by((one) => keyOfView(one)));
  return `${JSON.stringify({ soarCatalog: FORM, accounts: sorted }, null, 2)}\n`;
}

/** The catalogue with the lists of one view put in their place, or added. */
export function withAccount({ accounts }: Catalogue, account: AccountCatalogue): Catalogue {
  const others = accounts.filter((one) => keyOfView(one) !== keyOfView(account));
  return { accounts: [...others, account] };
}

/** The lists of a view. */
export function accountIn({ accounts }: Catalogue, view: CatalogueView): AccountCatalogue | undefined {
  return accounts.find((one) => keyOfView(one) === keyOfView(view));
}

function sortedLists({ fields, playbooks, ...rest }: AccountCatalogue): AccountCatalogue {
  const { accountId, regionId, roleType, roleFor, asOf } = rest;
  const sortedFields = Object.entries(inOrder(fields)).map(([type, list]) => [type, sortedList(list)]);
  return {
    accountId,
    regionId,
    roleType: roleType || undefined,
    roleFor,
    asOf,
    fields: Object.fromEntries(sortedFields),
    playbooks: playbooks.map(({ uuid, name, paramType }) => ({ uuid, name, paramType })).sort(by(({ uuid }) => uuid)),
  };
}

function sortedList(list: readonly CatalogueField[]): CatalogueField[] {
  return list
    .map(({ field, dataType, operators, values }) => {
      return { field, dataType, operators: operators.toSorted(compareText), values: values.toSorted(compareText) };
    })
    .sort(by(({ field }) => field));
}

function by<Item>(key: (item: Item) => string): (a: Item, b: Item) => number {
  return (a, b) => compareText(key(a), key(b));
}

function keyOfView({ accountId, regionId, roleType = 0, roleFor = "" }: CatalogueView): string {
  return [accountId, regionId, roleType, roleFor].join(" ");
}
