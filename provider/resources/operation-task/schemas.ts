import * as v from "valibot";
import { type CheckFailure, isUnknown } from "../../lifecycle";
import { flag, orUnknown, shape, text } from "../../lifecycle/schemas";
import type { OperationTaskInputs, OperationTaskInstance, RepairParameter } from "./properties";

type Inputs = OperationTaskInputs;
type Rule = (inputs: Inputs) => readonly CheckFailure[];

const FIELDS: readonly string[] = ["instanceId", "regionId", "vendor", "taskId", "supportRollBack"];
const INSTANCE = `must be an object like { instanceId: "i-1", regionId: "cn-hangzhou" }; it may have ${FIELDS.join(", ")}`;
const INSTANCES =
  "must be a list of instances, at least one; leave it out for a whole check item (a rollbackPlan is empty until its repair is listed)";
const VENDOR =
  'must be the numeric code of the provider, e.g. "0" for Alibaba Cloud or "2" for a data center; leave it out if unsure';

const vendor = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.integer(), v.transform(String))], VENDOR),
  v.regex(/^\d+$/, VENDOR),
);

const instance = v.pipe(
  shape(
    {
      instanceId: orUnknown(text("the id of the instance")),
      regionId: v.optional(orUnknown(text("the region of the instance"))),
      vendor: v.optional(orUnknown(vendor)),
      taskId: v.optional(orUnknown(text("the task to roll back: a TaskId of ListOperationTask"))),
      supportRollBack: v.optional(orUnknown(flag())),
    },
    INSTANCE,
  ),
  v.check((given) => Object.keys(given).every((name) => FIELDS.includes(name)), INSTANCE),
  // It says that nothing is wrong; stored, it would be a change whenever the service changes its mind.
  v.transform(({ supportRollBack, ...rest }) =>
    supportRollBack === false ? { ...rest, supportRollBack } : rest,
  ),
);

/** `operationTaskInstances`: a set, stored in one order, so that another order does not run the task again. */
export const instancesSchema = v.pipe(
  v.array(orUnknown(instance), INSTANCES),
  v.minLength(1, INSTANCES),
  v.transform((list) =>
    (list as OperationTaskInstance[]).toSorted((a, b) => compare(placeOf(a), placeOf(b))),
  ),
) as v.GenericSchema<unknown, OperationTaskInstance[]>;

const PARAMETERS = 'must be a list of objects like { name: "IPPort", value: "192.168.1.1/24" }, at least one';

/** `repairTempParam`: names and values. */
export const parametersSchema = v.pipe(
  v.array(
    orUnknown(
      shape(
        {
          name: orUnknown(text("the name of the parameter")),
          value: orUnknown(v.string("must be the value of the parameter, as a string")),
        },
        PARAMETERS,
      ),
    ),
    PARAMETERS,
  ),
  v.minLength(1, PARAMETERS),
) as v.GenericSchema<unknown, RepairParameter[]>;

const ROLLBACK =
  "a ROLLBACK needs its instances, each with the taskId of its repair: pass the repair's rollbackPlan";
const FILTER = "repair.rollbackPlan.apply((plan) => plan.filter(({ supportRollBack }) => supportRollBack))";

const rollbackNamesTasks: Rule = ({ type, operationTaskInstances: instances }) => {
  if (type !== "ROLLBACK" || isUnknown(instances)) return [];
  if (instances === undefined) return [{ property: "operationTaskInstances", reason: ROLLBACK }];
  return instances.flatMap(({ instanceId, taskId, supportRollBack }, index) => {
    const path = `operationTaskInstances[${index}]`;
    if (taskId === undefined && !isUnknown(instances[index])) {
      return [{ property: `${path}.taskId`, reason: `${ROLLBACK}; instance "${instanceId}" has none` }];
    }
    if (supportRollBack !== false) return [];
    const reason = `the repair of instance "${instanceId}" cannot be rolled back; leave the instance out, e.g. ${FILTER}`;
    return [{ property: `${path}.supportRollBack`, reason }];
  });
};

const rollbackTakesNoRepairOptions: Rule = ({ type, repairTempParam, rollbackOnDestroy }) => {
  if (type !== "ROLLBACK") return [];
  const reason = "belongs to a REPAIR; a ROLLBACK must not have it";
  return [
    ...(repairTempParam === undefined ? [] : [{ property: "repairTempParam", reason }]),
    ...(rollbackOnDestroy === true ? [{ property: "rollbackOnDestroy", reason }] : []),
  ];
};

const instancesFitDimension: Rule = ({ dimensionType, operationTaskInstances: instances, relationKey }) => {
  const one = 'give operationTaskInstances, or relationKey with dimensionType "CHECK_ID"';
  if (relationKey !== undefined && (instances !== undefined || dimensionType === "INSTANCE")) {
    const other = instances !== undefined ? "operationTaskInstances" : 'dimensionType "INSTANCE"';
    return [{ property: "relationKey", reason: `contradicts ${other}: ${one}` }];
  }
  if (dimensionType !== "INSTANCE" || instances !== undefined) return [];
  const reason = 'dimensionType "INSTANCE" needs the instances; for a whole check item write "CHECK_ID"';
  return [{ property: "operationTaskInstances", reason }];
};

const instancesDiffer: Rule = ({ operationTaskInstances: instances }) => {
  if (instances === undefined || isUnknown(instances)) return [];
  const known = instances.map((instance) => (isKnown(instance) ? placeOf(instance) : undefined));
  return known.flatMap((place, index) => {
    if (place === undefined || known.indexOf(place) === index) return [];
    const reason = `instance "${instances[index]?.instanceId}" is in the list twice; remove one of the two`;
    return [{ property: `operationTaskInstances[${index}].instanceId`, reason }];
  });
};

/** What two properties of a task say against each other. */
export const operationTaskRules: readonly Rule[] = [
  rollbackNamesTasks,
  rollbackTakesNoRepairOptions,
  instancesFitDimension,
  instancesDiffer,
];

function isKnown(instance: OperationTaskInstance): boolean {
  return ![instance, instance.instanceId, instance.regionId].some(isUnknown);
}

function placeOf({ regionId = "", instanceId }: OperationTaskInstance): string {
  return `${regionId} ${instanceId}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
