import * as v from "valibot";
import { compareText } from "../../json";
import { json, listOf, nameOf, namesOnce, nonEmpty, orUnknown, type Schema, shape } from "../../lifecycle/schemas";
import { flag, writeOnly } from "../../lifecycle/value";

/** An instance that is repaired, or whose repair is rolled back. An item of a `rollbackPlan` is one. */
export interface OperationTaskInstance {
  /** Id of the instance. (API: InstanceId) */
  instanceId: string;
  /** Region of the instance. (API: RegionId) */
  regionId?: string;
  /**
   * Numeric code of the provider: `"0"` Alibaba Cloud, `"1"` outside the cloud, `"2"` data center, `"3"`, `"4"`, `"5"` or
   * `"7"` another cloud, `"8"` lightweight. Left out, it is not sent. (API: Vendor)
   */
  vendor?: string;
  /** For a rollback: the task to roll back, from the repair's `rollbackPlan`. (API: TaskId) */
  taskId?: string;
  /** Accepted because a `rollbackPlan` has it; false is refused in a rollback. Never sent. (API: SupportRollBack) */
  supportRollBack?: boolean;
}

/** A parameter of one repair. */
export interface RepairParameter {
  /** Name of the parameter. (API: Name) */
  name: string;
  /** Value of the parameter. (API: Value) */
  value: string;
}

const FIELDS: readonly string[] = ["instanceId", "regionId", "vendor", "taskId", "supportRollBack"];
const INSTANCE = `must be an object like { instanceId: "i-1", regionId: "cn-hangzhou" }; it may have ${FIELDS.join(", ")}`;
const INSTANCES =
  "must be a list of instances, at least one; leave it out for a whole check item (a rollbackPlan is empty until its repair has ended, and where it failed everywhere)";
const VENDOR =
  'must be the numeric code of the provider, e.g. "0" for Alibaba Cloud or "2" for a data center; leave it out if unsure';

const vendor = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.integer(), v.transform(String))], VENDOR),
  v.regex(/^\d+$/, VENDOR),
);

const instance = v.pipe(
  shape(
    {
      instanceId: orUnknown(nameOf("the id of the instance")),
      regionId: v.optional(orUnknown(nameOf("the region of the instance"))),
      vendor: v.optional(orUnknown(vendor)),
      taskId: v.optional(orUnknown(nameOf("the task to roll back: a TaskId of ListOperationTask"))),
      supportRollBack: v.optional(orUnknown(flag.schema)),
    },
    INSTANCE,
  ),
  v.check((given) => Object.keys(given).every((name) => FIELDS.includes(name)), INSTANCE),
  // It says that nothing is wrong; stored, it would be a change whenever the service changes its mind.
  v.transform(({ supportRollBack, ...rest }) => (supportRollBack === false ? { ...rest, supportRollBack } : rest)),
);

const byLocation = (a: OperationTaskInstance, b: OperationTaskInstance) => compareText(locationOf(a), locationOf(b));
const instanceList = v.pipe(
  listOf(instance as Schema<OperationTaskInstance>, INSTANCES),
  v.transform((list) => list.toSorted(byLocation)),
);

/** `operationTaskInstances`: a set, stored in one order, so that another order does not run the task again. */
export const instances = writeOnly(json(instanceList), (list) =>
  list.map(({ vendor, regionId, instanceId, taskId }) => {
    return { Vendor: vendor, RegionId: regionId, InstanceId: instanceId, TaskId: taskId };
  }),
);

const PARAMETERS = 'must be a list of objects like { name: "IPPort", value: "192.168.1.1/24" }, at least one';
const parameter = shape(
  {
    name: orUnknown(nonEmpty("the name of the parameter")),
    value: orUnknown(v.string("must be the value of the parameter, as a string")),
  },
  PARAMETERS,
);

const parameterList = v.pipe(
  v.array(orUnknown(parameter), PARAMETERS),
  v.minLength(1, PARAMETERS),
  v.check((list) => namesOnce(list), "must name each parameter once"),
  v.transform((list) => (list as RepairParameter[]).toSorted((a, b) => compareText(`${a.name}`, `${b.name}`))),
) as Schema<RepairParameter[]>;

/** `repairTempParam`: names and values, stored in the order of the names, so that another order does not run it again. */
export const parameters = writeOnly(json(parameterList), (list) =>
  list.map(({ name, value }) => ({ Name: name, Value: value })),
);

/** What tells one instance from another. */
export function locationOf({ regionId = "", instanceId }: OperationTaskInstance): string {
  return `${regionId} ${instanceId}`;
}
