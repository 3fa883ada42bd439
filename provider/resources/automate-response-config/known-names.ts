import type { RuleCatalogue } from "../../api/collections/rule-catalogue";
import type { Context } from "../../api/context";
import { canonicalText } from "../../json";
import { viewOf } from "../../lifecycle/wire";
import {
  type ListedField,
  mistypedWord,
  namedActionTypes,
  namedConditions,
  namedPlaybooks,
  unlistedName,
  unlistedPlaybook,
  unlistedValue,
} from "../../rule-language/catalogue";
import { type AutomateResponseConfigInputs as Inputs, properties } from "./properties";

/**
 * Looks up what a rule names that it did not name before, so that no mistyped condition becomes a live rule. What the service
 * does not tell is not judged; a value that it does not list is a line.
 * @param before what was there, whatever the service lists by now; absent for a new rule
 * @throws for a field, an operator or a playbook that the service does not list, and for a type of rules or actions that looks
 * like a mistyped one of the documents, unless `allowUnknownFields` says otherwise
 */
export async function refuseUnknownNames(context: Context, inputs: Inputs, before?: Inputs): Promise<void> {
  if (inputs.allowUnknownFields) return;
  const catalogue = context.collections.ruleCatalogue(viewOf(properties, inputs));
  const wrong = [...mistypedTypes(inputs, before), ...(await unlistedConditions(context, catalogue, inputs, before))];

  const run = added(namedPlaybooks(inputs.actions), before ? namedPlaybooks(before.actions) : [], ({ uuid }) => uuid);
  const playbooks = run.length === 0 ? undefined : await catalogue.playbooks(context);
  if (playbooks !== undefined) {
    const listed = playbooks.map(({ PlaybookUuid: uuid, DisplayName: name }) => ({ uuid, name }));
    wrong.push(...run.flatMap((playbook) => unlistedPlaybook(playbook, listed) ?? []));
  }

  if (wrong.length === 0) return;
  throw new Error(
    `Rule "${inputs.ruleName}" names what the service does not list, so it was not sent. ${wrong.join(" ")} ` +
      "If it is right as it is, set `allowUnknownFields: true`.",
  );
}

/** No operation lists the types of rules and actions: only what looks mistyped is told. */
function mistypedTypes(inputs: Inputs, before?: Inputs): string[] {
  const { autoResponseType, actions } = properties.rows;
  const types = before?.autoResponseType === inputs.autoResponseType ? [] : [inputs.autoResponseType];
  const former = before ? namedActionTypes(before.actions) : [];
  const actionTypes = added(namedActionTypes(inputs.actions), former, (type) => type);
  return [
    ...types.flatMap((type) => mistypedWord("autoResponseType", type, autoResponseType.known ?? []) ?? []),
    ...actionTypes.flatMap((type) => mistypedWord("actionType", type, actions.known ?? []) ?? []),
  ];
}

async function unlistedConditions(
  context: Context,
  catalogue: RuleCatalogue,
  inputs: Inputs,
  before?: Inputs,
): Promise<string[]> {
  const { autoResponseType } = inputs;
  const named = namedConditions(inputs);
  const former = before?.autoResponseType === autoResponseType ? namedConditions(before) : [];
  const compared = added(named, former, (condition) => condition);
  const listed = compared.length === 0 ? undefined : await fieldsOf(context, catalogue, autoResponseType);
  if (listed === undefined) return [];
  for (const doubt of compared.flatMap((condition) => unlistedValue(condition, listed) ?? [])) {
    context.log(`warning: rule "${inputs.ruleName}": ${doubt}`);
  }
  const names = added(named, former, ({ field, operator }) => [field, operator]);
  const found = names.map(async (name) => {
    const isListed = listed.some(({ field }) => field === name.field);
    const elsewhere = isListed ? [] : await otherTypesOf(context, catalogue, autoResponseType, name.field);
    return unlistedName(name, listed, elsewhere) ?? [];
  });
  return (await Promise.all(found)).flat();
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
  const fields = await catalogue.fields(context, autoResponseType);
  return fields?.map(({ Feature, SupportOperators, RightValueEnums }) => ({
    field: Feature,
    operators: SupportOperators.map(({ Operator }) => Operator),
    values: RightValueEnums.map(({ Value }) => Value),
  }));
}

/** What is there now and was not before, each once; `keyOf`: what tells one from another. */
function added<Item>(now: readonly Item[], before: readonly Item[], keyOf: (item: Item) => unknown): Item[] {
  const byKey = (items: readonly Item[]) => new Map(items.map((item) => [canonicalText(keyOf(item)), item]));
  const known = byKey(before);
  return [...byKey(now)].flatMap(([key, item]) => (known.has(key) ? [] : [item]));
}
