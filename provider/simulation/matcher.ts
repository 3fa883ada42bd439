import { type Condition, conditionOf } from "../evaluation/condition";
import { type Keys, keysOf, valuesOf } from "../evaluation/entry";
import { answersOf, type ReadyRule, readyWith, watched } from "../evaluation/evaluate";
import type { Finding } from "../evaluation/findings";
import { canonicalText } from "../json";
import type { JudgedRule } from "../rule-language/judged-rule";
import { isQuick, Lookup } from "./lookup";

const SAMPLE = 128;
/** How much more often a condition may hold to be preferred, because it is found without being asked. */
const QUICK = 0.25;

/** A condition that is asked once of an entry, however many rules have it. */
interface Asked extends Condition {
  /** Takes what was found of the present entry. */
  readonly know: (finding: Finding) => void;
}

type AskedRule = ReadyRule<Asked>;
type Kind = "alert" | "event" | undefined;
type Found = (rule: number, finding: Finding) => void;

/**
 * Which rules may answer an entry. Each rule stands under one of its conditions, the one that holds most rarely in the first
 * entries; only rules whose condition may hold are asked for the others.
 */
export class Matcher {
  readonly rules: readonly AskedRule[];
  readonly #plans = new Map<Kind, Plan>();
  /** Number of the present entry. */
  #round = 0;

  /** @param sample so many entries tell how often each condition holds */
  constructor(
    rules: readonly JudgedRule[],
    private readonly sample = SAMPLE,
  ) {
    // Rules share the conditions that they have in common.
    const conditions = new Map<string, Asked>();
    this.rules = rules.map((rule) =>
      readyWith(rule, (item) => {
        const key = canonicalText(item);
        const known = conditions.get(key) ?? this.#askedOnce(conditionOf(item));
        conditions.set(key, known);
        return known;
      }),
    );
  }

  #askedOnce(condition: Condition): Asked {
    let [round, finding] = [-1, false as Finding];
    const know = (found: Finding) => {
      round = this.#round;
      finding = found;
    };
    const find = (entry: Keys) => {
      if (round !== this.#round) know(condition.find(entry));
      return finding;
    };
    return { ...condition, find, know };
  }

  /** The conditions of a rule. */
  conditionsOf(rule: number): readonly Condition[] {
    return (this.rules[rule] as AskedRule).conditions;
  }

  /** Calls `found` for every rule of which it is no certain no that it answers the entry. */
  find(entry: Keys, kind: Kind, found: Found): void {
    let plan = this.#plans.get(kind);
    if (plan === undefined) {
      plan = new Plan(this.rules, kind, this.sample);
      this.#plans.set(kind, plan);
    }
    this.#round++;
    plan.find(entry, found);
  }
}

/** A field under whose conditions rules stand. */
interface Field {
  readonly key: string;
  /** How the values of a property of entities are read. */
  readonly values: ReturnType<typeof valuesOf>;
  readonly lookup: Lookup;
  /** The conditions of the lookup, in its order. */
  readonly conditions: readonly Asked[];
  /** The rules under each condition. */
  readonly rules: readonly (readonly number[])[];
}

/** How the rules that watch entries of one kind are found. */
class Plan {
  readonly #watches: readonly Finding[];
  /** The rules that may answer such an entry. */
  readonly #places: readonly number[];
  /** Rules that have to be asked of every entry. */
  #always: readonly number[];
  #fields: readonly Field[] = [];
  /** Per condition how often it was no certain no. */
  #held: Map<Asked, number> | undefined;
  #seen = 0;

  constructor(
    private readonly rules: readonly AskedRule[],
    kind: Kind,
    private readonly sample: number,
  ) {
    this.#watches = rules.map(({ rule }) => watched(rule.autoResponseType, kind));
    this.#places = [...rules.keys()].filter((place) => this.#watches[place] !== false);
    this.#always = this.#places;
    const choices = this.#places.map((place) => this.#choicesOf(place)).filter((some) => some.length > 1);
    this.#held = new Map(choices.flat().map((condition) => [condition, 0]));
  }

  find(entry: Keys, found: Found): void {
    if (this.#held !== undefined) this.#learn(entry, this.#held);
    this.#ask(this.#always, entry, found);
    for (const { key, values, lookup, conditions, rules } of this.#fields) {
      if (values) {
        const near = new Set(values(entry).flatMap((value) => lookup.find(value).map(({ place }) => place)));
        for (const place of near) this.#ask(rules[place] as readonly number[], entry, found);
        continue;
      }
      for (const { place, finding } of lookup.find(entry.get(key))) {
        (conditions[place] as Asked).know(finding);
        this.#ask(rules[place] as readonly number[], entry, found);
      }
    }
  }

  #ask(places: readonly number[], entry: Keys, found: Found): void {
    for (const place of places) {
      const finding = answersOf(this.#watches[place] as Finding, this.rules[place] as ReadyRule, entry);
      if (finding !== false) found(place, finding);
    }
  }

  #learn(entry: Keys, held: Map<Asked, number>): void {
    for (const [condition, count] of held) if (condition.find(entry) !== false) held.set(condition, count + 1);
    if (++this.#seen < this.sample) return;
    this.#held = undefined;
    const cost = (condition: Asked) => (held.get(condition) ?? 0) / this.sample + (isQuick(condition) ? 0 : QUICK);
    const chosen = this.#places.map((place) => {
      const [first, ...others] = this.#choicesOf(place);
      const condition = others.reduce((best, one) => (best && cost(one) < cost(best) ? one : best), first);
      return { place, condition };
    });
    this.#always = chosen.filter(({ condition }) => condition === undefined).map(({ place }) => place);
    const under = Map.groupBy(
      chosen.filter((one): one is { place: number; condition: Asked } => one.condition !== undefined),
      ({ condition }) => condition,
    );
    const fields = Map.groupBy(under.keys(), ({ compared }) => compared?.field ?? "");
    this.#fields = [...fields].map(([field, conditions]) => ({
      key: keysOf(field)[0] as string,
      values: valuesOf(field),
      lookup: new Lookup(conditions),
      conditions,
      rules: conditions.map((condition) => (under.get(condition) ?? []).map(({ place }) => place)),
    }));
  }

  /** The conditions under which a rule can stand: those that can be told of some entry. */
  #choicesOf(place: number): Asked[] {
    return (this.rules[place] as AskedRule).conditions.filter(({ compared }) => compared !== undefined);
  }
}
