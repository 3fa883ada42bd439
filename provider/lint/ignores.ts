import { isObject, readJson } from "../json";
import { quote } from "../wording";
import { CHECKS, type Code, finding, type IgnoredFinding, type LintFinding } from "./finding";

/** A finding that is to be left, and why. */
export interface Ignore {
  /** Name of the rule, as findings have it. */
  readonly rule: string;
  readonly code: Code;
  /** Why it is left. */
  readonly reason: string;
  /** The last day on which it is left, in UTC: `2026-12-31`. */
  readonly expires: string;
}

const KEYS = ["rule", "code", "reason", "expires"] as const;

/**
 * Reads a file of findings that are to be left: a JSON list of objects, each with all of the keys of `Ignore`.
 * @throws Error in a sentence that says what is wrong with which one
 */
export function readIgnores(text: string): Ignore[] {
  const list = readJson(text);
  if (!Array.isArray(list)) throw new Error('It must be a JSON list of { "rule", "code", "reason", "expires" }.');
  return list.map((one, index) => {
    const problem = problemOf(one) ?? repeated(one as Ignore, list.slice(0, index));
    if (problem) throw new Error(`Number ${index + 1} of the list: ${problem}`);
    return one as Ignore;
  });
}

function problemOf(one: unknown): string | undefined {
  if (!isObject(one)) return 'it must be an object with "rule", "code", "reason" and "expires".';
  for (const key of KEYS) {
    const value = one[key];
    if (typeof value !== "string" || value.trim() === "") return `${quote(key)} must be a text that is not empty.`;
  }
  const other = Object.keys(one).find((key) => !KEYS.some((known) => known === key));
  if (other !== undefined)
    return `there is no ${quote(other)}: the keys are ${KEYS.map((key) => quote(key)).join(", ")}.`;
  const { code, expires } = one;
  if (!Object.hasOwn(CHECKS, String(code))) return `${quote(code)} is no code: "alicloud-soar lint --help" lists them.`;
  if (/^SOAR9/.test(String(code))) return `${quote(code)} is about such a list, and cannot be left.`;
  return isDay(String(expires)) ? undefined : `${quote(expires)} must be a day, such as "2026-12-31".`;
}

/** One that was renewed beside the old one would be ignored and expired at once. */
function repeated({ rule, code }: Ignore, earlier: readonly Ignore[]): string | undefined {
  const first = earlier.findIndex((one) => one.rule === rule && one.code === code);
  return first < 0 ? undefined : `number ${first + 1} is about the same rule and code: keep one of them.`;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Findings, apart by whether they are to be left. */
export interface Sifted {
  readonly findings: readonly LintFinding[];
  readonly ignored: readonly IgnoredFinding[];
}

/**
 * Takes out what is to be left. One that has expired, or that leaves nothing, is a finding itself.
 * @param today a day in UTC: `2026-12-31`
 * @param made whether the code was looked for of the rule: else it is not found to be unused
 */
export function sift(
  found: readonly LintFinding[],
  ignores: readonly Ignore[],
  today: string,
  made: (ignore: Ignore) => boolean,
): Sifted {
  const valid = ignores.filter(({ expires }) => expires >= today);
  const ignored = found.flatMap((one) => {
    const ignore = valid.find((candidate) => isFor(candidate, one));
    return ignore ? [{ ...one, reason: ignore.reason, expires: ignore.expires }] : [];
  });
  const left = found.filter((one) => !valid.some((ignore) => isFor(ignore, one)));
  const odd = ignores.flatMap((ignore) => {
    if (!made(ignore)) return [];
    if (!found.some((one) => isFor(ignore, one))) return [unused(ignore)];
    return ignore.expires >= today ? [] : [expired(ignore)];
  });
  return { findings: [...left, ...odd], ignored };
}

function isFor({ rule, code }: Ignore, one: LintFinding): boolean {
  return one.rule === rule && one.code === code;
}

function unused({ rule: name, code }: Ignore): LintFinding {
  return finding(
    "SOAR902",
    { name },
    {
      about: code,
      sentence: `${code} is to be ignored, and is not found of this rule.`,
      remedy: "Take it out of the list, or correct the name of the rule or the code.",
    },
  );
}

function expired({ rule: name, code, reason, expires }: Ignore): LintFinding {
  return finding(
    "SOAR901",
    { name },
    {
      about: code,
      sentence: `${code} was to be ignored until ${expires}: ${quote(reason)}.`,
      remedy: "Mend the rule, or decide anew and set another day.",
    },
  );
}
