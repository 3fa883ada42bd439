import { defaultPast, type Past } from "./past/past";
import type { Alert, SiemEvent, SoarRecord } from "./past/records";
import type {
  CheckInstance,
  Feature,
  OnceTask,
  OperationProcess,
  OperationTask,
  Playbook,
  RepairSetting,
  Rule,
  Strategy,
  StrategyTask,
} from "./records";
import { defaultSettings, type Settings } from "./settings";

/** How the repair or rollback of one instance ends instead of well. */
interface InstanceOutcome {
  /** A final status of ListOperationTask, e.g. `REPAIR_FAIL` or `REPAIR_SUCCESS_UNVERIFIED`. */
  Status: string;
  ErrorCode?: string;
  ErrorMsg?: string;
}

/** How once tasks of a type end. */
interface OnceTaskOutcome {
  TaskStatusText: "SUCCESS" | "FAIL" | "TIMEOUT";
  ResultInfo: string;
  /** Servers that failed. Default: none of a SUCCESS, all of any other. */
  FailCount?: number;
}

/** How long each status lasts, milliseconds. */
export interface Durations {
  /** `-1` of a strategy task without a planned start. Default 60000. */
  strategyTaskWaiting: number;
  /** `3` and `0` of a strategy task, each. Default 2000. */
  strategyTaskStarting: number;
  /** `1` of a strategy task. Default 5000. */
  strategyTaskRunning: number;
  /** Every status of an operation task that is not final. Default 2000. */
  operationTaskStep: number;
  /** `0` and `1` of an operation process, each. Default 5000. */
  operationProcessStep: number;
  /** INIT and DISPATCH of a once task, each. Default 0: a new task runs at once. */
  onceTaskDispatch: number;
  /** START of a once task. Default 5000. */
  onceTaskRunning: number;
}

/** All that the emulator remembers, in the API's field names. Change it at will; lists are oldest first. */
export class State {
  /** When the emulator started, milliseconds since 1970. */
  startTime = 0;
  /** Account of the access keys, digits. Default 1130916744880001. */
  accountId = "1130916744880001";
  /** By access key: accounts of those that are of another one. Default none. */
  accounts: Record<string, string> = {};
  /** Default none. */
  rules: Rule[] = [];
  /** Id of the next rule, digits. Default 9007199254740993, which a JavaScript number cannot hold. */
  nextRuleId = "9007199254740993";
  /** Condition fields. Default: a few that the documents name. */
  features: Feature[] = [];
  /** Default: the preset ones that the documents name, and the one of their rule example. */
  playbooks: Playbook[] = [];
  /** Default: those of the documents' samples. */
  strategies: Strategy[] = [];
  /** Default none. */
  strategyTasks: StrategyTask[] = [];
  /** Id of the next strategy task, digits. Default 204859012345678901. */
  nextStrategyTaskId = "204859012345678901";
  /** Default none. */
  operationTasks: OperationTask[] = [];
  /** By check id: the instances that the check item, and a repair of all of it, concerns. Default one made-up instance. */
  checkInstances: Record<string, CheckInstance[]> = {};
  /** By check id: what its repair does. Default: it can be rolled back, and its parameters are what the check item looks at. */
  repairSettings: Record<string, RepairSetting> = {};
  /** By instance id: how its repairs, rollbacks and vulnerability fixes end. Default: well. */
  instanceOutcomes: Record<string, InstanceOutcome> = {};
  /** Default none. */
  operationProcesses: OperationProcess[] = [];
  /** Default none. */
  onceTasks: OnceTask[] = [];
  /** Once tasks that may run at a time. Default 10, as GenerateOnceTask documents. */
  onceTaskLimit = 10;
  /**
   * How many coming calls of GenerateOnceTask start nothing and answer CanCreate with the id of the newest once task,
   * where there is one. Default 0.
   */
  repeatedOnceTaskIds = 0;
  /** By task type: how once tasks end. Default: SUCCESS. */
  onceTaskOutcomes: Record<string, OnceTaskOutcome> = {};
  /** Alerts beside those that are made up. Default none. */
  alerts: Alert[] = [];
  /** Events beside those that are made up. Default none. */
  events: SiemEvent[] = [];
  /** Runs of playbooks beside those that are made up. Default none. */
  soarRecords: SoarRecord[] = [];
  /** What is made up of alerts, events and runs of playbooks. */
  past: Past = defaultPast(0);
  /** What the service does where the documents are silent. Default: the first answer to each question. */
  settings: Settings = defaultSettings();
  durations: Durations = {
    strategyTaskWaiting: 60_000,
    strategyTaskStarting: 2_000,
    strategyTaskRunning: 5_000,
    operationTaskStep: 2_000,
    operationProcessStep: 5_000,
    onceTaskDispatch: 0,
    onceTaskRunning: 5_000,
  };

  /** The rule with this Id or RuleName. Throws Error, which lists the rules, unless it is one. */
  rule(idOrName: string): Rule {
    return theOne("rules", idOrName, this.rules, ({ Id, RuleName }) => [Id, RuleName]);
  }

  /** The strategy task with this Id or Name. Throws Error as `rule` does. */
  strategyTask(idOrName: string): StrategyTask {
    return theOne("strategy tasks", idOrName, this.strategyTasks, ({ Id, Name }) => [Id, Name]);
  }

  /** The repair or rollback with this TaskId or InstanceId. Throws Error as `rule` does. */
  operationTask(idOrInstance: string): OperationTask {
    return theOne("operation tasks", idOrInstance, this.operationTasks, ({ TaskId, InstanceId }) => {
      return [TaskId, InstanceId];
    });
  }

  /** The once task with this TaskId or TaskName. Throws Error as `rule` does. */
  onceTask(idOrName: string): OnceTask {
    return theOne("once tasks", idOrName, this.onceTasks, ({ TaskId, TaskName }) => [TaskId, TaskName]);
  }
}

function theOne<T>(things: string, wanted: string, all: readonly T[], names: (one: T) => [string, string]): T {
  const found = all.filter((one) => names(one).includes(wanted));
  const [one] = found;
  if (one !== undefined && found.length === 1) return one;
  const listed = (one === undefined ? all : found).map((other) => names(other).join(" "));
  throw new Error(
    `${found.length || "no"} "${wanted}" among the ${things} of the emulator: ${listed.join(", ") || "there are none"}`,
  );
}
