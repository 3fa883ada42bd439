import type { Change } from "./change";
import { GROUPS, type Group } from "./groups";
import type { Deed, ReportedRule } from "./rules";

/** A place of the map. */
export interface MapNode {
  /** Unique, of our own making: `t0`, `r12`, `d3`. */
  readonly id: string;
  readonly label: string;
  /** What becomes of it; absent for triggers and deeds. */
  readonly group?: Group;
  /** Whether it is a playbook. */
  readonly isPlaybook?: boolean;
  /** The changes that it stands for, by their place in the report. */
  readonly changes: readonly number[];
}

/** A way from a trigger to a rule, or from a rule to what it does. */
interface MapEdge {
  readonly from: string;
  readonly to: string;
  readonly mark: Mark;
}

/** Whether a way is there before and after. */
export type Mark = "new" | "gone" | "same";

/** What leads to what, as far as it changes. */
export interface ResponseMap {
  readonly triggers: readonly MapNode[];
  readonly rules: readonly MapNode[];
  readonly deeds: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  /** How many rules are not on the map. */
  readonly left: number;
}

/** More rules than these are drawn together where they lead from and to the same places. */
const MANY = 30;
/** Fewer rules than these stand alone. */
const BUNDLE = 4;

/** Where a rule leads from and to, as far as it is on. */
interface Way {
  readonly change: Change;
  readonly place: number;
  readonly triggers: ReadonlyMap<string, Mark>;
  /** By what tells a deed from others. */
  readonly deeds: ReadonlyMap<string, readonly [Deed, Mark]>;
}

/**
 * The map of the rules that change.
 * @param most so many rules, or bundles of rules, are drawn
 */
export function mapOf(changes: readonly Change[], most = Number.POSITIVE_INFINITY): ResponseMap {
  const ways = changes.flatMap((change, place) => wayOf(change, place));
  const bundles = bundled(ways);
  const drawn = bundles.slice(0, most);
  const triggers = new Map<string, Growing>();
  const deeds = new Map<string, Growing>();
  const edges: MapEdge[] = [];
  const rules = drawn.map((bundle, index): MapNode => {
    const [first] = bundle;
    const id = `r${index}`;
    const places = bundle.map(({ place }) => place);
    for (const [trigger, mark] of first.triggers) {
      edges.push({ from: nodeIn(triggers, "t", trigger, { label: trigger }, places).id, to: id, mark });
    }
    for (const [key, [{ name, isPlaybook }, mark]] of first.deeds) {
      edges.push({ from: id, to: nodeIn(deeds, "d", key, { label: name, isPlaybook }, places).id, mark });
    }
    const { name, group } = first.change;
    const label = bundle.length === 1 ? name : `${bundle.length} rules ${GROUPS[group].many}`;
    return { id, label, group, changes: places };
  });
  const left = bundles.slice(most).reduce((sum, bundle) => sum + bundle.length, 0);
  return { triggers: [...triggers.values()], rules, deeds: [...deeds.values()], edges, left };
}

/** A node that is being drawn: what stands on it is still added. */
type Growing = MapNode & { readonly changes: number[] };

function nodeIn(
  nodes: Map<string, Growing>,
  layer: string,
  key: string,
  node: Pick<MapNode, "label" | "isPlaybook">,
  places: readonly number[],
): MapNode {
  const present = nodes.get(key) ?? { ...node, id: `${layer}${nodes.size}`, changes: [] };
  nodes.set(key, present);
  for (const place of places) present.changes.push(place);
  return present;
}

function wayOf(change: Change, place: number): Way[] {
  const { ruleBefore, ruleAfter, group } = change;
  if (group === "quiet" || !(ruleBefore || ruleAfter)) return [];
  const [before, after] = [whileOn(ruleBefore), whileOn(ruleAfter)];
  const marked = <Value>(old: ReadonlyMap<string, Value>, present: ReadonlyMap<string, Value>) =>
    new Map(
      [...old, ...present].map(([key, value]): [string, readonly [Value, Mark]] => {
        return [key, [value, !old.has(key) ? "new" : present.has(key) ? "same" : "gone"]];
      }),
    );
  const triggers = [...marked(before.triggers, after.triggers)].map(([key, [, mark]]) => [key, mark] as const);
  return [{ change, place, triggers: new Map(triggers), deeds: marked(before.deeds, after.deeds) }];
}

function whileOn(rule: ReportedRule | undefined) {
  const { trigger, deeds } = rule?.isOn ? rule : { trigger: undefined, deeds: [] };
  return {
    triggers: new Map(trigger === undefined ? [] : [[trigger, trigger] as const]),
    deeds: new Map(deeds.map((deed) => [`${deed.uuid ?? ""} ${deed.isPlaybook} ${deed.uuid ? "" : deed.name}`, deed])),
  };
}

/** The ways that are drawn as one, in the order of the report. */
function bundled(ways: readonly Way[]): [Way, ...Way[]][] {
  if (ways.length <= MANY) return ways.map((way) => [way]);
  const keyOf = ({ change, triggers, deeds }: Way) =>
    JSON.stringify([change.group, [...triggers], [...deeds].map(([key, [, mark]]) => [key, mark])]);
  return [...Map.groupBy(ways, keyOf).values()].flatMap((bundle) => {
    const [first, ...others] = bundle as [Way, ...Way[]];
    return bundle.length >= BUNDLE ? [[first, ...others] as [Way, ...Way[]]] : bundle.map((way): [Way] => [way]);
  });
}
