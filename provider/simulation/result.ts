import type { PlannedRun, RunParameter } from "../judged-rules/runs";
import type { Count } from "./distinct";

/** What `alicloud-soar simulate --json` prints: what rules would have answered, and what repairs and scans would touch. */
export interface SimulationResult {
  /** Of this package. */
  readonly version: string;
  /** Where the rules come from: only a `preview` has a before and an after. */
  readonly source: "preview" | "state" | "account";
  /** Against what they were judged. */
  readonly history: SimulatedHistory;
  /** What no document says, and what is taken for granted in its place: sentences. */
  readonly assumptions: readonly string[];
  /** What could not be found out, and why: sentences. */
  readonly notes: readonly string[];
  /** In the order of the preview, the state or the account. */
  readonly rules: readonly SimulatedRule[];
  /** The repairs, rollbacks and scans that the preview would run. */
  readonly runs: readonly SimulatedRun[];
  /** The thresholds of --fail-on that are met, each once for every rule that meets it. Empty: exit code 0, where the preview did not fail. */
  readonly met: readonly MetThreshold[];
}

/** A history, as far as it was read. */
interface SimulatedHistory {
  /** The file; absent for one that was read from the account for this (--days). */
  readonly file?: string;
  /** The time that it tells of, as in `2026-01-31T00:00:00.000Z`. */
  readonly since: string;
  readonly until: string;
  /** How many it has. */
  readonly alerts: number;
  readonly events: number;
  /** When the first and the last of them occurred, as the service writes times; absent where there is none. */
  readonly first?: string;
  readonly last?: string;
}

/** What a rule would have answered. */
export interface SimulatedRule {
  /** Name of the resource, or in an account of the rule. */
  readonly name: string;
  readonly urn?: string;
  /** The rule's Id, where it exists already. */
  readonly id?: string;
  /** What is done with it: `create`, `update`, `replace`, `delete`, `same`, or another word of the engine. */
  readonly operation: string;
  /** Paths of the properties that change, e.g. `conditions.alert_name.containsString`. */
  readonly changed: readonly string[];
  /** As it is; absent for a new one. */
  readonly before?: SimulatedSide;
  /** As it will be, or stays; absent for one that goes. */
  readonly after?: SimulatedSide;
  /** What the change makes it answer that it did not. A rule that is off answers nothing. */
  readonly added: RuleTally;
  /** What it does not answer any more. */
  readonly removed: RuleTally;
  /** Of how many entries it cannot be told whether the change makes a difference. */
  readonly unclear: number;
  /** The playbooks that it runs, before or after, in the order of its actions. */
  readonly playbooks: readonly SimulatedPlaybook[];
}

/** A rule before or after. */
export interface SimulatedSide extends RuleTally {
  /** Whether the service evaluates it. What it answers is counted in any case, as if it were on. */
  readonly enabled: "on" | "off" | "cannot tell";
}

/** What is counted of entries. */
export interface RuleTally {
  /** How many entries are answered. */
  readonly matches: number;
  /** Of how many it cannot be told. */
  readonly cannotTell: number;
  /** Why, the most frequent reason first. */
  readonly doubts: readonly RuleDoubt[];
  /** How many different entities of each type the answered entries are about, e.g. of `ip`. */
  readonly entities: Readonly<Record<string, Count>>;
  /** How many different assets, such as hosts. */
  readonly assets: Count;
  /** When the first and the last of them occurred, as the service writes times; absent where there is none. */
  readonly first?: string;
  readonly last?: string;
  /** The first three. */
  readonly samples: readonly Sample[];
}

/** An alert or event, as a reader recognises it. */
export interface Sample {
  /** AlertUuid or IncidentUuid. */
  readonly id?: string;
  /** AlertTitle, AlertName or IncidentName. */
  readonly name?: string;
  /** When it occurred, as the service writes times. */
  readonly time?: string;
  /** Names of its assets, the first five. */
  readonly assets: readonly string[];
}

/** Why it cannot be told of some entries. The value of the condition is not shown: it may be a secret. */
export interface RuleDoubt {
  /** Half a sentence. */
  readonly why: string;
  /** Field and operator of the condition that could not be told, where one could not. */
  readonly field?: string;
  readonly operator?: string;
  readonly entries: number;
}

/** How often a rule runs a playbook. */
export interface SimulatedPlaybook {
  readonly uuid?: string;
  readonly name?: string;
  /** Type of the entities on which it works, e.g. `ip`; absent where that is not known, and those of all types are counted. */
  readonly worksOn?: string;
  /** Absent where the rule does not run it. */
  readonly before?: PlaybookRuns;
  readonly after?: PlaybookRuns;
  /** Runs that there were not. */
  readonly added: PlaybookRuns;
  /** Runs that there are not any more. */
  readonly removed: PlaybookRuns;
}

/** Runs of a playbook: one for every entry that the rule answers, none while it is off. */
export interface PlaybookRuns {
  /** How many; absent where it cannot be told whether the rule is on. */
  readonly runs?: number;
  /** On how many different entities of each type. */
  readonly entities: Readonly<Record<string, Count>>;
}

/** A repair, rollback or scan that a preview would run, and what the account tells of it with --live. */
export interface SimulatedRun extends PlannedRun {
  /** The instances; of a whole check item, those that fail now, with --live. */
  readonly instances: readonly TouchedInstance[];
  /** What a repair of the check item does, with --live. (GetCheckDetail, RepairSetting) */
  readonly repair?: CheckRepair;
}

/** What the service says of the repair of a check item. What it does not say is absent. */
export interface CheckRepair {
  /** Whether it can make one. */
  readonly isSupported?: boolean;
  /** Whether something has to be restarted after it. */
  readonly restarts?: boolean;
  /** Whether it can be rolled back. */
  readonly canRollBack?: boolean;
  readonly parameters: readonly CheckParameter[];
}

/** A parameter of the repair of a check item. */
export interface CheckParameter {
  readonly name: string;
  /**
   * Where its value comes from: the `asset`, what somebody `configured` for the check item, or what is given to one `run`; absent
   * where the service does not tell.
   */
  readonly from?: "asset" | "configured" | "run";
  /** Whether the service treats its value as one to hide: it is not shown then. */
  readonly isHidden?: boolean;
  /** What is configured. */
  readonly value?: string;
  /** What it is where nobody gives a value. */
  readonly byDefault?: string;
}

/** An instance that a repair or rollback would touch. What the account tells of it is there with --live, where it does. */
export interface TouchedInstance {
  readonly instanceId: string;
  readonly regionId?: string;
  readonly name?: string;
  /** The result of the check item for it now, e.g. `NOT_PASS`. */
  readonly status?: string;
  /** What the check item looks at, as it is now. (ListCheckInstanceResult, Config) */
  readonly settings?: readonly RunParameter[];
  /** The parameters of the latest such run on it, with the values that they have now. (ListOperationCheck, RepairConfigs) */
  readonly sets?: readonly RunParameter[];
}

/** A threshold that a rule meets. */
export interface MetThreshold {
  /** As it was given, e.g. `new-matches>100`. */
  readonly threshold: string;
  /** Name of the rule. */
  readonly rule: string;
  readonly urn?: string;
  /** The number that meets it. */
  readonly found: number;
}
