import type { EmulatorOptions, Seed } from "../../../provider/emulator";
import { check } from "../../../provider/lifecycle/check";
import { soarStrategyTask } from "../../../provider/resources/soar-strategy-task/verbs";
import { cloudOf, type Program, urnOf } from "../../support/deployment";
import { configFor } from "../../support/emulated";

/** The operations of the kind. */
export const LIST = "DescribeSoarStrategyTasks";
export const DETAIL = "DescribeSoarStrategyTaskDetail";
export const CREATE = "CreateSoarStrategyTask";
export const PROCESS = "ProcessSoarStrategyTask";
export const DELETE = "DeleteSoarStrategyTask";

const vulnerabilities = ["i-1", "i-2"].map((instanceId) => ({ instanceId, vulId: 7 }));

/** A task as a program writes it. */
export const patchTuesday = {
  strategyId: "8000",
  strategyName: "Automated Batch Vulnerability Fixing Policy for Multiple Servers",
  strategyTaskName: "patch-tuesday",
  strategyTaskParams: [
    { name: "vulList", associationProperty: "sasAllVul", value: vulnerabilities },
    { name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl: 1 } },
  ],
};

/** The same task as the service may have it: other key order, digits for numbers, parameters in another order. */
export const patchTuesdayThere = {
  Name: "patch-tuesday",
  StrategyId: "8000",
  Params: JSON.stringify([
    { value: { ttl: "1" }, associationProperty: "snapshotConfig", name: "snapshotConfig" },
    {
      name: "vulList",
      value: vulnerabilities.map(({ instanceId, vulId }) => ({ vulId: String(vulId), instanceId })),
      associationProperty: "sasAllVul",
    },
  ]),
};

/** The same task without a name of its own. */
export const unnamed = { ...patchTuesday, strategyTaskName: undefined, __urn: urnOf("patch-tuesday") };

/** The name that the provider makes for `program`. */
export function madeNameOf(program: Program): string {
  const { __urn: urn, ...news } = program;
  const { inputs } = check(soarStrategyTask, configFor(""), news, { urn: String(urn), olds: {} });
  return inputs.strategyTaskName;
}

/** A cloud with strategy tasks, none of which starts by itself, and deployments to it. */
export async function tasks(strategyTasks: Seed["strategyTasks"] = [], options?: EmulatorOptions) {
  const durations = { strategyTaskWaiting: 36_000_000, strategyTaskRunning: 36_000_000 };
  const cloud = await cloudOf(soarStrategyTask, { state: { durations, strategyTasks }, ...options });
  return { ...cloud, there: () => cloud.emulator.state.strategyTasks };
}
