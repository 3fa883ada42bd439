import type { Condition } from "../evaluation/condition";
import { type Keys, KIND_KEYS, kindOf } from "../evaluation/entry";
import { type Finding, isDoubt } from "../evaluation/findings";
import { canonicalText } from "../json";
import { isHidden, type JudgedRule } from "../rule-language/judged-rule";
import { Entities } from "./entities";
import { Matcher } from "./matcher";
import type { RuleTally } from "./result";
import { Answered, Counting, TALLY_KEYS } from "./tally";
import { type Said, type Unseen, unseenChanges } from "./unseen";

/** A rule as it is, as it will be, or both, as a preview has them. */
export interface Subject extends Said {
  readonly before?: JudgedRule;
  readonly after?: JudgedRule;
}

/** What would have happened with a rule. */
export interface Outcome<Of extends Subject = Subject> {
  readonly subject: Of;
  /** What the rule answers, were it on, as it is and as it will be. */
  readonly before?: RuleTally;
  readonly after?: RuleTally;
  /** What the change makes it answer that it did not; a rule that is off answers nothing. */
  readonly added: RuleTally;
  /** What it does not answer any more. */
  readonly removed: RuleTally;
  /** Of how many entries it cannot be told whether the change makes a difference. */
  readonly unclear: number;
}

/** What was simulated. */
export interface Simulated<Of extends Subject = Subject> {
  readonly entries: { readonly alerts: number; readonly events: number; readonly others: number };
  /** When the first and the last entry occurred, as the service writes times. */
  readonly first?: string;
  readonly last?: string;
  readonly outcomes: readonly Outcome<Of>[];
}

/** What is said of rules that say the same: they are judged and counted once, as most rules of a preview do not change. */
interface Judged {
  readonly rule: JudgedRule;
  readonly counting: Counting;
  /** Changes whose sides it is. */
  readonly changes: { readonly of: Change; readonly side: "before" | "after" }[];
}

/** A rule whose change may make a difference, while entries go by. */
interface Change {
  readonly subject: Subject;
  readonly added: Counting;
  readonly removed: Counting;
  readonly unseen: Unseen | undefined;
  unclear: number;
  /** The conditions that may differ: where they hold, an answer that cannot be told is the same. Absent: all else may differ. */
  differing?: readonly Condition[];
  /** What was found of the present entry. */
  before: Finding;
  after: Finding;
}

/**
 * Judges many rules on many entries, one after the other. Its cost grows with what the rules answer, its memory with the rules
 * only.
 */
export class Simulation<Of extends Subject> {
  /** The keys of an entry that are read; a reader may leave out all others. */
  readonly keys: ReadonlySet<string>;
  readonly #judged = new Map<string, Judged>();
  /** In the order of the matcher's rules. */
  readonly #places: readonly Judged[];
  /** Of the rules that are there before and after, and not the same. */
  readonly #changes = new Map<Of, Change>();
  /** Changes of rules of which something was found of the present entry. */
  readonly #touched: Change[] = [];
  readonly #matcher: Matcher;
  readonly #entities = new Entities();
  readonly #entries = { alerts: 0, events: 0, others: 0 };
  #first: string | undefined;
  #last: string | undefined;

