import { defineOperation } from "../operation";
import { pageOf } from "../page";
import { pageParameters } from "../parameters";

/** Lists repairs and rollbacks, one for each instance, newest first. */
export const listOperationTask = defineOperation({
  name: "ListOperationTask",
  product: "Sas",
  verb: "GET",
  parameters: {
    ...pageParameters,
    TaskId: { type: "string" },
    Type: { type: "string", values: ["REPAIR", "ROLLBACK"] },
    CheckId: { type: "int64" },
    OperationTaskInstances: { listOf: { Vendor: "string", RegionId: "string", InstanceId: "string" } },
    Statuses: { list: "string" },
    Lang: { type: "string", values: ["zh", "en"] },
  },
  run(args, { state }) {
    const { OperationTaskInstances: instances, Statuses } = args;
    const takesRoots = state.settings.rootTaskIds === "match";
    const found = state.operationTasks.filter((task) => {
      const isNamed = instances.some((instance) => {
        return (
          (instance.InstanceId ?? task.InstanceId) === task.InstanceId &&
          (instance.RegionId ?? task.RegionId) === task.RegionId &&
          (instance.Vendor ?? task.Vendor) === task.Vendor
        );
      });
      return (
        (!args.TaskId || task.TaskId === args.TaskId || (takesRoots && task.RootTaskId === args.TaskId)) &&
        (!args.Type || task.Type === args.Type) &&
        (args.CheckId === undefined || task.CheckId === args.CheckId) &&
        (instances.length === 0 || isNamed) &&
        (Statuses.length === 0 || Statuses.includes(task.Status))
      );
    });
    const { shown, PageInfo } = pageOf(found, args);
    return {
      OperationTasks: shown.map(({ Vendor, Since, ...task }) => ({
        ...task,
        CheckId: BigInt(task.CheckId),
        StatusShowName: task.Status.toLowerCase().replaceAll("_", " "),
      })),
      PageInfo,
    };
  },
});
