import { defineOperation } from "../operation";
import { instancesOfCheck } from "../timeline";

/**
 * Lists repairs or rollbacks of a check item, by instance, with the parameters of each: what the check item looks at. An
 * instance on which none ran is left out.
 */
export const listOperationCheck = defineOperation({
  name: "ListOperationCheck",
  product: "Sas",
  verb: "GET",
  parameters: {
    CheckId: { type: "int64", required: true },
    Type: { type: "string", required: true, values: ["REPAIR", "ROLLBACK"] },
    OperationTaskInstances: { required: true, listOf: { Vendor: "string", RegionId: "string", InstanceId: "string" } },
    StartTime: { type: "int64" },
    EndTime: { type: "int64" },
    Lang: { type: "string", values: ["zh", "en"] },
  },
  run({ CheckId, Type, OperationTaskInstances, StartTime, EndTime }, { state }) {
    const [from, until] = [Number(StartTime ?? 0), Number(EndTime ?? Number.POSITIVE_INFINITY)];
    const tasks = state.operationTasks.filter(
      (task) => task.CheckId === CheckId && task.Type === Type && task.DealTime >= from && task.DealTime <= until,
    );
    const details = OperationTaskInstances.map(({ InstanceId, RegionId }) => {
      const isIt = (other: { InstanceId: string; RegionId: string }) =>
        other.InstanceId === InstanceId && (RegionId ?? other.RegionId) === other.RegionId;
      const { Config = [] } = instancesOfCheck(state, CheckId).find(isIt) ?? {};
      const Repair = tasks.filter(isIt).map(({ TaskId, Status, DealTime }) => ({
        TaskId,
        Status,
        StatusShowName: Status.toLowerCase().replaceAll("_", " "),
        OperateTime: DealTime,
        RepairConfigs: Config.map((setting) => ({ ...setting, TypeDefine: '{"type":"STRING"}', FlowId: "flow" })),
      }));
      return { CheckId: BigInt(CheckId), InstanceId, RegionId: RegionId ?? "", Type, Repair };
    });
    return { OperationTaskInstanceDetails: details.filter(({ Repair }) => Repair.length > 0) };
  },
});