  constructor(private readonly subjects: readonly Of[]) {
    for (const subject of subjects) this.#addSubject(subject);
    this.#places = [...this.#judged.values()];
    this.#matcher = new Matcher(this.#places.map(({ rule }) => rule));
    for (const change of this.#changes.values()) this.#addDiffering(change);
    const read = this.#matcher.rules.flatMap(({ conditions }) => conditions.flatMap(({ keys }) => keys));
    this.keys = new Set([...read, ...KIND_KEYS, ...TALLY_KEYS]);
  }

  /**
   * Judges all rules on an entry.
   * @param kind whether it is an alert or an event; default: what its keys show
   */
  add(entry: Keys, kind = kindOf(entry)): void {
    this.#entries[kind === undefined ? "others" : kind === "alert" ? "alerts" : "events"]++;
    const answered = new Answered(entry, this.#entities);
    const { time } = answered;
    if (time !== undefined && (this.#first === undefined || time < this.#first)) this.#first = time;
    if (time !== undefined && (this.#last === undefined || time > this.#last)) this.#last = time;
    this.#matcher.find(entry, kind, (place, finding) => this.#count(place, finding, answered));
    for (const change of this.#touched) compare(change, answered);
    this.#touched.length = 0;
  }

  #count(place: number, finding: Finding, answered: Answered): void {
    const { counting, changes } = this.#places[place] as Judged;
    if (isDoubt(finding)) counting.doubt(finding, this.#matcher.conditionsOf(place), answered.entry);
    else counting.match(answered);
    for (const { of, side } of changes) {
      if (of.before === false && of.after === false) this.#touched.push(of);
      of[side] = finding;
    }
  }

  /** What was found so far. */
  result(): Simulated<Of> {
    const outcomes = this.subjects.map((subject) => {
      const before = subject.before && this.#judgedOf(subject.before).counting.tally();
      const after = subject.after && this.#judgedOf(subject.after).counting.tally();
      const change = this.#changes.get(subject);
      const made = change
        ? { added: change.added.tally(), removed: change.removed.tally(), unclear: change.unclear }
        : oneSided(subject, before, after);
      return { subject, ...(before && { before }), ...(after && { after }), ...made };
    });
    const { alerts, events, others } = this.#entries;
    return {
      entries: { alerts, events, others },
      ...(this.#first !== undefined && { first: this.#first }),
      ...(this.#last !== undefined && { last: this.#last }),
      outcomes,
    };
  }

  #addSubject(subject: Of): void {
    const { before, after } = subject;
    const [old, present] = [before && this.#judgedOf(before), after && this.#judgedOf(after)];
    if (!before || !after || !old || !present) return;
    const unseen = unseenChanges([before, after], subject);
    if (old === present && isSame(before.enabled, after.enabled) && !unseen) return;
    const [added, removed] = [new Counting(), new Counting()];
    const of: Change = { subject, added, removed, unseen, unclear: 0, before: false, after: false };
    this.#changes.set(subject, of);
    old.changes.push({ of, side: "before" });
    present.changes.push({ of, side: "after" });
  }

  #addDiffering(change: Change): void {
    const { subject, unseen } = change;
    const { before, after } = subject;
    if (!before || !after || unseen?.isWhole) return;
    const areSeen = Array.isArray(before.conditions) && Array.isArray(after.conditions);
    const isElse = [before.autoResponseType, before.enabled];
    if (!areSeen || !isSame(isElse, [after.autoResponseType, after.enabled])) return;
    const [old = [], present = []] = [before, after].map((rule) =>
      this.#matcher.conditionsOf(this.#places.indexOf(this.#judgedOf(rule))),
    );
    const isOpen = ({ item }: Condition) => unseen?.fields.has(item.left.value);
    change.differing = [
      ...old.filter((one) => isOpen(one) || !present.includes(one)),
      ...present.filter((one) => !old.includes(one)),
    ];
  }

  #judgedOf(rule: JudgedRule): Judged {
    const key = canonicalText([rule.autoResponseType, rule.conditions]);
    const known = this.#judged.get(key) ?? { rule, counting: new Counting(), changes: [] };
    this.#judged.set(key, known);
    return known;
  }
}

/** What a rule that is new or goes makes of it, and one that does not change. */
function oneSided({ before, after }: Subject, old: RuleTally | undefined, present: RuleTally | undefined) {
  const none = new Counting().tally();
  if ((before && after) || !(before || after)) return { added: none, removed: none, unclear: 0 };
  const tally = (old ?? present) as RuleTally;
  const enabled = (before ?? after)?.enabled;
  if (enabled === false) return { added: none, removed: none, unclear: 0 };
  if (isHidden(enabled)) return { added: none, removed: none, unclear: tally.matches + tally.cannotTell };
  return { added: after ? tally : none, removed: before ? tally : none, unclear: tally.cannotTell };
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalText(one) === canonicalText(other);
}

function compare(change: Change, answered: Answered): void {
  const before = inEffect(change.subject.before, change.before);
  const after = inEffect(change.subject.after, change.after);
  change.before = false;
  change.after = false;
  if (before === after && !isDoubt(before)) return;
  if (isDoubt(before) && isDoubt(after) && change.differing?.every(({ find }) => find(answered.entry) === true)) return;
  if (isDoubt(before) || isDoubt(after)) change.unclear++;
  else (after ? change.added : change.removed).match(answered);
}

/** A rule that is off answers nothing; of one that may be off it cannot be told. */
function inEffect(rule: JudgedRule | undefined, finding: Finding): Finding {
  if (rule === undefined || rule.enabled === false) return false;
  return finding === true && isHidden(rule.enabled) ? "known later" : finding;
}
