import { isObject } from "../json";
import type { PlannedResource } from "../judged-rules/planned";
import { isMark } from "../unknown";
import { nameIn } from "../urn";
import type { GivenFinding, GivenSimulation } from "./given";
import { type Judgement, judgeOther, judgeRule } from "./groups";
import { differingProperties, givenTo, type PropertyChange, withWords } from "./properties";
import { type PlaybookNames, type ReportedRule, reportedRule } from "./rules";

/** Kinds in words. */
const KINDS = new Map([
  ["AutomateResponseConfig", "rule"],
  ["OperationTask", "repair"],
  ["OnceTask", "scan"],
  ["SoarStrategyTask", "strategy task"],
  ["SoarStrategyTaskState", "state of a strategy task"],
]);

/** Operations of the engine in words. */
const OPERATIONS = new Map([
  ["create", "new"],
  ["update", "changed"],
  ["replace", "replaced"],
  ["delete", "goes"],
  ["import", "taken over"],
]);

/** A resource that changes, as a report tells it. Every text is as untrusted as the program that it comes from. */
export interface Change extends Judgement {
  readonly urn: string;
  readonly name: string;
  /** In words, e.g. `rule`. */
  readonly kind: string;
  /** In words, e.g. `changed`. */
  readonly operation: string;
  /** Sentences that say what it does; absent where it is not there. */
  readonly before?: string;
  readonly after?: string;
  readonly properties: readonly PropertyChange[];
  /** What it is as a rule, if it is one. */
  readonly ruleBefore?: ReportedRule;
  readonly ruleAfter?: ReportedRule;
  /** What a simulation says of it, where one was given. */
  readonly simulated?: GivenSimulation["rules"][number];
  readonly touched: GivenSimulation["runs"];
  /** Thresholds of the simulation that it meets. */
  readonly met: GivenSimulation["met"];
  /** Playbooks that the account calls otherwise than the rule does. */
  readonly misnamed: readonly Misnamed[];
  /** What lint found of it. */
  readonly findings: readonly GivenFinding[];
}

/** A playbook whose name in a rule is another one's, or nobody's: the service runs what the UUID says. */
interface Misnamed {
  /** As the rule calls it. */
  readonly name: string;
  /** As the account calls it. */
  readonly listed: string;
}

/** A resource of this package in a preview. */
export interface OwnResource extends PlannedResource {
  /** E.g. `OnceTask`. */
  readonly kind: string;
}

/** What was said of a resource elsewhere. */
export type Said = Pick<Change, "simulated" | "touched" | "met" | "findings">;

/** A resource of this package that changes. */
export function changeOf(resource: OwnResource, said: Said, playbooks: PlaybookNames = new Map()): Change {
  const { urn, operation, changed, kind } = resource;
  const before = resource.before && givenTo(resource.before);
  const after = resource.after && givenTo(resource.after);
  const outputs = resource.before?.outputs;
  const joined = isObject(outputs) && outputs.joined === true;
  const step = { operation, ...(before && { before }), ...(after && { after }), changed, joined };
  const common = {
    urn,
    name: nameIn(urn),
    kind: kind === "OperationTask" && (after ?? before)?.type === "ROLLBACK" ? "rollback" : (KINDS.get(kind) ?? kind),
    operation: OPERATIONS.get(operation) ?? operation,
    properties: differingProperties(before ?? {}, after ?? {}, changed),
    misnamed: [],
    ...said,
  };
  if (kind !== "AutomateResponseConfig") {
    const [old, present] = [summaryOf(before), summaryOf(after)];
    return {
      ...common,
      ...judgeOther(kind, step),
      ...(old !== undefined && { before: old }),
      ...(present !== undefined && { after: present }),
    };
  }
  const old = before && reportedRule(urn, before, playbooks);
  const present = after && reportedRule(urn, after, playbooks);
  return {
    ...common,
    ...judgeRule(old, present, step),
    misnamed: (present?.deeds ?? []).flatMap(({ name, misnamed }) => {
      return misnamed === undefined ? [] : [{ name: misnamed, listed: name }];
    }),
    ...(old && { before: old.sentence, ruleBefore: old }),
    ...(present && { after: present.sentence, ruleAfter: present }),
  };
}

/** The sentence that is recorded with a resource. */
function summaryOf(properties: unknown): string | undefined {
  if (!isObject(properties)) return undefined;
  const { summary } = properties;
  if (typeof summary !== "string") return "What it does is not recorded.";
  const words = withWords(summary);
  return isMark(summary) ? `What it does is not to be seen here: ${words}.` : words;
}
