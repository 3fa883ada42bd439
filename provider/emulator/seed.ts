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
import { checkSeed } from "./seed-check";
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
      | "repairSettings"
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
  state.startTime = now;
  state.past = defaultPast(now);
  const catalogue = { features: defaultFeatures, playbooks: defaultPlaybooks, strategies: defaultStrategies };
  applySeed(state, catalogue, now);
  return state;
}

/** Replaces the parts of `state` that `seed` has; the others stay. Throws Error for a name or an answer that does not exist. */
export function applySeed(state: State, seed: Seed, now: number): void {
  checkSeed(seed, state);
  const { rules, features, playbooks, strategies, durations, settings = {}, ...others } = seed;
  checkSettings(settings);
  const { strategyTasks, operationTasks, operationProcesses, onceTasks, alerts, events, soarRecords, past, ...plain } =
    others;
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
