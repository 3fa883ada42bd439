import { defaultFeatures, defaultPlaybooks, defaultStrategies } from "./catalogue";
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
import { defaultPast, type Past } from "./past/past";
import type { Alert, SiemEvent, SoarRecord } from "./past/records";
import { newSoarRecord } from "./past/soar-records";
import type {
  Feature,
  OnceTask,
  OperationProcess,
  OperationTask,
  Playbook,
  Rule,
  Strategy,
  StrategyTask,
} from "./records";
import { checkSettings, type Settings } from "./settings";
import { type Durations, State } from "./state";

/** Parts of a state; what is left out of a rule, task and so on gets a plausible value. */
export interface Seed
  extends Partial<
    Pick<
      State,
      | "accountId"
      | "accounts"
      | "nextRuleId"
      | "nextStrategyTaskId"
      | "checkInstances"
      | "instanceOutcomes"
      | "onceTaskLimit"
      | "repeatedOnceTaskIds"
      | "onceTaskOutcomes"
    >
  > {
  rules?: Partial<Rule>[];
  features?: Partial<Feature>[];
  playbooks?: Partial<Playbook>[];
  strategies?: Partial<Strategy>[];
  strategyTasks?: Partial<StrategyTask>[];
  operationTasks?: Partial<OperationTask>[];
  operationProcesses?: Partial<OperationProcess>[];
  onceTasks?: Partial<OnceTask>[];
  alerts?: Partial<Alert>[];
  events?: Partial<SiemEvent>[];
  soarRecords?: Partial<SoarRecord>[];
  past?: Partial<Past>;
  durations?: Partial<Durations>;
  settings?: Partial<Settings>;
}

/** A state without rules and tasks, with a few features, playbooks and strategies. */
export function initialState(now: number): State {
  const state = new State();
  state.past = defaultPast(now);
  const catalogue = { features: defaultFeatures, playbooks: defaultPlaybooks, strategies: defaultStrategies };
  applySeed(state, catalogue, now);
  return state;
}

/**
 * Replaces the parts of `state` that `seed` has; the others stay. Throws Error for a part, a setting or an answer that does
 * not exist.
 */
export function applySeed(state: State, seed: Seed, now: number): void {
  const unknown = Object.keys(seed).filter((key) => !Object.hasOwn(state, key));
  if (unknown.length > 0) {
    throw new Error(`not part of the state: ${unknown.join(", ")}; known: ${Object.keys(state).join(", ")}`);
  }
  for (const part of Object.values(seed).flat()) checkIds(part);
  const { rules, features, playbooks, strategies, durations, settings = {}, ...others } = seed;
  checkSettings(settings);
  const { strategyTasks, operationTasks, operationProcesses, onceTasks, alerts, events, soarRecords, past, ...plain } =
    others;
  const unknownOfPast = Object.keys(past ?? {}).filter((key) => !Object.hasOwn(state.past, key));
  if (unknownOfPast.length > 0) throw new Error(`not part of the past: ${unknownOfPast.join(", ")}`);
  Object.assign(state, plain);
  Object.assign(state.durations, durations);
  Object.assign(state.past, past);
  Object.assign(state.settings, settings);
  if (rules) state.rules = rules.map((part) => newRule(state, now, part));
  if (features) state.features = features.map(newFeature);
  if (playbooks) state.playbooks = playbooks.map((part) => newPlaybook(now, part));
  if (strategies) state.strategies = strategies.map((part) => newStrategy(now, part));
  if (strategyTasks) state.strategyTasks = strategyTasks.map((part) => newStrategyTask(state, now, part));
  if (operationTasks) state.operationTasks = operationTasks.map((part) => newOperationTask(now, part));
  if (operationProcesses) state.operationProcesses = operationProcesses.map((part) => newOperationProcess(now, part));
  if (alerts) state.alerts = alerts.map((part, position) => newAlert(state, now, part, position));
  if (events) state.events = events.map((part, position) => newEvent(state, now, part, position));
  if (soarRecords) {
    state.soarRecords = soarRecords.map((part, position) => newSoarRecord(state, now, part, position));
  }
  if (onceTasks) state.onceTasks = onceTasks.map((part) => newOnceTask(now, part));
}

/** Every 64-bit id of the state is a string of digits, since a number would lose some of them. */
function checkIds(part: unknown): void {
  if (typeof part !== "object" || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    const isId = ["Id", "SubUserId", "Aliuid", "StrategyId", "CheckId"].includes(key);
    if (isId && !(typeof value === "string" && /^\d+$/.test(value)))
      throw new Error(`${key} must be a string of digits`);
  }
}
