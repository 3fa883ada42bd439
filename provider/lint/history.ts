import { type Entry, kindOf } from "../evaluation/entry";
import type { JudgedRule } from "../rule-language/judged-rule";
import { Matcher } from "../simulation/matcher";
import { finding, type LintFinding } from "./finding";

/**
 * The rules that are on and certainly answer nothing of a history. A rule of which an answer cannot be told is none of these, nor
 * is one that watches what the history has not.
 * @param entries alerts and events; read once, and one at a time
 */
export async function historyFindings(
  rules: readonly JudgedRule[],
  entries: AsyncIterable<Entry> | Iterable<Entry>,
): Promise<LintFinding[]> {
  const on = rules.filter(({ enabled }) => enabled === true);
  const left = new Set(on.keys());
  const matcher = new Matcher(on);
  const count = { alert: 0, event: 0 };
  for await (const entry of entries) {
    const keys = new Map(Object.entries(entry));
    const kind = kindOf(keys);
    if (kind) count[kind]++;
    matcher.find(keys, kind, (place) => left.delete(place));
    if (left.size === 0) break;
  }
  const seen = (type: string) => (type === "alert" ? count.alert : type === "event" ? count.event : 0);
  return on
    .filter((_rule, place) => left.has(place))
    .map((rule) => ({ rule, of: seen(rule.autoResponseType) }))
    .filter(({ of }) => of > 0)
    .map(({ rule, of }) =>
      finding("SOAR301", rule, {
        sentence: `It answers none of ${of === 1 ? "1" : `the ${of}`} ${rule.autoResponseType}${of === 1 ? "" : "s"} of the history.`,
        remedy:
          "Look whether its conditions say what is meant; a rule for what has not happened yet is right to answer nothing.",
      }),
    );
}
