import { defineOperation } from "../operation";
import { pageOf } from "../page";
import { pageParameters } from "../parameters";
import { instancesOfCheck } from "../timeline";

/** Lists the instances of a check item, newest first, with its result for each. */
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
  run(args, { state }) {
    const { CheckId, InstanceIds, Statuses } = args;
    const checked = instancesOfCheck(state, CheckId).map((instance, index) => ({
      ...instance,
      Id: BigInt(CheckId) * 1_000_000n + BigInt(index + 1),
      InstanceName: instance.InstanceName ?? instance.InstanceId,
      Status: instance.Status ?? "NOT_PASS",
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
      BasicData: shown.map(({ Config = [], FirstUpdateTime = state.startTime, LastUpdateTime, ...instance }) => ({
        ...instance,
        StatusMessage: "",
        VendorUserName: "",
        InstanceInfo: {
          FirstUpdateTime,
          LastUpdateTime: LastUpdateTime ?? FirstUpdateTime,
          Config: Config.map((setting) => ({ ...setting })),
        },
      })),
      // The count of a page is a text here. (ListCheckInstanceResult, PageInfo)
      PageInfo: { ...PageInfo, Count: String(PageInfo.Count) },
    };
  },
});
