import type { RuleCatalogue } from "../../api/collections/rule-catalogue";
import type { Context } from "../../api/context";
import type { Feature } from "../../api/operations/DescribeAutomateResponseConfigFeature";
import type { CatalogueField, CatalogueView } from "../../catalogue/catalogue";
import { canonicalText } from "../../json";
import type { Row } from "../../lifecycle/rows";
import { viewOf } from "../../lifecycle/wire";
import {
  CONTRADICTED_SECRET_PLAYBOOK,
  contradictedPlaybook,
  type ListedField,
  type ListedPlaybook,
  misnamedPlaybook,
  mistypedSecret,
  mistypedWord,
  namedActionTypes,
  namedConditions,
  namedPlaybooks,
  UNLISTED_SECRET_VALUE,
  UNLISTED_VALUE_REMEDY,
  unlistedName,
  unlistedPlaybook,
  unlistedSecretNames,
  unlistedSecretPlaybooks,
  unlistedValue,
} from "../../rule-language/names";
import { type AutomateResponseConfigInputs as Inputs, properties } from "./properties";

/**
 * Looks up what a rule names that it did not name before, so that no mistyped condition becomes a live rule. What the service
 * does not tell is not judged; a value that it does not list is a line, and so is a playbook whose name is another one's.
 * @param before what was there, whatever the service lists by now; absent for a new rule
 * @throws for a field, an operator or a playbook that the service does not list, and for a type of rules or actions that looks
 * like a mistyped one of the documents, unless `allowUnknownFields` says otherwise
 */
export async function refuseUnknownNames(context: Context, inputs: Inputs, before?: Inputs): Promise<void> {
  if (inputs.allowUnknownFields) return;
  const catalogue = context.collections.ruleCatalogue(viewOf(properties, inputs));
  const wrong = [
    ...mistypedTypes(context, inputs, before),
    ...(await unlistedConditions(context, catalogue, inputs, before)),
    ...(await unlistedPlaybooks(context, catalogue, inputs, before)),
  ];
  if (wrong.length === 0) return;
  throw new Error(
    `Rule "${inputs.ruleName}" names what the service does not list, so it was not sent. ${wrong.join(" ")} ` +
      "If it is right as it is, set `allowUnknownFields: true`.",
  );
}

/** No operation lists the types of rules and actions: only what looks mistyped is told. */
function mistypedTypes({ secret }: Context, inputs: Inputs, before?: Inputs): string[] {
  const { autoResponseType, actions } = properties.rows;
  const types = before?.autoResponseType === inputs.autoResponseType ? [] : [inputs.autoResponseType];
  const former = before ? namedActionTypes(before.actions) : [];
  const actionTypes = added(namedActionTypes(inputs.actions), former, (type) => type);
  const mistyped = (what: string, names: readonly string[], { known = [] }: Row, isSecret: boolean) => {
    const sentences = names.flatMap((name) => mistypedWord(what, name, known) ?? []);
    return inPublic(sentences, isSecret, () => mistypedSecret(what, known));
  };
  return [
    ...mistyped("autoResponseType", types, autoResponseType, secret.includes("autoResponseType")),
    ...mistyped("actionType", actionTypes, actions, secret.includes("actions")),
  ];
}

async function unlistedConditions(
  context: Context,
  catalogue: RuleCatalogue,
  inputs: Inputs,
  before?: Inputs,
): Promise<readonly string[]> {
  const { autoResponseType } = inputs;
  const named = namedConditions(inputs);
  const former = before?.autoResponseType === autoResponseType ? namedConditions(before) : [];
  const compared = added(named, former, (condition) => condition);
  const listed = compared.length === 0 ? undefined : await fieldsOf(context, catalogue, autoResponseType);
  if (listed === undefined) return [];
  context.catalogue?.compareFields(await writtenView(context, inputs), autoResponseType, listed);
  const isSecret = ["conditions", "executionCondition"].some((name) => context.secret.includes(name));
  const written = isSecret ? undefined : writtenOf(context, inputs)?.fields[autoResponseType];
  const isTold = (condition: (typeof compared)[number]) =>
    written !== undefined &&
    unlistedName(condition, written, []) === undefined &&
    unlistedValue(condition, written) !== undefined;
  const doubts = compared.flatMap((condition) => (isTold(condition) ? [] : (unlistedValue(condition, listed) ?? [])));
  warn(
    context,
    inputs,
    inPublic(doubts, isSecret, () => UNLISTED_SECRET_VALUE).map((doubt) => `${doubt} ${UNLISTED_VALUE_REMEDY}`),
  );
  const names = added(named, former, ({ field, operator }) => [field, operator]);
  const found = names.map(async (name) => {
    const isListed = listed.some(({ field }) => field === name.field);
    const elsewhere = isListed ? [] : await otherTypesOf(context, catalogue, autoResponseType, name.field);
    return unlistedName(name, listed, elsewhere) ?? [];
  });
  return inPublic((await Promise.all(found)).flat(), isSecret, () => unlistedSecretNames(listed));
}

