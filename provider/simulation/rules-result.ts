import { ASSUMPTIONS } from "../evaluation/evaluate";
import { isHidden, type JudgedRule } from "../rule-language/judged-rule";
import { isVerbatim } from "../rule-language/verbatim";
import { version } from "../version";
import { quote, series } from "../wording";
import type { Count } from "./distinct";
import type {
  PlaybookRuns,
  RuleTally,
  SimulatedPlaybook,
  SimulatedRule,
  SimulatedRun,
  SimulatedSide,
  SimulationResult,
} from "./result";
import type { Outcome, Simulated, Subject } from "./simulation";
import { seen } from "./tally";

/** A rule to be simulated, with what a preview says of it. */
export interface Planned extends Subject {
  readonly operation: string;
  readonly changed: readonly string[];
}

/** Trigger types of playbooks by their UUID, e.g. `template-ip`, as far as they are known. (DescribePlaybooks, ParamType) */
type ParamTypes = ReadonlyMap<string, string>;

/** What a result is made of. */
interface Judged {
  readonly source: SimulationResult["source"];
  readonly simulated: Simulated<Planned>;
  /** First line of the history. */
  readonly header: { readonly since: number; readonly until: number; readonly kinds: readonly string[] };
  /** The account of the history, where it tells. */
  readonly account?: string;
  /** The history's file. */
  readonly file?: string;
  readonly paramTypes: ParamTypes;
  readonly runs: readonly SimulatedRun[];
}

/** What came out of it all, before it is looked at for thresholds. */
export function resultOf({ source, simulated, header, account, file, paramTypes, runs }: Judged): SimulationResult {
  const { entries, first, last, outcomes } = simulated;
  const rules = outcomes.map((outcome) => ruleResult(outcome, paramTypes));
  const judged = outcomes.flatMap(({ subject }) => subject.after ?? subject.before ?? []);
  return {
    version,
    source,
    history: {
      ...(file !== undefined && { file }),
      since: new Date(header.since).toISOString(),
      until: new Date(header.until).toISOString(),
      alerts: entries.alerts,
      events: entries.events,
      ...(first !== undefined && { first }),
      ...(last !== undefined && { last }),
    },
    assumptions: ASSUMPTIONS,
    notes: [
      ...notesOnAccount(judged, account),
      ...notesOnActions(judged),
      ...notesOnPlaybooks(rules),
      ...notesOnKinds(judged, header.kinds),
    ],
    rules,
    runs,
    met: [],
  };
}

/** A view of other accounts may answer what is in theirs. */
function notesOnAccount(rules: readonly JudgedRule[], account: string | undefined): string[] {
  const own = rules.filter(({ roleType, roleFor }) => roleType !== 1 && roleFor === undefined);
  const others = own.filter((rule) => rule.account !== undefined && rule.account !== account);
  const [first] = others;
  if (account === undefined || first === undefined) return [];
  return [`The history is of account ${account}, but these rules are of account ${first.account}: ${namesOf(others)}.`];
}

function notesOnActions(rules: readonly JudgedRule[]): string[] {
  const hidden = rules.filter(({ actions }) => isHidden(actions) || isVerbatim(actions));
  return hidden.length === 0 ? [] : [`What these rules do is not to be seen: ${namesOf(hidden)}.`];
}

function notesOnPlaybooks(rules: readonly SimulatedRule[]): string[] {
  const open = rules.filter(({ playbooks }) => playbooks.some(({ worksOn }) => worksOn === undefined));
  if (open.length === 0) return [];
  return [
    "A playbook works on entities of one type, or on the alert or event itself. Where it is not known which, as without --live, " +
      `entities of all types are counted: ${namesOf(open)}.`,
  ];
}

function notesOnKinds(rules: readonly JudgedRule[], kinds: readonly string[]): string[] {
  return (["alert", "event"] as const).flatMap((kind) => {
    const watching = kinds.includes(kind) ? [] : rules.filter(({ autoResponseType }) => autoResponseType === kind);
    return watching.length === 0 ? [] : [`The history has no ${kind}s, which these rules watch: ${namesOf(watching)}.`];
  });
}

function namesOf(rules: readonly { readonly name: string }[]): string {
  return series(rules, ({ name }) => quote(name));
}

