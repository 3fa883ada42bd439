import type { CheckFailure } from "../../lifecycle/kind";
import { isUnknown } from "../../unknown";
import type { OperationTaskInputs } from "./properties";
import type { OperationTaskInstance } from "./values";

type Constraint = (inputs: OperationTaskInputs) => readonly CheckFailure[];

const ROLLBACK = "a ROLLBACK needs its instances, each with the taskId of its repair: pass the repair's rollbackPlan";
const FILTER = "repair.rollbackPlan.apply((plan) => plan.filter(({ supportRollBack }) => supportRollBack))";

const rollbackNamesTasks: Constraint = ({ type, operationTaskInstances: instances }) => {
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

const rollbackTakesNoRepairOptions: Constraint = ({ type, repairTempParam, rollbackOnDestroy }) => {
  if (type !== "ROLLBACK") return [];
  const reason = "belongs to a REPAIR; a ROLLBACK must not have it";
  return [
    ...(repairTempParam === undefined ? [] : [{ property: "repairTempParam", reason }]),
    ...(rollbackOnDestroy === true ? [{ property: "rollbackOnDestroy", reason }] : []),
  ];
};

const instancesFitDimension: Constraint = ({ type, dimensionType, operationTaskInstances: instances, relationKey }) => {
  const one = 'give operationTaskInstances, or relationKey with dimensionType "CHECK_ID"';
  if (relationKey !== undefined && (instances !== undefined || dimensionType === "INSTANCE")) {
    const other = instances !== undefined ? "operationTaskInstances" : 'dimensionType "INSTANCE"';
    return [{ property: "relationKey", reason: `contradicts ${other}: ${one}` }];
  }
  if (instances !== undefined) return [];
  if (dimensionType === undefined && relationKey === undefined && type !== "ROLLBACK") {
    const reason =
      'without instances a repair changes the whole check item: say dimensionType "CHECK_ID", or name the instances';
    return [{ property: "operationTaskInstances", reason }];
  }
  if (dimensionType !== "INSTANCE") return [];
  const reason = 'dimensionType "INSTANCE" needs the instances; for a whole check item write "CHECK_ID"';
  return [{ property: "operationTaskInstances", reason }];
};

const instancesDiffer: Constraint = ({ operationTaskInstances: instances }) => {
  if (instances === undefined || isUnknown(instances)) return [];
  const known = instances.map((instance) => (isKnown(instance) ? instance : undefined));
  return known.flatMap((instance, index) => {
    if (!known.slice(0, index).some((other) => instance && other && mayBeOne(instance, other))) return [];
    const reason = `instance "${instance?.instanceId}" is in the list twice; remove one of the two`;
    return [{ property: `operationTaskInstances[${index}].instanceId`, reason }];
  });
};

/** Whether two items may name one instance: without a region one may be of any. */
function mayBeOne(one: OperationTaskInstance, other: OperationTaskInstance): boolean {
  const isApart = one.regionId !== undefined && other.regionId !== undefined && one.regionId !== other.regionId;
  return one.instanceId === other.instanceId && !isApart;
}

/** What two properties of a task say against each other. */
export function constraints(inputs: OperationTaskInputs): readonly CheckFailure[] {
  const all = [rollbackNamesTasks, rollbackTakesNoRepairOptions, instancesFitDimension, instancesDiffer];
  return all.flatMap((failuresOf) => failuresOf(inputs));
}

function isKnown(instance: OperationTaskInstance): boolean {
  return ![instance, instance.instanceId, instance.regionId].some(isUnknown);
}
