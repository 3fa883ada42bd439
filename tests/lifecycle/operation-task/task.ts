import type { Config } from "../../../provider/api/configuration/config";
import type { Emulator, EmulatorOptions } from "../../../provider/emulator";
import type {
  OperationTaskInputs,
  OperationTaskState,
} from "../../../provider/resources/operation-task/properties";
import { operationTask } from "../../../provider/resources/operation-task/verbs";
import { Deployment, type Program, type Recorded, stackOf } from "../../support/deployment";
import { SimulatedClock } from "../../support/simulated-clock";

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

/** A receipt as it is recorded. */
export type Receipt = Recorded<OperationTaskState>;

/** A rollback that takes what the repair says as it is. */
export const rollbackOf = ({ state }: Receipt): Program => ({
  checkId: state.checkId,
  type: "ROLLBACK",
  operationTaskInstances: state.rollbackPlan,
});

/** Ids of the runs that the service has, oldest first. */
export function runs({ state }: Emulator): string[] {
  return [...new Set(state.operationTasks.map(({ RootTaskId }) => RootTaskId))];
}

/** A cloud whose tasks go by the clock of the deployments, and deployments to it, each verb of which may last `timeoutMs`. */
export async function tasks(options?: EmulatorOptions, config?: Partial<Config>) {
  const clock = new SimulatedClock();
  const { emulator, deployment } = await stackOf(operationTask, { clock, ...options });
  return {
    clock,
    emulator,
    deployment(timeoutMs = 600_000): Deployment<OperationTaskInputs, OperationTaskState> {
      // On this clock, waits for a turn at the same time come one after the other: without a limit there are none.
      const { context, lines, kind } = deployment({
        clock,
        config: { maxCallsPerSecond: 10_000, ...config },
      });
      return new Deployment(context.within(timeoutMs), lines, kind);
    },
  };
}
