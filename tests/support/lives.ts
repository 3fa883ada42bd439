import type { Emulator, Seed } from "../../provider/emulator";
import { kinds } from "../../provider/resources";
import { sameConditions } from "../../provider/rule-language/conditions";
import { type Program, urnOf } from "./deployment";
import { oneOfEach, PAUSED_ELSEWHERE } from "./one-of-each";

/** A resource of a kind from its creation to its end, and what the cloud has of it. */
export interface Life {
  readonly kind: (typeof kinds)[keyof typeof kinds];
  readonly program: Program;
  /** The same resource after an edit that has to reach the cloud; absent for a record, which is never edited. */
  readonly edited?: Program;
  /** What the cloud has made for the program: the id of each thing or run. */
  made(emulator: Emulator): string[];
  /** Whether the cloud is as the program says. */
  isAsWanted(emulator: Emulator, program: Program): boolean;
  /** What is left when the resource is deleted: nothing, unless said here. */
  readonly stays?: boolean;
}

const __urn = urnOf("one");
const SOMEBODYS = "somebody's";

/** What others made: alike, and nothing that the programs name. Tasks move in hours. */
export const somebodys: Seed = {
  rules: [
    { Id: "41", RuleName: SOMEBODYS, Status: 100 },
    { Id: "42", RuleName: SOMEBODYS, Status: 0, RegionId: "ap-southeast-1" },
  ],
  strategyTasks: [
    { Id: PAUSED_ELSEWHERE, Name: "weekly fix", Status: "1" },
    { Id: "8102", Name: SOMEBODYS, Status: "4" },
  ],
  operationTasks: [{ TaskId: "t-41", RootTaskId: "r-41", InstanceId: "i-9", CheckId: "132", Status: "REPAIR_FAIL" }],
  onceTasks: [{ TaskId: "o-41", TaskName: SOMEBODYS, TaskStatusText: "SUCCESS", TaskEndTime: 1 }],
  // A run outlives the time between two deployments.
  durations: {
    strategyTaskWaiting: 36_000_000,
    strategyTaskRunning: 36_000_000,
    operationTaskStep: 60_000,
    onceTaskRunning: 60_000,
  },
};

/** What others made, as it is now; the task whose state a program says is not among it. */
export function whatOthersHave({ state }: Emulator): object {
  return structuredClone({
    rules: state.rules.filter(({ RuleName }) => RuleName === SOMEBODYS),
    strategyTasks: state.strategyTasks.filter(({ Name }) => Name === SOMEBODYS),
    operationTasks: state.operationTasks.filter(({ RootTaskId }) => RootTaskId === "r-41"),
    onceTasks: state.onceTasks.filter(({ TaskName }) => TaskName === SOMEBODYS),
  });
}

const rule = {
  __urn,
  ...oneOfEach.AutomateResponseConfig,
  conditions: { alert_level: { equals: "serious" }, alert_name: { containsString: "webshell" } },
};

const ourRules = ({ state }: Emulator) => state.rules.filter(({ RuleName }) => RuleName !== SOMEBODYS);
const ourTasks = ({ state }: Emulator) => state.strategyTasks.filter(({ Id }) => !/^810[12]$/.test(Id));

/** One life of each kind, and of a rule that is off. */
export const lives: Readonly<Record<string, Life>> = {
  "a rule": ofRule({ ...rule }, { ...rule, conditions: { alert_level: { equals: "suspicious" } } }),
  "a rule that is off": ofRule({ ...rule, enabled: false }, { ...rule, enabled: false, autoResponseType: "event" }),
  "the state of a strategy task": {
    kind: kinds.SoarStrategyTaskState,
    program: oneOfEach.SoarStrategyTaskState,
    edited: { strategyTaskId: PAUSED_ELSEWHERE, taskAction: "SCHEDULE" },
    made: () => [],
    isAsWanted: ({ state }, { taskAction }) =>
      (state.strategyTask(PAUSED_ELSEWHERE).Status === "4") === (taskAction === "PAUSE"),
    stays: true,
  },
  "a strategy task": {
    kind: kinds.SoarStrategyTask,
    program: { __urn, ...oneOfEach.SoarStrategyTask },
    made: (emulator) => ourTasks(emulator).map(({ Id }) => Id),
    isAsWanted: (emulator) => ourTasks(emulator).length === 1,
  },
  "a repair": {
    kind: kinds.OperationTask,
    program: {
      checkId: "132",
      type: "REPAIR",
      operationTaskInstances: [
        { instanceId: "i-1", regionId: "cn-hangzhou" },
        { instanceId: "i-2", regionId: "cn-hangzhou" },
      ],
    },
    made: ({ state }) =>
      [...new Set(state.operationTasks.map((task) => task.RootTaskId))].filter((id) => id !== "r-41"),
    isAsWanted: ({ state }) => state.operationTasks.length === 3,
    stays: true,
  },
  "a scan": {
    kind: kinds.OnceTask,
    program: oneOfEach.OnceTask,
    made: ({ state }) => state.onceTasks.filter(({ TaskName }) => TaskName !== SOMEBODYS).map(({ TaskId }) => TaskId),
    isAsWanted: ({ state }) => state.onceTasks.length === 2,
    stays: true,
  },
};

function ofRule(program: Program, edited: Program): Life {
  return {
    kind: kinds.AutomateResponseConfig,
    program,
    edited,
    made: (emulator) => ourRules(emulator).map(({ Id }) => Id),
    isAsWanted: (emulator, { conditions, autoResponseType, enabled = true }) => {
      const [only, ...others] = ourRules(emulator);
      const items = Object.entries(conditions as typeof rule.conditions).flatMap(([field, operators]) =>
        Object.entries(operators).map(([operator, value]) => ({ left: { value: field }, operator, right: { value } })),
      );
      return (
        only !== undefined &&
        others.length === 0 &&
        sameConditions(JSON.parse(only.ExecutionCondition), items) &&
        only.AutoResponseType === autoResponseType &&
        only.Status === (enabled ? 100 : 0)
      );
    },
  };
}