/** What came out for a rule. */
export function ruleResult(outcome: Outcome<Planned>, paramTypes: ParamTypes): SimulatedRule {
  const { subject, before, after, added, removed, unclear } = outcome;
  const rule = (subject.after ?? subject.before) as JudgedRule;
  return {
    name: rule.name,
    ...(rule.urn !== undefined && { urn: rule.urn }),
    ...((subject.before?.id ?? rule.id) !== undefined && { id: subject.before?.id ?? rule.id }),
    operation: subject.operation,
    changed: subject.changed,
    ...(subject.before && before && { before: sideOf(subject.before, before) }),
    ...(subject.after && after && { after: sideOf(subject.after, after) }),
    added,
    removed,
    unclear,
    playbooks: playbooksOf(outcome, paramTypes),
  };
}

function sideOf({ enabled }: JudgedRule, tally: RuleTally): SimulatedSide {
  return { enabled: isHidden(enabled) ? "cannot tell" : enabled ? "on" : "off", ...tally };
}

/** A playbook as an action names it. */
interface Named {
  readonly uuid?: string;
  readonly name?: string;
}

function playbooksOf(outcome: Outcome<Planned>, paramTypes: ParamTypes): SimulatedPlaybook[] {
  const { before, after } = outcome.subject;
  const all = [...playbooksIn(after), ...playbooksIn(before)];
  return [...Map.groupBy(all, keyOf)].map(([key, [named = {}]]) => {
    const worksOn = entityType(paramTypes.get(named.uuid ?? ""));
    const times = (rule: JudgedRule | undefined) => playbooksIn(rule).filter((one) => keyOf(one) === key).length;
    const runs = runsOf(outcome, times(before), times(after), (entities) => ofType(entities, worksOn));
    return { ...named, ...(worksOn !== undefined && { worksOn }), ...runs };
  });
}

function playbooksIn(rule: JudgedRule | undefined): Named[] {
  if (rule === undefined || isHidden(rule.actions) || isVerbatim(rule.actions)) return [];
  return rule.actions
    .filter(({ actionType }) => actionType === "doPlaybook")
    .map(({ playbookUuid, playbookName }) => {
      const [uuid, name] = [seen(playbookUuid), seen(playbookName)];
      return { ...(uuid !== undefined && { uuid }), ...(name !== undefined && { name }) };
    });
}

function keyOf({ uuid, name }: Named): string {
  return uuid ?? `name ${name}`;
}

type Entities = PlaybookRuns["entities"];

/** How often a playbook runs that the rule names so many times, before and after. */
function runsOf(
  { subject, before, after, added, removed }: Outcome<Planned>,
  timesBefore: number,
  timesAfter: number,
  ofItsType: (entities: Entities) => Entities,
): Pick<SimulatedPlaybook, "before" | "after" | "added" | "removed"> {
  const runs = (number: number | undefined, entities: Entities = {}): PlaybookRuns => ({
    ...(number !== undefined && { runs: number }),
    entities: number === undefined || number > 0 ? ofItsType(entities) : {},
  });
  const [old, present] = [answered(subject.before, before), answered(subject.after, after)];
  /** The more often it is named on one side, the more it runs on entries that both sides answer. */
  const beyond = (all: number | undefined, changed: RuleTally, times: number, others: number) =>
    all === undefined ? undefined : changed.matches * times + (all - changed.matches) * Math.max(0, times - others);
  const isShared = timesBefore > 0 && timesAfter > 0;
  return {
    ...(timesBefore > 0 && { before: runs(old && old * timesBefore, before?.entities) }),
    ...(timesAfter > 0 && { after: runs(present && present * timesAfter, after?.entities) }),
    added: runs(beyond(present, added, timesAfter, timesBefore), (isShared ? added : after)?.entities),
    removed: runs(beyond(old, removed, timesBefore, timesAfter), (isShared ? removed : before)?.entities),
  };
}

/** How many entries a rule answers, as far as it is on; undefined where that cannot be told. */
function answered(rule: JudgedRule | undefined, tally: RuleTally | undefined): number | undefined {
  if (rule === undefined || tally === undefined || rule.enabled === false) return 0;
  return isHidden(rule.enabled) ? undefined : tally.matches;
}

/** Trigger types that name entities; the others take the alert or event itself, or what only the playbook knows. */
const ENTITY_TYPES: readonly string[] = ["ip", "file", "process", "domain", "container", "host"];

function entityType(paramType: string | undefined): string | undefined {
  return ENTITY_TYPES.find((type) => paramType === `template-${type}`);
}

/** What is not recognised may be of any type. */
function ofType(entities: Entities, type: string | undefined): Entities {
  if (type === undefined) return entities;
  const kept: [string, Count][] = Object.entries(entities).filter(
    ([of]) => of.toLowerCase() === type || of === "unknown" || of === "other",
  );
  return Object.fromEntries(kept);
}
