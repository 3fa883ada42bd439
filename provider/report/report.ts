import { compareText } from "../json";
import { kindOf, type PlannedResource } from "../judged-rules/planned";
import { type Change, changeOf } from "./change";
import type { GivenFinding, GivenSimulation, NotMade } from "./given";
import { GROUPS, type Group } from "./groups";

/** What a report is made of. */
export interface Given {
  /** Of a preview. */
  readonly resources: readonly PlannedResource[];
  /** What the preview leaves out, so that nothing is known of it: sentences. */
  readonly leftOut?: readonly string[];
  /** Whether the preview failed, so that there may be more than it shows. */
  readonly isFailed?: boolean;
  /** What lint found, or why it found nothing out. */
  readonly findings?: readonly GivenFinding[] | NotMade;
  /** What a simulation says, or why there is none. */
  readonly simulation?: GivenSimulation | NotMade;
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
  /** Whether the preview failed, so that there may be more changes. */
  readonly isFailed: boolean;
  /** The history against which rules were judged. */
  readonly history?: GivenSimulation["history"];
  /** How many thresholds are met by rules that stay as they are. */
  readonly metElsewhere: number;
  /** How many findings are about rules that stay as they are. */
  readonly findingsElsewhere: number;
  /** Whether it is known what lint found. */
  readonly isLinted: boolean;
  /** What was to be told beside the preview and could not be made, each with why: a text of others. */
  readonly notMade: readonly { readonly what: "simulation" | "lint"; readonly why: string }[];
}

const ORDER = Object.keys(GROUPS) as Group[];
const LEVELS = ["error", "warning", "note"];

/** The kinds, what is hardest to take back first. */
const KINDS = ["OperationTask", "OnceTask", "AutomateResponseConfig", "SoarStrategyTask", "SoarStrategyTaskState"];

/** What a preview changes. */
export function reportOf({ resources, leftOut = [], isFailed = false, playbooks, ...given }: Given): Report {
  const linted = made(given.findings);
  const findings = linted ?? [];
  const simulation = made(given.simulation);
  const ours = resources.flatMap((one) => {
    const kind = kindOf(one.after ?? one.before);
    return kind === undefined ? [] : [{ ...one, kind }];
  });
  const others = resources.filter(
    (one) => kindOf(one.after ?? one.before) === undefined && !isSame(one) && !isOfEngine(one),
  );
  const changing = ours.filter((one) => !isSame(one));
  const rules = new Map(simulation?.rules.map((rule) => [rule.urn ?? rule.name, rule]));
  const runs = Map.groupBy(simulation?.runs ?? [], ({ urn }) => urn);
  const met = Map.groupBy(simulation?.met ?? [], ({ urn, rule }) => urn ?? rule);
  const found = Map.groupBy(findings, ({ urn, rule }) => urn ?? rule);
  const ranked = changing.map((resource) => {
    const { urn } = resource;
    const [simulated, touched] = [rules.get(urn), runs.get(urn) ?? []];
    const said = { ...(simulated && { simulated }), touched, met: met.get(urn) ?? [], findings: found.get(urn) ?? [] };
    const change = changeOf(resource, said, playbooks);
    return { change, rank: rankOf(change, resource.kind) };
  });
  ranked.sort((a, b) => compareRanks(a.rank, b.rank) || compareText(a.change.urn, b.change.urn));
  const changes = ranked.map(({ change }) => change);
  const shown = (of: "findings" | "met") => changes.reduce((sum, change) => sum + change[of].length, 0);
  return {
    changes,
    leftOut,
    isFailed,
    notMade: [...notMade("simulation", given.simulation), ...notMade("lint", given.findings)],
    unchanged: ours.length - changing.length,
    others: others.length,
    ...(simulation && { history: simulation.history }),
    metElsewhere: (simulation?.met ?? []).length - shown("met"),
    findingsElsewhere: findings.length - shown("findings"),
    isLinted: linted !== undefined,
  };
}

function made<Value extends object>(given: Value | NotMade | undefined): Value | undefined {
  return given === undefined || "notMade" in given ? undefined : given;
}

function notMade(what: "simulation" | "lint", given: object | undefined): Report["notMade"] {
  return given !== undefined && "notMade" in given ? [{ what, why: String(given.notMade) }] : [];
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