/** What the catalogue beside the program lists for a rule: what check could see there, it has told. (unlisted.ts) */
function writtenOf({ catalogue, config: { accountId } }: Context, { regionId, roleType, roleFor }: Inputs) {
  return catalogue?.of({ accountId, regionId, roleType, roleFor });
}

/** The view of a rule, as the catalogue beside the program has it. */
async function writtenView(context: Context, inputs: Inputs): Promise<CatalogueView> {
  const { regionId, roleType, roleFor } = inputs;
  return { accountId: await context.collections.account.id(context), regionId, roleType, roleFor };
}

async function unlistedPlaybooks(
  context: Context,
  catalogue: RuleCatalogue,
  inputs: Inputs,
  before?: Inputs,
): Promise<readonly string[]> {
  const named = namedPlaybooks(inputs.actions);
  const former = before ? namedPlaybooks(before.actions) : [];
  const written = added(named, former, (playbook) => playbook);
  const playbooks = written.length === 0 ? undefined : await catalogue.playbooks(context);
  if (playbooks === undefined) return [];
  const listed = playbooks.map(({ PlaybookUuid: uuid, DisplayName: name }) => ({ uuid, name }));
  context.catalogue?.comparePlaybooks(await writtenView(context, inputs), listed);
  const isSecret = context.secret.includes("actions");
  const committed = isSecret ? undefined : writtenOf(context, inputs)?.playbooks;
  const isTold = (playbook: ListedPlaybook) =>
    committed !== undefined && misnamedPlaybook(playbook, committed) !== undefined;
  const doubts = written.flatMap((playbook) =>
    isTold(playbook) ? [] : (contradictedPlaybook(playbook, listed) ?? []),
  );
  warn(
    context,
    inputs,
    inPublic(doubts, isSecret, () => CONTRADICTED_SECRET_PLAYBOOK),
  );
  const run = added(named, former, ({ uuid }) => uuid);
  const unlisted = run.flatMap((playbook) => unlistedPlaybook(playbook, listed) ?? []);
  return inPublic(unlisted, isSecret, () => unlistedSecretPlaybooks(listed));
}

function warn(context: Context, { ruleName }: Inputs, doubts: readonly string[]): void {
  for (const doubt of doubts) context.log(`warning: rule "${ruleName}": ${doubt}`);
}

/** The other types of rules that a field is listed for. */
async function otherTypesOf(
  context: Context,
  catalogue: RuleCatalogue,
  autoResponseType: string,
  field: string,
): Promise<string[]> {
  const others = (properties.rows.autoResponseType.known ?? []).filter((type) => type !== autoResponseType);
  const found = others.map(async (type) => {
    const fields = await fieldsOf(context, catalogue, type);
    return fields?.some((one) => one.field === field) ? [type] : [];
  });
  return (await Promise.all(found)).flat();
}

async function fieldsOf(
  context: Context,
  catalogue: RuleCatalogue,
  autoResponseType: string,
): Promise<ListedField[] | undefined> {
  return (await catalogue.fields(context, autoResponseType))?.map(fieldOf);
}

/** A field as the service lists it, in the words of a catalogue. */
export function fieldOf({ Feature, DataType, SupportOperators, RightValueEnums }: Feature): CatalogueField {
  return {
    field: Feature,
    dataType: DataType,
    operators: SupportOperators.map(({ Operator }) => Operator),
    values: RightValueEnums.map(({ Value }) => Value),
  };
}

/** What is said of what is wrong: sentences about it or, where it is secret, one that tells nothing of it. */
function inPublic(sentences: readonly string[], isSecret: boolean, secretly: () => string): readonly string[] {
  return isSecret && sentences.length > 0 ? [secretly()] : sentences;
}

/** What is there now and was not before, each once; `keyOf`: what tells one from another. */
function added<Item>(now: readonly Item[], before: readonly Item[], keyOf: (item: Item) => unknown): Item[] {
  const byKey = (items: readonly Item[]) => new Map(items.map((item) => [canonicalText(keyOf(item)), item]));
  const known = byKey(before);
  return [...byKey(now)].flatMap(([key, item]) => (known.has(key) ? [] : [item]));
}
