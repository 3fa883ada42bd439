import type { EmulatorOptions } from "../../../provider/emulator";
import { soarStrategyTaskState } from "../../../provider/resources/soar-strategy-task-state/verbs";
import { cloudOf } from "../../support/deployment";

/** The operations of the kind. */
export const LIST = "DescribeSoarStrategyTasks";
export const PROCESS = "ProcessSoarStrategyTask";

/** A cloud with strategy tasks, and deployments to it. */
export async function tasks(statuses: Readonly<Record<string, string>>, options?: EmulatorOptions) {
  const there = Object.entries(statuses).map(([Id, Status]) => ({ Id, Status, Name: `task ${Id}` }));
  const strategyTasks = there.map((task) => ({ ...task, StrategyId: "8000" }));
  const cloud = await cloudOf(soarStrategyTaskState, { state: { strategyTasks }, ...options });
  return { ...cloud, statusOf: (id: string) => cloud.emulator.state.strategyTask(id).Status };
}
