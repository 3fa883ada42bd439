import type { Entry } from "../evaluation/entry";
import { compareText } from "../json";
import type { JudgedRule } from "../rule-language/judged-rule";
import { hasHidden } from "../unknown";
import { version } from "../version";
import type { LintFinding, LintReport } from "./finding";
import { historyFindings } from "./history";
import { type Ignore, sift } from "./ignores";
import { type Listed, listedFindings } from "./listed";
import { loopFindings } from "./loops";
import { ownFindings } from "./own";
import { pairFindings } from "./pairs";
import { ready } from "./ready";

/** What rules are looked at beside. */
export interface Beside {
  /** What the account of a rule lists; undefined where that is not known. */
  readonly listed?: (rule: JudgedRule) => Listed | undefined;
  /** Alerts and events that happened. */
  readonly history?: AsyncIterable<Entry> | Iterable<Entry>;
  /** What is to be left. */
  readonly ignores?: readonly Ignore[];
  /** A day in UTC, `2026-12-31`: which of these still count. */
  readonly today: string;
}

/** Looks at rules: each by itself, beside the others, and beside what else is known. Finds nothing by guess. */
export async function lint(
  rules: readonly JudgedRule[],
  { listed, history, ignores = [], today }: Beside,
): Promise<LintReport> {
  const sorted = rules.toSorted((a, b) => compareText(placeOf(a), placeOf(b)));
  const all = sorted.map(ready);
  const known = new Map(listed && sorted.map((rule) => [rule, listed(rule)]));
  const found = [
    ...all.flatMap(ownFindings),
    ...pairFindings(all),
    ...all.flatMap(loopFindings),
    ...[...known].flatMap(([rule, ofRule]) => listedFindings(rule, ofRule)),
    ...(history ? await historyFindings(sorted, history) : []),
  ];
  const isKnown = (name: string) => [...known].some(([rule, ofRule]) => rule.name === name && ofRule !== undefined);
  const made = ({ code, rule }: Ignore) =>
    code.startsWith("SOAR2") ? isKnown(rule) : !code.startsWith("SOAR3") || history !== undefined;
  const { findings, ignored } = sift(found, ignores, today, made);
  return {
    version,
    rules: rules.length,
    findings: findings.toSorted(byRule),
    ignored: ignored.toSorted(byRule),
    hidden: sorted.filter(hasUnseen).map(({ name }) => name),
  };
}

function placeOf({ name, urn = "", id = "" }: JudgedRule): string {
  return [name, urn, id].join("\0");
}

function byRule(a: LintFinding, b: LintFinding): number {
  return compareText(a.rule, b.rule) || compareText(a.code, b.code) || compareText(a.urn ?? "", b.urn ?? "");
}

/** Whether a part of the rule that lint looks at is not to be seen. */
function hasUnseen({ autoResponseType, conditions, actions, enabled }: JudgedRule): boolean {
  const parts = [autoResponseType, conditions, actions, enabled];
  return parts.some((part) => hasHidden(part) || (typeof part === "object" && "hidden" in part));
}
