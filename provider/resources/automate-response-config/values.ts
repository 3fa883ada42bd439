import * as v from "valibot";
import { isObject, readJson, withoutNulls } from "../../json";
import { json, jsonOrText, listOf, mapOf, nonEmpty, orUnknown, type Schema, shape } from "../../lifecycle/schemas";
import { flag, type ValueType } from "../../lifecycle/value";
import { type Action, type Actions, keyOfAction, sameActions } from "../../rule-language/actions";
import {
  type Conditions,
  type ConditionValue,
  canonicalItems,
  type ExecutionConditionItem,
  isScalar,
  keyOfCondition,
  type RawConditions,
  toExecutionCondition,
  writeLike,
} from "../../rule-language/conditions";
import { operatorOf, takesForm, takesValue } from "../../rule-language/operators";
import { isVerbatim, type Verbatim } from "../../rule-language/verbatim";
import { isUnknown } from "../../unknown";

const SEVERAL =
  'several values are { in: ["A", "B"] } for one of them, { containsString: { "A": true, "B": true } } where all must hold';
const CONDITIONS =
  'must be an object like { alert_level: { equals: "serious" } }: field, operator, value; the array of the API goes into executionCondition';
const OPERATORS = `must be an object like { equals: "serious" }: operator, value; ${SEVERAL}`;
const VALUE = `must be a text, a number or a boolean; ${SEVERAL}; what else the API takes goes into executionCondition`;
const NO_VALUE = "takes no value: write true, or the opposite operator";
const UNCLEAR =
  'is not clear for an operator that no document names: write "true" for a value, or executionCondition without "right" for none';
const ONE_VALUE =
  'takes one value: lists are for in, "not in" and BETWEEN; values that must all hold are ' +
  '{ containsString: { "A": true, "B": true } }; what else the API takes goes into executionCondition';
const A_LIST = 'takes a list, of one value too: ["A"]';
const TWO_ENDS = 'takes a list of two, the ends: ["60", "80"]';
const RAW =
  'must be an array of objects like { left: { value: "alert_level" }, operator: "equals", right: { value: "serious" } }';
const NO_RIGHT = "must have { right: { value: … } }: the operator takes a value";
const AS_IT_IS = "{ verbatim: … } takes a text of the service as it is";
const ACTIONS = 'must be a list of objects with "actionType", at least one';
const NO_ACTION =
  "must hold at least one action. A list that is made from what getPlaybooks or another function found is empty where nothing was " +
  "found: look at the function's arguments";

type Stored = { readonly value: ConditionValue } | { readonly refused: string };

function storedValue(operator: string, value: unknown): Stored {
  const takes = takesValue(operator);
  if (isUnknown(value)) return { value: value as string };
  if (takes === false) return value === true ? { value } : { refused: NO_VALUE };
  if (value === true && takes === undefined) return { refused: UNCLEAR };
  if (isScalar(value)) return inForm(operator, String(value));
  if (Array.isArray(value) && value.length > 0 && value.every(isScalar)) return inForm(operator, value.map(String));
  const [first, ...others] = isObject(value) ? Object.entries(value) : [];
  if (first === undefined || ![first, ...others].every(([, holds]) => holds === true || isUnknown(holds))) {
    return { refused: VALUE };
  }
  const keys = [first, ...others].map(([key]) => inForm(operator, key));
  const refused = keys.find((key) => "refused" in key);
  return refused ?? { value: others.length === 0 ? first[0] : (value as { [value: string]: boolean }) };
}

function inForm(operator: string, value: string | string[]): Stored {
  // Of a text that is known after apply, nobody can tell whether it has commas.
  if (takesForm(operator, value) || isUnknown(value)) return { value };
  const takes = operatorOf(operator)?.takes;
  return { refused: takes === "range" ? TWO_ENDS : takes === "any" || takes === "all" ? A_LIST : ONE_VALUE };
}

const namesAll = (map: object) => Object.keys(map).every((key) => key.trim() !== "");

const operators = v.pipe(
  mapOf(v.unknown(), OPERATORS),
  v.check((map) => Object.keys(map).length > 0, "must name at least one operator"),
  v.check((map) => namesAll(map), "must not have an operator without a name"),
  v.rawTransform(({ dataset: { value: input }, addIssue }) => {
    const stored = Object.entries(input).map(([key, value]) => {
      const found = storedValue(key, value);
      if ("value" in found) return [key, found.value] as const;
      addIssue({
        message: found.refused,
        input: value,
        path: [{ type: "object", origin: "value", input, key, value }],
      });
      return [key, value] as const;
    });
    return Object.fromEntries(stored);
  }),
);

