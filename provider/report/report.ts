import { compareText } from "../json";
import type { PlannedResource } from "../judged-rules/planned";
import { type Change, changeOf, isOurs, kindOf } from "./change";
import type { GivenFinding, GivenSimulation } from "./given";
import { GROUPS, type Group } from "./groups";

/** What a report is made of. */
export interface Given {
  /** Of a preview. */
  readonly resources: readonly PlannedResource[];
  /** What the preview leaves out, so that nothing is known of it: sentences. */
  readonly leftOut?: readonly string[];
  /** What lint found. */
  readonly findings?: readonly GivenFinding[];
  /** What a simulation says. */
  readonly simulation?: GivenSimulation;
  /** Names of the playbooks that the account has, by UUID. */
  readonly playbooks?: ReadonlyMap<string, string>;
}

/** What a preview changes, in the order in which a reader should know it. */
export interface Report {
  readonly changes: readonly Change[];
  /** What the preview leaves out, so that nothing is known of it: sentences. */
  readonly leftOut: readonly string[];
  /** How many resources of this package stay as they are. */
  readonly unchanged: number;
  /** How many resources change that are not of this package. */
  readonly others: number;
  /** The history against which rules were judged. */
  readonly history?: GivenSimulation["history"];
  /** How many findings are about rules that stay as they are. */
  readonly findingsElsewhere: number;
  /** Whether it is known what lint found. */
  readonly isLinted: boolean;
}

const ORDER = Object.keys(GROUPS) as Group[];
const LEVELS = ["error", "warning", "note"];

/** The kinds, what is hardest to take back first. */
const KINDS = ["OperationTask", "OnceTask", "AutomateResponseConfig", "SoarStrategyTask", "SoarStrategyTaskState"];

/** What a preview changes. */
export function reportOf({ resources, leftOut = [], findings: given, simulation, playbooks }: Given): Report {
  const findings = given ?? [];
  const ours = resources.filter(isOurs);
  const others = resources.filter((one) => !isOurs(one) && !isSame(one) && !isOfEngine(one));
  const changing = ours.filter((one) => !isSame(one));
  const rules = new Map(simulation?.rules.map((rule) => [rule.urn ?? rule.name, rule]));
  const runs = Map.groupBy(simulation?.runs ?? [], ({ urn }) => urn);
  const found = Map.groupBy(findings, ({ urn, rule }) => urn ?? rule);
  const ranked = changing.map((resource) => {
    const { urn } = resource;
    const [simulated, touched] = [rules.get(urn), runs.get(urn) ?? []];
    const said = { ...(simulated && { simulated }), touched, findings: found.get(urn) ?? [] };
    const change = changeOf(resource, said, playbooks);
    return { change, rank: rankOf(change, kindOf(resource)) };
  });
  ranked.sort((a, b) => compareRanks(a.rank, b.rank) || compareText(a.change.urn, b.change.urn));
  const changes = ranked.map(({ change }) => change);
  const shown = changes.reduce((sum, change) => sum + change.findings.length, 0);
  return {
    changes,
    leftOut,
    unchanged: ours.length - changing.length,
    others: others.length,
    ...(simulation && { history: simulation.history }),
    findingsElsewhere: findings.length - shown,
    isLinted: given !== undefined,
  };
}

/** Stacks and providers, which are no resources of any cloud. */
function isOfEngine({ before, after }: PlannedResource): boolean {
  return String((after ?? before)?.type).startsWith("pulumi:");
}

function isSame({ operation }: PlannedResource): boolean {
  return operation === "same";
}

/** What comes first has the lower numbers. */
function rankOf(change: Change, kind: string): number[] {
  const { group, isDangerous, simulated, findings } = change;
  const reach = simulated ? simulated.added.matches + simulated.removed.matches : 0;
  const worst = Math.min(LEVELS.length, ...findings.map(({ level }) => LEVELS.indexOf(level)));
  return [ORDER.indexOf(group), isDangerous ? 0 : 1, KINDS.indexOf(kind), -reach, worst];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, rank] of a.entries()) {
    const difference = rank - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
