import { isHidden, type JudgedRule } from "../rule-language/judged-rule";
import { namedPlaybooks } from "../rule-language/names";
import { conditionInWords } from "../rule-language/sentence";
import { quote, series } from "../wording";
import { finding, type LintFinding } from "./finding";
import { implies, type Said } from "./implication";
import type { ReadyRule } from "./ready";

const words = ({ item }: Said) => conditionInWords(item);

/** What is odd about a rule by itself. */
export function ownFindings(one: ReadyRule): LintFinding[] {
  if (!one.isOn || one.conditions === undefined) return [];
  if (one.contradiction) return [neverMatches(one.rule, one.contradiction)];
  return [...idleConditions(one.rule, one.conditions), ...matchesEverything(one.rule, one.conditions)];
}

function neverMatches(rule: JudgedRule, against: readonly Said[]): LintFinding {
  const [first] = against;
  return finding("SOAR104", rule, {
    about: first?.field,
    sentence: `The rule never answers anything: that ${series(against, words)} cannot be at once.`,
    remedy: "Correct the condition that is not meant, or make a rule of each.",
  });
}

/** Of two that say the same, the later one is idle. */
function idleConditions(rule: JudgedRule, all: readonly Said[]): LintFinding[] {
  return all.flatMap((one, at) => {
    const other = all.find(
      (other, index) => index !== at && implies(other, one) && (index < at || !implies(one, other)),
    );
    if (other === undefined) return [];
    return finding("SOAR105", rule, {
      about: one.field,
      sentence: `That ${words(one)} leaves nothing out: it holds wherever ${words(other)}.`,
      remedy: "Take it out, or correct it if it is to leave something out.",
    });
  });
}

function matchesEverything(rule: JudgedRule, all: readonly Said[]): LintFinding[] {
  const playbooks = isHidden(rule.actions) ? [] : namedPlaybooks(rule.actions);
  if (playbooks.length === 0 || !all.every(leavesNothingOut)) return [];
  const run = series(playbooks, ({ name }) => quote(name));
  const such =
    all.length === 0 ? "" : ` that has ${series([...new Set(all.map(({ field }) => field))], (field) => quote(field))}`;
  return [
    finding("SOAR106", rule, {
      sentence: `Every ${rule.autoResponseType}${such} runs ${run}: no condition leaves anything out.`,
      remedy: "Give it a condition that names what is to be answered.",
    }),
  ];
}

/** Patterns that match every text; a dot is no line end, so that none has both ends. */
const ANYTHING = ["", "^", "$", ".*", "^.*", ".*$"];

/** Whether it holds of every text. */
function leavesNothingOut({ claim, isNegated }: Said): boolean {
  if (claim === undefined || isNegated) return false;
  return claim.atoms[claim.quantifier === "any" ? "some" : "every"](({ how, text }) => {
    if (how === "regexp") return ANYTHING.includes(text);
    return ["contains", "startswith", "endswith"].includes(how) && text === "";
  });
}
