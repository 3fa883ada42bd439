import type { Emulator, EmulatorOptions } from "../../../provider/emulator";
import type { OperationTaskState } from "../../../provider/resources/operation-task/properties";
import { operationTask } from "../../../provider/resources/operation-task/verbs";
import { cloudOf, type DeploymentSetting, type Program, type Recorded } from "../../support/deployment";

/** The operations of the kind. */
export const SUBMIT = "SubmitOperationTask";
export const LIST = "ListOperationTask";

/** A repair as a program writes it. */
export const repair = {
  checkId: "132",
  type: "REPAIR",
  dimensionType: "INSTANCE",
  operationTaskInstances: [
    { instanceId: "i-1", regionId: "cn-beijing" },
    { instanceId: "i-2", regionId: "cn-hangzhou" },
  ],
} as const;

/** A repair of everything that a check item concerns. */
export const wholeCheck = { checkId: "132", type: "REPAIR", dimensionType: "CHECK_ID" } as const;

/** The record of a run. */
export type RunRecord = Recorded<OperationTaskState>;

/** A rollback that takes what the repair says as it is. */
export const rollbackOf = ({ state }: RunRecord): Program => ({
  checkId: state.checkId,
  type: "ROLLBACK",
  operationTaskInstances: state.rollbackPlan,
});

/** Ids of the runs that the service has, oldest first. */
export function runs({ state }: Emulator): string[] {
  return [...new Set(state.operationTasks.map(({ RootTaskId }) => RootTaskId))];
}

/** Milliseconds that a verb may take, if the test does not say how long. */
const TEN_MINUTES = 600_000;

/** A cloud with repairs, and deployments to it. */
export async function tasks(options?: EmulatorOptions) {
  // On this clock, waits for a turn at the same time come one after the other: without a limit there are none.
  const cloud = await cloudOf(operationTask, options, { maxCallsPerSecond: 10_000 });
  const deployment = (setting?: DeploymentSetting) => cloud.deployment({ withinMs: TEN_MINUTES, ...setting });
  return { ...cloud, deployment };
}
