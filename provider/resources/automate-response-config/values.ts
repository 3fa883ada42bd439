import * as v from "valibot";
import { readObjects } from "../../json";
import { editJson } from "../../lifecycle/edit";
import { json, jsonOrText, listOf, nonEmpty, orUnknown, type Schema, shape } from "../../lifecycle/schemas";
import { jsonList, type ValueType } from "../../lifecycle/value";
import { type Action, keyOfAction, sameActions } from "../../rule-language/actions";
import {
  type Conditions,
  canonicalItems,
  type ExecutionConditionItem,
  keyOfCondition,
  toExecutionCondition,
  type WrittenConditions,
  writeLike,
} from "../../rule-language/conditions";

const CONDITIONS = 'must be an object like { alert_level: { equals: "serious" } }: field, operator, value';
const OPERATORS = 'must be an object like { equals: "serious" }: operator, value';
const VALUE = "must be a string or a number, or true for an operator that takes no value";
const RAW =
  'must be an array of objects like { left: { value: "alert_level" }, operator: "equals", right: { value: "serious" } }';
const ACTIONS = 'must be a list of objects with "actionType", at least one';

const digits = v.pipe(v.number(), v.transform(String));
const word = v.union([v.string(), v.literal(true)], VALUE);
const conditionValue = v.lazy((input) => (typeof input === "number" ? digits : word));
const operators = v.pipe(
  v.record(v.string(), conditionValue, OPERATORS),
  v.check((map) => Object.keys(map).length > 0, "must name at least one operator"),
);

const conditions = v.pipe(
  v.record(v.string(), orUnknown(operators), CONDITIONS),
  v.check((map) => Object.keys(map).length > 0, "must hold at least one condition"),
) as Schema<Conditions>;

const SIDE = 'must be an object with "value"';

const item = shape(
  {
    left: orUnknown(shape({ value: nonEmpty("the name of a field") }, SIDE)),
    operator: nonEmpty("the name of an operator"),
    right: v.optional(orUnknown(v.looseObject({ value: v.any() }, SIDE))),
  },
  RAW,
);

const items = v.pipe(
  v.array(v.any(), `${RAW}, or the JSON text of one`),
  v.array(orUnknown(item), RAW),
  v.minLength(1, "must hold at least one condition"),
  v.transform((list) => canonicalItems(list as ExecutionConditionItem[])),
);

/** What the service shows, in one of the two forms in which it can be stored. */
function writtenLike(recorded: WrittenConditions, text: string): WrittenConditions {
  return writeLike(recorded, (readObjects(text) ?? []) as ExecutionConditionItem[]);
}

function edit(before: string, after: string, there: string): string {
  return editJson(before, after, there, keyOfCondition);
}

/** `conditions`: field -> operator -> value. Numbers are stored as strings of digits, as the wire has them. */
export const conditionMap: ValueType<Conditions, string> = {
  schema: json(conditions),
  write: (map) => JSON.stringify(toExecutionCondition(map)),
  read: (text, _written, recorded) => writtenLike(recorded, text).conditions,
  edit,
};

/** `executionCondition`: the array or its JSON text; stored as an array, sorted, with numbers as in `conditions`. */
export const conditionItems: ValueType<ExecutionConditionItem[], string> = {
  schema: jsonOrText(items),
  write: (list) => JSON.stringify(list),
  read: (text, _written, recorded) => writtenLike(recorded, text).executionCondition,
  edit,
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

/** `actions`: the API's ActionConfig as a list. */
export const actionList = jsonList(json(listOf(anyAction, ACTIONS)), sameActions, keyOfAction);
