import type { Config } from "../../../provider/api/configuration/config";
import type { EmulatorOptions } from "../../../provider/emulator";
import { soarStrategyTaskState } from "../../../provider/resources/soar-strategy-task-state/verbs";
import { stackOf } from "../../support/deployment";
import { SimulatedClock } from "../../support/simulated-clock";

/** The operations of the kind. */
export const LIST = "DescribeSoarStrategyTasks";
export const PROCESS = "ProcessSoarStrategyTask";

/** Statuses as the service writes them. */
export const WAITING = "-1";
export const STARTING = "0";
export const RUNNING = "1";
export const FINISHED = "2";
export const SCHEDULED = "3";
export const PAUSED = "4";
/** One that no document names. Nothing that is asked for moves a task out of it. */
export const UNHEARD_OF = "5";

/** A cloud with strategy tasks, which move by the clock that the deployments live by. */
export async function tasks(statuses: Readonly<Record<string, string>>, options?: EmulatorOptions) {
  const clock = new SimulatedClock();
  const there = Object.entries(statuses).map(([Id, Status]) => ({ Id, Status, Name: `task ${Id}` }));
  const strategyTasks = there.map((task) => ({ ...task, StrategyId: "8000" }));
  const stack = await stackOf(soarStrategyTaskState, { clock, state: { strategyTasks }, ...options });
  const statusOf = (id: string) => stack.emulator.state.strategyTasks.find(({ Id }) => Id === id)?.Status;
  const deployment = (config?: Partial<Config>) => stack.deployment({ clock, config });
  return { ...stack, clock, statusOf, deployment };
}
