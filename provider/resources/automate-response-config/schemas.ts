import * as v from "valibot";
import { readObjects } from "../../json";
import { exact, exactNumber, orUnknown, shape, text } from "../../lifecycle/schemas";
import type { Action } from "../../rule-language/actions";
import { type Conditions, canonicalItems, type ExecutionConditionItem } from "../../rule-language/conditions";

const CONDITIONS = 'must be an object like { alert_level: { equals: "serious" } }: field, operator, value';
const VALUE = "must be a string or a number, or true for an operator that takes no value";
const RAW =
  'must be an array of objects like { left: { value: "alert_level" }, operator: "equals", right: { value: "serious" } }';
const ACTIONS = 'must be a list of objects with "actionType", at least one';

const digits = v.pipe(exactNumber, v.transform(String));
const word = v.union([v.string(), v.literal(true)], VALUE);
const conditionValue = v.lazy((input) => (typeof input === "number" ? digits : word));

const operators = v.pipe(
  v.record(v.string(), conditionValue, 'must be an object like { equals: "serious" }: operator, value'),
  v.check((map) => Object.keys(map).length > 0, "must name at least one operator"),
);

/** `conditions`: field -> operator -> value. Numbers are stored as strings of digits, as the wire has them. */
export const conditionsSchema = v.pipe(
  v.record(v.string(), orUnknown(operators), CONDITIONS),
  v.check((map) => Object.keys(map).length > 0, "must hold at least one condition"),
) as v.GenericSchema<unknown, Conditions>;

const SIDE = 'must be an object with "value"';

const item = shape(
  {
    left: orUnknown(shape({ value: text("the name of a field") }, SIDE)),
    operator: text("the name of an operator"),
    right: v.optional(orUnknown(v.looseObject({ value: v.any() }, SIDE))),
  },
  RAW,
);

/** `executionCondition`: the array or its JSON text; stored as an array, sorted, with numbers as in `conditions`. */
export const executionConditionSchema = v.pipe(
  v.union(
    [
      v.array(v.any()),
      v.pipe(
        v.string(),
        v.transform((jsonText) => readObjects(jsonText)),
        v.array(v.any()),
      ),
    ],
    `${RAW}, or the JSON text of one`,
  ),
  v.array(orUnknown(item), RAW),
  v.minLength(1, "must hold at least one condition"),
  v.transform((items) => canonicalItems(items as ExecutionConditionItem[])),
) as v.GenericSchema<unknown, ExecutionConditionItem[]>;

const playbook = shape(
  {
    actionType: v.literal("doPlaybook"),
    playbookName: text("the name of the playbook"),
    playbookUuid: text("the UUID of the playbook"),
  },
  ACTIONS,
);

const action = shape({ actionType: text('the type of the action, e.g. "doPlaybook"') }, ACTIONS);

const anyAction = v.lazy((input) => (isPlaybook(input) ? playbook : action));

/** `actions`: the API's ActionConfig as a list. */
export const actionsSchema = v.pipe(
  exact,
  v.array(orUnknown(anyAction), ACTIONS),
  v.minLength(1, ACTIONS),
) as v.GenericSchema<unknown, Action[]>;

function isPlaybook(input: unknown): boolean {
  return (
    typeof input === "object" && input !== null && "actionType" in input && input.actionType === "doPlaybook"
  );
}
