import type { Condition } from "../evaluation/condition";
import type { Keys } from "../evaluation/entry";
import { type Doubt, inWords, isDoubt } from "../evaluation/findings";
import { type ExecutionConditionItem, isScalar } from "../rule-language/conditions";
import { isMark } from "../unknown";
import { Distinct } from "./distinct";
import { ENTITY_KEYS, type Entities, type Entity } from "./entities";
import type { RuleDoubt, RuleTally, Sample } from "./result";

const SAMPLES = 3;
const NAMED_ASSETS = 5;
/** Types of entities that are told apart; the service has about ten (ListEntities, EntityType). */
const TYPES = 24;

const TIMES = ["OccurTime", "StartTime", "LogTime", "GmtCreate"];
const IDS = ["AlertUuid", "IncidentUuid"];
const NAMES = ["AlertTitle", "AlertName", "IncidentName"];

/** The keys of an entry that a tally reads. */
export const TALLY_KEYS: readonly string[] = [...TIMES, ...IDS, ...NAMES, ...ENTITY_KEYS];

/** An entry that rules answer: what is read of it is read once, whichever of them do. */
export class Answered {
  readonly time: string | undefined;
  #entities: readonly Entity[] | undefined;
  #assets: readonly Entity[] | undefined;

  constructor(
    readonly entry: Keys,
    private readonly read: Entities,
  ) {
    this.time = textOf(entry, TIMES);
  }

  get entities(): readonly Entity[] {
    this.#entities ??= this.read.of(this.entry);
    return this.#entities;
  }

  get assets(): readonly Entity[] {
    this.#assets ??= this.read.assetsOf(this.entry);
    return this.#assets;
  }

  sample(): Sample {
    const [id, name, time] = [textOf(this.entry, IDS), textOf(this.entry, NAMES), this.time];
    const assets = this.assets.slice(0, NAMED_ASSETS).map((asset) => asset.name);
    return { ...(id && { id }), ...(name && { name }), ...(time && { time }), assets };
  }
}

function textOf(entry: Keys, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = entry.get(key);
    if (value !== undefined && value !== null && value !== "") return String(value);
  }
  return undefined;
}

/** Counts what a rule answers, at a memory that does not grow with it. */
export class Counting {
  #matches = 0;
  #cannotTell = 0;
  readonly #doubts = new Map<
    string,
    { doubt: Doubt; condition: ExecutionConditionItem | undefined; entries: number }
  >();
  readonly #entities = new Map<string, Distinct>();
  readonly #assets = new Distinct();
  #first: string | undefined;
  #last: string | undefined;
  readonly #samples: Sample[] = [];

  /** The rule answers the entry. */
  match(answered: Answered): void {
    this.#matches++;
    const { time } = answered;
    if (time !== undefined) {
      if (this.#first === undefined || time < this.#first) this.#first = time;
      if (this.#last === undefined || time > this.#last) this.#last = time;
    }
    for (const { type, hash } of answered.entities) this.#of(type).add(hash);
    for (const { hash } of answered.assets) this.#assets.add(hash);
    if (this.#samples.length < SAMPLES) this.#samples.push(answered.sample());
  }

  /** It cannot be told whether the rule answers the entry. */
  doubt(doubt: Doubt, conditions: readonly Condition[], entry: Keys): void {
    this.#cannotTell++;
    const at = conditions.findIndex(({ find }) => isDoubt(find(entry)));
    const key = `${at} ${doubt}`;
    const known = this.#doubts.get(key);
    if (known) known.entries++;
    else this.#doubts.set(key, { doubt, condition: conditions[at]?.item, entries: 1 });
  }

  /** What was counted so far. */
  tally(): RuleTally {
    const doubts = [...this.#doubts.values()].sort((a, b) => b.entries - a.entries);
    const entities = [...this.#entities].map(([type, distinct]) => [type, distinct.count()] as const);
    return {
      matches: this.#matches,
      cannotTell: this.#cannotTell,
      entities: Object.fromEntries(entities.sort(([a], [b]) => (a < b ? -1 : 1))),
      assets: this.#assets.count(),
      ...(this.#first !== undefined && { first: this.#first }),
      ...(this.#last !== undefined && { last: this.#last }),
      samples: this.#samples,
      doubts: doubts.map(({ doubt, condition, entries }) => ({ why: inWords(doubt), ...placeOf(condition), entries })),
    };
  }

  #of(type: string): Distinct {
    const known = this.#entities.get(type);
    if (known !== undefined) return known;
    const name = this.#entities.size < TYPES ? type : "other";
    const counted = this.#entities.get(name) ?? new Distinct();
    this.#entities.set(name, counted);
    return counted;
  }
}

function placeOf(condition: ExecutionConditionItem | undefined): Pick<RuleDoubt, "field" | "operator"> {
  const [field, operator] = [seen(condition?.left?.value), seen(condition?.operator)];
  return { ...(field !== undefined && { field }), ...(operator !== undefined && { operator }) };
}

/** A text, unless it is one that stands for what is not to be seen. */
export function seen(value: unknown): string | undefined {
  return isScalar(value) && !isMark(value) ? String(value) : undefined;
}
