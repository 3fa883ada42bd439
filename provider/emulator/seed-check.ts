import { checkNames } from "./known-names";
import {
  newFeature,
  newOnceTask,
  newOperationProcess,
  newOperationTask,
  newPlaybook,
  newRule,
  newStrategy,
  newStrategyTask,
} from "./new-records";
import { newAlert } from "./past/alerts";
import { newEvent } from "./past/events";
import { newSoarRecord } from "./past/soar-records";
import type { CheckInstance, RepairConfig } from "./records";
import { State } from "./state";

/** A complete one of each thing that a list of the state holds. */
function complete(): Readonly<Record<string, object>> {
  const state = new State();
  return {
    rules: newRule(state, 0, {}),
    features: newFeature({}),
    playbooks: newPlaybook(0, {}),
    strategies: newStrategy(0, {}),
    strategyTasks: newStrategyTask(state, 0, {}),
    operationTasks: newOperationTask(0, {}),
    operationProcesses: newOperationProcess(0, {}),
    onceTasks: newOnceTask(0, {}),
    alerts: newAlert(state, 0, {}, 0),
    events: newEvent(state, 0, {}, 0),
    soarRecords: newSoarRecord(state, 0, {}, 0),
  };
}

/** The parts that are by id or type. */
type Named = Pick<State, "instanceOutcomes" | "repairSettings" | "onceTaskOutcomes">;

/** What the values of such a part hold, with a value of the same type. */
const BY_NAME: { readonly [Part in keyof Named]: Required<State[Part][string]> } = {
  instanceOutcomes: { Status: "", ErrorCode: "", ErrorMsg: "" },
  repairSettings: { RepairSupport: true, RepairReset: true, RepairSupportType: 1, RepairConfigs: [] },
  onceTaskOutcomes: { TaskStatusText: "FAIL", ResultInfo: "", FailCount: 0 },
};

const CHECK_INSTANCE: Required<CheckInstance> = {
  InstanceId: "",
  RegionId: "",
  InstanceName: "",
  Status: "PASS",
  Config: [],
  FirstUpdateTime: 0,
  LastUpdateTime: 0,
};

const REPAIR_CONFIG: Required<RepairConfig> = {
  Name: "",
  ShowName: "",
  DefaultValue: "",
  Value: "",
  UsageType: 1,
  DataTransformType: 0,
};

/**
 * Refuses what is no part of a state, at every depth that has names, and what has another type than such a part.
 * @throws Error that says which name or type is meant
 */
export function checkSeed(seed: object, state: State): void {
  checkMembers("the state", seed, state);
  const things = complete();
  for (const [name, part] of Object.entries(seed)) {
    if (part === undefined) continue;
    const thing = things[name];
    if (thing !== undefined) checkList(name, part, thing);
    const named = BY_NAME[name as keyof Named] as object | undefined;
    for (const [key, inside] of Object.entries(part)) {
      if (named !== undefined) checkMembers(`${name}.${key}`, inside, named);
      if (name === "checkInstances") checkList(`${name}.${key}`, inside, CHECK_INSTANCE);
      const { RepairConfigs } = (name === "repairSettings" ? inside : {}) as { RepairConfigs?: unknown };
      if (RepairConfigs !== undefined) checkList(`${name}.${key}.RepairConfigs`, RepairConfigs, REPAIR_CONFIG);
    }
    if (name === "durations" || name === "past") checkMembers(`the ${name}`, part, state[name]);
  }
}

function checkList(what: string, given: unknown, thing: object): void {
  checkType(what, given, []);
  for (const [index, one] of (given as unknown[]).entries()) checkMembers(`${what}[${index}]`, one, thing);
}

function checkMembers(what: string, given: unknown, known: object): void {
  checkType(what, given, {});
  checkNames(what, given as object, Object.keys(known));
  for (const [name, value] of Object.entries(given as object)) {
    const alike = (known as Readonly<Record<string, unknown>>)[name];
    if (value !== undefined) checkType(what === "the state" ? name : `${what}.${name}`, value, alike);
  }
}

function checkType(what: string, given: unknown, alike: unknown): void {
  // Every 64-bit id is a string of digits, since a number would lose some of them.
  const isId = /\.(Id|SubUserId|Aliuid|StrategyId|CheckId)$/.test(what);
  if (isId && !(typeof given === "string" && /^\d+$/.test(given)))
    throw new Error(`${what} must be a string of digits`);
  // Words such as SCHEDULE are actions: no document names one as a status. (DescribeSoarStrategyTasks, Status)
  if (/^strategyTasks\[\d+\]\.Status$/.test(what) && !/^-?\d+$/.test(String(given)))
    throw new Error(
      `${what} must be a number as a string: -1 waiting, 0 starting, 1 running, 2 finished, 3 scheduled, 4 paused`,
    );
  if (typeOf(given) !== typeOf(alike)) throw new Error(`${what} must be ${typeOf(alike)}`);
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return value === null ? "null" : `a ${typeof value}`;
}
