import type { OperationTaskInstance } from "../../provider/resources/operation-task/values";
import { defineFunction } from "./function";

/** Of which check item. */
export interface GetFailingInstancesArgs {
  /** Id of the check item, digits. (API: CheckId) */
  checkId: string;
  /** Only instances of this region, e.g. `cn-hangzhou`. (API: RegionIdKey) */
  regionId?: string;
}

/** An instance that does not pass a check item. */
export interface FailingInstance {
  /** Id of the instance. (API: InstanceId) */
  instanceId: string;
  /** Name of the instance. (API: InstanceName) */
  instanceName: string;
  /** Region of the instance. (API: RegionId) */
  regionId: string;
  /** When it was first checked, milliseconds since 1970; absent where the service does not tell. (API: FirstUpdateTime) */
  firstCheckTime?: number;
  /** When it was last checked, milliseconds since 1970; absent where the service does not tell. (API: LastUpdateTime) */
  lastCheckTime?: number;
  /** What the check item looks at, as it is now. (API: Config) */
  settings: CheckedSetting[];
}

/** A setting of an instance that a check item looks at. */
export interface CheckedSetting {
  /** Name of the setting. (API: Name) */
  name: string;
  /** Name for a person. (API: ShowName) */
  showName: string;
  /** What it is now. (API: Value) */
  value: string;
}

/** What `getFailingInstances` found, by region and id. */
export interface GetFailingInstancesResult {
  /** The instances, with what is known of each. */
  instances: FailingInstance[];
  /** The same instances as `operationTaskInstances` of an `OperationTask` takes them; which does not take an empty list. */
  operationTaskInstances: OperationTaskInstance[];
}

const ask = defineFunction<GetFailingInstancesArgs, GetFailingInstancesResult>(
  "getFailingInstances",
  { checkId: { needed: "text" }, regionId: "text" },
  async (context, { checkId, regionId }) => {
    const { failingInstances } = await import("../../provider/api/collections/check-instances.js");
    const found = await failingInstances(context, checkId, regionId);
    const instances = found.map(({ InstanceId, InstanceName, RegionId, InstanceInfo }) => ({
      instanceId: InstanceId,
      instanceName: InstanceName,
      regionId: RegionId,
      firstCheckTime: InstanceInfo.FirstUpdateTime,
      lastCheckTime: InstanceInfo.LastUpdateTime,
      settings: InstanceInfo.Config.map(({ Name, ShowName, Value }) => ({
        name: Name,
        showName: ShowName,
        value: Value,
      })),
    }));
    const operationTaskInstances = instances.map(({ instanceId, regionId: at }) => ({
      instanceId,
      ...(at === "" ? {} : { regionId: at }),
    }));
    return { instances, operationTaskInstances };
  },
);

/**
 * Lists the instances that fail a check item now (ListCheckInstanceResult, `NOT_PASS`), all pages, each once. Instances that are
 * whitelisted, not checked yet, or whose check did not work are not among them. Fails with a `SoarError`.
 *
 * A repaired instance fails no more. So a repair of what is listed keeps its instances with `ignoreChanges`, and stays as it is
 * when nothing fails any more. Other `triggers` run it again, on what fails then. If nothing fails when it is new or runs again, its
 * list is empty, which is an error. Do not put it under an `if`: once nothing fails, `up` would delete it.
 *
 * @example
 * const { operationTaskInstances } = soar.getFailingInstancesOutput({
 *   checkId: "132",
 * });
 * new soar.OperationTask(
 *   "close-ports",
 *   {
 *     checkId: "132",
 *     type: "REPAIR",
 *     dimensionType: "INSTANCE",
 *     operationTaskInstances,
 *   },
 *   { ignoreChanges: ["operationTaskInstances"] },
 * );
 */
export const getFailingInstances = ask.promise;

/** `getFailingInstances` for arguments that are outputs. */
export const getFailingInstancesOutput = ask.output;