const conditions = v.pipe(
  mapOf(orUnknown(operators), CONDITIONS),
  v.check((map) => Object.keys(map).length > 0, "must hold at least one condition"),
  v.check((map) => namesAll(map), "must not have a field without a name"),
) as Schema<Conditions>;

const SIDE = 'must be an object with "value"';

const item = v.pipe(
  shape(
    {
      left: orUnknown(shape({ value: nonEmpty("the name of a field") }, SIDE)),
      operator: nonEmpty("the name of an operator"),
      right: v.optional(orUnknown(shape({ value: v.custom((value) => value !== undefined, SIDE) }, SIDE))),
    },
    RAW,
  ),
  v.check(({ operator, right }) => right !== undefined || takesValue(operator) !== true, NO_RIGHT),
);

const items = v.pipe(
  v.array(v.any(), `${RAW}, or the JSON text of one; ${AS_IT_IS}`),
  v.transform((list) => list.filter((part) => part !== null).map(neutral)),
  v.array(orUnknown(item), RAW),
  v.minLength(1, "must hold at least one condition"),
  v.transform((list) => canonicalItems(list as ExecutionConditionItem[])),
);

/** Without what the service adds and what says nothing: keys that hold null, and a right-hand side without a value. */
function neutral(given: unknown): unknown {
  const found = withoutNulls(given);
  if (!isObject(found) || !isObject(found.right) || Object.keys(found.right).length > 0) return found;
  const { right: _, ...rest } = found;
  return rest;
}

/** The one form in which a text of the service is stored: what `list` makes of it or, where that is nothing, as it is. */
function formOf<List>(list: Schema<List>, text: string): List | Verbatim {
  const parsed = v.safeParse(json(list), readJson(text));
  return parsed.success ? parsed.output : { verbatim: text };
}

/** A list or its JSON text, or a text as the service has it where that is no such list. */
function listOrVerbatim<List>(list: Schema<List>): Schema<List | Verbatim> {
  const verbatim = v.pipe(
    v.custom<Verbatim>(isVerbatim),
    v.transform(({ verbatim }) => formOf(list, verbatim)),
  );
  return jsonOrText(v.lazy((input): Schema<List | Verbatim> => (isVerbatim(input) ? verbatim : list)));
}

function writeRaw(raw: readonly object[] | Verbatim): string {
  return isVerbatim(raw) ? raw.verbatim : JSON.stringify(raw);
}

/** `conditions`: field -> operator -> value. Numbers and booleans are stored as text, as the wire has them. */
export const conditionMap: ValueType<Conditions, string> = {
  schema: json(conditions),
  write: (map) => JSON.stringify(toExecutionCondition(map)),
  read: (text, _written, recorded) => writeLike(recorded, formOf(items, text)).conditions,
  keyOf: keyOfCondition,
};

/** `executionCondition`: the array or its JSON text; stored as an array, sorted, with numbers as in `conditions`. */
export const rawConditions: ValueType<RawConditions, string> = {
  schema: listOrVerbatim(items),
  write: writeRaw,
  read: (text, _written, recorded) => writeLike(recorded, formOf(items, text)).executionCondition,
  keyOf: keyOfCondition,
};

const action = shape({ actionType: nonEmpty('the type of the action, e.g. "doPlaybook"') }, ACTIONS);
const isPlaybook = v.looseObject({ actionType: v.literal("doPlaybook") });
const playbook = shape(
  {
    actionType: isPlaybook.entries.actionType,
    playbookName: nonEmpty("the name of the playbook"),
    playbookUuid: nonEmpty("the UUID of the playbook"),
  },
  ACTIONS,
);
const anyAction = v.lazy((input) => (v.is(isPlaybook, input) ? playbook : action)) as Schema<Action>;
const actions = v.pipe(
  v.array(v.any(), `${ACTIONS}, or the JSON text of one; ${AS_IT_IS}`),
  v.transform((list) => list.filter((part) => part !== null).map(withoutNulls)),
  v.check((list) => list.length > 0, NO_ACTION),
  listOf(anyAction, ACTIONS),
);

/** `actions`: the API's ActionConfig, or its JSON text; stored as a list. */
export const actionList: ValueType<Actions, string> = {
  schema: listOrVerbatim(actions),
  write: writeRaw,
  read(text, written) {
    const found = formOf(actions, text);
    return written && sameActions(found, written) ? written : found;
  },
  keyOf: keyOfAction,
  words: (list) => (isVerbatim(list) ? [] : list.map(({ actionType }, at) => [`[${at}].actionType`, actionType])),
};

/** A switch that the service shows as a number: 100 for on. (ListAutomateResponseConfigs, Status) */
export const status: ValueType<boolean, number> = {
  schema: flag.schema,
  write: (value) => (value ? 100 : 0),
  read: (wire) => wire === 100,
};
