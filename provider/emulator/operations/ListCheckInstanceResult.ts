import { defineOperation } from "../operation";
import { pageOf } from "../page";
import { pageParameters } from "../parameters";
import type { CheckInstance } from "../records";
import type { State } from "../state";
import { instancesOfCheck } from "../timeline";

/** Lists the instances of a check item, newest first, with its result for each: a repair that went well makes it pass. */
export const listCheckInstanceResult = defineOperation({
  name: "ListCheckInstanceResult",
  product: "Sas",
  parameters: {
    ...pageParameters,
    CheckId: { type: "int64", required: true },
    InstanceIds: { list: "string" },
    Statuses: { list: "string" },
    RegionIdKey: { type: "string" },
    InstanceIdKey: { type: "string" },
    InstanceNameKey: { type: "string" },
    SortTypes: { list: "string" },
    Lang: { type: "string", values: ["zh", "en"] },
  },
  run(args, { state, now }) {
    const { CheckId, InstanceIds, Statuses } = args;
    const checked = instancesOfCheck(state, CheckId).map((instance, index) => ({
      ...instance,
      Id: BigInt(CheckId) * 1_000_000n + BigInt(index + 1),
      InstanceName: instance.InstanceName ?? instance.InstanceId,
      Status: statusOf(state, CheckId, instance),
    }));
    const found = checked.filter((instance) => {
      return (
        (InstanceIds.length === 0 || InstanceIds.includes(instance.InstanceId)) &&
        (Statuses.length === 0 || Statuses.includes(instance.Status)) &&
        (!args.RegionIdKey || instance.RegionId === args.RegionIdKey) &&
        instance.InstanceId.includes(args.InstanceIdKey ?? "") &&
        instance.InstanceName.includes(args.InstanceNameKey ?? "")
      );
    });
    const { shown, PageInfo } = pageOf(found, args);
    return {
      BasicData: shown.map(({ Config = [], ...instance }) => ({
        ...instance,
        StatusMessage: "",
        VendorUserName: "",
        InstanceInfo: { FirstUpdateTime: now, LastUpdateTime: now, Config: Config.map((setting) => ({ ...setting })) },
      })),
      // The count of a page is a text here. (ListCheckInstanceResult, PageInfo)
      PageInfo: { ...PageInfo, Count: String(PageInfo.Count) },
    };
  },
});

function statusOf(state: State, checkId: string, { InstanceId, Status }: CheckInstance): string {
  if (Status !== undefined) return Status;
  const latest = state.operationTasks.findLast((task) => task.CheckId === checkId && task.InstanceId === InstanceId);
  return latest?.Status.startsWith("REPAIR_SUCCESS") ? "PASS" : "NOT_PASS";
}
