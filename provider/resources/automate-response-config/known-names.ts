import type { Context } from "../../api/context";
import { canonicalText } from "../../json";
import { viewOf } from "../../lifecycle/wire";
import {
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
 * @throws for a field, an operator or a playbook that the service does not list, unless `allowUnknownFields` says otherwise
 */
export async function refuseUnknownNames(context: Context, inputs: Inputs, before?: Inputs): Promise<void> {
  if (inputs.allowUnknownFields) return;
  const catalogue = context.collections.ruleCatalogue(viewOf(properties, inputs));
  const wrong: string[] = [];

  const named = namedConditions(inputs);
  const former = before?.autoResponseType === inputs.autoResponseType ? namedConditions(before) : [];
  const compared = added(named, former, (condition) => condition);
  const fields = compared.length === 0 ? undefined : await catalogue.fields(context, inputs.autoResponseType);
  if (fields !== undefined) {
    const listed = fields.map(({ Feature, SupportOperators, RightValueEnums }) => ({
      field: Feature,
      operators: SupportOperators.map(({ Operator }) => Operator),
      values: RightValueEnums.map(({ Value }) => Value),
    }));
    const names = added(named, former, ({ field, operator }) => [field, operator]);
    wrong.push(...names.flatMap((name) => unlistedName(name, listed) ?? []));
    for (const doubt of compared.flatMap((condition) => unlistedValue(condition, listed) ?? [])) {
      context.log(`warning: rule "${inputs.ruleName}": ${doubt}`);
    }
  }

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

/** What is there now and was not before, each once; `keyOf`: what tells one from another. */
function added<Item>(now: readonly Item[], before: readonly Item[], keyOf: (item: Item) => unknown): Item[] {
  const byKey = (items: readonly Item[]) => new Map(items.map((item) => [canonicalText(keyOf(item)), item]));
  const known = byKey(before);
  return [...byKey(now)].flatMap(([key, item]) => (known.has(key) ? [] : [item]));
}
